import { type Campaign, candidatesOf, type Evaluation, heldEffects } from "../calibration/index.ts";
import { duration } from "./progressBar.ts";
import { counted, textTable } from "./textTable.ts";

/** What a calibration searches and by what. */
export function settingsText(campaign: Campaign): string {
  const { settings, strategy } = campaign;
  const { model, parameters, effects, seeds, subjects } = settings;
  const candidates = candidatesOf(campaign).length;
  return [
    `${model}: ${counted(parameters.length, "parameter")} over ${counted(effects.length, "effect")}, seeds ${seeds.join(", ")}, ${counted(subjects, "subject")} an arm`,
    `${counted(candidates, "candidate")} in the next generation (restart ${strategy.restart}), ${candidates * subjects} lanes an arm`,
  ].join("\n");
}

/** A line for a generation. */
export function generationText(
  { generations, accepted, settings }: Campaign,
  evaluations: readonly Evaluation[],
  seconds: number,
): string {
  const best = accepted.at(-1)!;
  const least = Math.min(...evaluations.map(({ loss }) => loss));
  const speed = Math.round((3600 * evaluations.length) / seconds);
  return `generation ${generations}: least loss ${number(least)}, best so far ${number(best.loss)} (${heldEffects(best).length} of ${settings.effects.length} effects hold), ${duration(seconds)}, ${speed} evaluations an hour`;
}

/** The model's own set beside the best one. */
export function campaignText(campaign: Campaign): string {
  const { accepted, settings, evaluations, generations, seconds } = campaign;
  const [own, best] = [accepted[0], accepted.at(-1)];
  if (!own || !best) return "No generation was done.";
  const left = (title: string) => ({ title, align: "left" as const });
  const right = (title: string) => ({ title, align: "right" as const });
  const bands = (evaluation: Evaluation, id: string) =>
    `${evaluation.effects[id]!.holding}/${evaluation.effects[id]!.bands}`;
  return [
    `${counted(evaluations, "evaluation")} in ${counted(generations, "generation")}, ${duration(seconds)}; loss ${number(own.loss)} → ${number(best.loss)}, effects that hold ${heldEffects(own).length} → ${heldEffects(best).length}`,
    "",
    textTable(
      [left("effect"), right("loss before"), right("after"), right("bands before"), right("after")],
      settings.effects.map((id) => [
        id,
        number(own.effects[id]!.loss),
        number(best.effects[id]!.loss),
        bands(own, id),
        bands(best, id),
      ]),
    ),
    "",
    textTable(
      [left("parameter"), right("before"), right("after"), right("searched")],
      settings.parameters.map(({ name, value, low, high }) => [
        name,
        number(value),
        number(best.values[name]!),
        `${number(low)} … ${number(high)}`,
      ]),
    ),
  ].join("\n");
}

/** Three digits are enough for people. */
export function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "–";
}
