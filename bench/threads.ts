import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Row, type Workload } from "./results.ts";

/** What a thread is to run, each time it is told to. */
export interface Share {
  /** Path of the model. */
  readonly model: string;
  /** Whether to write the start values of workload R. */
  readonly startValues: boolean;
  readonly subjects: readonly number[];
  readonly steps: number;
}

/** A workload for some threads together. */
export interface Shared extends Omit<Share, "subjects"> {
  readonly workload: Workload;
  readonly subjects: number;
  readonly synapses: number;
  readonly threads: number;
}

/** Threads that run a workload together: the row's seconds are real time, its `cpuSeconds` processor time. */
export class Team {
  readonly row: Row;
  readonly #workers: readonly Worker[];

  private constructor(row: Row, workers: readonly Worker[]) {
    this.row = row;
    this.#workers = workers;
  }

  /** Starts the threads and compiles. */
  static async start(program: string, shared: Shared): Promise<Team> {
    const { threads, subjects, model, startValues, steps } = shared;
    const all = Array.from({ length: subjects }, (_, subject) => subject);
    const share = Math.ceil(subjects / threads);
    const workers = Array.from({ length: threads }, (_, i) => {
      const data: Share = { model, startValues, steps, subjects: all.slice(i * share, (i + 1) * share) };
      return new Worker(program, { workerData: data });
    });
    await Promise.all(workers.map((one) => once(one, "message")));
    const row = new Row(shared.workload, "wasm", shared, () => tell(workers, "run"));
    return new Team(row, workers);
  }

  /** Begins anew and runs, some times. */
  async run(repeats: number, keep: boolean): Promise<void> {
    await tell(this.#workers, "start");
    for (let i = 0; i < repeats; i++) {
      const before = process.cpuUsage();
      const seconds = await this.row.run();
      const { user, system } = process.cpuUsage(before);
      if (!keep) continue;
      this.row.seconds.push(seconds);
      this.row.cpuSeconds.push((user + system) / 1e6);
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

async function tell(workers: readonly Worker[], message: "start" | "run"): Promise<number> {
  const before = performance.now();
  const answers = Promise.all(workers.map((one) => once(one, "message")));
  for (const one of workers) one.postMessage(message);
  await answers;
  return (performance.now() - before) / 1000;
}
