/**
 * Recomputes an effect's verdict from its Parquet files and its data alone: an own reader of expressions and an own
 * arithmetic, nothing of the program's. Rows are objects; a value is a number, a list (one a subject), or a list of lists.
 */
import { readFileSync } from "node:fs";
import { parquetReadObjects } from "hyparquet";
import type { Band, Effect } from "../../src/phenomena/index.ts";

type Row = Record<string, string | number | null>;
type Item = number | number[];
type Any = number | Item[];

/** What came out of a band. */
export interface Recomputed {
  readonly values: number[];
  readonly holds: boolean;
}

/** A verdict with the values of every band. */
export interface RecomputedVerdict {
  readonly pass: boolean;
  readonly criterion: Recomputed[];
  readonly sideObservations: Recomputed[][];
  readonly abolished: Record<string, boolean>;
}

/** The rows of a file, by arm, each arm's in order of subjects. */
export async function readRows(path: string): Promise<Map<string, Row[]>> {
  const file = Uint8Array.from(readFileSync(path)).buffer;
  const arms = new Map<string, Row[]>();
  for (const row of (await parquetReadObjects({ file })) as Row[]) {
    const arm = String(row.arm);
    arms.set(arm, [...(arms.get(arm) ?? []), row]);
  }
  for (const rows of arms.values()) rows.sort((a, b) => Number(a.subject) - Number(b.subject));
  return arms;
}

/** Judges an effect by the rows of each seed, and by those of the first seed without each mechanism. */
export function recomputeVerdict(
  effect: Effect,
  seeds: readonly Map<string, Row[]>[],
  without: Readonly<Record<string, Map<string, Row[]>>>,
): RecomputedVerdict {
  const measured = seeds.map((rows) => measures(effect, rows));
  const criterion = effect.criterion.map((band) => band_(band, measured));
  const sideObservations = effect.sideObservations.map(({ bands }) => bands.map((band) => band_(band, measured)));
  const abolished: Record<string, boolean> = {};
  let survives = false;
  for (const { id, must, intact } of effect.ablations) {
    if (!without[id]) continue;
    const there = (intact ?? effect.criterion).map((band) => band_(band, [measures(effect, without[id]!)]));
    const measurable = there.every(({ values }) => values.every(Number.isFinite));
    abolished[id] = measurable && there.some(({ holds }) => !holds);
    if (must === "abolish" && !abolished[id]) survives = true;
  }
  const every = [...criterion, ...sideObservations.flat()].every(({ holds }) => holds);
  return { pass: every && !survives, criterion, sideObservations, abolished };
}

function measures(effect: Effect, arms: Map<string, Row[]>): Map<string, number> {
  const lookUp = (name: string): Any => {
    const [arm, reading] = name.split(".") as [string, string];
    const rows = arms.get(arm);
    if (!rows) throw new Error(`no arm ${arm}`);
    if (reading in rows[0]!) return rows.map((row) => Number(row[reading]));
    return rows.map((row) => {
      const list: number[] = [];
      while (`${reading}.${list.length}` in row) list.push(Number(row[`${reading}.${list.length}`]));
      if (list.length === 0) throw new Error(`no reading ${reading}`);
      return list;
    });
  };
  return new Map(
    Object.entries(effect.measures).map(([name, { expression }]) => [name, number(compute(expression, lookUp))]),
  );
}

function band_({ value, low, high }: Band, measured: readonly Map<string, number>[]): Recomputed {
  const values = measured.map((known) =>
    number(
      compute(value, (name) => {
        if (!known.has(name)) throw new Error(`no measure ${name}`);
        return known.get(name)!;
      }),
    ),
  );
  const holds = values.every(
    (one) => !Number.isNaN(one) && (low === undefined || one >= low) && (high === undefined || one <= high),
  );
  return { values, holds };
}

