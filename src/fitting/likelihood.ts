import type { Prior } from "./prior.ts";

/** A parameter of a behavioural model as the fit sees it. */
export interface FittedParameter {
  /** Full name, such as `learningRate`. */
  readonly name: string;
  readonly symbol: string;
  readonly title: string;
  /** Natural range; −∞ or ∞ where unbounded. Fits move on the unbounded scale of `transform.ts`. */
  readonly lower: number;
  readonly upper: number;
  /** Of one subject, on the natural scale. */
  readonly prior: Prior;
}

/** Parameter vectors that are evaluated side by side for one subject (chains, starts, or points of a difference). */
export const LANES = 2;

/**
 * Logarithm of the probability of each subject's responses, and its gradient, on the parameters' natural scale.
 *
 * One object serves one thread.
 */
export interface Likelihood {
  readonly parameters: readonly FittedParameter[];
  readonly subjects: readonly string[];
  /** Trials with a response that counts, for each subject. */
  readonly observations: readonly number[];
  /**
   * Evaluates `LANES` parameter vectors for one subject.
   *
   * @param parameters - [parameter, lane]
   * @param result - Written: [1 + parameter, lane], the logarithm first, then its derivative by each parameter. −∞ or
   * NaN where the parameters make the responses impossible or leave the model's range.
   */
  evaluate(subject: number, parameters: Float64Array, result: Float64Array): void;
  /**
   * The logarithm for each trial by itself, for one parameter vector.
   *
   * @param parameters - [parameter]
   * @param result - Written: [trial]; 0 for trials without a response.
   */
  pointwise(subject: number, parameters: Float64Array, result: Float64Array): void;
}
