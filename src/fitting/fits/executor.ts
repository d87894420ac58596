import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { Likelihood } from "../likelihood.ts";
import type { FitJob, FitSettings } from "./settings.ts";
import { type FitAnswer, type FitTask, performTask } from "./tasks.ts";

/** Where the tasks of a job are done: here, or in other threads. */
export interface FitExecutor {
  /** Tasks that can be done at the same time. */
  readonly parallel: number;
  /** @param onSteps - See `TaskSurroundings`. */
  run<Task extends FitTask>(task: Task, onSteps: (steps: number) => void): Promise<FitAnswer<Task>>;
  close(): Promise<void>;
}

/** Makes the executor of a job. */
export type ExecutorMaker = (job: FitJob, settings: FitSettings) => FitExecutor;

/** The fit was stopped by its signal. */
export class FitInterrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the fit was interrupted");
  }
}

/** Longest time in which a page stands still, s. */
const SLICE = 0.05;

/** Does tasks in the present thread, one after the other, and lets others have their turn between them. */
export function presentThread(signal?: AbortSignal): ExecutorMaker {
  return (job, settings) => {
    let likelihood: Promise<Likelihood> | null = null;
    return {
      parallel: 1,
      async run(task, onSteps) {
        likelihood ??= createLikelihood(job.program, job.parameters, job.rows);
        const ready = await likelihood;
        await new Promise((resolve) => setTimeout(resolve, 0));
        const stopped = () => signal?.aborted ?? false;
        return performTask({ likelihood: ready, job, settings }, task, { slice: SLICE, stopped, onSteps });
      },
      close: () => Promise.resolve(),
    };
  };
}
