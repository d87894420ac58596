import { batches } from "../batches.ts";
import type { PredictiveCheck } from "../fitSummary.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import { fitSettings } from "../fits/settings.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import { settingOf } from "../model/simulate.ts";
import type { SubjectRows } from "../program.ts";
import { PredictedBehaviour } from "./predictedBehaviour.ts";
import { responseColumns, rowsWith } from "./predictedResponses.ts";
import { jobOfPeople, type Sharing, shareOut } from "./shareOut.ts";
import { type KnownOfTrials, seenColumns, trialsSeen, withResponses } from "./trialsSeen.ts";
import { turns } from "./turns.ts";

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
  /** Where people are simulated; default: in the present thread. */
  readonly executor?: ExecutorMaker | undefined;
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
  const { simulations = usualSimulations, seed = 1, parametersOf, onPredicted, signal } = options;
  const { program, steps, definition } = lowered;
  const form = { seen: seenColumns(lowered), columns: program.columns };
  const observed = rows.map((own, person) => trialsSeen(form, own, options.known?.[person]));
  const behaviour = new PredictedBehaviour(form.seen, observed, simulations);
  const columns = responseColumns(steps);
  const turn = turns(signal);
  const parametersFor = (person: number): readonly ArrayLike<number>[] =>
    typeof parametersOf === "function"
      ? Array.from({ length: simulations }, (_, simulation) => parametersOf(person, simulation, simulations))
      : [parametersOf.estimates[person]!];
  const sharing: Sharing = { executor: options.executor, signal, onStep: () => {} };
  const job = jobOfPeople(program, definition.parameters, rows);
  const isWhole = await shareOut(job, fitSettings({ seed }), sharing, async ({ parallel, batch, all }) => {
    // What is predicted is looked at and let go before the next people are, whose numbers may be many.
    for (const people of batches([...rows.keys()], parallel * batch)) {
      const tasks = batches(people, batch).map((some) => ({
        kind: "predictions" as const,
        records: some.map((record) => ({ record, parameters: parametersFor(record) })),
        settings: { steps, simulations, seed },
      }));
      const predicted = (await all(tasks)).flat();
      for (const [at, person] of people.entries()) {
        for (const [simulation, responses] of predicted[at]!.entries()) {
          if (await turn()) return null;
          const values = rowsWith(rows[person]!, columns, responses);
          behaviour.add(simulation, withResponses(form, observed[person]!, values));
          onPredicted?.(person, simulation, values);
        }
        options.onPerson?.(person + 1, rows.length);
      }
    }
    return true;
  });
  if (isWhole === null) return null;
  return {
    ...{ model: definition.id, kind: "oneStepAhead", simulations },
    ...behaviour.result(observed),
    notes: [],
  };
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
  /** Where people are simulated; default: in the present thread. */
  readonly executor?: ExecutorMaker | undefined;
  /** Keeps what is finished of this check, so that it goes on after an interruption. */
  readonly store?: FitStore | undefined;
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
  const { subjects = 30, simulations = usualSimulations, seed = 1, parametersOf, observed: data, signal } = options;
  const { where, executor, store } = options;
  const setting = settingOf(definition, where);
  const { program } = setting.lowered;
  const { positions: _, ...model } = definition;
  const form = { seen: seenColumns(setting.lowered), columns: program.columns };
  const observed =
    data?.rows.map((own, person) =>
      trialsSeen({ ...form, columns: data.lowered.program.columns }, own, data.known?.[person]),
    ) ?? null;
  let behaviour: PredictedBehaviour | null = null;
  let redrawn = 0;
  const everybody = Array.from({ length: subjects }, (_, person) => person);
  const parametersFor = (simulation: number) =>
    parametersOf ? everybody.map((person) => parametersOf(person, simulation, simulations)) : null;
  const onStep = (done: number) => options.onSimulation?.(done, simulations);
  const sharing: Sharing = { executor, store, signal, onStep };
  const job = jobOfPeople(program, definition.parameters, []);
  const isWhole = await shareOut(job, fitSettings({ seed }), sharing, async ({ parallel, batch, all }) => {
    const numbers = Array.from({ length: simulations }, (_, simulation) => simulation);
    for (const some of batches(numbers, parallel * batch)) {
      const tasks = batches(some, batch).map((own) => ({
        kind: "simulations" as const,
        sets: own.map((simulation) => ({ simulation, parameters: parametersFor(simulation) })),
        settings: { definition: model, where, people: subjects, seed },
      }));
      const sets = (await all(tasks)).flat();
      for (const [at, simulation] of some.entries()) {
        const { people, redrawn: own } = sets[at]!;
        redrawn += own;
        const simulated = people.map(({ rows, known }) => trialsSeen(form, rows, known));
        behaviour ??= new PredictedBehaviour(form.seen, observed ?? simulated, simulations);
        for (const trials of simulated) behaviour.add(simulation, trials);
      }
    }
    return true;
  });
  if (isWhole === null) return null;
  return {
    ...{ model: definition.id, kind: parametersOf ? "posterior" : "prior", simulations },
    ...behaviour!.result(observed),
    notes: [
      `${setting.trials} trials of ${setting.environment.id} for each of ${subjects} people`,
      ...(redrawn > 0 ? [`${redrawn} draws of parameters could not be simulated and were drawn anew`] : []),
    ],
  };
}
