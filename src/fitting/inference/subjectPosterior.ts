import { logarithm } from "../../math/double.ts";
import { type FittedParameter, LANES, type Likelihood } from "../likelihood.ts";
import { emptyPlace, type Placed, type Transform, transformOf } from "../transform.ts";
import type { Density } from "./lanes.ts";
import { type ParameterPrior, parameterPrior } from "./parameterPrior.ts";

/** What is maximised for one subject. */
export type Objective =
  /** The likelihood alone. */
  | "likelihood"
  /** Likelihood times prior, as a density on the unbounded scale (so the priors' densities times the transforms' slopes). */
  | "posterior";

export function transformsOf(parameters: readonly FittedParameter[]): Transform[] {
  return parameters.map(({ lower, upper }) => transformOf(lower, upper));
}

/** Density of one subject's parameters on the unbounded scale. */
export class SubjectPosterior implements Density {
  readonly dimension: number;
  readonly transforms: readonly Transform[];
  readonly priors: readonly ParameterPrior[];
  /** Which subject is looked at. */
  subject = 0;
  readonly #likelihood: Likelihood;
  readonly #withPrior: boolean;
  readonly #natural: Float64Array;
  readonly #values: Float64Array;
  /** [parameter, lane] */
  readonly #places: readonly Placed[];

  constructor(likelihood: Likelihood, objective: Objective) {
    this.dimension = likelihood.parameters.length;
    this.transforms = transformsOf(likelihood.parameters);
    this.priors = likelihood.parameters.map(parameterPrior);
    this.#likelihood = likelihood;
    this.#withPrior = objective === "posterior";
    this.#natural = new Float64Array(this.dimension * LANES);
    this.#values = new Float64Array((1 + this.dimension) * LANES);
    this.#places = Array.from({ length: this.dimension * LANES }, emptyPlace);
  }

  evaluate(points: Float64Array, result: Float64Array): void {
    const natural = this.#natural;
    const values = this.#values;
    for (let d = 0; d < this.dimension; d++) {
      const transform = this.transforms[d]!;
      for (let at = d * LANES; at < (d + 1) * LANES; at++) {
        transform.place(points[at]!, this.#places[at]!);
        natural[at] = this.#places[at]!.natural;
      }
    }
    this.#likelihood.evaluate(this.subject, natural, values);
    for (let lane = 0; lane < LANES; lane++) result[lane] = values[lane]!;
    for (let d = 0; d < this.dimension; d++) {
      const prior = this.priors[d]!;
      for (let lane = 0; lane < LANES; lane++) {
        const at = d * LANES + lane;
        const { slope, logSlopeDerivative } = this.#places[at]!;
        let derivative = values[LANES + at]! * slope;
        if (this.#withPrior) {
          result[lane] = result[lane]! + prior.logDensity(natural[at]!) + logarithm(Math.abs(slope));
          derivative += prior.logDensityDerivative(natural[at]!) * slope + logSlopeDerivative;
        }
        result[LANES + at] = derivative;
      }
    }
  }

  /** Logarithm of the subject's likelihood at a point of the unbounded scale. */
  logLikelihood(position: Float64Array): number {
    for (let d = 0; d < this.dimension; d++)
      this.#natural.fill(this.transforms[d]!.natural(position[d]!), d * LANES, (d + 1) * LANES);
    this.#likelihood.evaluate(this.subject, this.#natural, this.#values);
    return this.#values[0]!;
  }
}
