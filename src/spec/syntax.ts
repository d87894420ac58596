/** From … to (exclusive) in the text of an expression or of equations. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Operators with two operands, as written. */
export type InfixOperator = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or";

/** An expression as written, before names are resolved. */
export type Syntax =
  | {
      readonly kind: "number";
      readonly digits: string;
      readonly unit: string | null;
      readonly unitAt: number;
      readonly span: Span;
    }
  | {
      readonly kind: "name";
      readonly parts: readonly string[];
      readonly slice: SliceSyntax | null;
      /** Places in a vector, `value[stimulus, choice]`; only where the grammar has them (see `Grammar`). */
      readonly indices?: readonly IndexSyntax[];
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly Syntax[];
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: "prefix"; readonly operator: "-" | "not"; readonly operand: Syntax; readonly span: Span }
  | {
      readonly kind: "infix";
      readonly operator: InfixOperator;
      readonly left: Syntax;
      readonly right: Syntax;
      readonly span: Span;
    };

/** `[from:end]` after the name of a population. */
export interface SliceSyntax {
  readonly from: Syntax;
  readonly end: Syntax;
}

/** A place in one dimension of a vector, or `:` for all of them. */
export type IndexSyntax = Syntax | { readonly kind: "all"; readonly span: Span };

/** What a kind of file has beyond the expressions that all have. */
export interface Grammar {
  /** Elements of vectors: `value[choice]`, to read and to assign to. */
  readonly hasIndices: boolean;
}

/** One equation: `target = expression` or `d target/dt = expression`. */
export interface EquationSyntax {
  readonly target: string;
  /** Of the element that is assigned to; only where the grammar has them. */
  readonly indices?: readonly IndexSyntax[];
  readonly targetSpan: Span;
  readonly derivative: boolean;
  readonly expression: Syntax;
  readonly span: Span;
}

/** A text that does not follow the grammar. */
export class SyntaxProblem extends Error {
  readonly offset: number;
  readonly expected: string | undefined;
  readonly got: string | undefined;
  readonly hint: string | undefined;
  constructor(message: string, offset: number, details: { expected?: string; got?: string; hint?: string } = {}) {
    super(message);
    this.name = "SyntaxProblem";
    this.offset = offset;
    this.expected = details.expected;
    this.got = details.got;
    this.hint = details.hint;
  }
}
