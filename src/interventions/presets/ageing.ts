import type { Evidence } from "../drug.ts";
import type { Change } from "./preset.ts";

/** Loss with age, a share of the young value per decade. */
interface Loss extends Evidence {
  readonly receptor?: string;
  readonly modulator?: string;
  readonly of?: "transporter";
  readonly perDecade: number;
}

/** Age that the model's values stand for, years. */
export const youngAge = 25;

/** What is lost with age; the synthesis of dopamine is not (Karrer et al. 2017, doi 10.1016/j.neurobiolaging.2017.05.006). */
export const losses: readonly Loss[] = [
  {
    receptor: "dopamineD1",
    perDecade: 0.14,
    source: "Karrer et al. 2017, Neurobiology of Aging 57:36, doi 10.1016/j.neurobiolaging.2017.05.006",
    verified: true,
    note: "losses are 3.7 to 14.0 % per decade and larger for D1-like than for D2-like receptors: the upper end",
  },
  {
    receptor: "dopamineD2",
    perDecade: 0.04,
    source: "fallypride PET, 132 people: 3–5 % per decade in caudate and putamen (bioRxiv 358200)",
    verified: true,
    note: "6–16 % in most of temporal and frontal cortex",
  },
  {
    modulator: "dopamine",
    of: "transporter",
    perDecade: 0.08,
    source: null,
    verified: false,
    note: "within the 3.7 to 14.0 % per decade of the dopamine system",
  },
];

/** Changes at an age, years: linear losses, never below nothing. */
export function ageing(age: number): Change[] {
  return losses.map(({ perDecade, ...loss }) => ({
    ...loss,
    factor: Math.max(0, 1 - (perDecade * (age - youngAge)) / 10),
  }));
}
