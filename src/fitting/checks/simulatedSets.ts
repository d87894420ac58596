import type { RandomSequence } from "../../math/random.ts";
import { pathPositions } from "../../spec/index.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { settingOf } from "../model/simulate.ts";
import type { SubjectRows } from "../program.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";
import type { KnownOfTrials } from "./trialsSeen.ts";
import { watchedSetting } from "./watchedSetting.ts";

/** Data sets of people who do a model in a task. */
export interface SetSettings {
  /** The model; where its parts stand in a file cannot be sent to a thread. */
  readonly definition: Omit<BehaviourDefinition, "positions">;
  readonly where: string | Partial<ModelEnvironment> | undefined;
  /** People of each set. */
  readonly people: number;
  readonly seed: number;
}

/** One of them, by number. */
export interface SetOrder {
  readonly simulation: number;
  /** Natural scale, [person][parameter]; null: drawn from the priors. */
  readonly parameters: readonly ArrayLike<number>[] | null;
}

/** People of a data set, and what is known of their trials. */
export interface SimulatedSet {
  readonly people: readonly { readonly rows: SubjectRows; readonly known: KnownOfTrials }[];
  /** Draws of parameters that could not be simulated. */
  readonly redrawn: number;
}

/** Simulates a data set, which depends on the settings and its number alone; null if stopped. */
export async function simulateSet(
  { definition, where, people, seed }: SetSettings,
  { simulation, parameters }: SetOrder,
  signal?: AbortSignal,
): Promise<SimulatedSet | null> {
  const positions = pathPositions(definition.id, definition.data);
  const { watched, lastKnown } = watchedSetting(settingOf({ ...definition, positions }, where));
  const known: KnownOfTrials[] = [];
  const drawn = await drawPeople(watched, {
    ...{ people, seed: seedOf(seed, simulation), signal, onPerson: () => known.push(lastKnown()) },
    ...(parameters && { draw: (_: RandomSequence, person: number) => Float64Array.from(parameters[person]!) }),
  });
  if (drawn === null) return null;
  return { people: drawn.rows.map((rows, person) => ({ rows, known: known[person]! })), redrawn: drawn.redrawn };
}
