import { type Dimension, dimensionless, divideDimensions } from "../units/index.ts";
import type { Names } from "./evaluateExpression.ts";
import type { Expressions } from "./expressions.ts";
import type { Reference } from "./protocol.ts";
import type { ReferenceFile } from "./protocolFile.ts";

/** What references need to know of the curves. */
export interface CurveFrame {
  readonly conditions: readonly string[];
  /** Values of the swept quantity, in the unit of the axis. */
  readonly x: readonly number[];
  /** Names at a point of a condition. */
  readonly namesAt: (condition: string, place: number) => Names | null;
  readonly vertical: { readonly scale: number; readonly dimension: Dimension };
}

/** The reference curves of a file. */
export function resolveReferences(
  entries: readonly ReferenceFile[],
  frame: CurveFrame,
  expressions: Expressions,
): Reference[] {
  return entries.map((entry, place) => {
    const path = ["references", place];
    const given = [entry.formula, entry.formulas, entry.points].filter((part) => part !== undefined);
    if (given.length !== 1) expressions.error({ path }, "usage", "a reference has one of formula, formulas and points");
    const { absolute = 0, relative = 0 } = entry.tolerance;
    return {
      label: entry.label ?? entry.kind,
      kind: entry.kind,
      how: entry.how,
      source: entry.source,
      tolerance: { absolute, relative },
      curves:
        entry.points === undefined
          ? formulaCurves(entry, place, frame, expressions)
          : pointCurves(entry.points, place, frame, expressions),
    };
  });
}

type Curves = Reference["curves"];

function formulaCurves(entry: ReferenceFile, place: number, frame: CurveFrame, expressions: Expressions): Curves {
  const { scale, dimension } = frame.vertical;
  const wanted = entry.formulas
    ? Object.entries(entry.formulas)
    : frame.conditions.map((id) => [id, entry.formula] as const);
  return wanted.flatMap(([condition, formula]) => {
    const path = ["references", place, ...(entry.formulas ? ["formulas", condition] : ["formula"])];
    if (formula === undefined) return [];
    if (!frame.conditions.includes(condition)) {
      unknownCondition(condition, path, frame, expressions);
      return [];
    }
    const y = frame.x.map((_, point) => {
      const names = frame.namesAt(condition, point);
      const value = names && expressions.number({ value: formula, path }, names, dimension);
      return value === null ? Number.NaN : value / scale;
    });
    return [{ condition, x: frame.x, y }];
  });
}

function pointCurves(text: string, place: number, frame: CurveFrame, expressions: Expressions): Curves {
  const path = ["references", place, "points"];
  const [head = [], ...rows] = text
    .split(/\r?\n/u)
    .map((line) => line.split(",").map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));
  const columns = head.slice(1);
  for (const condition of columns)
    if (!frame.conditions.includes(condition)) unknownCondition(condition, path, frame, expressions);
  rows.forEach((cells, row) => {
    const wrong = cells.find((cell, column) => !(cell === "" && column > 0) && !Number.isFinite(Number(cell || "?")));
    if (wrong === undefined && cells.length <= head.length) return;
    expressions.error({ path }, "range", `row ${row + 1} of the points is not made of numbers`, {
      expected: head.join(","),
      got: cells.join(","),
    });
  });
  return columns.map((condition, column) => {
    const filled = rows.filter((cells) => (cells[column + 1] ?? "") !== "");
    return {
      condition,
      x: filled.map((cells) => Number(cells[0])),
      y: filled.map((cells) => Number(cells[column + 1])),
    };
  });
}

function unknownCondition(
  condition: string,
  path: readonly (string | number)[],
  { conditions }: CurveFrame,
  expressions: Expressions,
): void {
  expressions.error({ path }, "unknown-name", `there is no condition "${condition}"`, {
    hint: `there are ${conditions.join(", ")}`,
  });
}

/** Dimension of a measured quantity. */
export function measuredDimension(as: string, variable: Dimension): Dimension {
  return as === "ratio" || as === "relative change"
    ? divideDimensions(variable, variable)
    : (variable ?? dimensionless);
}
