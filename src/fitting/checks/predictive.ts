import { RandomSequence, seedWords } from "../../math/random.ts";
import type { PredictiveCheck } from "../fitSummary.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { Interpreter } from "../model/interpret.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import { responseSampler } from "../model/sampleResponse.ts";
import { type Setting, settingOf } from "../model/simulate.ts";
import type { SubjectRows } from "../program.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";
import { PredictedBehaviour } from "./predictedBehaviour.ts";
import { type KnownOfTrials, seenColumns, trialsSeen, withResponses } from "./trialsSeen.ts";
import { turns } from "./turns.ts";
import { watchedSetting } from "./watchedSetting.ts";

/** A person's parameters in one of the simulations, natural scale, [parameter]. */
export type ParametersOf = (person: number, simulation: number, simulations: number) => ArrayLike<number>;

export interface PosteriorPredictiveOptions {
  /** Parameters that are the same in all simulations are given as `estimates`: the model then runs once a person. */
  readonly parametersOf: ParametersOf | { readonly estimates: readonly ArrayLike<number>[] };
  /** Simulated data sets. Default 200. */
  readonly simulations?: number;
  readonly seed?: number;
  /** What is known of each person's trials besides the model's columns. */
  readonly known?: readonly (KnownOfTrials | undefined)[];
  /** Called with every person's simulated trials, values [column, trial]; they are not kept. */
  readonly onPredicted?: (person: number, simulation: number, values: Float64Array) => void;
  readonly onPerson?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Data sets that are simulated unless another number is asked for. */
export const usualSimulations = 200;

/**
 * What a fitted model would have done one step ahead: in every trial its response is drawn given what the person had
 * really done and seen before. Whether the model can behave like people on its own is shown by `generatedPredictive`.
 *
 * A person's simulated responses depend on seed, simulation and the person's number alone.
 *
 * @returns null if stopped by `signal`.
 */
export async function posteriorPredictive(
  lowered: LoweredBehaviour,
  rows: readonly SubjectRows[],
  options: PosteriorPredictiveOptions,
): Promise<PredictiveCheck | null> {
  const { simulations = usualSimulations, seed = 1, parametersOf, onPredicted } = options;
  const form = { seen: seenColumns(lowered), columns: lowered.program.columns };
  const observed = rows.map((own, person) => trialsSeen(form, own, options.known?.[person]));
  const behaviour = new PredictedBehaviour(form.seen, observed, simulations);
  const turn = turns(options.signal);
  for (const [person, own] of rows.entries()) {
    const randomOf = (simulation: number) =>
      new RandomSequence(seedWords(seedOf(seed, simulation)), person, "predictions");
    const add = (simulation: number, values: Float64Array) => {
      behaviour.add(simulation, withResponses(form, observed[person]!, values));
      onPredicted?.(person, simulation, values);
    };
    if (typeof parametersOf === "function")
      for (let simulation = 0; simulation < simulations; simulation++) {
        if (await turn()) return null;
        const parameters = parametersOf(person, simulation, simulations);
        add(simulation, predictRows(lowered, own, parameters, [randomOf(simulation)])[0]!);
      }
    else {
      if (await turn()) return null;
      const randoms = Array.from({ length: simulations }, (_, simulation) => randomOf(simulation));
      for (const [simulation, values] of predictRows(
        lowered,
        own,
        parametersOf.estimates[person]!,
        randoms,
      ).entries()) {
        if (await turn()) return null;
        add(simulation, values);
      }
    }
    options.onPerson?.(person + 1, rows.length);
  }
  return {
    ...{ model: lowered.definition.id, kind: "oneStepAhead", simulations },
    ...behaviour.result(observed),
    notes: [],
  };
}

/** Draws a model's responses in every trial in which the person has one, for each sequence of random numbers, [column, trial]. */
function predictRows(
  { program, steps }: LoweredBehaviour,
  { trials, values, begins }: SubjectRows,
  parameters: ArrayLike<number>,
  randoms: readonly RandomSequence[],
): Float64Array[] {
  const predicted = randoms.map(() => values.slice());
  const interpreter = new Interpreter(program, parameters);
  const { row } = interpreter;
  for (let trial = 0; trial < trials; trial++) {
    for (let column = 0; column < row.length; column++) row[column] = values[column * trials + trial]!;
    if (begins[trial]) interpreter.begin();
    for (const step of steps) {
      if (step.kind === "statements") interpreter.run(step.statements);
      if (step.kind !== "response" || interpreter.value(step.condition) === 0) continue;
      if ([...step.columns, ...step.needs].some((column) => Number.isNaN(row[column]!))) continue;
      interpreter.run(step.prepare);
      const sample = responseSampler(interpreter, step);
      for (const [simulation, random] of randoms.entries()) {
        const drawn = sample(random);
        for (const [at, column] of step.columns.entries()) predicted[simulation]![column * trials + trial] = drawn[at]!;
      }
      for (const column of step.columns) row[column] = values[column * trials + trial]!;
    }
  }
  return predicted;
}

export interface GeneratedPredictiveOptions {
  /** Default: the model's usual environment and number of trials. */
  readonly where?: string | Partial<ModelEnvironment>;
  /** People in a simulated data set. Default 30. */
  readonly subjects?: number;
  /** Simulated data sets. Default 200. */
  readonly simulations?: number;
  readonly seed?: number;
  /** From a fit; without it parameters are drawn from the priors. */
  readonly parametersOf?: ParametersOf;
  /** Data to stand beside; they should come from a task like the environment. */
  readonly observed?: {
    readonly lowered: LoweredBehaviour;
    readonly rows: readonly SubjectRows[];
    readonly known?: readonly (KnownOfTrials | undefined)[];
  };
  readonly onSimulation?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * What a model does by itself in a task: with parameters from the priors (prior predictive check), or from a fit.
 *
 * @returns null if stopped by `signal`.
 */
export async function generatedPredictive(
  definition: BehaviourDefinition,
  options: GeneratedPredictiveOptions = {},
): Promise<PredictiveCheck | null> {
  const { subjects = 30, simulations = usualSimulations, seed = 1, parametersOf, observed: data } = options;
  const setting: Setting = settingOf(definition, options.where);
  const form = { seen: seenColumns(setting.lowered), columns: setting.lowered.program.columns };
  const observed =
    data?.rows.map((own, person) =>
      trialsSeen({ ...form, columns: data.lowered.program.columns }, own, data.known?.[person]),
    ) ?? null;
  let behaviour: PredictedBehaviour | null = null;
  let redrawn = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const { watched, lastKnown } = watchedSetting(setting);
    const known: KnownOfTrials[] = [];
    const people = await drawPeople(watched, {
      signal: options.signal,
      ...{ people: subjects, seed: seedOf(seed, simulation), onPerson: () => known.push(lastKnown()) },
      ...(parametersOf && {
        draw: (_: RandomSequence, person: number) => Float64Array.from(parametersOf(person, simulation, simulations)),
      }),
    });
    if (people === null) return null;
    redrawn += people.redrawn;
    const simulated = people.rows.map((own, person) => trialsSeen(form, own, known[person]));
    behaviour ??= new PredictedBehaviour(form.seen, observed ?? simulated, simulations);
    for (const trials of simulated) behaviour.add(simulation, trials);
    options.onSimulation?.(simulation + 1, simulations);
  }
  return {
    ...{ model: definition.id, kind: parametersOf ? "posterior" : "prior", simulations },
    ...behaviour!.result(observed),
    notes: [
      `${setting.trials} trials of ${setting.environment.id} for each of ${subjects} people`,
      ...(redrawn > 0 ? [`${redrawn} draws of parameters could not be simulated and were drawn anew`] : []),
    ],
  };
}
