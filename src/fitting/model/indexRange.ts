import type { Expression } from "../program.ts";

/** Least and greatest value. */
export type Interval = readonly [number, number];

/**
 * Bounds of an index that hold whatever the data, or null where nothing is known.
 *
 * @param columns - Bounds of each column's whole numbers, null for columns of other numbers.
 */
export function indexRange(index: Expression, columns: readonly (Interval | null)[]): Interval | null {
  switch (index.kind) {
    case "constant":
      return Number.isInteger(index.value) ? [index.value, index.value] : null;
    case "column":
      return columns[index.column] ?? null;
    case "present":
      return [0, 1];
    case "unary":
      return ofUnary(index, columns);
    case "select": {
      const yes = indexRange(index.whenTrue, columns);
      const no = indexRange(index.whenFalse, columns);
      return yes && no ? [Math.min(yes[0], no[0]), Math.max(yes[1], no[1])] : null;
    }
    case "binary":
      return ofBinary(index, columns);
    default:
      return null;
  }
}

function ofUnary(
  { operator, operand }: Extract<Expression, { kind: "unary" }>,
  columns: readonly (Interval | null)[],
): Interval | null {
  if (operator === "not") return [0, 1];
  const inner = indexRange(operand, columns);
  if (!inner) return null;
  if (operator === "negate") return [-inner[1], -inner[0]];
  return operator === "floor" ? inner : null;
}

function ofBinary(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  columns: readonly (Interval | null)[],
): Interval | null {
  if (["less", "lessOrEqual", "equal", "notEqual", "and", "or"].includes(operator)) return [0, 1];
  const a = indexRange(left, columns);
  const b = indexRange(right, columns);
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
