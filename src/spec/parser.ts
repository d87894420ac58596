import { isUnitSymbol } from "../units/index.ts";
import { type Token, tokenize } from "./lexer.ts";
import {
  type EquationSyntax,
  type Grammar,
  type IndexSyntax,
  type InfixOperator,
  type SliceSyntax,
  type Syntax,
  SyntaxProblem,
} from "./syntax.ts";

/** Deepest nesting of an expression: of brackets, and of operations within one another. */
const deepest = 200;

/** Binding power; higher binds tighter. */
const powers: Readonly<Record<InfixOperator, number>> = {
  or: 1,
  and: 2,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "==": 4,
  "!=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "^": 8,
};
const notPower = 3;
const negatePower = 7;
const comparisonPower = 4;

/** The grammar of circuit models. */
export const circuitGrammar: Grammar = { hasIndices: false };
/** The grammar of behavioural models. */
export const behaviourGrammar: Grammar = { hasIndices: true };

/**
 * Reads one expression.
 *
 * @throws SyntaxProblem with the offset of what is wrong.
 */
export function parseExpression(text: string, grammar = circuitGrammar): Syntax {
  const tokens = tokenize(text).filter((token) => token.kind !== "newline" || token.text === ";");
  const parser = new Parser(tokens, text, grammar);
  const expression = parser.expression(0, 0);
  parser.finish();
  return expression;
}

/** Reads `owner.population` or `owner.population[from:end]`. @throws SyntaxProblem */
export function parsePopulation(text: string): Extract<Syntax, { kind: "name" }> {
  const expression = parseExpression(text);
  if (expression.kind !== "name")
    throw new SyntaxProblem("not a population", 0, { expected: "a name such as striatum.d1 or cortex.units[0:64]" });
  return expression;
}

/** Reads tokens, the last of which is an `end`. */
export class Parser {
  private place = 0;
  /** How deep the operations are nested in what was read last. */
  private height = 0;
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private readonly grammar: Grammar;
  constructor(tokens: readonly Token[], text: string, grammar = circuitGrammar) {
    this.tokens = tokens;
    this.text = text;
    this.grammar = grammar;
  }

  equation(): EquationSyntax {
    const first = this.peek();
    const derivative = first.text === "d" && this.peek(1).kind === "name";
    if (derivative) this.next();
    const target = this.next();
    if (target.kind !== "name") this.unexpected(target, "an equation: name = … or d name/dt = …");
    if (derivative) {
      this.expect("/");
      const time = this.next();
      if (time.text !== "dt") this.unexpected(time, "dt");
    }
    const indices = this.grammar.hasIndices && !derivative && this.accept("[") ? this.indices() : null;
    if (this.peek().text === "." || this.peek().text === "[")
      throw new SyntaxProblem("only an own variable can be assigned to", target.start, {
        expected: "a name without dots",
      });
    if (this.peek().text === "==")
      throw new SyntaxProblem('"==" compares', this.peek().start, { hint: 'to assign write "="' });
    this.expect("=");
    const expression = this.expression(0, 0);
    this.finish();
    const targetSpan = { start: target.start, end: target.end };
    return {
      target: target.text,
      ...(indices ? { indices } : {}),
      targetSpan,
      derivative,
      expression,
      span: { start: first.start, end: expression.span.end },
    };
  }

