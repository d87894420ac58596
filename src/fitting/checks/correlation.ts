import { mean } from "../../math/statistics.ts";

/** Pearson's correlation over pairs that both have a finite value; null with fewer than three, or without variation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const pairs = finitePairs(a, b);
  if (pairs.length < 3) return null;
  const [meanOfA, meanOfB] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  let [products, ofA, ofB] = [0, 0, 0];
  for (const [x, y] of pairs) {
    products += (x - meanOfA) * (y - meanOfB);
    ofA += (x - meanOfA) ** 2;
    ofB += (y - meanOfB) ** 2;
  }
  return ofA > 0 && ofB > 0 ? products / Math.sqrt(ofA * ofB) : null;
}

/** Spearman's rank correlation; ties get their mean rank. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const pairs = finitePairs(a, b);
  return correlation(ranks(pairs.map(([x]) => x)), ranks(pairs.map(([, y]) => y)));
}

function finitePairs(a: ArrayLike<number>, b: ArrayLike<number>): (readonly [number, number])[] {
  return Array.from({ length: a.length }, (_, i) => [a[i]!, b[i]!] as const).filter(
    ([x, y]) => Number.isFinite(x) && Number.isFinite(y),
  );
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const found = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let i = first; i < end; i++) found[order[i]!] = 0.5 * (first + end - 1);
    first = end;
  }
  return found;
}
