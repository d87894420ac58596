/**
 * Coefficients of a logistic regression of choices (0 or 1) on rows of x (the constant must be one of them), by Newton's
 * method. A weak normal prior of standard deviation 1 / √precision on each coefficient keeps them finite where choices
 * can be told apart without error.
 *
 * @param precision - Of the prior; rows should be scaled so that coefficients are of order 1.
 * @returns Empty without rows.
 */
export function logisticRegression(
  rows: readonly (readonly number[])[],
  chosen: readonly number[],
  precision = 0.01,
): number[] {
  const width = rows[0]?.length ?? 0;
  let found = new Array<number>(width).fill(0);
  let loss = negativeLogPosterior(rows, chosen, found, precision);
  for (let iteration = 0; iteration < 50 && rows.length > 0; iteration++) {
    const step = newtonStep(rows, chosen, found, precision);
    let size = 1;
    let next = found;
    let nextLoss = Number.POSITIVE_INFINITY;
    // A step that overshoots is halved.
    for (; size > 1e-6 && !(nextLoss <= loss); size /= 2) {
      next = found.map((value, place) => value + size * step[place]!);
      nextLoss = negativeLogPosterior(rows, chosen, next, precision);
    }
    if (!(nextLoss <= loss)) return found;
    const gained = loss - nextLoss;
    [found, loss] = [next, nextLoss];
    if (gained < 1e-10) return found;
  }
  return found;
}

function negativeLogPosterior(
  rows: readonly (readonly number[])[],
  chosen: readonly number[],
  coefficients: readonly number[],
  precision: number,
): number {
  let loss = 0;
  for (const value of coefficients) loss += (precision * value * value) / 2;
  for (const [place, row] of rows.entries()) {
    const drive = product(row, coefficients);
    loss += softplus(chosen[place]! > 0.5 ? -drive : drive);
  }
  return loss;
}

/** Solution of (XᵀWX + precision) step = Xᵀ(y − p) − precision · coefficients. */
function newtonStep(
  rows: readonly (readonly number[])[],
  chosen: readonly number[],
  coefficients: readonly number[],
  precision: number,
): number[] {
  const width = coefficients.length;
  const matrix = coefficients.map((value, i) => [
    ...coefficients.map((_, j) => (i === j ? precision : 0)),
    -precision * value,
  ]);
  for (const [place, row] of rows.entries()) {
    const probability = 1 / (1 + Math.exp(-product(row, coefficients)));
    const weight = probability * (1 - probability);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) matrix[i]![j]! += weight * row[i]! * row[j]!;
      matrix[i]![width]! += (chosen[place]! - probability) * row[i]!;
    }
  }
  for (let pivot = 0; pivot < width; pivot++) {
    for (let row = 0; row < width; row++) {
      if (row === pivot) continue;
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column <= width; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!;
    }
  }
  return matrix.map((row, place) => row[width]! / row[place]!);
}

function product(row: readonly number[], coefficients: readonly number[]): number {
  return row.reduce((sum, value, place) => sum + value * coefficients[place]!, 0);
}

/** ln(1 + eˣ) without overflow. */
export function softplus(value: number): number {
  return value > 30 ? value : Math.log1p(Math.exp(value));
}
