import { fitSubjects, type SubjectFit } from "../inference/fitSubjects.ts";
import type { Likelihood } from "../likelihood.ts";
import { turns } from "./turns.ts";

/** Fits everybody alone, with turns for others in between; null if stopped by `signal`. */
export async function fitAll(
  likelihood: Likelihood,
  options: {
    readonly starts: number;
    readonly seed: number;
    readonly coverage?: number;
    readonly onSubject?: (done: number) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<SubjectFit[] | null> {
  const { onSubject, signal, ...settings } = options;
  const turn = turns(signal);
  const fits: SubjectFit[] = [];
  for (const subject of likelihood.subjects.keys()) {
    if (await turn()) return null;
    fits.push(...fitSubjects(likelihood, { ...settings, subjects: [subject] })!);
    onSubject?.(fits.length);
  }
  return fits;
}
