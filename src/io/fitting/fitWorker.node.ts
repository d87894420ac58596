import { parentPort, workerData } from "node:worker_threads";
import type { FitJob, FitSettings } from "../../fitting/fits/settings.ts";
import { type FitAnswer, type FitTask, performTask } from "../../fitting/fits/tasks.ts";
import { createLikelihood } from "../../fitting/kernel/createLikelihood.ts";

/** What a worker is given: the job, of which it is told tasks one by one. */
export interface FitWorkerData {
  readonly job: FitJob;
  readonly settings: FitSettings;
  /** One number in shared memory; not 0 says that work is to stop. */
  readonly stop: Int32Array;
}

/** What a worker says: how far it has come since it last said so, what came of a task, or what went wrong. */
export type FitWorkerReply =
  | { readonly steps: number }
  | { readonly answer: FitAnswer }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string | undefined } };

/** Longest time in which chains are not kept, s. */
const SLICE = 10;
/** Shortest time between two words about progress, ms. */
const PAUSE = 100;

const { job, settings, stop } = workerData as FitWorkerData;
const likelihood = createLikelihood(job.program, job.parameters, job.rows);
const stopped = () => Atomics.load(stop, 0) !== 0;

let unsaid = 0;
let said = performance.now();

function onSteps(steps: number): void {
  unsaid += steps;
  if (performance.now() - said > PAUSE) say();
}

function say(): void {
  if (unsaid > 0) parentPort?.postMessage({ steps: unsaid } satisfies FitWorkerReply);
  unsaid = 0;
  said = performance.now();
}

async function perform(task: FitTask): Promise<void> {
  try {
    const ready = { likelihood: await likelihood, job, settings };
    const answer = await performTask(ready, task, { slice: SLICE, stopped, onSteps });
    say();
    parentPort?.postMessage({ answer } satisfies FitWorkerReply);
  } catch (error) {
    const { name, message, stack } = error as Error;
    parentPort?.postMessage({ error: { name, message, stack } } satisfies FitWorkerReply);
  }
}

parentPort?.on("message", (task: FitTask) => void perform(task));
