import { exponential, logarithm } from "../../math/double.ts";
import { LANES, type Likelihood } from "../likelihood.ts";
import type { GroupDesign } from "./groupDesign.ts";
import type { GroupPrior } from "./groupPrior.ts";
import type { Density } from "./lanes.ts";
import { PersonLikelihood } from "./personLikelihood.ts";

const LOG_ROOT_TWO_PI = 0.9189385332046727;
const LOG_TWO = Math.LN2;

/** Where what lies in a position of the hierarchical posterior. */
export interface HierarchicalLayout {
  readonly dimension: number;
  /** B, [coefficient, between column], begins at 0. */
  readonly effects: number;
  /** log σ, [coefficient], begins here. */
  readonly spreads: number;
  /** Each person's own deviations, [person, coefficient], begin here. */
  readonly people: number;
}

export function hierarchicalLayout(design: GroupDesign): HierarchicalLayout {
  const effects = design.coefficients.length * design.between.names.length;
  const people = effects + design.coefficients.length;
  return {
    dimension: people + design.people.length * design.coefficients.length,
    ...{ effects: 0, spreads: effects, people },
  };
}

/**
 * Joint density of a group's effects B, spreads σ and all people's coefficients η:
 *
 * η[p, k] = μ[p, k] + σ[k]^(1−c[k]) · (x[p, k] − c[k] μ[p, k]),  x[p, k] ~ N(c[k] μ[p, k], σ[k]^(2 c[k])),
 * μ[p, k] = Σ_j between[p, j] B[k, j],
 *
 * in the coordinates (B, log σ, x). With centring c = 0 the coordinates are standard normal deviations (non-centred,
 * Papaspiliopoulos, Roberts & Sköld 2007, doi:10.1214/088342307000000014), with c = 1 the coefficients themselves; the
 * posterior of B, σ, η does not depend on c (Gorinova, Moore & Hoffman 2020).
 */
export class HierarchicalPosterior implements Density {
  readonly dimension: number;
  readonly layout: HierarchicalLayout;
  readonly people: PersonLikelihood;
  readonly prior: GroupPrior;
  /** [coefficient], 0 … 1 */
  readonly centring: Float64Array;
  readonly #own: Float64Array;
  readonly #values: Float64Array;
  /** σ^c and σ^(1−c), [coefficient, lane, 2] */
  readonly #scales: Float64Array;
  readonly #constant: number;

  constructor(
    likelihood: Likelihood,
    { design, prior, centring }: { design: GroupDesign; prior: GroupPrior; centring?: ArrayLike<number> },
  ) {
    const count = design.coefficients.length;
    this.layout = hierarchicalLayout(design);
    this.dimension = this.layout.dimension;
    this.people = new PersonLikelihood(likelihood, design);
    this.prior = prior;
    this.centring = centring === undefined ? new Float64Array(count) : Float64Array.from(centring);
    this.#own = new Float64Array(count * LANES);
    this.#values = new Float64Array((1 + count) * LANES);
    this.#scales = new Float64Array(count * LANES * 2);
    let constant = -LOG_ROOT_TWO_PI * (prior.mean.length + count * design.people.length);
    for (const deviation of prior.standardDeviation) constant -= logarithm(deviation);
    for (const deviation of prior.spread) constant += LOG_TWO - LOG_ROOT_TWO_PI - logarithm(deviation);
    this.#constant = constant;
  }

  evaluate(points: Float64Array, result: Float64Array): void {
    const { design } = this.people;
    const { prior, layout, centring } = this;
    const count = design.coefficients.length;
    const columns = design.between.names.length;
    const own = this.#own;
    const values = this.#values;
    result.fill(0);
    for (let lane = 0; lane < LANES; lane++) {
      let sum = this.#constant;
      for (let i = 0; i < count * columns; i++) {
        const at = i * LANES + lane;
        const distance = (points[at]! - prior.mean[i]!) / prior.standardDeviation[i]!;
        sum -= 0.5 * distance * distance;
        result[LANES + at] = -distance / prior.standardDeviation[i]!;
      }
      for (let k = 0; k < count; k++) {
        const at = (layout.spreads + k) * LANES + lane;
        const ratio = exponential(points[at]!) / prior.spread[k]!;
        const people = design.people.length;
        sum += points[at]! - 0.5 * ratio * ratio - centring[k]! * people * points[at]!;
        result[LANES + at] = 1 - ratio * ratio - centring[k]! * people;
      }
      result[lane] = sum;
    }
    const scales = this.#scalesAt(points);
    for (let p = 0; p < design.people.length; p++) {
      this.#coefficients(points, p, scales, own);
      this.people.evaluate(p, own, values);
      for (let lane = 0; lane < LANES; lane++) result[lane] = result[lane]! + values[lane]!;
      for (let k = 0; k < count; k++)
        for (let lane = 0; lane < LANES; lane++) this.#chain({ points, result, values, scales }, { p, k, lane });
    }
  }

