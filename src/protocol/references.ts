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
    const { absolute = 0, relative = 0, standardErrors = 0 } = entry.tolerance;
    const curves =
      entry.points === undefined
        ? formulaCurves(entry, place, frame, expressions)
        : pointCurves(entry.points, place, frame, expressions);
    if (standardErrors > 0 && curves.some(({ standardError }) => standardError === null))
      expressions.error(
        { path: [...path, "tolerance"] },
        "usage",
        "a tolerance in standard errors needs points with them",
        {
          hint: `add columns such as "${curves[0]!.condition}${errorEnding}" to the points`,
        },
      );
    return {
      label: entry.label ?? entry.kind,
      kind: entry.kind,
      how: entry.how,
      source: entry.source,
      tolerance: { absolute, relative, standardErrors },
      curves,
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
    return [{ condition, x: frame.x, y, standardError: null }];
  });
}

function pointCurves(text: string, place: number, frame: CurveFrame, expressions: Expressions): Curves {
  const path = ["references", place, "points"];
  const [head = [], ...rows] = text
    .split(/\r?\n/u)
    .map((line) => line.split(",").map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));
  const columns = head.slice(1);
  const meanOf = (column: string): string =>
    column.endsWith(errorEnding) ? column.slice(0, -errorEnding.length) : column;
  const means = columns.filter((column) => meanOf(column) === column);
  for (const condition of new Set(columns.map(meanOf))) {
    if (!frame.conditions.includes(condition)) unknownCondition(condition, path, frame, expressions);
    else if (!means.includes(condition))
      expressions.error({ path }, "missing", `"${condition}${errorEnding}" has no column "${condition}" beside it`);
  }
  rows.forEach((cells, row) => {
    const wrong = cells.find((cell, column) => !(cell === "" && column > 0) && !Number.isFinite(Number(cell || "?")));
    if (wrong === undefined && cells.length <= head.length) return;
    expressions.error({ path }, "range", `row ${row + 1} of the points is not made of numbers`, {
      expected: head.join(","),
      got: cells.join(","),
    });
  });
  return means.map((condition) => {
    const [column, error] = [head.indexOf(condition, 1), head.indexOf(`${condition}${errorEnding}`, 1)];
    const filled = rows.filter((cells) => (cells[column] ?? "") !== "");
    if (error > 0) checkErrors(filled, error, `${condition}${errorEnding}`, path, expressions);
    return {
      condition,
      x: filled.map((cells) => Number(cells[0])),
      y: filled.map((cells) => Number(cells[column])),
      standardError: error > 0 ? filled.map((cells) => Number(cells[error])) : null,
    };
  });
}

/** Ending of a column that holds standard errors. */
const errorEnding = ".standardError";

function checkErrors(
  rows: readonly (readonly string[])[],
  column: number,
  name: string,
  path: readonly (string | number)[],
  expressions: Expressions,
): void {
  const wrong = rows.find((cells) => !(Number(cells[column] || "?") > 0));
  if (wrong)
    expressions.error({ path }, "range", `wrong standard error in column "${name}"`, {
      expected: "a number above 0 in each row that has a mean",
      got: wrong.join(","),
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
