import type { Table } from "../math/table.ts";
import type { MeasuredCurve } from "./runProtocol.ts";

/** Curves as a table: condition, x, y, a row a point. */
export function curveTable(curves: readonly MeasuredCurve[]): Table {
  return {
    condition: curves.flatMap(({ condition, x }) => x.map(() => condition)),
    x: Float64Array.from(curves.flatMap(({ x }) => x)),
    y: Float64Array.from(curves.flatMap(({ y }) => y)),
  };
}
