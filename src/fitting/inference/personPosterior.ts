import { logarithm } from "../../math/double.ts";
import { cholesky, inverseFromCholesky } from "../../math/symmetricMatrix.ts";
import { LANES } from "../likelihood.ts";
import type { Density } from "./lanes.ts";
import type { PersonLikelihood } from "./personLikelihood.ts";

const LOG_TWO_PI = 1.8378770664093453;

/** Density of one person's coefficients η, given a group: likelihood of all records times N(η; mean, covariance). */
export class PersonPosterior implements Density {
  readonly dimension: number;
  readonly people: PersonLikelihood;
  /** Who is looked at. */
  person = 0;
  /** The group's mean for that person, [coefficient]. */
  readonly mean: Float64Array;
  readonly #deviation: Float64Array;
  #precision: Float64Array;
  #constant = 0;

  constructor(people: PersonLikelihood) {
    this.dimension = people.design.coefficients.length;
    this.people = people;
    this.mean = new Float64Array(this.dimension);
    this.#deviation = new Float64Array(this.dimension);
    this.#precision = new Float64Array(this.dimension * this.dimension);
  }

  /** @param covariance - Positive definite, [coefficient, coefficient]. */
  setGroup(covariance: Float64Array): void {
    const n = this.dimension;
    const factor = cholesky(covariance, n);
    if (factor === null) throw new RangeError("the group's covariance must be positive definite");
    this.#precision = inverseFromCholesky(factor, n);
    this.#constant = -0.5 * n * LOG_TWO_PI;
    for (let i = 0; i < n; i++) this.#constant -= logarithm(factor[i * n + i]!);
  }

  /** Σ⁻¹ of the group. */
  get precision(): Float64Array {
    return this.#precision;
  }

  /** Logarithm of the group's density at its mean: what a normal distribution with its covariance has at the peak. */
  get logPeakOfGroup(): number {
    return this.#constant;
  }

  evaluate(points: Float64Array, result: Float64Array): void {
    const n = this.dimension;
    const deviation = this.#deviation;
    this.people.evaluate(this.person, points, result);
    for (let lane = 0; lane < LANES; lane++) {
      for (let k = 0; k < n; k++) deviation[k] = points[k * LANES + lane]! - this.mean[k]!;
      let sum = result[lane]! + this.#constant;
      for (let k = 0; k < n; k++) {
        let product = 0;
        for (let l = 0; l < n; l++) product += this.#precision[k * n + l]! * deviation[l]!;
        sum -= 0.5 * product * deviation[k]!;
        const at = (1 + k) * LANES + lane;
        result[at] = result[at]! - product;
      }
      result[lane] = sum;
    }
  }
}
