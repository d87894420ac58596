import type { SimulationOptions } from "../engine/simulation.ts";
import { Interrupted } from "./errors.ts";
import { type SessionPlan, type Unit, unitName, unitsOf } from "./plan.ts";
import { type ResultData, ResultWriter } from "./resultTables.ts";
import type { MakeSink } from "./tableStream.ts";
import { runUnit } from "./unit.ts";
import { packUnit, type UnitResult, unpackUnit } from "./unitResult.ts";

/** Keeps finished units: files in a folder, or a table in memory. */
export interface UnitStore {
  /** Names of the units that are there (they may still turn out to be damaged). */
  names(): Promise<ReadonlySet<string>>;
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Keeps a unit; it is there whole or not at all. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Runs units, one after the other or several at a time. */
export interface Executor {
  /** How many units to hand over at a time. */
  readonly parallel: number;
  /** Runs a unit and packs its result. */
  run(unit: Unit): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends at once; units under way are given up. */
  close(): Promise<void>;
}

/** How far a run is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Units that an earlier, interrupted run had finished. */
  readonly kept: number;
  /** Subjects simulated a second (sessions, counting those of attribution runs). */
  readonly sessionsPerSecond: number;
  /** s; null as long as nothing is known. */
  readonly secondsLeft: number | null;
  /** Group of the part finished last (and what is at rest in it, if it is an attribution run); empty at first. */
  readonly last: string;
}

/** Runs units in the thread that asks. */
export function localExecutor(plan: SessionPlan, backend?: SimulationOptions["backend"]): Executor {
  return {
    parallel: 1,
    async run(unit) {
      // Lets signals and repaints in between units.
      await new Promise((resolve) => setTimeout(resolve));
      return packUnit(await runUnit(plan, unit, backend));
    },
    close: async () => {},
  };
}

/** Keeps units in memory. */
export function memoryStore(): UnitStore {
  const units = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    names: async () => new Set(units.keys()),
    read: async (name) => units.get(name) ?? null,
    write: async (name, bytes) => {
      units.set(name, bytes);
    },
  };
}

/** What may be said of how units are run. */
export interface RunUnitsOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Gets every unit, those of the store too, in order and while the others run. */
  readonly writer?: Pick<ResultWriter, "add">;
}

/**
 * Runs all units of a plan that the store does not have yet. Results do not depend on the executor or the order.
 *
 * @throws Interrupted after `signal` was aborted (units under way are given up), NumericalError, or what the store throws.
 */
export async function runUnits(
  plan: SessionPlan,
  store: UnitStore,
  executor: Executor,
  options: RunUnitsOptions = {},
): Promise<void> {
  const units = unitsOf(plan);
  const present = await store.names();
  const waiting: Unit[] = [];
  const whole: string[] = [];
  for (const unit of units) {
    const name = unitName(unit);
    if (present.has(name) && (await isWhole(store, name))) whole.push(name);
    else waiting.push(unit);
  }
  const progress = new ProgressMeter(units.length, units.length - waiting.length, plan.subjects * plan.arms.length);
  options.onProgress?.(progress.now());
  const follower = options.writer && new Follower(units, store, options.writer, whole);
  let failed: unknown = null;
  let next = 0;
  const work = async () => {
    while (next < waiting.length && failed === null) {
      const unit = waiting[next++]!;
      try {
        const bytes = await unlessAborted(executor.run(unit), options.signal);
        await store.write(unitName(unit), bytes);
        progress.finish(armName(plan, unit));
        options.onProgress?.(progress.now());
        follower?.finished(unit);
        await follower?.follow();
      } catch (error) {
        failed ??= error;
      }
    }
  };
  const kept = follower?.follow().catch((error: unknown) => {
    failed ??= error;
  });
  await Promise.all([...Array.from({ length: Math.max(1, executor.parallel) }, work), kept]);
  if (failed !== null) throw failed;
}

async function isWhole(store: UnitStore, name: string): Promise<boolean> {
  const bytes = await store.read(name);
  return bytes !== null && (await unpackUnit(bytes)) !== null;
}

/**
 * What a promise gives, unless the signal is aborted before. Each promise has a listener of its own, taken off when it
 * is settled: a race against one promise for the whole run would keep every unit's result until the run's end.
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Interrupted("interrupted"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function armName({ arms }: SessionPlan, unit: Unit): string {
  const { group, attribution } = arms[unit.arm]!;
  return attribution ? `${group} without ${attribution.modulator} ${attribution.effect}` : group;
}

class ProgressMeter {
  readonly #total: number;
  readonly #kept: number;
  readonly #sessionsPerUnit: number;
  readonly #started = performance.now();
  #done: number;
  #last = "";

  constructor(total: number, kept: number, sessions: number) {
    this.#total = total;
    this.#kept = kept;
    this.#done = kept;
    this.#sessionsPerUnit = sessions / total;
  }

  finish(arm: string): void {
    this.#done++;
    this.#last = arm;
  }

  now(): Progress {
    const seconds = (performance.now() - this.#started) / 1000;
    const fresh = this.#done - this.#kept;
    return {
      done: this.#done,
      total: this.#total,
      kept: this.#kept,
      sessionsPerSecond: seconds > 0 ? (fresh * this.#sessionsPerUnit) / seconds : 0,
      secondsLeft: fresh > 0 ? ((this.#total - this.#done) * seconds) / fresh : null,
      last: this.#last,
    };
  }
}

/**
 * Reads the units of a finished run in order and makes rows and sums of them.
 *
 * @throws Error if a unit is missing or damaged.
 */
export async function collectResults(plan: SessionPlan, store: UnitStore, makeSink: MakeSink): Promise<ResultData> {
  const writer = new ResultWriter(plan, makeSink);
  for (const unit of unitsOf(plan)) writer.add(unit, await readUnit(store, unit));
  return writer.end();
}

async function readUnit(store: UnitStore, unit: Unit): Promise<UnitResult> {
  const bytes = await store.read(unitName(unit));
  const result = bytes && (await unpackUnit(bytes));
  if (!result) throw new Error(`unit ${unitName(unit)} of the run is missing or damaged`);
  return result;
}

/** Hands finished units to a writer in the order of `unitsOf`, as far as they are there. */
class Follower {
  readonly #units: readonly Unit[];
  readonly #store: UnitStore;
  readonly #writer: Pick<ResultWriter, "add">;
  readonly #finished: Set<string>;
  #next = 0;
  #work: Promise<void> | null = null;

  constructor(units: readonly Unit[], store: UnitStore, writer: Pick<ResultWriter, "add">, finished: Iterable<string>) {
    this.#units = units;
    this.#store = store;
    this.#writer = writer;
    this.#finished = new Set(finished);
  }

  /** A unit is in the store. */
  finished(unit: Unit): void {
    this.#finished.add(unitName(unit));
  }

  /** Goes on as far as possible; one call at a time does the work, the others wait for it. */
  async follow(): Promise<void> {
    while (this.#isReady()) {
      this.#work ??= this.#advance().finally(() => {
        this.#work = null;
      });
      await this.#work;
    }
  }

  #isReady(): boolean {
    const unit = this.#units[this.#next];
    return unit !== undefined && this.#finished.has(unitName(unit));
  }

  async #advance(): Promise<void> {
    while (this.#isReady()) {
      const unit = this.#units[this.#next]!;
      this.#writer.add(unit, await readUnit(this.#store, unit));
      this.#finished.delete(unitName(unit));
      this.#next++;
    }
  }
}
