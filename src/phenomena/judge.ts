import { interval95, resampler } from "../math/statisticsResampling.ts";
import { numericColumn, rowCount, type Table } from "../math/table.ts";
import type { Ablation, Band, Effect } from "./effect.ts";
import { type Draw, evaluateMeasure, evaluateScalar, type Names, type Value } from "./evaluateMeasure.ts";

/** A band with what came out, one value a seed. */
export interface JudgedBand {
  readonly text: string;
  readonly value: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly values: readonly number[];
  /** On every seed. */
  readonly holds: boolean;
}

/** A removed mechanism and what became of the effect. */
export interface JudgedAblation {
  readonly id: string;
  readonly mechanism: string;
  readonly must: "abolish" | "spare";
  /** The effect is gone: not all of what makes it up holds any more. False, too, if it could not be measured. */
  readonly abolished: boolean;
  /** As it must be. */
  readonly right: boolean;
  /** What the first part of the effect came to. */
  readonly value: number;
  readonly bands: readonly JudgedBand[];
}

/** Everything that follows from an effect's readings. */
export interface Judgement {
  /** Criterion and side observations hold on every seed, and no removal that must abolish the effect spares it. */
  readonly pass: boolean;
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** 95 % bootstrap intervals over subjects of the mean over seeds. */
  readonly interval: Readonly<Record<string, readonly [number, number]>>;
  readonly criterion: readonly JudgedBand[];
  readonly sideObservations: readonly {
    readonly text: string;
    readonly holds: boolean;
    readonly bands: readonly JudgedBand[];
  }[];
  readonly ablations: readonly JudgedAblation[];
}

const draws = 400;

/**
 * Judges an effect by its readings.
 *
 * @param tables - Readings of each seed: `arm`, `subject` and a column for each reading.
 * @param ablated - Readings of the first seed with a mechanism removed, by the ablation's id.
 * @throws RangeError, TypeError or SyntaxProblem if an expression of the effect is faulty
 */
export function judge(effect: Effect, tables: readonly Table[], ablated: Readonly<Record<string, Table>>): Judgement {
  const measured = tables.map((table) => measuresOf(effect, readingsOf(table)));
  const criterion = effect.criterion.map((band) => judgeBand(band, measured));
  const sideObservations = effect.sideObservations.map(({ text, bands }) => {
    const judged = bands.map((band) => judgeBand(band, measured));
    return { text, holds: judged.every(({ holds }) => holds), bands: judged };
  });
  const ablations = effect.ablations
    .filter(({ id }) => ablated[id] !== undefined)
    .map((ablation) => judgeAblation(effect, ablation, ablated[ablation.id]!));
  const names = Object.keys(effect.measures);
  return {
    pass:
      criterion.every(({ holds }) => holds) &&
      sideObservations.every(({ holds }) => holds) &&
      ablations.every(({ must, abolished }) => must === "spare" || abolished),
    values: Object.fromEntries(names.map((name) => [name, measured.map((values) => values[name]!)])),
    interval: intervals(effect, tables),
    criterion,
    sideObservations,
    ablations,
  };
}

/** Values of all measures of an effect for one table of readings. */
export function measuresOf(effect: Effect, readings: Names, draw?: Draw): Record<string, number> {
  return Object.fromEntries(
    Object.entries(effect.measures).map(([name, { expression }]) => [name, evaluateScalar(expression, readings, draw)]),
  );
}

/** Value of an expression of readings or of measures (for figures). */
export function expressionOf(effect: Effect, table: Table, expression: string): number {
  const readings = readingsOf(table);
  const names: Names = (name) => {
    const measure = effect.measures[name];
    return measure ? evaluateMeasure(measure.expression, readings) : readings(name);
  };
  return evaluateScalar(expression, names);
}

function judgeAblation(effect: Effect, ablation: Ablation, table: Table): JudgedAblation {
  const measured = [measuresOf(effect, readingsOf(table))];
  const bands = (ablation.intact ?? effect.criterion).map((band) => judgeBand(band, measured));
  // What gives no number was not measured: neither abolished nor spared.
  const measurable = bands.every(({ values }) => values.every(Number.isFinite));
  const abolished = measurable && !bands.every(({ holds }) => holds);
  return {
    id: ablation.id,
    mechanism: ablation.mechanism,
    must: ablation.must,
    abolished,
    right: measurable && abolished === (ablation.must === "abolish"),
    value: bands[0]?.values[0] ?? Number.NaN,
    bands,
  };
}

function judgeBand(
  { text, value, low, high }: Band,
  measured: readonly Readonly<Record<string, number>>[],
): JudgedBand {
  const values = measured.map((measures) =>
    evaluateScalar(value, (name) => {
      const found = measures[name];
      if (found === undefined) throw new RangeError(`the effect has no measure "${name}"`);
      return found;
    }),
  );
  const within = (number: number) =>
    number >= (low ?? Number.NEGATIVE_INFINITY) && number <= (high ?? Number.POSITIVE_INFINITY);
  return { text, value, low: low ?? null, high: high ?? null, values, holds: values.every(within) };
}

/** Readings of a table by name, `arm.reading`. */
export function readingsOf(table: Table): Names {
  const arms = table.arm as readonly string[];
  const known = new Map<string, Value>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value = reading(table, arms, name);
      known.set(name, value);
    }
    return value;
  };
}

function reading(table: Table, arms: readonly string[], name: string): Value {
  const [arm = "", column = ""] = name.split(".");
  const first = arms.indexOf(arm);
  if (first < 0) throw new RangeError(`there is no arm "${arm}" (in "${name}")`);
  const end = arms.lastIndexOf(arm) + 1;
  const take = (values: Float64Array): Float64Array => values.subarray(first, end);
  const single = numericColumn(table, column);
  if (single) return take(single);
  const width = Object.keys(table).filter((key) => key.startsWith(`${column}.`)).length;
  if (width === 0) throw new RangeError(`there is no reading "${column}" (in "${name}")`);
  const columns = Array.from({ length: width }, (_, place) => take(numericColumn(table, `${column}.${place}`)!));
  return Array.from({ length: columns[0]!.length }, (_, subject) =>
    Float64Array.from(columns, (values) => values[subject]!),
  );
}

function intervals(effect: Effect, tables: readonly Table[]): Record<string, readonly [number, number]> {
  const arms = new Set(tables[0]!.arm as readonly string[]).size;
  const subjects = rowCount(tables[0]!) / arms;
  const random = resampler(1);
  const samples = new Map(Object.keys(effect.measures).map((name) => [name, new Float64Array(draws)]));
  const drawn = new Uint32Array(subjects);
  const seeds = tables.map((table) => ({ readings: readingsOf(table), known: new Map() }));
  for (let draw = 0; draw < draws; draw++)
    for (const { readings, known } of seeds) {
      for (let place = 0; place < subjects; place++) drawn[place] = random.below(subjects);
      const measures = measuresOf(effect, readings, { subjects: drawn, known });
      for (const [name, values] of samples) values[draw]! += measures[name]! / tables.length;
    }
  return Object.fromEntries([...samples].map(([name, values]) => [name, interval95(values)] as const));
}
