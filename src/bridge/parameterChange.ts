import { bootstrapSeed } from "../analysis/index.ts";
import type { FittedParameter } from "../fitting/likelihood.ts";
import { mean, standardDeviation } from "../math/statistics.ts";
import { interval95, pairedDifference, resampler } from "../math/statisticsResampling.ts";

/** How a parameter differs between two conditions, in standard deviations. */
export interface ParameterChange {
  readonly parameter: string;
  readonly symbol: string;
  /** People or virtual subjects that count: pairs, or both groups together. */
  readonly subjects: number;
  /** Means over subjects, natural scale. */
  readonly reference: number;
  readonly changed: number;
  /** Paired: mean difference by the deviation of the differences (dz). Between groups: by the pooled deviation (d). */
  readonly size: number | null;
  /** 95 % percentile bootstrap over subjects; null where there are too few of them. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A quantity of each record: a parameter, or a difference of parameters. */
export interface Quantity {
  readonly name: string;
  readonly symbol: string;
  /** Natural scale, [record] */
  readonly natural: Float64Array;
  /** The scale on which differences are standardised, [record] */
  readonly unbounded: Float64Array;
}

const draws = 10_000;
/** People in a group below which a bootstrap says nothing. */
const fewest = 5;

/** Each parameter of estimates as a quantity. */
export function quantitiesOf({
  parameters,
  natural,
  unbounded,
}: {
  readonly parameters: readonly FittedParameter[];
  readonly natural: Float64Array;
  readonly unbounded: Float64Array;
}): Quantity[] {
  const column = (values: Float64Array, d: number) => values.filter((_, i) => i % parameters.length === d);
  return parameters.map(({ name, symbol }, d) => ({
    ...{ name, symbol },
    natural: column(natural, d),
    unbounded: column(unbounded, d),
  }));
}

/**
 * Change within subjects: Cohen's dz of the differences on the unbounded scale.
 *
 * @param pairs - Records of each subject: reference, changed. Pairs that lack an estimate are left out.
 */
export function changeWithin(quantity: Quantity, pairs: readonly (readonly [number, number])[]): ParameterChange {
  const { name, symbol, natural, unbounded } = quantity;
  const known = pairs.filter(([a, b]) => Number.isFinite(unbounded[a]!) && Number.isFinite(unbounded[b]!));
  const differences = Float64Array.from(known, ([a, b]) => unbounded[b]! - unbounded[a]!);
  const { dz, low, high } = pairedDifference(differences, draws, bootstrapSeed);
  return {
    ...{ parameter: name, symbol, subjects: known.length },
    reference: mean(known.map(([a]) => natural[a]!)),
    changed: mean(known.map(([, b]) => natural[b]!)),
    ...{ size: dz, low, high },
  };
}

/** Difference between two groups of people: Cohen's d with the pooled deviation, on the unbounded scale. */
export function changeBetween(
  quantity: Quantity,
  reference: readonly number[],
  changed: readonly number[],
): ParameterChange {
  const { name, symbol, natural, unbounded } = quantity;
  const [first, second] = [reference, changed].map((records) =>
    records.filter((record) => Number.isFinite(unbounded[record]!)),
  ) as [number[], number[]];
  const [a, b] = [first, second].map((records) => Float64Array.from(records, (record) => unbounded[record]!)) as [
    Float64Array,
    Float64Array,
  ];
  const isEnough = a.length >= fewest && b.length >= fewest;
  const size = isEnough ? cohensD(a, b) : null;
  const [low, high] = size === null ? [null, null] : betweenInterval(a, b);
  return {
    ...{ parameter: name, symbol, subjects: a.length + b.length, size, low, high },
    reference: mean(first.map((record) => natural[record]!)),
    changed: mean(second.map((record) => natural[record]!)),
  };
}

/** (mean of b − mean of a) / pooled standard deviation; null if nothing varies. */
export function cohensD(a: Float64Array, b: Float64Array): number | null {
  const squares = (a.length - 1) * standardDeviation(a) ** 2 + (b.length - 1) * standardDeviation(b) ** 2;
  const pooled = Math.sqrt(squares / (a.length + b.length - 2));
  return pooled > 0 ? (mean(b) - mean(a)) / pooled : null;
}

function betweenInterval(a: Float64Array, b: Float64Array): readonly [number, number] {
  const random = resampler(bootstrapSeed);
  const samples = new Float64Array(draws);
  const [drawnA, drawnB] = [new Float64Array(a.length), new Float64Array(b.length)];
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < a.length; i++) drawnA[i] = a[random.below(a.length)]!;
    for (let i = 0; i < b.length; i++) drawnB[i] = b[random.below(b.length)]!;
    samples[draw] = cohensD(drawnA, drawnB) ?? 0;
  }
  return interval95(samples);
}

/** Whether the interval leaves 0 out. */
export function isClear({ low, high }: Pick<ParameterChange, "low" | "high">): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}
