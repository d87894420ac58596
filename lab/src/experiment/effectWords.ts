import { english } from "../text/english.ts";
import type { Findings, ToldEffect } from "./runMessages.ts";

const text = english.experiment.findings;

/** An effect in words, its size beside it. */
export interface WordedEffect {
  readonly text: string;
  readonly size: string;
}

/** Effects whose interval has no 0 in words, the largest first, and how many others there are. */
export function wordedEffects({ effects, control }: Findings): { told: WordedEffect[]; others: number } {
  const measured = effects.filter(({ dz, low, high }) => dz !== null && low !== null && high !== null);
  const clear = measured.filter(({ low, high }) => low! > 0 || high! < 0);
  const told = clear
    .sort((a, b) => Math.abs(b.dz!) - Math.abs(a.dz!))
    .map((effect) => ({ text: sentence(effect, control), size: text.size(...sizes(effect)) }));
  return { told, others: measured.length - clear.length };
}

function sentence({ group, measure, unit, difference }: ToldEffect, control: string): string {
  const size = Math.abs(difference);
  const shown = unit === "1" ? text.points(number(100 * size, 1)) : `${number(size, 3)} ${unit}`;
  const small = measure.charAt(0).toLowerCase() + measure.slice(1);
  return text.effect(group, small, difference > 0 ? "higher" : "lower", shown, control);
}

function sizes({ dz, low, high }: ToldEffect): [string, string, string] {
  return [number(dz!, 2), number(low!, 2), number(high!, 2)];
}

const locale = typeof navigator === "undefined" ? "en" : navigator.language;

/** A number with so many digits after the point, in the person's manner. */
function number(value: number, digits: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A measure's mean (or another value of it) as tables show it: shares in per cent. */
export function measureText(value: number, unit: string): string {
  if (unit !== "1") return `${number(value, 2)} ${unit}`;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value);
}
