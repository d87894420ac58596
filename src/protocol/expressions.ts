import {
  type IssueCollector,
  type Path,
  type Positions,
  parseExpression,
  type Syntax,
  SyntaxProblem,
} from "../spec/index.ts";
import { type Dimension, formatDimension, parseUnit, type Quantity, sameDimension, UnitError } from "../units/index.ts";
import { evaluateExpression, type Names } from "./evaluateExpression.ts";

/** An expression of the file and where it stands. */
export interface Written {
  readonly value: string | number;
  readonly path: Path;
}

/** Evaluates the expressions of a file and reports what is wrong with them, each problem once. */
export class Expressions {
  private readonly parsed = new Map<string, Syntax | null>();
  private readonly positions: Positions;
  readonly issues: IssueCollector;

  constructor(positions: Positions, issues: IssueCollector) {
    this.positions = positions;
    this.issues = issues;
  }

  /** Value of an expression, or null (and an issue). */
  quantity({ value, path }: Written, names: Names): Quantity | null {
    const syntax = this.parse(String(value), path);
    if (!syntax) return null;
    try {
      const result = evaluateExpression(syntax, names);
      if (Number.isFinite(result.value)) return result;
      this.error({ path }, "range", "the value is not a finite number");
    } catch (error) {
      this.report(error, path);
    }
    return null;
  }

  /** Value in SI units of an expression that must have a dimension (0 has any), or null (and an issue). */
  number(written: Written, names: Names, dimension: Dimension): number | null {
    const quantity = this.quantity(written, names);
    if (!quantity) return null;
    if (quantity.value === 0 || sameDimension(quantity.dimension, dimension)) return quantity.value;
    this.issues.error("dimension", this.positions.value(written.path), "wrong unit", {
      expected: formatDimension(dimension),
      got: formatDimension(quantity.dimension),
    });
    return null;
  }

  /** A unit of the file with its scale, or null (and an issue). */
  unit(text: string, path: Path): { scale: number; dimension: Dimension } | null {
    try {
      const { factor, exponent, dimension } = parseUnit(text);
      return { scale: factor * Number(`1e${exponent}`), dimension };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      this.issues.error("unit", this.positions.within(path, error.offset), error.message);
      return null;
    }
  }

  error(
    written: { readonly path: Path },
    code: "range" | "unknown-name" | "missing" | "usage" | "limit" | "dimension",
    message: string,
    details: { expected?: string; got?: string; hint?: string } = {},
  ): null {
    this.issues.error(code, this.positions.value(written.path), message, details);
    return null;
  }

  private parse(text: string, path: Path): Syntax | null {
    const key = `${path.join("/")}\n${text}`;
    const known = this.parsed.get(key);
    if (known !== undefined) return known;
    let syntax: Syntax | null = null;
    try {
      syntax = parseExpression(text);
    } catch (error) {
      this.report(error, path);
    }
    this.parsed.set(key, syntax);
    return syntax;
  }

  private report(error: unknown, path: Path): void {
    if (!(error instanceof SyntaxProblem)) throw error;
    const { message, offset, expected, got, hint } = error;
    this.issues.error("syntax", this.positions.within(path, offset), message, {
      ...(expected === undefined ? {} : { expected }),
      ...(got === undefined ? {} : { got }),
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
