import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { askWorker } from "../askWorker.ts";
import type { BackendName } from "../backends.ts";
import { packageRoot } from "../packageRoot.ts";
import { type BoardJob, type JobFiles, runJob } from "./boardJob.ts";
import type { BoardReply } from "./boardWorker.node.ts";

/** Runs jobs of the board, several at a time. */
export interface BoardThreads {
  readonly parallel: number;
  run(job: BoardJob): Promise<JobFiles>;
  /** Ends at once; jobs under way are given up. */
  close(): Promise<void>;
}

/** Worker threads, or the present thread where one is asked for or the worker has not been built. */
export function boardThreads(threads: number, backend: BackendName): BoardThreads {
  const code = join(packageRoot(), "dist", "boardWorker.js");
  if (threads === 1 || !existsSync(code)) {
    return {
      parallel: 1,
      async run(job) {
        await new Promise((resolve) => setTimeout(resolve)); // Lets signals in.
        return runJob(job, backend);
      },
      close: async () => {},
    };
  }
  const workers = Array.from({ length: threads }, () => new Worker(code, { workerData: { backend } }));
  const idle = [...workers];
  return {
    parallel: threads,
    async run(job) {
      const worker = idle.pop();
      if (!worker) throw new Error("more jobs at a time than threads");
      try {
        return await ask(worker, job);
      } finally {
        idle.push(worker);
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function ask(worker: Worker, job: BoardJob): Promise<JobFiles> {
  const reply = await askWorker<BoardReply>(worker, job);
  if ("files" in reply) return reply.files;
  throw failure(job, reply.error);
}

function failure(job: BoardJob, { name, message }: { name: string; message: string }): Error {
  const without = job.ablation === null ? "" : ` without ${job.ablation}`;
  const error = new Error(`${job.effect}, seed ${job.seed}${without}: ${message}`);
  error.name = name;
  return error;
}
