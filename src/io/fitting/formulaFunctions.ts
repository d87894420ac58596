import { exponential, logarithm } from "../../math/double.ts";

/** A function of formulas. */
export interface FormulaFunction {
  readonly signature: string;
  /** Fewest and most values that it takes. */
  readonly least: number;
  readonly most: number;
  /** Of values none of which is missing. */
  readonly value: (...of: number[]) => number;
}

function one(name: string, value: (x: number) => number): FormulaFunction {
  return { signature: `${name}(x)`, least: 1, most: 1, value };
}

/**
 * Functions of formulas by name, with the same bits on every machine. `select` and `present` look at what is missing and
 * are computed where formulas are (`formulaReader.ts`).
 */
export const formulaFunctions: Readonly<Record<string, FormulaFunction>> = {
  abs: one("abs", Math.abs),
  sign: one("sign", Math.sign),
  floor: one("floor", Math.floor),
  ceiling: one("ceiling", Math.ceil),
  round: one("round", (x) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5)),
  sqrt: one("sqrt", Math.sqrt),
  exp: one("exp", exponential),
  log: one("log", logarithm),
  mod: { signature: "mod(x, y)", least: 2, most: 2, value: (x, y) => x - y * Math.floor(x / y) },
  min: { signature: "min(a, b, …)", least: 2, most: 64, value: Math.min },
  max: { signature: "max(a, b, …)", least: 2, most: 64, value: Math.max },
  select: {
    signature: "select(condition, whenTrue, whenFalse)",
    ...{ least: 3, most: 3 },
    value: (condition, yes, no) => (condition === 0 ? no! : yes!),
  },
  present: { signature: "present(column)", least: 1, most: 1, value: () => 1 },
};
