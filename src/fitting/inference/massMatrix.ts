import { cholesky, multiply, solveLowerTransposed } from "../../math/symmetricMatrix.ts";
import type { ChainRandom } from "./chainRandom.ts";

/** What a chain's momenta weigh: the inverse is an estimate of the posterior's covariance. */
export type InverseMass =
  | { readonly kind: "diagonal" /** [coordinate] */; readonly values: Float64Array }
  | { readonly kind: "dense" /** [row, column] */; readonly values: Float64Array };

export function unitMass(kind: InverseMass["kind"], dimension: number): InverseMass {
  if (kind === "diagonal") return { kind, values: new Float64Array(dimension).fill(1) };
  const values = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) values[i * dimension + i] = 1;
  return { kind, values };
}

/** Kinetic energy and its derivative. */
export class Momentum {
  readonly dimension: number;
  readonly #dense: boolean;
  readonly #inverse: Float64Array;
  readonly #factor: Float64Array;

  constructor({ kind, values }: InverseMass, dimension: number) {
    this.dimension = dimension;
    this.#dense = kind === "dense";
    this.#inverse = values;
    if (kind === "dense") {
      const factor = cholesky(values, dimension);
      if (factor === null) throw new RangeError("a dense mass matrix must be positive definite");
      this.#factor = factor;
    } else this.#factor = values.map(Math.sqrt);
  }

  /** Momentum p ~ N(0, M) into `into`. */
  draw(random: ChainRandom, into: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) into[i] = random.normal();
    if (this.#dense) solveLowerTransposed(this.#factor, this.dimension, into);
    else for (let i = 0; i < this.dimension; i++) into[i] = into[i]! / this.#factor[i]!;
  }

  /** Velocity M⁻¹ p into `into`. */
  velocity(momentum: Float64Array, into: Float64Array): void {
    if (this.#dense) multiply(this.#inverse, this.dimension, momentum, into);
    else for (let i = 0; i < this.dimension; i++) into[i] = this.#inverse[i]! * momentum[i]!;
  }
}

/** ½ pᵀ M⁻¹ p */
export function kineticEnergy(momentum: Float64Array, velocity: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < momentum.length; i++) sum += momentum[i]! * velocity[i]!;
  return 0.5 * sum;
}
