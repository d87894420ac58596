import type { Executor, SessionPlan, Unit } from "neohebb";
import type { UnitReply, UnitRequest } from "./unitWorker.ts";

/** Most workers that are started, whatever the machine says of itself. */
const most = 32;

/** Workers that a run may have here. */
export function workersHere(): number {
  return Math.min(most, Math.max(1, navigator.hardwareConcurrency || 1));
}

/** Runs parts in workers, by messages alone: it needs no isolation of the page. */
export function workerPool(plan: SessionPlan, count: number): Executor {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./unitWorker.ts", import.meta.url), { type: "module" }),
  );
  for (const worker of workers) worker.postMessage({ plan } satisfies UnitRequest);
  const idle = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  return {
    parallel: count,
    async run(unit) {
      const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)));
      try {
        return await ask(worker, unit);
      } finally {
        const next = waiting.shift();
        if (next) next(worker);
        else idle.push(worker);
      }
    },
    async close() {
      for (const worker of workers) worker.terminate();
    },
  };
}

function ask(worker: Worker, unit: Unit): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.removeEventListener("message", take);
      worker.removeEventListener("error", fail);
    };
    const take = ({ data }: MessageEvent<UnitReply>) => {
      settle();
      if ("bytes" in data) resolve(data.bytes);
      else reject(Object.assign(new Error(data.error.message), { name: data.error.name }));
    };
    const fail = ({ message }: ErrorEvent) => {
      settle();
      reject(new Error(message || "a worker of the run could not be started"));
    };
    worker.addEventListener("message", take);
    worker.addEventListener("error", fail);
    worker.postMessage({ unit } satisfies UnitRequest);
  });
}
