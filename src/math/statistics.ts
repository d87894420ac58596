/** Mean of the values that are not NaN; NaN if there are none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Standard deviation (n − 1) of the values that are not NaN; NaN for fewer than two. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    sum += (value - centre) * (value - centre);
    count++;
  }
  return count < 2 ? Number.NaN : Math.sqrt(sum / (count - 1));
}

/** The values that are not NaN, ascending. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/**
 * Quantile of ascending values by linear interpolation between order statistics (Hyndman and Fan's type 7).
 *
 * @param probability - 0 … 1.
 * @returns NaN if there are no values.
 * @see Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566.
 */
export function quantile(ascending: ArrayLike<number>, probability: number): number {
  const place = (ascending.length - 1) * probability;
  const below = Math.floor(place);
  const low = ascending[below];
  if (low === undefined) return Number.NaN;
  const high = ascending[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

/**
 * `quantile` of values in any order, without NaN; changes their order. Only the two order statistics that are needed are
 * put in their places, which takes a time proportional to the number of values.
 *
 * @see Hoare 1961, doi 10.1145/366622.366647.
 */
export function quantileOfUnsorted(values: Float64Array, probability: number): number {
  if (values.length === 0) return Number.NaN;
  const place = (values.length - 1) * probability;
  const below = Math.floor(place);
  putInPlace(values, below);
  const low = values[below]!;
  let high = low;
  for (let i = below + 1; i < values.length; i++) if (i === below + 1 || values[i]! < high) high = values[i]!;
  return low + (place - below) * (high - low);
}

/** Orders values so far that the one at a place is the one that would stand there if all were sorted. */
function putInPlace(values: Float64Array, place: number): void {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1]!;
    let up = first;
    let down = last;
    while (up <= down) {
      while (values[up]! < pivot) up++;
      while (pivot < values[down]!) down--;
      if (up > down) break;
      const value = values[up]!;
      values[up++] = values[down]!;
      values[down--] = value;
    }
    if (place <= down) last = down;
    else if (place >= up) first = up;
    else return;
  }
}

/** Median of the values that are not NaN; NaN if there are none. */
export function median(values: ArrayLike<number>): number {
  return quantile(sorted(values), 0.5);
}

/** Root mean square of the differences over the places where both are numbers; NaN if there are none. */
export function rootMeanSquareDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a[i]! - b[i]!;
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    count++;
  }
  return Math.sqrt(sum / count);
}

/**
 * First Wasserstein distance between two samples on one set of places: the area between their cumulative
 * distributions, in the unit of the values.
 *
 * @param ascending - Values, ascending, without NaN.
 * @param weightsA - Weight of each value in the first sample, at least 0.
 * @param weightsB - Weight of each value in the second sample.
 * @returns NaN if a sample has no weight.
 */
export function weightedWasserstein(
  ascending: ArrayLike<number>,
  weightsA: ArrayLike<number>,
  weightsB: ArrayLike<number>,
): number {
  let totalA = 0;
  let totalB = 0;
  for (let i = 0; i < ascending.length; i++) {
    totalA += weightsA[i]!;
    totalB += weightsB[i]!;
  }
  if (totalA === 0 || totalB === 0) return Number.NaN;
  let area = 0;
  let shareA = 0;
  let shareB = 0;
  for (let i = 0; i + 1 < ascending.length; i++) {
    shareA += weightsA[i]!;
    shareB += weightsB[i]!;
    area += Math.abs(shareA / totalA - shareB / totalB) * (ascending[i + 1]! - ascending[i]!);
  }
  return area;
}

/** First Wasserstein distance between two samples (NaN left out), in the unit of the values. */
export function wasserstein(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const first = sorted(a);
  const second = sorted(b);
  const both = new Float64Array(first.length + second.length);
  const weightsA = new Uint8Array(both.length);
  const weightsB = new Uint8Array(both.length);
  let i = 0;
  let j = 0;
  for (let place = 0; place < both.length; place++) {
    const takeFirst = j >= second.length || (i < first.length && first[i]! <= second[j]!);
    both[place] = takeFirst ? first[i++]! : second[j++]!;
    (takeFirst ? weightsA : weightsB)[place] = 1;
  }
  return weightedWasserstein(both, weightsA, weightsB);
}
