import { quantile, sorted } from "../../math/statistics.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import { ChainRandom } from "../inference/chainRandom.ts";
import type { DesignColumns, GroupDesign } from "../inference/groupDesign.ts";
import type { Transform } from "../transform.ts";

/** What an effect comes to on the parameter's own scale, for the middle person. */
export interface NaturalChange {
  /** The parameter without the effect and with it; null for an interaction, which is a difference of differences. */
  readonly from: number | null;
  readonly to: number | null;
  /** Their difference, with its interval; NaN where there is none. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** An entry of B: coefficient and column between people. */
export interface EffectPlace {
  readonly coefficient: number;
  readonly column: number;
}

/** What of a design an effect on the natural scale stands on. */
export interface EffectScale {
  readonly design: GroupDesign;
  readonly transform: Transform;
}

/** Draws from the normal distribution of B that give the interval after empirical Bayes. */
const DRAWS = 4000;

/**
 * A middle person in one cell of the design: entries of B with their factors, whose sum is the parameter on the unbounded
 * scale. The sign with which the cell counts in the difference.
 */
interface Cell {
  readonly sign: 1 | -1;
  readonly entries: readonly { readonly at: number; readonly factor: number }[];
}

/**
 * An effect's change on the natural scale by empirical Bayes. B is taken for normal; its interval is that of the change
 * over draws from it, so that it leaves out 0 where that on the unbounded scale does (King, Tomz & Wittenberg 2000,
 * doi:10.2307/2669316).
 *
 * @param effects - B.
 * @param covariance - Of B's entries; null where the data do not determine the effect.
 */
export function changeOfEstimate(
  place: EffectPlace,
  { design, transform }: EffectScale,
  {
    effects,
    covariance,
    coverage,
  }: {
    readonly effects: Float64Array;
    readonly covariance: Float64Array | null;
    readonly coverage: number;
  },
): NaturalChange {
  const cells = cellsOf(design, place);
  const change = pointOf(cells, transform, (at) => effects[at]!);
  const spread = covariance && factorOf(cells, covariance, effects.length);
  if (!spread) return { ...change, lower: Number.NaN, upper: Number.NaN };
  const random = new ChainRandom([1, 0], 0, "effects on the natural scale");
  const centres = cells.map((cell) => sumOf(cell, (at) => effects[at]!));
  const count = cells.length;
  const normal = new Float64Array(count);
  const drawn = Float64Array.from({ length: DRAWS }, (_, draw) => {
    random.begin(draw);
    for (let i = 0; i < count; i++) normal[i] = random.normal();
    return cells.reduce((sum, { sign }, i) => {
      let u = centres[i]!;
      for (let j = 0; j <= i; j++) u += spread[i * count + j]! * normal[j]!;
      return sum + sign * transform.natural(u);
    }, 0);
  });
  return { ...change, ...endsOf(drawn, coverage) };
}

/** The same of draws from the posterior: medians, and an interval with equal tails. @param draws - [chain][draw, entry of B] */
export function changeOfDraws(
  place: EffectPlace,
  { design, transform }: EffectScale,
  { draws, coverage }: { readonly draws: readonly Float64Array[]; readonly coverage: number },
): NaturalChange {
  const cells = cellsOf(design, place);
  const size = design.coefficients.length * design.between.names.length;
  const values: Record<"from" | "to" | "value", number[]> = { from: [], to: [], value: [] };
  for (const chain of draws)
    for (let start = 0; start < chain.length; start += size) {
      const point = pointOf(cells, transform, (at) => chain[start + at]!);
      values.value.push(point.value);
      if (point.from !== null) values.from.push(point.from);
      if (point.to !== null) values.to.push(point.to);
    }
  const middle = (of: readonly number[]) => (of.length === 0 ? null : quantile(sorted(of), 0.5));
  const all = sorted(values.value);
  return {
    ...{ from: middle(values.from), to: middle(values.to), value: quantile(all, 0.5) },
    ...endsOf(all, coverage),
  };
}

function endsOf(values: Float64Array, coverage: number): { lower: number; upper: number } {
  const all = sorted(values);
  return { lower: quantile(all, 0.5 - 0.5 * coverage), upper: quantile(all, 0.5 + 0.5 * coverage) };
}

function pointOf(
  cells: readonly Cell[],
  transform: Transform,
  entry: (at: number) => number,
): Pick<NaturalChange, "from" | "to" | "value"> {
  const values = cells.map((cell) => transform.natural(sumOf(cell, entry)));
  const [to, from] = values;
  const value = cells.reduce((sum, { sign }, i) => sum + sign * values[i]!, 0);
  return { from: cells.length === 2 ? from! : null, to: cells.length === 2 ? to! : null, value };
}

function sumOf({ entries }: Cell, entry: (at: number) => number): number {
  return entries.reduce((sum, { at, factor }) => sum + factor * entry(at), 0);
}

/** With and without the effect; for an interaction with and without both of its columns. */
function cellsOf({ coefficients, within, between }: GroupDesign, { coefficient, column }: EffectPlace): Cell[] {
  const { parameter, within: session } = coefficients[coefficient]!;
  const width = between.names.length;
  const cell = (sign: 1 | -1, sessions: Float64Array, people: Float64Array): Cell => ({
    sign,
    entries: coefficients.flatMap((one, k) =>
      one.parameter === parameter
        ? Array.from(people, (own, j) => ({ at: k * width + j, factor: sessions[one.within]! * own })).filter(
            ({ factor }) => factor !== 0,
          )
        : [],
    ),
  });
  const [sessions, people] = [stepOf(within, session), stepOf(between, column)];
  if (column === 0) return [cell(1, sessions.high, people.low), cell(-1, sessions.low, people.low)];
  if (session === 0) return [cell(1, sessions.low, people.high), cell(-1, sessions.low, people.low)];
  return [
    cell(1, sessions.high, people.high),
    cell(-1, sessions.low, people.high),
    cell(-1, sessions.high, people.low),
    cell(1, sessions.low, people.low),
  ];
}

/**
 * Values of all columns before and after a step of one of them by 1: of a condition from the reference to the value (the
 * other values' columns stay at the reference), of a number from half a step below its middle to half a step above.
 * Column 0 is the level: it stays 1, and the others are at the middle.
 */
function stepOf({ names, values }: DesignColumns, column: number): { low: Float64Array; high: Float64Array } {
  const width = names.length;
  const low = new Float64Array(width);
  low[0] = 1;
  if (column === 0) return { low, high: low.slice() };
  const rangeOf = (at: number) => {
    const own = new Set<number>();
    for (let row = at; row < values.length && own.size < 3; row += width) own.add(values[row]!);
    const ends = [...own].sort((a, b) => a - b);
    return ends.length === 2 && Math.abs(ends[1]! - ends[0]! - 1) < 1e-9 ? ends[0]! : -0.5;
  };
  const factor = (name: string) => (name.endsWith("]") ? name.slice(0, name.indexOf("[")) : null);
  const own = factor(names[column]!);
  for (let at = 1; at < width; at++)
    if (at === column || (own !== null && factor(names[at]!) === own)) low[at] = rangeOf(at);
  const high = low.slice();
  high[column] = low[column]! + 1;
  return { low, high };
}

/** Cholesky factor of the covariance of the cells' sums; null where there is none. */
function factorOf(cells: readonly Cell[], covariance: Float64Array, size: number): Float64Array | null {
  const count = cells.length;
  const own = new Float64Array(count * count);
  cells.forEach((a, i) => {
    cells.forEach((b, j) => {
      for (const one of a.entries)
        for (const other of b.entries)
          own[i * count + j] = own[i * count + j]! + one.factor * other.factor * covariance[one.at * size + other.at]!;
    });
  });
  // Cells of one design may be sums of each other: the least addition makes the matrix definite.
  const trace = cells.reduce((sum, _, i) => sum + own[i * count + i]!, 0);
  for (let i = 0; i < count; i++) own[i * count + i] = own[i * count + i]! + 1e-12 * trace;
  return cholesky(own, count);
}
