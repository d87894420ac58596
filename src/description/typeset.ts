import { meaningOf, type OutlineEquation, type OutlineText, type Syntax } from "../spec/index.ts";
import { type Notation, powers, type Typeset } from "./notation.ts";
import { plainSymbol } from "./symbols.ts";

/** Symbols of parameters, LaTeX, by name: those that mean one parameter alone. */
export type SymbolsByName = ReadonlyMap<string, string>;

/** An equation set in type. */
export interface TypesetEquation {
  readonly left: string;
  readonly right: string;
  /** Event to which it belongs; null = every step. */
  readonly event: string | null;
}

/** The parameters' symbols; of parameters that share one, none is used. */
export function symbolsOf(
  parameters: readonly { readonly name: string; readonly symbol: string | null }[],
): SymbolsByName {
  const owners = new Map<string, string[]>();
  for (const { name, symbol } of parameters)
    if (symbol !== null) owners.set(plainSymbol(symbol), [...(owners.get(plainSymbol(symbol)) ?? []), name]);
  const symbols = new Map<string, string>();
  for (const { name, symbol } of parameters)
    if (symbol !== null && owners.get(plainSymbol(symbol))?.length === 1) symbols.set(name, symbol);
  return symbols;
}

/** Sets expressions of a model in type. */
export class Typesetter {
  private readonly notation: Notation;
  private readonly symbols: SymbolsByName;
  /** Whether a rule's parameters are replaced by what a projection gives for them. */
  private readonly substitute: boolean;

  constructor(notation: Notation, symbols: SymbolsByName, substitute = true) {
    this.notation = notation;
    this.symbols = symbols;
    this.substitute = substitute;
  }

  text(text: OutlineText): string {
    return this.set(text.syntax, text).text;
  }

  /** `d x/dt = (…)/P` becomes `P · dx/dt = …` where P is short. */
  equation({ target, derivative, event, expression }: OutlineEquation): TypesetEquation {
    const name = this.notation.name([target]).text;
    if (!derivative) return { left: name, right: this.text(expression), event };
    const { syntax } = expression;
    const change = this.change(name);
    if (syntax.kind === "infix" && syntax.operator === "/") {
      const divisor = this.set(syntax.right, expression);
      if (divisor.power > powers.product)
        return {
          left: this.notation.product(divisor.text, change),
          right: this.set(syntax.left, expression).text,
          event,
        };
    }
    return { left: change, right: this.text(expression), event };
  }

  private change(name: string): string {
    const { quotient } = this.notation;
    return quotient.least === 0 ? quotient.write(`d\\,${name}`, "dt") : `d ${name}/dt`;
  }

  private set(syntax: Syntax, from: OutlineText): Typeset {
    switch (syntax.kind) {
      case "number":
        return this.notation.number(syntax.digits, syntax.unit);
      case "name":
        return this.name(syntax.parts, from);
      case "call":
        return this.notation.call(
          syntax.name,
          syntax.arguments.map((argument) => this.set(argument, from)),
        );
      case "prefix": {
        const operand = this.set(syntax.operand, from);
        if (syntax.operator === "not")
          return { text: this.notation.not(this.atLeast(operand, powers.not)), power: powers.not };
        return { text: this.notation.sign(this.atLeast(operand, powers.sign)), power: powers.sign };
      }
      case "infix":
        return this.infix(syntax, from);
    }
  }

  private name(parts: readonly string[], from: OutlineText): Typeset {
    const [first = ""] = parts;
    if (parts.length > 1) return this.notation.name(parts);
    const meaning = meaningOf(first, from.scope);
    if (meaning.kind === "given" && this.substitute) return this.set(meaning.text.syntax, meaning.text);
    const symbol = meaning.kind === "parameter" ? this.symbols.get(first) : undefined;
    return symbol === undefined ? this.notation.name(parts) : this.notation.symbol(symbol, plainSymbol(symbol));
  }

  private infix(syntax: Extract<Syntax, { kind: "infix" }>, from: OutlineText): Typeset {
    const left = this.set(syntax.left, from);
    const right = this.set(syntax.right, from);
    const { notation } = this;
    switch (syntax.operator) {
      case "*":
        return {
          text: notation.product(this.atLeast(left, powers.product), this.atLeast(right, powers.product + 0.25)),
          power: powers.product,
        };
      case "/": {
        const { least, power, write } = notation.quotient;
        return { text: write(this.atLeast(left, least), this.atLeast(right, least === 0 ? 0 : least + 0.25)), power };
      }
      case "^":
        return { text: notation.raised(this.atLeast(left, powers.whole), right.text), power: powers.power };
      case "+":
      case "-": {
        const tighter = this.atLeast(right, syntax.operator === "-" ? powers.product : powers.sum);
        return {
          text: this.atLeast(left, powers.sum) + notation.operators[syntax.operator] + tighter,
          power: powers.sum,
        };
      }
      case "and":
      case "or": {
        const power = powers[syntax.operator];
        return {
          text: this.atLeast(left, power) + notation.operators[syntax.operator] + this.atLeast(right, power),
          power,
        };
      }
      default: {
        const power = powers.comparison;
        const sides = [this.atLeast(left, powers.sum), this.atLeast(right, powers.sum)] as const;
        return { text: sides[0] + notation.operators[syntax.operator] + sides[1], power };
      }
    }
  }

  private atLeast({ text, power }: Typeset, least: number): string {
    return power >= least ? text : this.notation.parenthesised(text);
  }
}
