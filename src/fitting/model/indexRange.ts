import type { Expression } from "../program.ts";

/** Least and greatest value. */
export type Interval = readonly [number, number];

/** Bounds of whole numbers that are known whatever the data. */
export interface KnownRanges {
  /** Of each column's values; null for columns of other numbers. */
  readonly columns: readonly (Interval | null)[];
  /** Of stored arrays, by number; null or none where nothing is known. */
  readonly arrays: ReadonlyMap<number, Interval | null>;
}

/** The bounds that hold for both. */
export function eitherRange(left: Interval, right: Interval): Interval {
  return [Math.min(left[0], right[0]), Math.max(left[1], right[1])];
}

/** Bounds of an index that hold whatever the data, or null where nothing is known. */
export function indexRange(index: Expression, known: KnownRanges): Interval | null {
  switch (index.kind) {
    case "constant":
      return Number.isInteger(index.value) ? [index.value, index.value] : null;
    case "column":
      return known.columns[index.column] ?? null;
    case "element":
      return known.arrays.get(index.array) ?? null;
    case "present":
      return [0, 1];
    case "unary":
      return ofUnary(index, known);
    case "select": {
      const yes = indexRange(index.whenTrue, known);
      const no = indexRange(index.whenFalse, known);
      return yes && no ? eitherRange(yes, no) : null;
    }
    case "binary":
      return ofBinary(index, known);
    default:
      return null;
  }
}

function ofUnary({ operator, operand }: Extract<Expression, { kind: "unary" }>, known: KnownRanges): Interval | null {
  if (operator === "not") return [0, 1];
  const inner = indexRange(operand, known);
  if (!inner) return null;
  if (operator === "negate") return [-inner[1], -inner[0]];
  return operator === "floor" ? inner : null;
}

function ofBinary(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  known: KnownRanges,
): Interval | null {
  if (["less", "lessOrEqual", "equal", "notEqual", "and", "or"].includes(operator)) return [0, 1];
  const a = indexRange(left, known);
  const b = indexRange(right, known);
  if (!a || !b) return null;
  switch (operator) {
    case "add":
      return [a[0] + b[0], a[1] + b[1]];
    case "subtract":
      return [a[0] - b[1], a[1] - b[0]];
    case "multiply": {
      const products = [a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]];
      return [Math.min(...products), Math.max(...products)];
    }
    case "minimum":
      return [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
    case "maximum":
      return [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    default:
      return null;
  }
}
