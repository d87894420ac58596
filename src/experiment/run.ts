import type { SimulationOptions } from "../engine/simulation.ts";
import { makeTask } from "../tasks/index.ts";
import { traceWindow, windowTimes } from "./alignedTrace.ts";
import { ArmData } from "./armData.ts";
import { Interrupted } from "./errors.ts";
import { type SessionPlan, type Unit, unitName, unitsOf } from "./plan.ts";
import type { ResultData } from "./resultTables.ts";
import { plasticWeights, runUnit } from "./unit.ts";
import { packUnit, unpackUnit } from "./unitResult.ts";

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

/**
 * Runs all units of a plan that the store does not have yet. Results do not depend on the executor or the order.
 *
 * @throws Interrupted after `signal` was aborted (units under way are given up), NumericalError, or what the store throws.
 */
export async function runUnits(
  plan: SessionPlan,
  store: UnitStore,
  executor: Executor,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
): Promise<void> {
  const units = unitsOf(plan);
  const present = await store.names();
  const waiting: Unit[] = [];
  for (const unit of units) {
    if (!present.has(unitName(unit)) || !(await isWhole(store, unitName(unit)))) waiting.push(unit);
  }
  const progress = new ProgressMeter(units.length, units.length - waiting.length, plan.subjects * plan.arms.length);
  options.onProgress?.(progress.now());
  const aborted = abortion(options.signal);
  let failed: unknown = null;
  const work = async () => {
    for (let unit = waiting.shift(); unit && failed === null; unit = waiting.shift()) {
      try {
        const bytes = await Promise.race([executor.run(unit), aborted.promise]);
        await store.write(unitName(unit), bytes);
      } catch (error) {
        failed ??= error;
        return;
      }
      progress.finish(armName(plan, unit));
      options.onProgress?.(progress.now());
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, executor.parallel) }, work));
  } finally {
    aborted.release();
  }
  if (failed !== null) throw failed;
}

async function isWhole(store: UnitStore, name: string): Promise<boolean> {
  const bytes = await store.read(name);
  return bytes !== null && (await unpackUnit(bytes)) !== null;
}

/** A promise that never succeeds and fails when the signal is aborted. */
function abortion(signal: AbortSignal | undefined): { promise: Promise<never>; release: () => void } {
  let listener = () => {};
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(new Interrupted("interrupted"));
    if (signal?.aborted) listener();
    else signal?.addEventListener("abort", listener);
  });
  promise.catch(() => {});
  return { promise, release: () => signal?.removeEventListener("abort", listener) };
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
 * Puts the units of a finished run together.
 *
 * @throws Error if a unit is missing or damaged.
 */
export async function collectResults(plan: SessionPlan, store: UnitStore): Promise<ResultData> {
  const task = makeTask(plan.task.id, plan.task.options).description;
  const arms = plan.arms.map(({ model }) => {
    const { signals, program } = plan.models[model]!;
    return new ArmData({
      task,
      signals: signals.length,
      projections: plasticWeights(plan.models[model]!).length,
      recordedSubjects: plan.recordedSubjects,
      bins: windowTimes(traceWindow(program.step), program.step).length,
    });
  });
  for (const unit of unitsOf(plan)) {
    const bytes = await store.read(unitName(unit));
    const result = bytes && (await unpackUnit(bytes));
    if (!result) throw new Error(`unit ${unitName(unit)} of the run is missing or damaged`);
    arms[unit.arm]!.add(result);
  }
  return { plan, task, arms };
}
