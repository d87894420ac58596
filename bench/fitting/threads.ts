import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FitJob, FitSettings } from "../../src/fitting/fits/settings.ts";
import type { FitAnswer, FitTask } from "../../src/fitting/fits/tasks.ts";

/** Seconds of the clock, and of the processor for all threads together. */
export interface Times {
  readonly wall: number;
  readonly processor: number;
}

/** Times a piece of work. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Times & { readonly result: T }> {
  const processor = process.cpuUsage();
  const wall = performance.now();
  const result = await work();
  const seconds = (performance.now() - wall) / 1e3;
  const { user, system } = process.cpuUsage(processor);
  return { result, wall: seconds, processor: (user + system) / 1e6 };
}

/** Threads that know a job. */
export class Threads {
  readonly #workers: readonly Worker[];

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  /** Starts threads, which compile the model and take in the data. */
  static async start(program: string, job: FitJob, count: number): Promise<Threads> {
    const workers = Array.from({ length: count }, () => new Worker(program, { workerData: job }));
    await Promise.all(workers.map((worker) => once(worker, "message")));
    return new Threads(workers);
  }

  /** Does tasks, each in a thread of its own. @param tasks - No more than there are threads. */
  perform<Task extends FitTask>(tasks: readonly Task[], settings: FitSettings): Promise<FitAnswer<Task>[]> {
    return Promise.all(
      tasks.map(async (task, i) => {
        const worker = this.#workers[i]!;
        const answer = once(worker, "message");
        worker.postMessage({ task, settings });
        return (await answer)[0] as FitAnswer<Task>;
      }),
    );
  }

  get count(): number {
    return this.#workers.length;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
