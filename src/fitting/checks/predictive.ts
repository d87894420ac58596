import { RandomSequence, seedWords } from "../../math/random.ts";
import { quantile, sorted } from "../../math/statistics.ts";
import type { PredictedCurve, PredictedStatistic, PredictiveCheck } from "../fitSummary.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { Interpreter } from "../model/interpret.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import { sampleResponse } from "../model/sampleResponse.ts";
import { type Setting, settingOf } from "../model/simulate.ts";
import type { SubjectRows } from "../program.ts";
import { behaviourCurves, meanOfKnown } from "./behaviourCurves.ts";
import { behaviourStatistics, outcomeBoundary } from "./behaviourStatistics.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";
import { type KnownOfTrials, type SeenColumns, seenColumns, type TrialsSeen, trialsSeen } from "./trialsSeen.ts";
import { turns } from "./turns.ts";
import { watchedSetting } from "./watchedSetting.ts";

/** A person's parameters in one simulation, natural scale, [parameter]; from the posterior, or the estimate. */
export type ParametersOf = (person: number, simulation: number) => ArrayLike<number>;

export interface PosteriorPredictiveOptions {
  readonly parametersOf: ParametersOf;
  /** Simulated data sets. Default 50, fewer of long data. */
  readonly simulations?: number;
  readonly seed?: number;
  /** What is known of each person's trials besides the model's columns. */
  readonly known?: readonly (KnownOfTrials | undefined)[];
  readonly onSimulation?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Trials that are simulated at most unless the number of simulations is given. */
const MOST_TRIALS = 300_000;

/**
 * What a fitted model would have done one step ahead: in every trial its response is drawn given what the person had
 * really done and seen before. Whether the model can behave like people on its own is shown by `generatedPredictive`.
 *
 * @returns null if stopped by `signal`.
 */
export async function posteriorPredictive(
  lowered: LoweredBehaviour,
  rows: readonly SubjectRows[],
  options: PosteriorPredictiveOptions,
): Promise<PredictiveCheck | null> {
  const trials = rows.reduce((sum, own) => sum + own.trials, 0);
  const simulations = options.simulations ?? Math.max(10, Math.min(50, Math.floor(MOST_TRIALS / trials)));
  const form = { seen: seenColumns(lowered), columns: lowered.program.columns };
  const observed = rows.map((own, person) => trialsSeen(form, own, { known: options.known?.[person] }));
  const simulated: TrialsSeen[][] = [];
  const turn = turns(options.signal);
  for (let simulation = 0; simulation < simulations; simulation++) {
    if (await turn()) return null;
    simulated.push(
      rows.map((own, person) => {
        const random = new RandomSequence(seedWords(seedOf(options.seed ?? 1, simulation)), person, "predictions");
        const predicted = predictRows(lowered, own, options.parametersOf(person, simulation), random);
        return trialsSeen(form, own, { known: options.known?.[person], predicted });
      }),
    );
    options.onSimulation?.(simulation + 1, simulations);
  }
  const told = describe(form.seen, observed, simulated);
  return { model: lowered.definition.id, kind: "oneStepAhead", simulations, ...told, notes: [] };
}

/** Draws a model's response in every trial in which the person has one, [column, trial]. */
function predictRows(
  { program, steps }: LoweredBehaviour,
  { trials, values, begins }: SubjectRows,
  parameters: ArrayLike<number>,
  random: RandomSequence,
): Float64Array {
  const predicted = values.slice();
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
      sampleResponse(interpreter, step, random);
      for (const column of step.columns) {
        predicted[column * trials + trial] = row[column]!;
        row[column] = values[column * trials + trial]!;
      }
    }
  }
  return predicted;
}

export interface GeneratedPredictiveOptions {
  /** Default: the model's usual environment and number of trials. */
  readonly where?: string | Partial<ModelEnvironment>;
  /** People in a simulated data set. Default 30. */
  readonly subjects?: number;
  /** Simulated data sets. Default 50. */
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
  const { subjects = 30, simulations = 50, seed = 1, parametersOf, observed: data } = options;
  const setting: Setting = settingOf(definition, options.where);
  const form = { seen: seenColumns(setting.lowered), columns: setting.lowered.program.columns };
  const simulated: TrialsSeen[][] = [];
  let redrawn = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const { watched, lastKnown } = watchedSetting(setting);
    const known: KnownOfTrials[] = [];
    const people = await drawPeople(watched, {
      signal: options.signal,
      ...{ people: subjects, seed: seedOf(seed, simulation), onPerson: () => known.push(lastKnown()) },
      ...(parametersOf && {
        draw: (_: RandomSequence, person: number) => Float64Array.from(parametersOf(person, simulation)),
      }),
    });
    if (people === null) return null;
    redrawn += people.redrawn;
    simulated.push(people.rows.map((own, person) => trialsSeen(form, own, { known: known[person] })));
    options.onSimulation?.(simulation + 1, simulations);
  }
  const observed = data?.rows.map((own, person) =>
    trialsSeen({ ...form, columns: data.lowered.program.columns }, own, { known: data.known?.[person] }),
  );
  return {
    ...{ model: definition.id, kind: parametersOf ? "posterior" : "prior", simulations },
    ...describe(form.seen, observed ?? null, simulated),
    notes: [
      `${setting.trials} trials of ${setting.environment.id} for each of ${subjects} people`,
      ...(redrawn > 0 ? [`${redrawn} draws of parameters could not be simulated and were drawn anew`] : []),
    ],
  };
}

/** Statistics and courses of simulations beside those of the data. */
function describe(seen: SeenColumns, observed: readonly TrialsSeen[] | null, simulated: readonly TrialsSeen[][]) {
  const boundary = outcomeBoundary(observed ?? simulated[0]!);
  const statistics = behaviourStatistics(seen, boundary).map(({ name, title, of }): PredictedStatistic => {
    const means = simulated.map((people) => meanOfKnown(people.map(of)));
    const known = sorted(means.filter((value) => !Number.isNaN(value)));
    const own = observed ? meanOfKnown(observed.map(of)) : Number.NaN;
    const people = sorted(simulated[0]!.map(of).filter((value) => !Number.isNaN(value)));
    const at = (values: Float64Array, p: number) => (values.length === 0 ? null : quantile(values, p));
    return {
      ...{ name, title, observed: Number.isNaN(own) ? null : own },
      mean: orNull(meanOfKnown([...known])),
      ...{ lower: at(known, 0.025), upper: at(known, 0.975) },
      probability:
        Number.isNaN(own) || known.length === 0 ? null : known.filter((value) => value >= own).length / known.length,
      spread: people.length === 0 ? null : [0.025, 0.25, 0.5, 0.75, 0.975].map((p) => quantile(people, p)),
    };
  });
  const curves = behaviourCurves(seen, observed ?? simulated[0]!).map(
    ({ name, title, xTitle, x, of }): PredictedCurve => {
      const all = simulated.map(of);
      const quantiles = x.map((_, place) => {
        const known = sorted(all.map((curve) => curve[place] ?? Number.NaN).filter((value) => !Number.isNaN(value)));
        if (known.length === 0) return [null, null, null] as const;
        return [meanOfKnown([...known]), quantile(known, 0.025), quantile(known, 0.975)] as const;
      });
      return {
        ...{ name, title, xTitle, x },
        observed: observed && Array.from(of(observed), orNull),
        mean: quantiles.map(([mean]) => mean),
        lower: quantiles.map(([, lower]) => lower),
        upper: quantiles.map(([, , upper]) => upper),
      };
    },
  );
  return { statistics: statistics.filter(({ mean }) => mean !== null), curves };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
