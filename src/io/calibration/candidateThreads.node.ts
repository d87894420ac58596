import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { EffectOutcome } from "../../calibration/index.ts";
import type { Candidate } from "../../phenomena/index.ts";
import { askWorker } from "../askWorker.ts";
import { interruptedBy } from "../interruptedBy.ts";
import { packageRoot } from "../packageRoot.ts";
import { CandidateEvaluator, type CandidateJob, type EvaluatorSettings } from "./candidateJob.ts";
import type { CandidateReply } from "./candidateWorker.node.ts";

/** What is evaluated at once. */
export interface EvaluationTask {
  readonly candidates: readonly Candidate[];
  readonly effects: readonly string[];
  readonly subjects: number;
  readonly seeds: readonly number[];
  readonly signal?: AbortSignal;
  /** Called after each effect. */
  readonly onProgress?: (done: number, total: number, effect: string) => void;
  /** Called with what an effect came to, one a candidate. */
  readonly onEffect?: (effect: string, outcomes: readonly EffectOutcome[]) => void;
}

interface Runner {
  run(job: CandidateJob): Promise<readonly EffectOutcome[]>;
  close(): Promise<unknown>;
}

/**
 * Evaluates generation after generation on several threads. A thread keeps the effects that it has once compiled; it
 * takes one of another's only when its own are done.
 */
export class CandidateThreads {
  readonly #runners: readonly Runner[];
  /** The thread of each effect, and how long it took there, ms. */
  readonly #homes = new Map<string, { readonly runner: Runner; readonly time: number }>();

  constructor(threads: number, settings: EvaluatorSettings) {
    const code = join(packageRoot(), "dist", "calibrationWorker.js");
    if (threads === 1 || !existsSync(code)) this.#runners = [presentThread(settings)];
    else
      this.#runners = Array.from({ length: threads }, () => workerThread(new Worker(code, { workerData: settings })));
  }

  /**
   * Losses of candidates, `[candidate][effect]`.
   *
   * @throws Interrupted after `signal` was aborted; Error naming the effect if it cannot be run
   */
  async evaluate(task: EvaluationTask): Promise<Record<string, EffectOutcome>[]> {
    const { candidates, effects, signal, onProgress, onEffect } = task;
    const found = new Map<string, readonly EffectOutcome[]>();
    const waiting = new Set(effects);
    const stopped = interruptedBy(signal);
    const work = async (runner: Runner) => {
      for (let effect = this.#next(runner, waiting); effect; effect = this.#next(runner, waiting)) {
        waiting.delete(effect);
        const { subjects, seeds } = task;
        const begun = performance.now();
        const losses = await Promise.race([runner.run({ effect, candidates, subjects, seeds }), stopped]);
        this.#homes.set(effect, { runner, time: performance.now() - begun });
        found.set(effect, losses);
        onEffect?.(effect, losses);
        onProgress?.(found.size, effects.length, effect);
      }
    };
    try {
      await Promise.all(this.#runners.map(work));
    } finally {
      waiting.clear();
    }
    return candidates.map((_, place) => Object.fromEntries(effects.map((id) => [id, found.get(id)![place]!])));
  }

  /** Ends at once; what is under way is given up. */
  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.close()));
  }

  /** The longest of a thread's own effects, else one that nobody has had, else the longest of another's. */
  #next(runner: Runner, waiting: ReadonlySet<string>): string | undefined {
    const time = (id: string) => this.#homes.get(id)?.time ?? 0;
    const longest = (ids: string[]) => ids.sort((a, b) => time(b) - time(a))[0];
    const all = [...waiting];
    return (
      longest(all.filter((id) => this.#homes.get(id)?.runner === runner)) ??
      all.find((id) => !this.#homes.has(id)) ??
      longest(all)
    );
  }
}

function presentThread(settings: EvaluatorSettings): Runner {
  const evaluator = new CandidateEvaluator(settings);
  return {
    async run(job) {
      await new Promise((resolve) => setTimeout(resolve)); // Lets signals in.
      return named(job, () => evaluator.run(job));
    },
    close: async () => {},
  };
}

async function named<T>(job: CandidateJob, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw failure(job, error as Error);
  }
}

function workerThread(worker: Worker): Runner {
  return {
    async run(job) {
      const reply = await askWorker<CandidateReply>(worker, job);
      if ("losses" in reply) return reply.losses;
      throw failure(job, reply.error);
    },
    close: () => worker.terminate(),
  };
}

function failure({ effect }: CandidateJob, { name, message }: { name: string; message: string }): Error {
  const error = new Error(`${effect}: ${message}`);
  error.name = name;
  return error;
}
