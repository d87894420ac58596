import { nearestName } from "../../math/nearestName.ts";
import type { RandomSequence } from "../../math/random.ts";

/** Values of columns in a trial; what is missing is left out or NaN. */
export type TrialValues = Readonly<Record<string, number>>;

/** Option of an environment: a number, or one for each of several things. */
export interface EnvironmentOption {
  readonly default: number | readonly number[];
  readonly title: string;
  /** Least and greatest value allowed. */
  readonly range: readonly [number, number];
  readonly isWhole?: boolean;
}

/** Options as they hold. */
export interface OptionValues {
  /** @throws RangeError if it is a list. */
  number(name: string): number;
  list(name: string): readonly number[];
}

/** A task as it meets one subject. */
export interface EnvironmentSession {
  /** What is there before a trial's first response, responses that are forced included. @param trial - From 0. */
  begin(trial: number): TrialValues;
  /**
   * All that the world can say once something was done; asked again after each response.
   *
   * @param values - What the trial has so far.
   */
  observe(trial: number, values: TrialValues): TrialValues;
}

/** A generator of tasks for behavioural models, with the numbers of a published one as defaults. */
export interface Environment {
  readonly id: string;
  readonly title: string;
  /** Whose numbers the defaults are: key of the bibliography. */
  readonly source: string;
  /** Usual number of trials. */
  readonly trials: number;
  readonly options: Readonly<Record<string, EnvironmentOption>>;
  /** Columns that it gives or looks at. */
  readonly columns: Readonly<Record<string, string>>;
  /** How many values each column of indices can have, responses included. */
  counts(options: OptionValues): Readonly<Record<string, number>>;
  play(options: OptionValues, random: RandomSequence, trials: number): EnvironmentSession;
}

/**
 * The options of an environment, with its defaults where none is given.
 *
 * @throws RangeError for an option that there is not, or a value outside its range.
 */
export function optionValues(
  environment: Environment,
  given: Readonly<Record<string, number | readonly number[]>> = {},
): OptionValues {
  for (const [name, value] of Object.entries(given)) {
    const problem = optionProblem(environment, name, value);
    if (problem !== null) throw new RangeError(problem);
  }
  const { id, options } = environment;
  const held = (name: string) => given[name] ?? options[name]!.default;
  return {
    number(name) {
      const value = held(name);
      if (typeof value === "number") return value;
      throw new RangeError(`option ${name} of environment ${id} is a list`);
    },
    list: (name) => [held(name)].flat(),
  };
}

/** What is wrong with a value for an option, as a sentence with what is allowed; null if nothing is. */
export function optionProblem(
  { id, options }: Environment,
  name: string,
  value: number | readonly number[],
): string | null {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const nearest = nearestName(name, Object.keys(options));
    const hint =
      nearest === null ? `its options: ${Object.keys(options).join(", ") || "none"}` : `did you mean "${nearest}"?`;
    return `environment ${id} has no option "${name}"; ${hint}`;
  }
  if (typeof option.default === "number" && typeof value !== "number")
    return `option ${name} of environment ${id} is one number, not a list`;
  const [least, most] = option.range;
  const wrong = [value]
    .flat()
    .find((one) => !(one >= least && one <= most) || (option.isWhole && !Number.isInteger(one)));
  if (wrong === undefined) return null;
  return `option ${name} of environment ${id} is ${wrong}; ${option.isWhole ? "a whole number" : "a number"} from ${least} to ${most} is needed`;
}

/** Default and range of an option, for readers: `0.7 (0 to 1)`, `a list, 0.2,0.8 (0 to 1)`. */
export function describeOption({ default: usual, range: [least, most], isWhole }: EnvironmentOption): string {
  const [value, list] = typeof usual === "number" ? [String(usual), ""] : [usual.join(","), "a list, "];
  return `${list}${value} (${isWhole ? "whole, " : ""}${least} to ${most})`;
}
