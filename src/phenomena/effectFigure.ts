import type { Table } from "../math/table.ts";
import type { Effect } from "./effect.ts";
import { expressionOf } from "./judge.ts";

/** Our curves in the published figure's form, with the published points as far as they were to be had. */
export interface EffectFigure {
  readonly title: string;
  readonly x: { readonly label: string; readonly unit: string; readonly logarithmic: boolean };
  readonly y: { readonly label: string; readonly unit: string };
  /** Names of the places 0, 1, … on the horizontal axis; empty for a numeric one. */
  readonly places: readonly string[];
  readonly curves: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
  readonly published: readonly {
    readonly label: string;
    /** The curve of ours that the points belong to. */
    readonly curve: number;
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** Standard errors; empty if none were published. */
    readonly error: readonly number[];
  }[];
}

/**
 * The figure of an effect: curves are means over the tables.
 *
 * @param tables - Readings of each seed, as `runEffect` gives them. None: the published points alone.
 */
export function effectFigure(effect: Effect, tables: readonly Table[]): EffectFigure {
  const { figure } = effect;
  const mean = (expression: string) =>
    tables.reduce((sum, table) => sum + expressionOf(effect, table, expression), 0) / tables.length;
  return {
    title: figure.title,
    x: { ...figure.x, logarithmic: figure.x.logarithmic ?? false },
    y: figure.y,
    places: figure.places ?? [],
    curves: tables.length === 0 ? [] : figure.curves.map(({ label, x, y }) => ({ label, x, y: y.map(mean) })),
    published: figure.published.map(({ label, curve, x, y, error = [] }) => ({ label, curve, x, y, error })),
  };
}
