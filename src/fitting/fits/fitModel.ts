import type { PointAccuracy } from "../comparison/predictiveAccuracy.ts";
import type { ChainState } from "../inference/chain.ts";
import type { SubjectFit } from "../inference/fitSubjects.ts";
import { chainGroups } from "../inference/sample.ts";
import { groupChains } from "../inference/sampleGroup.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { Likelihood } from "../likelihood.ts";
import type { BehaviourDefinition } from "../model/definition.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import { describeGroupFit } from "./describeGroup.ts";
import { describeSampling, posteriorEfficiency, recordDraws } from "./describeSampling.ts";
import { type ExecutorMaker, type FitExecutor, FitInterrupted } from "./executor.ts";
import type { FittedModel, LeftOut, RecordEstimate } from "./fittedModel.ts";
import { sameResponses } from "./sameResponses.ts";
import type { FitJob, FitSettings } from "./settings.ts";
import type { FitAnswer, FitTask } from "./tasks.ts";

/** Keeps what is finished, so that an interrupted fit goes on; values are sent by structured cloning. */
export interface FitStore {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

/** How far a fit is. */
export interface FitProgress {
  readonly stage: "fitting" | "preparing" | "sampling" | "predicting";
  readonly done: number;
  /** Steps in all; null where they cannot be known. */
  readonly total: number | null;
}

export interface FitRun {
  readonly executor: ExecutorMaker;
  readonly store?: FitStore;
  readonly onProgress?: (progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

/** A model on its data before it is fitted. */
export interface ModelToFit {
  readonly definition: BehaviourDefinition;
  readonly lowered: LoweredBehaviour;
  readonly job: FitJob;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Fits a model. The result depends on job and settings alone, not on the executor, nor on interruptions.
 *
 * @throws FitInterrupted; RangeError for a design that can't be
 */
export async function fitModel(model: ModelToFit, settings: FitSettings, run: FitRun): Promise<FittedModel> {
  const executor = run.executor(model.job, settings);
  try {
    const likelihood = await createLikelihood(model.job.program, model.job.parameters, model.job.rows);
    const work = new Work(executor, run);
    const fitted = await fitBy[settings.method]({ model, settings, likelihood, work });
    return { ...fitted, estimates: withSameResponses(model, fitted.estimates) };
  } finally {
    await executor.close();
  }
}

interface Fitting {
  readonly model: ModelToFit;
  readonly settings: FitSettings;
  readonly likelihood: Likelihood;
  readonly work: Work;
}

const fitBy = { map: fitEach, hierarchical: fitByEmpiricalBayes, nuts: fitBySampling } as const;

/** Subjects that a thread takes at a time. */
const BATCH = 8;

async function fitEach({ model, settings, work }: Fitting): Promise<FittedModel> {
  const { records } = model.job;
  const batches = batchesOf(records.length);
  work.begin("fitting", records.length);
  const answers = await work.all(
    batches.map((batch) => ({ name: `subjects-${batch[0]}`, task: { kind: "subjects" as const, records: batch } })),
  );
  const fits = answers.flat() as SubjectFit[];
  const estimates = fits.map(
    (fit, i): RecordEstimate => ({ ...fit, record: records[i]!, warnings: fit.warnings.map(({ message }) => message) }),
  );
  const impossible = fits.filter(({ logLikelihood }) => logLikelihood === Number.NEGATIVE_INFINITY).length;
  const warnings =
    impossible > 0 ? [`the responses of ${impossible} of ${fits.length} are impossible under the model`] : [];
  return { ...model, settings, estimates, group: null, sampled: null, warnings, isSound: true };
}

async function fitByEmpiricalBayes({ model, settings, likelihood, work }: Fitting): Promise<FittedModel> {
  work.begin("fitting", null);
  const [fit] = await work.all([{ name: "group", task: { kind: "group" as const } }]);
  return { ...model, settings, sampled: null, ...describeGroupFit({ fit: fit!, likelihood, ...model, settings }) };
}

async function fitBySampling({ model, settings, likelihood, work }: Fitting): Promise<FittedModel> {
  work.begin("preparing", null);
  const [plan] = await work.all([{ name: "plan", task: { kind: "plan" as const } }]);
  const groups = chainGroups(settings.chains);
  work.begin("sampling", settings.chains * (settings.warmup + settings.draws));
  const sampled = await Promise.all(
    groups.map((chains, group) => work.chains(`chains-${group}`, plan!, groupChains(plan!, settings, chains))),
  );
  const states = sampled.flat();
  const chains = states.map(({ draws }) => draws);
  const drawn = recordDraws(likelihood, plan!, { chains, job: model.job });
  const relativeEfficiency = posteriorEfficiency(drawn.draws, chains);
  work.begin("predicting", model.job.records.length);
  const answers = await work.all(
    batchesOf(model.job.records.length).map((batch) => ({
      name: `accuracy-${batch[0]}`,
      task: { kind: "accuracy" as const, records: batch.map((record) => drawn.records[record]!), relativeEfficiency },
    })),
  );
  const points = answers.flat() as (readonly PointAccuracy[])[];
  return {
    ...{ ...model, settings },
    ...describeSampling({ plan: plan!, chains, draws: drawn.draws, points, likelihood, job: model.job, settings }),
  };
}

function batchesOf(count: number): number[][] {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) =>
    Array.from({ length: Math.min(BATCH, count - batch * BATCH) }, (_, i) => batch * BATCH + i),
  );
}

function withSameResponses(model: ModelToFit, estimates: readonly RecordEstimate[]): RecordEstimate[] {
  return estimates.map((estimate, record) => ({
    ...estimate,
    warnings: [...estimate.warnings, ...sameResponses(model.lowered, model.job.rows[record]!)],
  }));
}

/** Hands out tasks, as many at a time as the executor takes, and keeps what is finished. */
class Work {
  readonly #executor: FitExecutor;
  readonly #run: FitRun;
  #progress: FitProgress = { stage: "fitting", done: 0, total: null };
  /** Tasks wait here until one of the places is free. */
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(executor: FitExecutor, run: FitRun) {
    this.#executor = executor;
    this.#run = run;
    this.#free = executor.parallel;
  }

