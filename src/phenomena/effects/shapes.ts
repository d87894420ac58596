import type { Effect, Measure } from "../effect.ts";

/** A measure without a unit: a share, a ratio, a probability. */
export function unitless(expression: string, doc: string): Measure {
  return { expression, unit: "1", doc };
}

/** Measures that are means of readings of one arm, under the readings' names. */
export function means(arm: string, docs: Readonly<Record<string, string>>): Record<string, Measure> {
  return Object.fromEntries(
    Object.entries(docs).map(([reading, doc]) => [reading, unitless(`mean(${arm}.${reading})`, doc)]),
  );
}

/** Mean of a reading in an arm over that in another. */
export function ratio(reading: string, arm: string, control: string): string {
  return `mean(${arm}.${reading}) / mean(${control}.${reading})`;
}

/** The same as a measure. */
export function ratioOf(reading: string, arm: string, control: string, doc: string): Measure {
  return unitless(ratio(reading, arm, control), doc);
}

type Figure = Effect["figure"];

/** A figure with named places on the horizontal axis (groups, stages, kinds of trial), of curves that have all of them. */
export function placesFigure(figure: {
  readonly title: string;
  /** What the places are. */
  readonly of: string;
  readonly y: Figure["y"];
  readonly places: readonly string[];
  /** Expressions, one a place, by the curve's name. */
  readonly curves: Readonly<Record<string, readonly string[]>>;
  readonly published?: Figure["published"];
}): Figure {
  const { title, of, y, places, curves, published = [] } = figure;
  return {
    title,
    x: { label: of, unit: "1" },
    y,
    places,
    curves: Object.entries(curves).map(([label, own]) => ({ label, x: [...places.keys()], y: own })),
    published,
  };
}
