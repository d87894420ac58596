/** Pearson's correlation of two rows; NaN where one of them does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  // Counted from the first value, so that the mean of equal values is that value to the bit.
  const mean = ([first = 0, ...rest]: readonly number[]) =>
    first + rest.reduce((sum, value) => sum + (value - first), 0) / (rest.length + 1);
  const [middleX, middleY] = [mean(x), mean(y)];
  let [both, ownX, ownY] = [0, 0, 0];
  for (const [place, value] of x.entries()) {
    const [dx, dy] = [value - middleX, y[place]! - middleY];
    both += dx * dy;
    ownX += dx * dx;
    ownY += dy * dy;
  }
  return ownX > 0 && ownY > 0 ? both / Math.sqrt(ownX * ownY) : Number.NaN;
}