/** Value of an expression: a recursive descent over its characters. */
export function compute(text: string, lookUp: (name: string) => Any): Any {
  let at = 0;
  const peek = (): string => {
    while (text[at] === " ") at++;
    return text.slice(at);
  };
  const take = (...signs: string[]): string | null => {
    const rest = peek();
    const found = signs.find((sign) => rest.startsWith(sign));
    if (found === undefined) return null;
    at += found.length;
    return found;
  };
  const comparison = (): Any => {
    const left = sum();
    const sign = take("<=", ">=", "==", "!=", "<", ">");
    if (!sign) return left;
    const tests: Record<string, (a: number, b: number) => boolean> = {
      "<": (a, b) => a < b,
      ">": (a, b) => a > b,
      "<=": (a, b) => a <= b,
      ">=": (a, b) => a >= b,
      "==": (a, b) => a === b,
      "!=": (a, b) => a !== b,
    };
    return each(left, sum(), (a, b) => (tests[sign]!(a, b) ? 1 : 0));
  };
  const sum = (): Any => {
    let left = product();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) {
      const factor = sign === "+" ? 1 : -1;
      left = each(left, product(), (a, b) => a + factor * b);
    }
    return left;
  };
  const product = (): Any => {
    let left = signed();
    for (let sign = take("*", "/"); sign; sign = take("*", "/"))
      left = each(left, signed(), sign === "*" ? (a, b) => a * b : (a, b) => a / b);
    return left;
  };
  const signed = (): Any => (take("-") ? each(-1, signed(), (a, b) => a * b) : power());
  const power = (): Any => {
    const base = atom();
    return take("^") ? each(base, signed(), (a, b) => a ** b) : base;
  };
  const atom = (): Any => {
    if (take("(")) {
      const inner = comparison();
      if (!take(")")) throw new Error(`missing ) in ${text}`);
      return inner;
    }
    const digits = /^\d+(\.\d+)?(e[+-]?\d+)?/u.exec(peek());
    if (digits) {
      at += digits[0].length;
      return Number(digits[0]);
    }
    const name = /^[A-Za-z_][A-Za-z0-9_.]*/u.exec(peek());
    if (!name) throw new Error(`cannot read ${text} at ${at}`);
    at += name[0].length;
    if (!take("(")) return lookUp(name[0]);
    const parts = [comparison()];
    while (take(",")) parts.push(comparison());
    if (!take(")")) throw new Error(`missing ) in ${text}`);
    return call(name[0], parts);
  };
  const result = comparison();
  if (peek() !== "") throw new Error(`cannot read the end of ${text}`);
  return result;
}

/** Goes through lists and lists of lists together; a number goes with everything. */
function each(left: Any, right: Any, of: (a: number, b: number) => number): Any {
  if (typeof left === "number" && typeof right === "number") return of(left, right);
  const length = typeof left === "number" ? (right as Item[]).length : left.length;
  const part = (value: Any, place: number) => (typeof value === "number" ? value : value[place]!);
  return Array.from({ length }, (_, place) => each(part(left, place), part(right, place), of) as Item);
}

function call(name: string, [first, second, ...rest]: Any[]): Any {
  const list = () => first as number[];
  const rows = () => first as number[][];
  const paired = (of: (y: number[], x: number[]) => number) =>
    rows().map((y, subject) => of([...y], [...(second as number[][])[subject]!]));
  switch (name) {
    case "mean":
      return average(list());
    case "median":
      return middle(list());
    case "deviation":
      return Math.sqrt((variance(list()) * list().length) / (list().length - 1));
    case "association": {
      const pairs = list().map((y, subject) => [y, (second as number[])[subject]!] as const);
      const both = pairs.filter((pair) => !pair.some(Number.isNaN));
      return pearson(ranks(both.map(([y]) => y)), ranks(both.map(([, x]) => x)));
    }
    case "element":
      return rows().map((row) => row[second as number]!);
    case "average":
      return rows().map(average);
    case "peak":
      return rows().map((row) => row.reduce((best, value, place) => (value > row[best]! ? place : best), 0));
    case "lowest":
      return rows().map((row) => average(up(row).slice(0, Math.max(1, Math.round((second as number) * row.length)))));
    case "slope":
      return paired((y, x) => slope(up(y), up(x)));
    case "determination":
      return paired((y, x) => {
        const [sorted, by] = [up(y), up(x)];
        const factor = slope(sorted, by);
        return 1 - average(sorted.map((value, i) => (value - factor * by[i]!) ** 2)) / variance(sorted);
      });
    case "rankCorrelation":
      return paired((y, x) => pearson(ranks(y), ranks(x)));
    case "reach":
      return reach([first, second, ...rest].map(number));
    case "min":
    case "max":
      return [second, ...rest].reduce<Any>(
        (best, value) => (value === undefined ? best : each(best, value, Math[name])),
        first!,
      );
    case "abs":
    case "sqrt":
    case "exp":
    case "log":
      return each(first!, 0, (value) => Math[name](value));
    default:
      throw new Error(`no function ${name}`);
  }
}

function number(value: Any | undefined): number {
  if (typeof value !== "number") throw new Error("not a single number");
  return value;
}

const average = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
const variance = (list: readonly number[]) => average(list.map((value) => (value - average(list)) ** 2));
const up = (list: readonly number[]) => [...list].sort((a, b) => a - b);
const slope = (y: readonly number[], x: readonly number[]) =>
  average(y.map((value, i) => value * x[i]!)) / average(x.map((value) => value ** 2));

function middle(list: readonly number[]): number {
  const sorted = up(list);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}

function ranks(list: readonly number[]): number[] {
  const sorted = up(list);
  return list.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function pearson(y: readonly number[], x: readonly number[]): number {
  const together = average(y.map((value, i) => (value - average(y)) * (x[i]! - average(x))));
  return together / Math.sqrt(variance(y) * variance(x));
}

function reach([level, ...points]: number[]): number {
  for (let i = 2; i < points.length; i += 2) {
    const [before, after] = [points[i - 1]!, points[i + 1]!];
    if (before < level! || after >= level!) continue;
    const share = (before - level!) / (before - after);
    return points[i - 2]! + share * (points[i]! - points[i - 2]!);
  }
  return points[points.length - 2]!;
}
