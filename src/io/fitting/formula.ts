import { parseExpression, type Syntax, SyntaxProblem } from "../../spec/index.ts";

/** How to compute a column from others, as written after `--map`. */
export type Formula = Syntax;

/** Reads a formula. @returns What is wrong with it, if anything is. */
export function parseFormula(text: string): Formula | string {
  try {
    const formula = parseExpression(text);
    return firstProblem(formula) ?? formula;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.message;
    throw error;
  }
}

const functions: Readonly<Record<string, { readonly count: number; readonly value: (...of: number[]) => number }>> = {
  abs: { count: 1, value: Math.abs },
  floor: { count: 1, value: Math.floor },
  min: { count: 2, value: Math.min },
  max: { count: 2, value: Math.max },
  sign: { count: 1, value: Math.sign },
  select: {
    count: 3,
    value: (condition, yes, no) => {
      if (Number.isNaN(condition)) return Number.NaN;
      return condition === 0 ? no : yes;
    },
  },
};

function firstProblem(syntax: Syntax): string | null {
  switch (syntax.kind) {
    case "number":
      return syntax.unit === null ? null : `numbers have no units here, got ${syntax.digits} ${syntax.unit}`;
    case "name":
      return syntax.slice === null ? null : "names of columns stand alone";
    case "prefix":
      return firstProblem(syntax.operand);
    case "infix":
      return firstProblem(syntax.left) ?? firstProblem(syntax.right);
    case "call": {
      const known = Object.hasOwn(functions, syntax.name) ? functions[syntax.name] : undefined;
      if (!known) return `there is no function ${syntax.name}; there are ${Object.keys(functions).join(", ")}`;
      const given = syntax.arguments.length;
      if (given !== known.count) return `${syntax.name} takes ${known.count} values, got ${given}`;
      return syntax.arguments.map(firstProblem).find((problem) => problem !== null) ?? null;
    }
    default:
      return "columns are written by their names";
  }
}

/** Names of the columns in a formula. */
export function formulaNames(formula: Formula): string[] {
  switch (formula.kind) {
    case "name":
      return [formula.parts.join(".")];
    case "prefix":
      return formulaNames(formula.operand);
    case "infix":
      return [...formulaNames(formula.left), ...formulaNames(formula.right)];
    case "call":
      return formula.arguments.flatMap(formulaNames);
    default:
      return [];
  }
}

/** Value for one row; NaN where a column that it needs is missing. */
export function formulaValue(formula: Formula, column: (name: string) => number): number {
  switch (formula.kind) {
    case "number":
      return Number(formula.digits);
    case "name":
      return column(formula.parts.join("."));
    case "prefix": {
      const value = formulaValue(formula.operand, column);
      return formula.operator === "-" ? -value : Number.isNaN(value) ? value : value === 0 ? 1 : 0;
    }
    case "infix":
      return infixValue(formula.operator, formulaValue(formula.left, column), formulaValue(formula.right, column));
    case "call": {
      const values = formula.arguments.map((argument) => formulaValue(argument, column));
      return formula.name !== "select" && values.some(Number.isNaN)
        ? Number.NaN
        : functions[formula.name]!.value(...values);
    }
    default:
      return Number.NaN;
  }
}

function infixValue(operator: Extract<Syntax, { kind: "infix" }>["operator"], a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
    case "<":
      return a < b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a === b ? 0 : 1;
    case "and":
      return a !== 0 && b !== 0 ? 1 : 0;
    case "or":
      return a !== 0 || b !== 0 ? 1 : 0;
  }
}
