import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { SessionPlan, Unit } from "../experiment/plan.ts";
import type { Executor } from "../experiment/run.ts";
import { askWorker, unexpectedEnd } from "./askWorker.ts";
import type { BackendName } from "./backends.ts";
import { packageRoot } from "./packageRoot.ts";
import type { WorkerReply, WorkerTask } from "./worker.node.ts";

/**
 * Runs units in worker threads.
 *
 * @throws Error if the worker's code has not been built.
 */
export function threadExecutor(plan: SessionPlan, threads: number, backend: BackendName = "wasm"): Executor {
  const code = join(packageRoot(), "dist", "worker.js");
  if (!existsSync(code)) throw new Error("the worker is not built: run `npm run build`, or use one thread");
  const workers = Array.from(
    { length: threads },
    () => new Worker(code, { workerData: { plan, backend } satisfies WorkerTask }),
  );
  /** Why workers that were not asked anything have ended: nobody else hears of it. */
  const ended = new Map<Worker, Error>();
  for (const worker of workers) {
    worker.on("error", (error: Error) => ended.set(worker, error));
    worker.on("exit", (code) => ended.has(worker) || ended.set(worker, unexpectedEnd(code)));
  }
  const idle = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const free = (worker: Worker) => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  const take = (): Promise<Worker> => {
    const worker = idle.pop();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  };
  return {
    parallel: threads,
    async run(unit) {
      const worker = await take();
      try {
        const failure = ended.get(worker);
        if (failure) throw failure;
        return await ask(worker, unit);
      } finally {
        free(worker);
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function ask(worker: Worker, unit: Unit): Promise<Uint8Array<ArrayBuffer>> {
  const reply = await askWorker<WorkerReply>(worker, unit);
  if ("bytes" in reply) return reply.bytes;
  const { name, message, stack } = reply.error;
  throw Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });
}
