import type { Domain } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import {
  type Dimension,
  dimensionless,
  parseUnit,
  sameDimension,
  timeDimension,
  toSI,
  UnitError,
} from "../units/index.ts";
import type { DelayLines } from "./delays.ts";
import { extentOf } from "./extent.ts";
import * as fold from "./fold.ts";
import { functions, usualFunction } from "./functions.ts";
import { type IssueCode, type IssueCollector, type IssueDetails, spelling } from "./issue.ts";

import { lowerCondition, lowerInfix, notANumber } from "./operators.ts";
import { parseExpression } from "./parser.ts";
import { nearestUnit } from "./quantities.ts";
import { readEnd, readSymbol, readUnitProperty } from "./reading.ts";
import { partNamed, resolveName } from "./resolve.ts";
import type { RandomStreams } from "./streams.ts";
import type { DefinitionSymbol, SourceText, SymbolTable } from "./symbols.ts";
import { type Span, type Syntax, SyntaxProblem } from "./syntax.ts";
import { type Frame, type Typed, type TypedCondition, unitOf } from "./typed.ts";
import { asWritten, unitText } from "./writtenUnits.ts";

/** Most nodes of one expression after definitions are put in. */
const largest = 20_000;
const mostNested = 100;
/** Deepest nesting of operations after definitions are put in; what walks expressions recurses so far. */
const deepest = 500;

/** Checks expressions and turns them into those of a program. Problems are collected; the result is then null. */
export class ExpressionLowering {
  readonly table: SymbolTable;
  readonly issues: IssueCollector;
  readonly streams: RandomStreams;
  readonly delays: DelayLines;
  /** Length of a step, s. */
  readonly step: number;
  private readonly parsed = new Map<string, Syntax | SyntaxProblem>();
  private readonly expanded = new Map<DefinitionSymbol, Map<string, Typed | null>>();
  private readonly circles = new Set<DefinitionSymbol>();
  private depth = 0;

  constructor(table: SymbolTable, issues: IssueCollector, streams: RandomStreams, delays: DelayLines, step: number) {
    this.table = table;
    this.issues = issues;
    this.streams = streams;
    this.delays = delays;
    this.step = step;
  }

  /** Reads and lowers the text of a frame. */
  text(frame: Frame): Typed | null {
    const syntax = this.parse(frame.text);
    return syntax && this.numeric(syntax, frame);
  }

  /** Reads a text; a syntax error is collected. */
  parse(text: SourceText): Syntax | null {
    let result = this.parsed.get(text.value);
    if (!result) {
      try {
        result = parseExpression(text.value);
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        result = error;
      }
      this.parsed.set(text.value, result);
    }
    if (!(result instanceof SyntaxProblem)) return result;
    reportSyntax(this.issues, text, result);
    return null;
  }

  /** Collects an error at a place of the frame's text. */
  error(frame: Frame, span: Span, code: IssueCode, message: string, details: IssueDetails = {}): null {
    this.issues.error(code, frame.text.at(span.start), message, details);
    return null;
  }

  numeric(syntax: Syntax, frame: Frame): Typed | null {
    if (this.depth >= deepest) return this.tooDeep(syntax, frame);
    this.depth++;
    const result = this.lower(syntax, frame);
    this.depth--;
    if (result && extentOf(result.expression).nesting > deepest) return this.tooDeep(syntax, frame);
    if (result && result.size > largest)
      return this.error(frame, syntax.span, "limit", "the expression is too large once definitions are put in", {
        expected: `at most ${largest} operations`,
      });
    const value = result && fold.constantValue(result.expression);
    if (typeof value === "number" && !Number.isFinite(value))
      return this.error(frame, syntax.span, "range", "this constant is not finite", { got: String(value) });
    return result;
  }

  private tooDeep(syntax: Syntax, frame: Frame): null {
    return this.error(frame, syntax.span, "limit", "operations are nested too deeply once definitions are put in", {
      expected: `at most ${deepest}`,
    });
  }