  begin(stage: FitProgress["stage"], total: number | null): void {
    this.#progress = { stage, done: 0, total };
    this.#run.onProgress?.(this.#progress);
  }

  async all<Task extends FitTask>(
    tasks: readonly { readonly name: string; readonly task: Task }[],
  ): Promise<Exclude<FitAnswer<Task>, null>[]> {
    return Promise.all(tasks.map(({ name, task }) => this.#one(name, task)));
  }

  async #one<Task extends FitTask>(name: string, task: Task): Promise<Exclude<FitAnswer<Task>, null>> {
    const kept = this.#run.store?.read(name);
    if (kept !== null && kept !== undefined) {
      if (task.kind === "subjects" || task.kind === "accuracy") this.#step(task.records.length);
      return kept as Exclude<FitAnswer<Task>, null>;
    }
    const answer = await this.#perform(task);
    if (answer === null) throw new FitInterrupted();
    this.#run.store?.write(name, answer);
    return answer as Exclude<FitAnswer<Task>, null>;
  }

  /** Brings chains to their end, keeping how far they are. */
  async chains(
    name: string,
    plan: Extract<FitTask, { kind: "chains" }>["plan"],
    fresh: readonly ChainState[],
  ): Promise<readonly ChainState[]> {
    type Kept = { readonly states: readonly ChainState[]; readonly whole: boolean };
    let { states, whole } = (this.#run.store?.read(name) as Kept | null | undefined) ?? { states: fresh, whole: false };
    this.#step(states.reduce((sum, { iteration }) => sum + iteration, 0));
    while (!whole) {
      ({ states, whole } = await this.#perform({ kind: "chains", plan, states }));
      this.#run.store?.write(name, { states, whole } satisfies Kept);
      if (!whole && this.#run.signal?.aborted) throw new FitInterrupted();
    }
    return states;
  }

  async #perform<Task extends FitTask>(task: Task): Promise<FitAnswer<Task>> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      if (this.#run.signal?.aborted) throw new FitInterrupted();
      return await this.#executor.run(task, (steps) => this.#step(steps));
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #step(steps: number): void {
    this.#progress = { ...this.#progress, done: this.#progress.done + steps };
    this.#run.onProgress?.(this.#progress);
  }
}
