import type { FitMethod } from "../fitSummary.ts";
import type { BetweenColumn, WithinColumn } from "../inference/groupDesign.ts";
import type { FittedParameter } from "../likelihood.ts";
import type { BehaviourProgram, SubjectRows } from "../program.ts";

/** How parameters are estimated: each record alone, with its group by empirical Bayes, or with its group by NUTS. */
export const fitMethods: readonly FitMethod[] = ["map", "hierarchical", "nuts"];

/** What a fit is asked for. */
export interface FitSettings {
  readonly method: FitMethod;
  /** Of `map`: with the priors (`posterior`) or without them (`likelihood`). */
  readonly objective: "posterior" | "likelihood";
  /** Of `map`: points from which each search starts. */
  readonly starts: number;
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  /** Acceptance aimed at by NUTS, between 0 and 1. */
  readonly acceptance: number;
  /** Whole number ≥ 0. */
  readonly seed: number;
  /** Probability that intervals hold. */
  readonly coverage: number;
}

export const usualSettings: FitSettings = {
  method: "map",
  objective: "posterior",
  starts: 10,
  chains: 4,
  warmup: 1000,
  draws: 1000,
  acceptance: 0.9,
  seed: 1,
  coverage: 0.95,
};

/** @throws RangeError naming the setting, with what is allowed. */
export function fitSettings(asked: Partial<FitSettings>): FitSettings {
  const settings = { ...usualSettings, ...asked };
  if (!fitMethods.includes(settings.method))
    throw new RangeError(`method is "${settings.method}"; there are ${fitMethods.join(", ")}`);
  for (const [name, least] of Object.entries({ starts: 1, chains: 1, warmup: 0, draws: 4, seed: 0 })) {
    const value = settings[name as "starts"];
    if (!(Number.isSafeInteger(value) && value >= least))
      throw new RangeError(`${name} is ${value}; a whole number from ${least} is needed`);
  }
  for (const name of ["acceptance", "coverage"] as const)
    if (!(settings[name] > 0 && settings[name] < 1))
      throw new RangeError(`${name} is ${settings[name]}; a number between 0 and 1 is needed`);
  return settings;
}

/**
 * Trials with one set of parameters: a person's, or a person's under one of the conditions that vary within people.
 */
export interface FitRecord {
  /** The person, or `person drug=placebo`. */
  readonly name: string;
  readonly person: string;
  /** Value of each column of the design, as it stands in the data. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A model on its data, with all that a thread needs to work on it; can be sent by structured cloning. */
export interface FitJob {
  readonly program: BehaviourProgram;
  readonly parameters: readonly FittedParameter[];
  /** Rows of each record. */
  readonly rows: readonly SubjectRows[];
  readonly records: readonly FitRecord[];
  /** Columns of the design over records, [record]. */
  readonly within: readonly WithinColumn[];
  /** Columns of the design over people. */
  readonly between: readonly BetweenColumn[];
}
