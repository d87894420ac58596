import { parentPort, workerData } from "node:worker_threads";
import type { FitJob, FitSettings } from "../../src/fitting/fits/settings.ts";
import { type FitTask, performTask } from "../../src/fitting/fits/tasks.ts";
import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";

/** What a thread is to do. */
export interface Request {
  readonly task: FitTask;
  readonly settings: FitSettings;
}

/** Does tasks on its job, one after the other; says once that it is ready, then gives each task's answer. */
const job = workerData as FitJob;
const likelihood = await createLikelihood(job.program, job.parameters, job.rows);
const surroundings = { slice: Number.POSITIVE_INFINITY, stopped: () => false, onSteps: () => {} };
parentPort!.on("message", async ({ task, settings }: Request) => {
  parentPort!.postMessage(await performTask({ likelihood, job, settings }, task, surroundings));
});
parentPort!.postMessage("ready");
