import { LANES, type Likelihood } from "../likelihood.ts";
import { emptyPlace, type Placed, type Transform } from "../transform.ts";
import { type GroupDesign, recordsOf } from "./groupDesign.ts";
import { parameterPrior } from "./parameterPrior.ts";
import { SPREAD_POINTS } from "./possibleStarts.ts";
import { startingPoints } from "./starts.ts";
import { transformsOf } from "./subjectPosterior.ts";

/** Likelihood of all records of a person as a function of the person's coefficients. */
export class PersonLikelihood {
  readonly transforms: readonly Transform[];
  readonly design: GroupDesign;
  readonly #likelihood: Likelihood;
  readonly #records: readonly (readonly number[])[];
  readonly #unbounded: Float64Array;
  readonly #natural: Float64Array;
  readonly #values: Float64Array;
  /** [parameter, lane] */
  readonly #places: readonly Placed[];
  #spread: readonly Float64Array[] | null = null;

  constructor(likelihood: Likelihood, design: GroupDesign) {
    this.design = design;
    this.transforms = transformsOf(likelihood.parameters);
    this.#likelihood = likelihood;
    this.#records = recordsOf(design);
    const count = likelihood.parameters.length;
    this.#unbounded = new Float64Array(count * LANES);
    this.#natural = new Float64Array(count * LANES);
    this.#values = new Float64Array((1 + count) * LANES);
    this.#places = Array.from({ length: count * LANES }, emptyPlace);
  }

  /**
   * @param coefficients - η, [coefficient, lane]
   * @param result - Written: [1 + coefficient, lane], the logarithm first, then its gradient.
   */
  evaluate(person: number, coefficients: Float64Array, result: Float64Array): void {
    const values = this.#values;
    const list = this.design.coefficients;
    const width = this.design.within.names.length;
    result.fill(0);
    for (const record of this.#records[person]!) {
      const row = record * width;
      this.#place(row, coefficients);
      this.#likelihood.evaluate(record, this.#natural, values);
      for (let lane = 0; lane < LANES; lane++) result[lane] = result[lane]! + values[lane]!;
      for (let at = 0; at < this.#places.length; at++)
        values[LANES + at] = values[LANES + at]! * this.#places[at]!.slope;
      for (let k = 0; k < list.length; k++) {
        const { parameter, within } = list[k]!;
        const factor = this.design.within.values[row + within]!;
        for (let lane = 0; lane < LANES; lane++) {
          const to = (1 + k) * LANES + lane;
          result[to] = result[to]! + factor * values[(1 + parameter) * LANES + lane]!;
        }
      }
    }
  }

  /** Whether a person's responses can happen with these coefficients, [coefficient]. */
  isPossible(person: number, coefficients: ArrayLike<number>): boolean {
    const result = new Float64Array((1 + coefficients.length) * LANES);
    this.evaluate(person, inEachLane(coefficients), result);
    return result[0]! > Number.NEGATIVE_INFINITY;
  }

  /** Points spread over the parameters' priors as a person's coefficients, effects 0: [point][coefficient]. */
  spread(): readonly Float64Array[] {
    const { parameters } = this.#likelihood;
    this.#spread ??= startingPoints(this.transforms, parameters.map(parameterPrior), SPREAD_POINTS, 0).map((point) =>
      Float64Array.from(this.design.coefficients, ({ parameter, within }) => (within === 0 ? point[parameter]! : 0)),
    );
    return this.#spread;
  }

  /** Parameters of a record for a person's coefficients, natural scale, [parameter]. */
  natural(record: number, coefficients: ArrayLike<number>): Float64Array {
    this.#place(record * this.design.within.names.length, inEachLane(coefficients));
    return Float64Array.from(this.transforms, (_, d) => this.#natural[d * LANES]!);
  }

  #place(row: number, coefficients: Float64Array): void {
    const unbounded = this.#unbounded;
    const list = this.design.coefficients;
    unbounded.fill(0);
    for (let k = 0; k < list.length; k++) {
      const { parameter, within } = list[k]!;
      const factor = this.design.within.values[row + within]!;
      for (let lane = 0; lane < LANES; lane++) {
        const to = parameter * LANES + lane;
        unbounded[to] = unbounded[to]! + factor * coefficients[k * LANES + lane]!;
      }
    }
    for (let d = 0, at = 0; d < this.transforms.length; d++)
      for (let lane = 0; lane < LANES; lane++, at++) {
        this.transforms[d]!.place(unbounded[at]!, this.#places[at]!);
        this.#natural[at] = this.#places[at]!.natural;
      }
  }
}

function inEachLane(values: ArrayLike<number>): Float64Array {
  const lanes = new Float64Array(values.length * LANES);
  for (let k = 0; k < values.length; k++) lanes.fill(values[k]!, k * LANES, (k + 1) * LANES);
  return lanes;
}
