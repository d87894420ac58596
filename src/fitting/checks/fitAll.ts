import { batches } from "../batches.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import { type FitJob, fitSettings } from "../fits/settings.ts";
import type { SubjectFit } from "../inference/fitSubjects.ts";
import { shareOut } from "./shareOut.ts";

/** Fits everybody of a job alone; null if stopped by `signal`. */
export async function fitAll(
  job: FitJob,
  options: {
    readonly starts: number;
    readonly seed: number;
    readonly coverage?: number;
    readonly onSubject?: (done: number) => void;
    readonly executor?: ExecutorMaker | undefined;
    readonly store?: FitStore | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<SubjectFit[] | null> {
  const { onSubject, executor, signal, store, ...asked } = options;
  const everybody = [...job.rows.keys()];
  const sharing = { executor, signal, store, onStep: (done: number) => onSubject?.(done) };
  return shareOut(job, fitSettings(asked), sharing, async ({ batch, all }) => {
    const fits = await all(batches(everybody, batch).map((records) => ({ kind: "subjects" as const, records })));
    return fits.flat();
  });
}
