import type { ChainState } from "../inference/chain.ts";
import type { SamplingPlan } from "../inference/samplingPlan.ts";
import { type ExecutorMaker, type FitExecutor, FitInterrupted } from "./executor.ts";
import type { FitAnswer, FitTask } from "./tasks.ts";

/** Keeps what is finished, so that an interrupted fit goes on; values can be kept by structured cloning. */
export interface FitStore {
  /** @returns null if there is nothing of that name. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

/** How far a fit is. */
export interface FitProgress {
  readonly stage: "fitting" | "grouping" | "preparing" | "sampling" | "predicting" | "comparing" | "checking";
  /** Records or iterations. */
  readonly done: number;
  /** In all; null where it cannot be known. */
  readonly total: number | null;
}

/** How a fit meets the outside. */
export interface FitRun {
  readonly executor: ExecutorMaker;
  readonly store?: FitStore;
  readonly onProgress?: (progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

type Answer<Task extends FitTask> = Exclude<FitAnswer<Task>, null>;

/** Hands out tasks, as many at a time as the executor takes, and keeps what is finished. */
export class FitWork {
  readonly #executor: FitExecutor;
  readonly #run: FitRun;
  readonly #prefix: string;
  #progress: FitProgress = { stage: "fitting", done: 0, total: null };
  /** Tasks that wait for a place. */
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param prefix - Of the names in the store. */
  constructor(executor: FitExecutor, run: FitRun, prefix: string) {
    this.#executor = executor;
    this.#run = run;
    this.#prefix = prefix;
    this.#free = executor.parallel;
  }

  /** Tasks that can be done at the same time. */
  get parallel(): number {
    return this.#executor.parallel;
  }

  begin(stage: FitProgress["stage"], total: number | null): void {
    this.#progress = { stage, done: 0, total };
    this.#run.onProgress?.(this.#progress);
  }

  /** @throws FitInterrupted */
  async all<Task extends FitTask>(
    tasks: readonly { readonly name: string; readonly task: Task }[],
  ): Promise<Answer<Task>[]> {
    return together(tasks.map(({ name, task }) => this.#one(name, task)));
  }

  /** The same for what is only a step, and not kept. @throws FitInterrupted */
  async once<Task extends FitTask>(tasks: readonly Task[]): Promise<Answer<Task>[]> {
    return together(tasks.map((task) => this.#whole(task)));
  }

  /** What was kept under a name, or else what is made, which is kept. */
  async keep<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
    const kept = this.#read(name);
    if (kept !== null) return kept as Value;
    const made = await make();
    this.#write(name, made);
    return made;
  }

  /** Brings chains to their end, keeping how far they are. @param groups - Those that share a thread, before their first iteration. */
  async chains(plan: SamplingPlan, groups: readonly (readonly ChainState[])[]): Promise<readonly ChainState[]> {
    const states = await together(groups.map((fresh, group) => this.#chainGroup(`chains-${group}`, plan, fresh)));
    return states.flat();
  }

  async #one<Task extends FitTask>(name: string, task: Task): Promise<Answer<Task>> {
    const kept = this.#read(name);
    if (kept !== null) {
      this.step(stepsOf(task));
      return kept as Answer<Task>;
    }
    const answer = await this.#whole(task);
    this.#write(name, answer);
    return answer;
  }

  async #whole<Task extends FitTask>(task: Task): Promise<Answer<Task>> {
    const answer = await this.#perform(task);
    if (answer === null) throw new FitInterrupted();
    return answer as Answer<Task>;
  }

  async #chainGroup(name: string, plan: SamplingPlan, fresh: readonly ChainState[]): Promise<readonly ChainState[]> {
    type Kept = FitAnswer<Extract<FitTask, { kind: "chains" }>>;
    let { states, whole } = (this.#read(name) as Kept | null) ?? { states: fresh, whole: false };
    this.step(states.reduce((sum, { iteration }) => sum + iteration, 0));
    while (!whole) {
      ({ states, whole } = await this.#perform({ kind: "chains", plan, states }));
      this.#write(name, { states, whole } satisfies Kept);
    }
    return states;
  }

  async #perform<Task extends FitTask>(task: Task): Promise<FitAnswer<Task>> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      if (this.#run.signal?.aborted) throw new FitInterrupted();
      return await this.#executor.run(task, (steps) => this.step(steps));
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #read(name: string): unknown {
    return this.#run.store?.read(this.#prefix + name) ?? null;
  }

  #write(name: string, value: unknown): void {
    this.#run.store?.write(this.#prefix + name, value);
  }

  /** Says that so much more is done. */
  step(steps: number): void {
    this.#progress = { ...this.#progress, done: this.#progress.done + steps };
    this.#run.onProgress?.(this.#progress);
  }
}

/** Steps that a task that is kept counts for. */
function stepsOf(task: FitTask): number {
  switch (task.kind) {
    case "subjects":
    case "accuracy":
    case "predictions":
      return task.records.length;
    case "ranks":
    case "simulations":
      return task.sets.length;
    case "study":
      return 1;
    default:
      return 0;
  }
}

/** All of them; after an interruption once each has kept what it has. */
async function together<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  try {
    return await Promise.all(promises);
  } catch (error) {
    if (error instanceof FitInterrupted) await Promise.allSettled(promises);
    throw error;
  }
}