  private lower(syntax: Syntax, frame: Frame): Typed | null {
    switch (syntax.kind) {
      case "number":
        return this.number(syntax, frame);
      case "name":
        return this.name(syntax, frame);
      case "call":
        return this.call(syntax, frame);
      case "prefix": {
        if (syntax.operator === "not") return notANumber(this, syntax, frame);
        const operand = this.numeric(syntax.operand, frame);
        return operand && { ...operand, expression: fold.unary("negate", operand.expression), size: operand.size + 1 };
      }
      case "infix":
        return lowerInfix(this, syntax, frame);
    }
  }

  private number(syntax: Extract<Syntax, { kind: "number" }>, frame: Frame): Typed | null {
    if (syntax.unit === null) {
      const value = Number(syntax.digits);
      return { expression: fold.constant(value), dimension: value === 0 ? null : dimensionless, size: 1, bare: true };
    }
    try {
      const unit = parseUnit(syntax.unit);
      const dimension = asWritten(unit.dimension, syntax.unit);
      return { expression: fold.constant(toSI(syntax.digits, unit)), dimension, size: 1, bare: false };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      const start = syntax.unitAt + error.offset;
      const nearest = error.symbol === null ? null : nearestUnit(error.symbol);
      const hint =
        nearest === null && error.symbol !== null
          ? { hint: `is an operator missing before "${error.symbol}"?` }
          : spelling(nearest);
      return this.error(frame, { start, end: syntax.span.end }, "unit", error.message, hint);
    }
  }

  private name(syntax: Extract<Syntax, { kind: "name" }>, frame: Frame): Typed | null {
    const { parts, span } = syntax;
    if (syntax.slice)
      return this.error(frame, span, "slice", "a slice stands only after the source or target of a projection");
    const [head = "", second] = parts;
    if (parts.length === 1) {
      if (head === "step")
        return { expression: fold.constant(this.step), dimension: timeDimension, size: 1, bare: false };
      if (head === "clock") return { expression: { kind: "clock" }, dimension: dimensionless, size: 1, bare: false };
      if (head === "time") {
        const expression = fold.binary("multiply", { kind: "clock" }, fold.constant(this.step));
        return { expression, dimension: timeDimension, size: 3, bare: false };
      }
      if (head === "index" || head === "size") return readUnitProperty(this, frame, span, head, "own");
    }
    if ((head === "pre" || head === "post") && second !== undefined) return readEnd(this, syntax, frame, head);
    const part = partNamed(parts, frame);
    if (part !== null && "problem" in part)
      return this.error(frame, span, "usage", part.problem.message, part.problem.details);
    const resolution = part ?? resolveName(parts, frame.scope, this.table);
    if ("problem" in resolution)
      return this.error(frame, span, "unknown-name", resolution.problem.message, resolution.problem.details);
    return readSymbol(this, frame, span, resolution.symbol, frame.side);
  }

  private call(syntax: Extract<Syntax, { kind: "call" }>, frame: Frame): Typed | null {
    if (this.table.operators.has(syntax.name)) return this.operator(syntax, frame);
    const found = Object.hasOwn(functions, syntax.name) ? functions[syntax.name] : undefined;
    if (!found) {
      const known = [...Object.keys(functions), ...this.table.operators];
      return this.error(
        frame,
        syntax.nameSpan,
        "unknown-name",
        `unknown function "${syntax.name}"`,
        spelling(usualFunction(syntax.name) ?? nearestName(syntax.name, known)),
      );
    }
    const count = syntax.arguments.length;
    if (count < found.least || count > found.most)
      return this.error(frame, syntax.nameSpan, "arity", `wrong number of arguments for "${syntax.name}"`, {
        expected: found.signature,
        got: `${count}`,
      });
    return found.lower(this, syntax, frame);
  }