  expression(least: number, depth: number): Syntax {
    let left = this.operand(depth);
    let compared = false;
    for (;;) {
      const token = this.peek();
      const operator = infix(token);
      if (operator === null) break;
      const power = powers[operator];
      if (power < least) break;
      if (power === comparisonPower && compared)
        throw new SyntaxProblem("comparisons cannot be chained", token.start, { hint: "write a < b and b < c" });
      compared = power === comparisonPower;
      this.next();
      const leftHeight = this.height;
      // `^` is right-associative, comparisons do not associate, the rest associate to the left.
      const right = operator === "^" ? this.exponent(depth + 1) : this.expression(power + 1, depth + 1);
      this.height = 1 + Math.max(leftHeight, this.height);
      if (this.height > deepest) throw tooDeep(token.start);
      left = { kind: "infix", operator, left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return left;
  }

  finish(): void {
    const token = this.peek();
    if (token.kind === "end") return;
    if (token.text === "=") throw new SyntaxProblem('unexpected "="', token.start, { hint: 'to compare write "=="' });
    this.unexpected(token, "an operator or the end");
  }

  private exponent(depth: number): Syntax {
    return this.expression(powers["^"], depth);
  }

  private operand(depth: number): Syntax {
    const token = this.next();
    if (depth > deepest) throw tooDeep(token.start);
    this.height = 0;
    if (token.kind === "number") return this.number(token);
    if (token.text === "-" || token.text === "+" || token.text === "not") {
      const operand = this.expression(token.text === "not" ? notPower : negatePower, depth + 1);
      if (token.text === "+") return operand;
      if (++this.height > deepest) throw tooDeep(token.start);
      return { kind: "prefix", operator: token.text, operand, span: { start: token.start, end: operand.span.end } };
    }
    if (token.text === "(") {
      const inner = this.expression(0, depth + 1);
      this.expect(")");
      return inner;
    }
    if (token.kind === "name" && !Object.hasOwn(powers, token.text)) {
      return this.peek().text === "(" ? this.call(token, depth) : this.name(token, depth);
    }
    return this.unexpected(token, "a number, a name or (");
  }

  private call(name: Token, depth: number): Syntax {
    this.next();
    const parts: Syntax[] = [];
    let height = 0;
    if (this.peek().text !== ")") {
      do {
        parts.push(this.expression(0, depth + 1));
        height = Math.max(height, this.height);
      } while (this.accept(","));
    }
    this.height = height + 1;
    if (this.height > deepest) throw tooDeep(name.start);
    const close = this.expect(")");
    const nameSpan = { start: name.start, end: name.end };
    return { kind: "call", name: name.text, arguments: parts, nameSpan, span: { start: name.start, end: close.end } };
  }

  private name(first: Token, depth: number): Syntax {
    if (this.grammar.hasIndices) return this.element(first, depth);
    const parts = [first.text];
    let last = first;
    let slice: SliceSyntax | null = null;
    for (;;) {
      if (this.peek().text === "[" && slice === null) {
        this.next();
        const from = this.expression(0, depth + 1);
        if (this.peek().text === "]" || this.peek().text === ",")
          throw new SyntaxProblem("single elements cannot be named here", from.span.start, {
            expected: "a slice of units, [from:end]",
          });
        this.expect(":");
        const end = this.expression(0, depth + 1);
        last = this.expect("]");
        slice = { from, end };
      } else if (this.accept(".")) {
        last = this.next();
        if (last.kind !== "name") this.unexpected(last, "a name after the dot");
        parts.push(last.text);
      } else break;
    }
    return { kind: "name", parts, slice, span: { start: first.start, end: last.end } };
  }

  /** `name` or `name[index, …]`. */
  private element(first: Token, depth: number): Syntax {
    const name = { kind: "name", parts: [first.text], slice: null } as const;
    if (!this.accept("[")) return { ...name, span: { start: first.start, end: first.end } };
    const indices = this.indices(depth + 1);
    return { ...name, indices, span: { start: first.start, end: this.peek(-1).end } };
  }

  /** Places in a vector up to the closing bracket. */
  private indices(depth = 0): IndexSyntax[] {
    const found: IndexSyntax[] = [];
    let height = 0;
    do {
      const token = this.peek();
      if (this.accept(":")) found.push({ kind: "all", span: { start: token.start, end: token.end } });
      else {
        found.push(this.expression(0, depth));
        height = Math.max(height, this.height);
      }
    } while (this.accept(","));
    this.expect("]");
    this.height = height + 1;
    return found;
  }

  /** A number and the unit that follows it: `20 ms`, `0.2 1/s`, `5 mV/s` (no blanks within a unit). */
  private number(token: Token): Syntax {
    const unitAt = this.peek().start;
    let end = token.end;
    const first = this.peek();
    const reciprocal =
      first.text === "1" && this.peek(1).text === "/" && this.isUnit(2) && this.touches(1) && this.touches(2);
    if (reciprocal || this.isUnit(0)) {
      end = this.next().end;
      for (;;) {
        const operator = this.peek().text;
        if (operator === "^" && this.peek(1).kind === "number") this.next();
        else if (operator === "^" && this.peek(1).text === "-" && this.peek(2).kind === "number") this.place += 2;
        else if ((operator === "*" || operator === "/") && this.isUnit(1) && this.touches(0) && this.touches(1))
          this.next();
        else break;
        end = this.next().end;
      }
    }
    const unit = end === token.end ? null : this.text.slice(unitAt, end);
    return { kind: "number", digits: token.text, unit, unitAt, span: { start: token.start, end } };
  }

  private isUnit(ahead: number): boolean {
    const token = this.peek(ahead);
    const following = this.peek(ahead + 1).text;
    return (
      token.kind === "name" &&
      following !== "(" &&
      following !== "." &&
      (isUnitSymbol(token.text) || (ahead === 0 && !Object.hasOwn(powers, token.text) && token.text !== "not"))
    );
  }

  /** Whether a token follows the one before it without a blank. */
  private touches(ahead: number): boolean {
    return this.peek(ahead).start === this.peek(ahead - 1).end;
  }

  private peek(ahead = 0): Token {
    return this.tokens[Math.max(0, Math.min(this.place + ahead, this.tokens.length - 1))]!;
  }

  private next(): Token {
    const token = this.peek();
    this.place++;
    return token;
  }

  private accept(text: string): boolean {
    if (this.peek().text !== text) return false;
    this.place++;
    return true;
  }

  private expect(text: string): Token {
    const token = this.next();
    return token.text === text && token.kind === "symbol" ? token : this.unexpected(token, `"${text}"`);
  }

  private unexpected(token: Token, expected: string): never {
    throw token.kind === "end"
      ? new SyntaxProblem("the expression ends too early", token.start, { expected })
      : new SyntaxProblem(`unexpected "${token.text}"`, token.start, { expected });
  }
}

function infix(token: Token): InfixOperator | null {
  return (token.kind === "symbol" || token.kind === "name") && Object.hasOwn(powers, token.text)
    ? (token.text as InfixOperator)
    : null;
}

function tooDeep(offset: number): SyntaxProblem {
  return new SyntaxProblem("the expression is too long or nested too deeply", offset, {
    hint: "name parts of it under definitions",
  });
}
