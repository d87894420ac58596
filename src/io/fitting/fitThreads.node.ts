import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type ExecutorMaker, type FitExecutor, presentThread } from "../../fitting/fits/executor.ts";
import type { FitAnswer, FitTask } from "../../fitting/fits/tasks.ts";
import { SimulationError } from "../../fitting/model/sampleResponse.ts";
import { askWorker } from "../askWorker.ts";
import { packageRoot } from "../packageRoot.ts";
import type { FitWorkerData, FitWorkerReply } from "./fitWorker.node.ts";

/** Fits in worker threads, or in the present one where the worker has not been built. */
export function fitThreads(threads: number, signal: AbortSignal): ExecutorMaker {
  const code = join(packageRoot(), "dist", "fitWorker.js");
  if (!existsSync(code)) return presentThread(signal);
  return (job, settings): FitExecutor => {
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const onAbort = () => Atomics.store(stop, 0, 1);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    const workerData: FitWorkerData = { job, settings, stop };
    const workers: Worker[] = [];
    const idle: Worker[] = [];
    return {
      parallel: threads,
      async run<Task extends FitTask>(task: Task, onSteps: (steps: number) => void) {
        const worker = idle.pop() ?? new Worker(code, { workerData });
        if (!workers.includes(worker)) workers.push(worker);
        const answer = await ask(worker, task, onSteps);
        idle.push(worker);
        return answer as FitAnswer<Task>;
      },
      async close() {
        signal.removeEventListener("abort", onAbort);
        await Promise.all(workers.map((worker) => worker.terminate()));
      },
    };
  };
}

async function ask(worker: Worker, task: FitTask, onSteps: (steps: number) => void): Promise<FitAnswer> {
  type Steps = Extract<FitWorkerReply, { steps: number }>;
  const isAnswer = (reply: FitWorkerReply): reply is Exclude<FitWorkerReply, Steps> => {
    if (!("steps" in reply)) return true;
    onSteps(reply.steps);
    return false;
  };
  const reply = await askWorker(worker, task, isAnswer);
  if ("answer" in reply) return reply.answer;
  const { name, message } = reply.error;
  const error =
    name === "RangeError" ? new RangeError() : name === "SimulationError" ? new SimulationError(message) : new Error();
  throw Object.assign(error, reply.error);
}
