import type { Value } from "./evaluateMeasure.ts";

/** A function of whole values. @throws TypeError if they have not the shape that it needs. */
export type Call = (values: readonly Value[]) => Value;

/** Functions of two numbers that go element by element; more arguments are taken one after the other. */
export const elementFunctions: Readonly<Record<string, (left: number, right: number) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: (value) => Math.abs(value),
  sqrt: (value) => Math.sqrt(value),
  exp: (value) => Math.exp(value),
  log: (value) => Math.log(value),
};

/** Functions that make one number of a value for each subject. */
export const overSubjects: ReadonlySet<string> = new Set(["mean", "median", "deviation", "association"]);

/**
 * Functions over subjects, over the elements of each subject's row, and over points of a curve.
 *
 * - `mean(x)`, `median(x)`, `deviation(x)`: over subjects that have a value → a number
 * - `association(y, x)`: Spearman's correlation over subjects that have both values → a number
 * - `element(rows, i)`, `average(rows)`, `peak(rows)` (place of the largest), `lowest(rows, share)` (mean of the smallest): → a value a subject
 * - `upperThird(x)`: 1 for the subjects with the largest values, a third of them (rounded up), missing for the others
 * - `slope(y, x)`, `determination(y, x)`: line through the origin of one row over another, both sorted → a value a subject
 * - `rankCorrelation(y, x)`: Spearman's, of rows → a value a subject
 * - `monotony(y1, y2, …)`: Spearman's correlation of numbers with their places in the list → a number
 * - `reach(level, x1, y1, x2, y2, …)`: where a line through the points first falls below a level → a number; the last
 *   place if it never does
 */
export const functions: Readonly<Record<string, Call>> = {
  mean: ([values]) => total(subjects(values)) / subjects(values).length,
  median: ([values]) => {
    const sorted = subjects(values).slice().sort();
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  },
  deviation: ([values]) => {
    const own = subjects(values);
    const centre = total(own) / own.length;
    return Math.sqrt(total(own.map((value) => (value - centre) ** 2)) / (own.length - 1));
  },
  association: ([y, x]) => {
    const [upper, lower] = [everyone(y), everyone(x)];
    const both = [...upper.keys()].filter((place) => !Number.isNaN(upper[place]!) && !Number.isNaN(lower[place]!));
    const of = (values: Float64Array): Float64Array => Float64Array.from(both, (place) => values[place]!);
    return correlation(ranks(of(upper)), ranks(of(lower)));
  },
  element: ([values, place]) => Float64Array.from(rows(values), (row) => row[place as number] ?? Number.NaN),
  average: ([values]) => Float64Array.from(rows(values), (row) => total(row) / row.length),
  peak: ([values]) => Float64Array.from(rows(values), (row) => row.indexOf(Math.max(...row))),
  lowest: ([values, share]) =>
    Float64Array.from(rows(values), (row) => {
      const low = row.toSorted().subarray(0, Math.max(1, Math.round((share as number) * row.length)));
      return total(low) / low.length;
    }),
  upperThird: ([values]) => {
    const own = subjects(values);
    const least = own.slice().sort()[own.length - Math.ceil(own.length / 3)] ?? Number.NaN;
    return (values as Float64Array).map((value) => (value >= least ? 1 : Number.NaN));
  },
  slope: ([y, x]) => pairs(y, x, (upper, lower) => slopeOf(upper.toSorted(), lower.toSorted())),
  determination: ([y, x]) => pairs(y, x, (upper, lower) => determination(upper.toSorted(), lower.toSorted())),
  rankCorrelation: ([y, x]) => pairs(y, x, (upper, lower) => correlation(ranks(upper), ranks(lower))),
  monotony: (values) => correlation(ranks(Float64Array.from(values, Number)), Float64Array.from(values.keys())),
  reach: (values) => reach(values.map(Number)),
};

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The values that are there. */
function subjects(value: Value | undefined): Float64Array {
  return everyone(value).filter((own) => !Number.isNaN(own));
}

function everyone(value: Value | undefined): Float64Array {
  if (value instanceof Float64Array) return value;
  throw new TypeError("a value for each subject is needed here");
}

function rows(value: Value | undefined): readonly Float64Array[] {
  if (Array.isArray(value)) return value as readonly Float64Array[];
  throw new TypeError("a row of elements for each subject is needed here");
}

function pairs(
  y: Value | undefined,
  x: Value | undefined,
  of: (y: Float64Array, x: Float64Array) => number,
): Float64Array {
  const lower = rows(x);
  return Float64Array.from(rows(y), (row, subject) => of(row, lower[subject]!));
}

function slopeOf(y: Float64Array, x: Float64Array): number {
  return total(y.map((value, place) => value * x[place]!)) / total(x.map((value) => value * value));
}

/** Share of the variance that the line through the origin explains. */
function determination(y: Float64Array, x: Float64Array): number {
  const factor = slopeOf(y, x);
  const centre = total(y) / y.length;
  const left = total(y.map((value, place) => (value - factor * x[place]!) ** 2));
  return 1 - left / total(y.map((value) => (value - centre) ** 2));
}

/** Ranks from 0; equal values share the mean of theirs. */
function ranks(values: Float64Array): Float64Array {
  return values.map((value) => {
    let below = 0;
    let equal = 0;
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) equal++;
    }
    return below + (equal - 1) / 2;
  });
}

function correlation(y: Float64Array, x: Float64Array): number {
  const [middleY, middleX] = [total(y) / y.length, total(x) / x.length];
  const together = total(y.map((value, place) => (value - middleY) * (x[place]! - middleX)));
  const apart = total(y.map((value) => (value - middleY) ** 2)) * total(x.map((value) => (value - middleX) ** 2));
  return together / Math.sqrt(apart);
}

function reach([level, ...points]: readonly number[]): number {
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [x, y, next, after] = points.slice(at, at + 4) as [number, number, number, number];
    if (y >= level! && after < level!) return x + ((y - level!) / (y - after)) * (next - x);
  }
  return points.at(-2)!;
}
