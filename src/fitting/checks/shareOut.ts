import { type ExecutorMaker, FitInterrupted, presentThread } from "../fits/executor.ts";
import { type FitProgress, type FitStore, FitWork } from "../fits/fitWork.ts";
import type { FitJob, FitSettings } from "../fits/settings.ts";
import type { FitAnswer, FitTask } from "../fits/tasks.ts";
import type { FittedParameter } from "../likelihood.ts";
import type { BehaviourProgram, SubjectRows } from "../program.ts";

/**
 * Records that a thread takes at a time, and that are kept together; others wait no longer than for one in the present
 * thread where nothing is kept.
 */
const BATCH = 4;

/** How a check meets the outside. */
export interface Sharing {
  /** Default: the present thread. */
  readonly executor: ExecutorMaker | undefined;
  readonly signal: AbortSignal | undefined;
  /** Called with the records or studies done. */
  readonly onStep: (done: number) => void;
  /** Keeps what is finished, under names of this check alone; default: nothing is kept. */
  readonly store?: FitStore | undefined;
}

/** Hands out tasks on a job. */
export interface Share {
  /** Tasks that can be done at the same time. */
  readonly parallel: number;
  /** Records that a task should have. */
  readonly batch: number;
  /** Answers in the order of the tasks. @throws FitInterrupted */
  all<Task extends FitTask>(tasks: readonly Task[]): Promise<Exclude<FitAnswer<Task>, null>[]>;
}

/** Does work on a job in as many threads as there are; null if stopped. */
export async function shareOut<Result>(
  job: FitJob,
  settings: FitSettings,
  { executor, signal, onStep, store }: Sharing,
  work: (share: Share) => Promise<Result | null>,
): Promise<Result | null> {
  const maker = executor ?? presentThread(signal);
  const made = maker(job, settings);
  const onProgress = ({ done }: FitProgress) => done > 0 && onStep(done);
  const tasks = new FitWork(
    made,
    { executor: maker, onProgress, ...(store && { store }), ...(signal && { signal }) },
    "",
  );
  let given = 0;
  try {
    return await work({
      parallel: made.parallel,
      // What is kept has the same name with any number of threads.
      batch: made.parallel > 1 || store ? BATCH : 1,
      all: (some) => tasks.all(some.map((task) => ({ name: String(given++), task }))),
    });
  } catch (error) {
    if (error instanceof FitInterrupted) return null;
    throw error;
  } finally {
    await made.close();
  }
}

/** A part of a store, for one of several pieces of work. */
export function partOf(store: FitStore | undefined, name: string): FitStore | undefined {
  return (
    store && {
      read: (own) => store.read(`${name}-${own}`),
      write: (own, value) => store.write(`${name}-${own}`, value),
    }
  );
}

/** A job of simulated people, each a record. */
export function jobOfPeople(
  program: BehaviourProgram,
  parameters: readonly FittedParameter[],
  rows: readonly SubjectRows[],
): FitJob {
  const records = rows.map(({ subject }) => ({ name: subject, person: subject, labels: {} }));
  return { program, parameters, rows, records, within: [], between: [] };
}
