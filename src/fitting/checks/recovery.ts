import type { ModelRecovery, RecoveredParameter, Verdict } from "../fitSummary.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import type { SubjectFit } from "../inference/fitSubjects.ts";
import { transformsOf } from "../inference/subjectPosterior.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { settingOf } from "../model/simulate.ts";
import { correlation, rankCorrelation } from "./correlation.ts";
import { drawPeople } from "./drawnPeople.ts";
import { fitAll } from "./fitAll.ts";
import { jobOfPeople } from "./shareOut.ts";

/** What is simulated and how it is fitted. */
export interface RecoveryOptions {
  /** Default: the model's usual environment and number of trials. */
  readonly where?: string | Partial<ModelEnvironment>;
  /** People simulated, with parameters from the priors. Default 100. */
  readonly subjects?: number;
  readonly seed?: number;
  /** Starts of each fit. Default 5. */
  readonly starts?: number;
  /** Of the intervals. Default 0.95. */
  readonly coverage?: number;
  readonly onSubject?: (done: number, total: number) => void;
  /** Where people are fitted; default: in the present thread. */
  readonly executor?: ExecutorMaker;
  /** Keeps what is finished of this check, so that it goes on after an interruption. */
  readonly store?: FitStore | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Correlations from which recovery counts as good and as fair (White, Servant & Logan 2018,
 * doi:10.3758/s13423-017-1271-2).
 */
export const recoveryLimits = { good: 0.75, fair: 0.5 } as const;

export function recoveryVerdict(r: number | null): Verdict {
  if (r === null || r < recoveryLimits.fair) return "poor";
  return r < recoveryLimits.good ? "fair" : "good";
}

/**
 * Simulates people with known parameters, fits each alone, and compares (Wilson & Collins 2019,
 * doi:10.7554/eLife.49547).
 *
 * @returns null if stopped by `signal`.
 */
export async function recover(
  definition: BehaviourDefinition,
  options: RecoveryOptions = {},
): Promise<ModelRecovery | null> {
  const { subjects = 100, seed = 1, starts = 5, coverage = 0.95, signal } = options;
  const setting = settingOf(definition, options.where);
  const people = await drawPeople(setting, { people: subjects, seed, signal });
  if (people === null) return null;
  const fits = await fitAll(jobOfPeople(setting.lowered.program, definition.parameters, people.rows), {
    ...{ starts, seed, coverage, executor: options.executor, store: options.store, signal },
    onSubject: (done) => options.onSubject?.(done, subjects),
  });
  if (fits === null) return null;
  return {
    ...{ model: definition.id, title: definition.title, environment: setting.environment.id },
    ...{ trials: setting.trials, subjects },
    failed: fits.filter(({ covariance }) => covariance === null).length,
    parameters: recovered(definition, people.truth, fits),
  };
}

/** How well each parameter came back. @param truth - [person][parameter] */
export function recovered(
  { parameters }: Pick<BehaviourDefinition, "parameters">,
  truth: readonly Float64Array[],
  fits: readonly SubjectFit[],
): RecoveredParameter[] {
  const transforms = transformsOf(parameters);
  const trueAt = parameters.map((_, d) => truth.map((values) => transforms[d]!.unbounded(values[d]!)));
  return parameters.map(({ name, symbol }, d): RecoveredParameter => {
    const found = fits.map(({ unbounded }) => unbounded[d]!);
    const pairs = fits.flatMap(({ estimate, lower, upper }, person) =>
      Number.isFinite(estimate[d]!)
        ? [{ error: estimate[d]! - truth[person]![d]!, at: truth[person]![d]!, lower: lower[d]!, upper: upper[d]! }]
        : [],
    );
    const intervals = pairs.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
    const holds = intervals.filter(({ at, lower, upper }) => at >= lower && at <= upper).length;
    const sum = (of: (error: number) => number) => pairs.reduce((total, { error }) => total + of(error), 0);
    const r = correlation(trueAt[d]!, found);
    return {
      ...{ name, symbol, correlation: r, rankCorrelation: rankCorrelation(trueAt[d]!, found) },
      bias: pairs.length > 0 ? sum((error) => error) / pairs.length : null,
      rootMeanSquareError: pairs.length > 0 ? Math.sqrt(sum((error) => error * error) / pairs.length) : null,
      coverage: intervals.length > 0 ? holds / intervals.length : null,
      ...{ intervals: intervals.length, verdict: recoveryVerdict(r) },
      withTrue: trueAt.map((values) => correlation(values, found)),
      truth: truth.map((values) => values[d]!),
      estimate: fits.map(({ estimate }) => (Number.isFinite(estimate[d]!) ? estimate[d]! : null)),
    };
  });
}
