import type { OutlineEquation, OutlineText } from "../spec/index.ts";

/** A piece of a cell; formulae are kept as they were read, to be set in any notation. */
export type CellPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "symbol"; readonly latex: string }
  | { readonly kind: "expression"; readonly of: OutlineText; readonly template: boolean }
  /** `left = right` on a line of its own; `template`: a rule's parameters keep their names. */
  | { readonly kind: "equation"; readonly equation: OutlineEquation; readonly template: boolean };

/** Content of a cell: pieces one after another, equations on lines of their own. */
export type Cell = readonly CellPart[];

/** A table of a model's description. */
export interface MethodsTable {
  /** A … G, and H for the parameters. */
  readonly letter: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** Share of the width that each column takes. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Tables of a model with its name and what it cites. */
export interface MethodsDocument {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly tables: readonly MethodsTable[];
  readonly sources: readonly { readonly key: string; readonly citation: string; readonly bibtex: string }[];
}

/** A cell of text. */
export function text(content: string | number): Cell {
  return content === "" ? [] : [{ kind: "text", text: String(content) }];
}

/** A cell that is one expression. */
export function expression(of: OutlineText | null, template = false): Cell {
  return of === null ? [] : [{ kind: "expression", of, template }];
}

/** A cell of equations, a line each. */
export function equations(list: readonly OutlineEquation[], template = false): Cell {
  return list.map((equation) => ({ kind: "equation", equation, template }));
}
