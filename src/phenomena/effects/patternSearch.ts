/**
 * The best point that ever smaller steps along one coordinate after the other find (Hooke and Jeeves 1961, doi
 * 10.1145/321062.321069, without its pattern moves), from the best of some starts.
 *
 * @param loss - Of coordinates without bounds, to be made as small as it goes.
 */
export function patternSearch(
  loss: (point: readonly number[]) => number,
  starts: readonly (readonly number[])[],
): readonly number[] {
  let best: readonly number[] = starts[0] ?? [];
  let least = Number.POSITIVE_INFINITY;
  const improves = (point: readonly number[]): boolean => {
    const own = loss(point);
    if (!(own < least)) return false;
    [best, least] = [point, own];
    return true;
  };
  for (const start of starts) improves(start);
  for (let size = 1; size > 0.02; size /= 2) {
    for (let moved = true, round = 0; moved && round < 50; round++) {
      moved = false;
      for (const coordinate of best.keys()) {
        const along = (step: number) => best.map((value, place) => (place === coordinate ? value + step : value));
        if (improves(along(size)) || improves(along(-size))) moved = true;
      }
    }
  }
  return best;
}
