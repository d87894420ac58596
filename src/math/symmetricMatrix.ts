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