  /** A declared operator lets its argument read what is not local. */
  private operator(syntax: Extract<Syntax, { kind: "call" }>, frame: Frame): Typed | null {
    const [argument, ...more] = syntax.arguments;
    if (!argument || more.length > 0)
      return this.error(
        frame,
        syntax.nameSpan,
        "arity",
        `wrong number of arguments for the operator "${syntax.name}"`,
        {
          expected: `${syntax.name}(expression)`,
          got: `${syntax.arguments.length}`,
        },
      );
    return this.numeric(argument, { ...frame, synapse: null });
  }

  /** Lowers a condition. */
  condition(syntax: Syntax, frame: Frame): TypedCondition | null {
    return lowerCondition(this, syntax, frame);
  }

  /** Whether two values have the same dimension; if not, that is collected. */
  agree(left: Typed, right: Typed, frame: Frame, span: Span, message: string): boolean {
    if (left.dimension === null || right.dimension === null || sameDimension(left.dimension, right.dimension))
      return true;
    const bare =
      left.bare || right.bare ? { hint: "a number without a unit is dimensionless: give it one (20 ms)" } : {};
    this.error(frame, span, "dimension", message, { expected: unitOf(left), got: unitOf(right), ...bare });
    return false;
  }

  /** Whether a value has a given dimension; if not, that is collected. */
  demand(value: Typed, dimension: Dimension | null, frame: Frame, span: Span, message: string): boolean {
    const constant = fold.constantValue(value.expression);
    if (constant !== null && !Number.isFinite(Math.fround(constant))) {
      this.error(frame, span, "range", "this constant is larger than single precision holds", {
        expected: "at most 3.4e38 in SI units",
        got: String(constant),
      });
      return false;
    }
    if (value.dimension === null || dimension === null || sameDimension(value.dimension, dimension)) return true;
    const bare = value.bare ? { hint: "a number without a unit is dimensionless: give it one (20 ms)" } : {};
    this.error(frame, span, "dimension", message, {
      expected: unitText(dimension),
      got: unitOf(value),
      ...bare,
    });
    return false;
  }

  /** Puts a definition in. */
  expand(definition: DefinitionSymbol, frame: Frame, span: Span, side: Frame["side"]): Typed | null {
    if (this.circles.has(definition)) return null;
    const start = frame.expanding.indexOf(definition);
    if (start >= 0) {
      const circle = [...frame.expanding.slice(start), definition].map((one) => one.name).join(" → ");
      for (const one of frame.expanding.slice(start)) this.circles.add(one);
      this.issues.error("cycle", definition.text.at(0), `definitions use one another in a circle: ${circle}`);
      return null;
    }
    if (frame.expanding.length >= mostNested)
      return this.error(frame, span, "limit", "definitions are nested too deeply", {
        expected: `at most ${mostNested}`,
      });
    const inner: Frame = {
      ...frame,
      side,
      text: definition.text,
      scope: definition.scope,
      streamKey: `${definition.owner.name}/definition/${definition.name}`,
      expanding: [...frame.expanding, definition],
    };
    const place = [domainKey(frame.domain), side, frame.synapse?.name ?? "", frame.part?.name ?? ""];
    const key = [...place, ...frame.frozen].join("|");
    const known = this.expanded.get(definition) ?? new Map<string, Typed | null>();
    this.expanded.set(definition, known);
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const syntax = this.parse(definition.text);
    const value = syntax && this.numeric(syntax, inner);
    const right =
      value &&
      this.demand(
        value,
        definition.dimension,
        inner,
        syntax.span,
        `definition "${definition.name}" has another unit than its expression`,
      );
    const result = right ? { ...value, dimension: definition.dimension, bare: false } : null;
    known.set(key, result);
    return result;
  }
}

function domainKey(domain: Domain): string {
  if (domain.kind === "population") return `population ${domain.population}`;
  return domain.kind === "projection" ? `projection ${domain.projection}` : "subject";
}

/** Collects a syntax error with its place. */
export function reportSyntax(issues: IssueCollector, text: SourceText, problem: SyntaxProblem): void {
  issues.error("syntax", text.at(problem.offset), problem.message, {
    ...(problem.expected === undefined ? {} : { expected: problem.expected }),
    ...(problem.got === undefined ? {} : { got: problem.got }),
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
}
