/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface Eigen {
  /** Ascending order is not kept: value `j` belongs to vector `j`. */
  readonly values: Float64Array;
  /** `[row, vector]`: column `j` is the unit vector of value `j`. */
  readonly vectors: Float64Array;
}

const mostSweeps = 60;

/**
 * Decomposes a symmetric matrix by cyclic Jacobi rotations: additions, products and square roots only, hence the same
 * bits on every machine.
 *
 * @param matrix - `[row, column]`, row after row; it is not changed.
 * @see Golub and Van Loan 2013, Matrix Computations, section 8.5
 */
export function eigenOf(matrix: ArrayLike<number>, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < mostSweeps && !isDiagonal(a, size); sweep++)
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

function isDiagonal(a: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const limit = Number.EPSILON * Math.sqrt(Math.abs(a[i * size + i]! * a[j * size + j]!));
      if (Math.abs(a[i * size + j]!) > limit) return false;
    }
  return true;
}

/** Makes element (p, q) zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q]!;
  if (off === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (values: Float64Array, first: number, second: number) => {
    const [x, y] = [values[first]!, values[second]!];
    values[first] = cosine * x - sine * y;
    values[second] = sine * x + cosine * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}
