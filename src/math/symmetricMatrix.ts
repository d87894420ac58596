/** Symmetric positive definite matrices, row after row in binary64. */

/**
 * Lower triangle L with L Lᵀ = A, or null where A is not positive definite.
 *
 * @param matrix - A, [row, column]; only the lower triangle is read.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) factor[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** Solves L x = b in place, L a lower triangle. */
export function solveLower(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * vector[k]!;
    vector[i] = sum / factor[i * size + i]!;
  }
}

/** Solves Lᵀ x = b in place, L a lower triangle. */
export function solveLowerTransposed(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = vector[i]!;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * vector[k]!;
    vector[i] = sum / factor[i * size + i]!;
  }
}

/** A⁻¹ from the lower triangle of A. */
export function inverseFromCholesky(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    solveLower(factor, size, column);
    solveLowerTransposed(factor, size, column);
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]!;
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const mean = 0.5 * (inverse[i * size + j]! + inverse[j * size + i]!);
      inverse[i * size + j] = mean;
      inverse[j * size + i] = mean;
    }
  return inverse;
}

/** A⁻¹, or null where A is not positive definite. */
export function inverse(matrix: Float64Array, size: number): Float64Array | null {
  const factor = cholesky(matrix, size);
  return factor && inverseFromCholesky(factor, size);
}

/** Matrix times vector into `into`. */
export function multiply(matrix: Float64Array, size: number, vector: ArrayLike<number>, into: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += matrix[i * size + k]! * vector[k]!;
    into[i] = sum;
  }
}

/** Eigenvalues and, in columns, the eigenvectors of a symmetric matrix. */
export interface Eigensystem {
  readonly values: Float64Array;
  /** [row, column]: column k belongs to value k. */
  readonly vectors: Float64Array;
}

/** Sweeps over all pairs: the off-diagonal is gone after six to ten. */
const SWEEPS = 50;

/** Eigenvalues and eigenvectors by cyclic Jacobi rotations (Golub & Van Loan 2013, section 8.5). */
export function eigensystem(matrix: Float64Array, size: number): Eigensystem {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = false;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const off = a[p * size + q]!;
        const scale = Math.abs(a[p * size + p]!) + Math.abs(a[q * size + q]!);
        if (off === 0 || Math.abs(off) < 1e-17 * scale) continue;
        moved = true;
        const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        for (let k = 0; k < size; k++) rotate(a, k * size + p, k * size + q, { c, s: t * c });
        for (let k = 0; k < size; k++) rotate(a, p * size + k, q * size + k, { c, s: t * c });
        for (let k = 0; k < size; k++) rotate(vectors, k * size + p, k * size + q, { c, s: t * c });
      }
    if (!moved) break;
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

function rotate(matrix: Float64Array, first: number, second: number, { c, s }: { c: number; s: number }): void {
  const [x, y] = [matrix[first]!, matrix[second]!];
  matrix[first] = c * x - s * y;
  matrix[second] = s * x + c * y;
}
