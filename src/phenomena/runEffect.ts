import type { SimulationOptions } from "../engine/simulation.ts";
import type { Table } from "../math/table.ts";
import type { ModelSource } from "../spec/index.ts";
import type { Change, Effect } from "./effect.ts";
import { runPreparation } from "./runPreparation.ts";
import { runSessions } from "./runSessions.ts";

/** How an effect is run. */
export interface EffectRun {
  readonly effect: Effect;
  /** The model that `modelFileOf` names, or another brain. */
  readonly source: ModelSource;
  /** Subjects (or copies of a preparation) an arm. */
  readonly subjects: number;
  readonly seed: number;
  /** What is taken away in all arms, if anything. */
  readonly change?: Change;
  /** Only these arms (default all). An arm gives the same numbers whichever others are run. */
  readonly arms?: readonly string[];
  readonly backend?: SimulationOptions["backend"];
  /** Called with how much of the run is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** What came of it. */
export interface EffectReadings {
  /** A row for each arm and subject: `arm`, `subject` and a column for each reading. */
  readonly readings: Table;
  /** The trials from which the readings follow; null for preparations. */
  readonly trials: Table | null;
}

/**
 * Path of the model in which an effect is run, from the folder of the program: its preparation, or a brain.
 *
 * @param brain - Name of the brain that does sessions.
 */
export function modelFileOf({ protocol }: Effect, brain = "reference-brain-2"): string {
  return protocol.kind === "sessions" ? `models/${brain}/${brain}.yaml` : `models/preparations/${protocol.model}.yaml`;
}

/**
 * Runs the arms of an effect with the same subjects in each.
 *
 * @throws SpecificationError if a change does not fit the model, PreparationError, SessionsError; RangeError for an arm
 * that the effect has not
 */
export async function runEffect({ effect, arms, onProgress, ...run }: EffectRun): Promise<EffectReadings> {
  const { protocol } = effect;
  if (protocol.kind === "preparation") {
    const readings = await runPreparation({
      ...run,
      preparation: { ...protocol, arms: chosenArms(effect, protocol.arms, arms) },
    });
    onProgress?.(1);
    return { readings, trials: null };
  }
  const sessions = { ...protocol, arms: chosenArms(effect, protocol.arms, arms) };
  return runSessions({ ...run, sessions, ...(onProgress ? { onProgress } : {}) });
}

function chosenArms<Arm>(
  { id }: Effect,
  all: Readonly<Record<string, Arm>>,
  wanted: readonly string[] = Object.keys(all),
): Readonly<Record<string, Arm>> {
  return Object.fromEntries(
    wanted.map((name) => {
      const arm = all[name];
      if (arm === undefined)
        throw new RangeError(`the effect "${id}" has no arm "${name}"; it has ${Object.keys(all).join(", ")}`);
      return [name, arm];
    }),
  );
}
