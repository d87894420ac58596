import type { LinkState } from "../link.ts";
import type { EffectProgram } from "./messages.ts";

/** Most subjects an arm and highest seed of a run in the page. */
export const mostSubjects = 512;
export const mostSeed = 999_999;
/** With how many subjects an effect is run unless the reader says otherwise: few, since it is a look. */
const usualSubjects = { preparation: 16, sessions: 4 } as const;
const usualSeed = 5;

/** Subjects, seed and removed mechanism that a link asks for; where it says nothing usable, the usual ones. */
export function settingOf(
  linked: LinkState,
  program: EffectProgram | null,
): { readonly subjects: number; readonly seed: number; readonly broken: string } {
  const { subjects, seed, broken } = linked;
  const removals = program?.removals ?? [];
  const first = removals.find(({ must }) => must === "abolish") ?? removals[0];
  return {
    subjects: isCount(subjects, 2, mostSubjects) ? subjects : usualSubjects[program?.kind ?? "sessions"],
    seed: isCount(seed, 1, mostSeed) ? seed : usualSeed,
    broken: removals.find(({ id }) => id === broken)?.id ?? first?.id ?? "",
  };
}

function isCount(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