  /** A person's coefficients at one position, [coefficient]. @param position - [coordinate] */
  coefficientsOf(position: Float64Array, person: number): Float64Array {
    const { between } = this.people.design;
    const columns = between.names.length;
    const count = this.centring.length;
    return this.centring.map((c, k) => {
      let mean = 0;
      for (let j = 0; j < columns; j++) mean += between.values[person * columns + j]! * position[k * columns + j]!;
      const deviation = position[this.layout.people + person * count + k]! - c * mean;
      return mean + exponential((1 - c) * position[this.layout.spreads + k]!) * deviation;
    });
  }

  /** σ at one position, [coefficient]. @param position - [coordinate] */
  spreadsOf(position: Float64Array): Float64Array {
    return position.slice(this.layout.spreads, this.layout.people).map(exponential);
  }

  #scalesAt(points: Float64Array): Float64Array {
    const count = this.centring.length;
    const scales = this.#scales;
    for (let k = 0; k < count; k++)
      for (let lane = 0; lane < LANES; lane++) {
        const logSpread = points[(this.layout.spreads + k) * LANES + lane]!;
        scales[(k * LANES + lane) * 2] = exponential(this.centring[k]! * logSpread);
        scales[(k * LANES + lane) * 2 + 1] = exponential((1 - this.centring[k]!) * logSpread);
      }
    return scales;
  }

  #mean(points: Float64Array, { p, k, lane }: Place): number {
    const { values, names } = this.people.design.between;
    let mean = 0;
    for (let j = 0; j < names.length; j++)
      mean += values[p * names.length + j]! * points[(k * names.length + j) * LANES + lane]!;
    return mean;
  }

  #coefficients(points: Float64Array, p: number, scales: Float64Array, into: Float64Array): void {
    const count = this.centring.length;
    for (let k = 0; k < count; k++)
      for (let lane = 0; lane < LANES; lane++) {
        const mean = this.#mean(points, { p, k, lane });
        const deviation = points[(this.layout.people + p * count + k) * LANES + lane]! - this.centring[k]! * mean;
        into[k * LANES + lane] = mean + scales[(k * LANES + lane) * 2 + 1]! * deviation;
      }
  }

  /** Adds what one person's coefficient gives to the logarithm and to the gradient. */
  #chain(at: Buffers, place: Place): void {
    const { points, result, values, scales } = at;
    const { p, k, lane } = place;
    const { between } = this.people.design;
    const columns = between.names.length;
    const c = this.centring[k]!;
    const within = scales[(k * LANES + lane) * 2]!;
    const outer = scales[(k * LANES + lane) * 2 + 1]!;
    const own = (this.layout.people + p * this.centring.length + k) * LANES + lane;
    const deviation = points[own]! - (c === 0 ? 0 : c * this.#mean(points, place));
    const standard = deviation / within;
    const slope = values[(1 + k) * LANES + lane]!;
    result[lane] = result[lane]! - 0.5 * standard * standard;
    result[LANES + own] = outer * slope - standard / within;
    const byMean = (1 - c * outer) * slope + (c * standard) / within;
    for (let j = 0; j < columns; j++) {
      const effect = LANES + (k * columns + j) * LANES + lane;
      result[effect] = result[effect]! + byMean * between.values[p * columns + j]!;
    }
    const spread = LANES + (this.layout.spreads + k) * LANES + lane;
    result[spread] = result[spread]! + (1 - c) * outer * deviation * slope + c * standard * standard;
  }
}

interface Place {
  readonly p: number;
  readonly k: number;
  readonly lane: number;
}

interface Buffers {
  readonly points: Float64Array;
  readonly result: Float64Array;
  readonly values: Float64Array;
  readonly scales: Float64Array;
}
