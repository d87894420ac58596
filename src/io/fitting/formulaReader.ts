import { power } from "../../math/double.ts";
import type { InfixOperator, Syntax } from "../../spec/index.ts";
import { columnOf, comparedText, type Formula } from "./formula.ts";
import { formulaFunctions } from "./formulaFunctions.ts";

/** A value for each row; NaN where it is missing. */
export type RowValue = (row: number) => number;

/** What a formula asks of a file's columns. */
export interface FormulaCells {
  /** Numbers of a column, or what the value `missing` means. */
  readonly number: (column: string) => RowValue;
  /** A column that is the formula's value as it stands, where its texts may be levels. */
  readonly value: (column: string) => RowValue;
  /** 1 where the column has this text, 0 where it has another, NaN where it has none. */
  readonly is: (column: string, text: string) => RowValue;
  /** 1 where the column has a number or text, else 0. */
  readonly present: (column: string) => RowValue;
}

/** Turns a formula into what computes its value for a row; missing where a column that is needed is. */
export function formulaReader(formula: Formula, cells: FormulaCells): RowValue {
  /** @param isValue - Whether it is the formula's value as it stands: no arithmetic is done with it. */
  const read = (syntax: Syntax, isValue: boolean): RowValue => {
    switch (syntax.kind) {
      case "number": {
        const value = Number(syntax.digits);
        return () => value;
      }
      case "name":
        return cells[isValue ? "value" : "number"](columnOf(syntax, formula));
      case "prefix":
        return prefix(syntax.operator, read(syntax.operand, false));
      case "infix": {
        const compared = comparedText(syntax, formula);
        if (compared === null)
          return infix(operators[syntax.operator], read(syntax.left, false), read(syntax.right, false));
        const isSame = cells.is(compared.column, compared.text);
        return syntax.operator === "==" ? isSame : (row) => 1 - isSame(row);
      }
      case "call":
        return call(syntax, isValue);
    }
  };
  const call = ({ name, arguments: given }: Extract<Syntax, { kind: "call" }>, isValue: boolean): RowValue => {
    if (name === "present") {
      const [column] = given;
      return cells.present(columnOf(column as Extract<Syntax, { kind: "name" }>, formula));
    }
    const values = given.map((one, place) => read(one, isValue && name === "select" && place > 0));
    // Only the branch that is taken has to be there.
    if (name === "select") {
      const [condition, yes, no] = values as [RowValue, RowValue, RowValue];
      return (row) => {
        const holds = condition(row);
        return Number.isNaN(holds) ? holds : holds === 0 ? no(row) : yes(row);
      };
    }
    const { value } = formulaFunctions[name]!;
    return (row) => {
      const at = values.map((one) => one(row));
      return at.some(Number.isNaN) ? Number.NaN : value(...at);
    };
  };
  return read(formula.syntax, true);
}

function prefix(operator: "-" | "not", operand: RowValue): RowValue {
  if (operator === "-") return (row) => -operand(row);
  return (row) => {
    const value = operand(row);
    return Number.isNaN(value) ? value : value === 0 ? 1 : 0;
  };
}

function infix(action: (a: number, b: number) => number, left: RowValue, right: RowValue): RowValue {
  return (row) => {
    const [a, b] = [left(row), right(row)];
    return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : action(a, b);
  };
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

const operators: Readonly<Record<InfixOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": raised,
  "<": (a, b) => truth(a < b),
  "<=": (a, b) => truth(a <= b),
  ">": (a, b) => truth(a > b),
  ">=": (a, b) => truth(a >= b),
  "==": (a, b) => truth(a === b),
  "!=": (a, b) => truth(a !== b),
  and: (a, b) => truth(a !== 0 && b !== 0),
  or: (a, b) => truth(a !== 0 || b !== 0),
};

/** Whole exponents are multiplied out, others go over logarithms, with the same bits everywhere. */
function raised(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 64) return power(base, exponent);
  let product = 1;
  for (let factor = 0; factor < Math.abs(exponent); factor++) product *= base;
  return exponent < 0 ? 1 / product : product;
}
