import { nearestName } from "../../math/nearestName.ts";
import { type IssueCode, type IssueDetails, type Span, spelling } from "../../spec/index.ts";
import type { Sizes } from "./definition.ts";
import type { Value } from "./vectors.ts";

/** Something wrong with an expression; `span` is its place there. */
export class ExpressionProblem extends Error {
  readonly code: IssueCode;
  readonly span: Span;
  readonly details: IssueDetails;
  constructor(code: IssueCode, span: Span, message: string, details: IssueDetails = {}) {
    super(message);
    this.name = "ExpressionProblem";
    this.code = code;
    this.span = span;
    this.details = details;
  }
}

/** A vector that is kept: a state, or a name that an equation of the trial gives. */
export interface StoredSymbol {
  readonly kind: "state" | "local";
  readonly array: number;
  readonly dimensions: readonly string[];
  /** Columns without which it has no value in a trial. */
  readonly needs: ReadonlySet<number>;
  /** The condition under which alone it is assigned to, or null. */
  readonly under: string | null;
}

/** What a name stands for. */
export type BehaviourSymbol =
  | StoredSymbol
  | { readonly kind: "parameter"; readonly parameter: number }
  | { readonly kind: "constant"; readonly value: Value }
  | {
      readonly kind: "column";
      readonly column: number;
      readonly of: string | null;
      /** Value where a row has none, or null. */
      readonly fallback: number | null;
    };

/** The names of a model. */
export class Scope {
  private readonly symbols = new Map<string, BehaviourSymbol>();
  readonly sizes: Sizes;
  constructor(sizes: Sizes) {
    this.sizes = sizes;
  }

  set(name: string, symbol: BehaviourSymbol): void {
    this.symbols.set(name, symbol);
  }

  find(name: string): BehaviourSymbol | undefined {
    return this.symbols.get(name);
  }

  /** @throws ExpressionProblem if there is no such name. */
  get(name: string, span: Span): BehaviourSymbol {
    const symbol = this.symbols.get(name);
    if (symbol) return symbol;
    const nearest = nearestName(name, this.symbols.keys());
    const hint = this.sizes.has(name)
      ? { hint: `"${name}" is a dimension: write size(${name}) or positions(${name})` }
      : nearest === null
        ? { hint: `known here: ${[...this.symbols.keys()].join(", ")}` }
        : spelling(nearest);
    throw new ExpressionProblem("unknown-name", span, `unknown name "${name}"`, hint);
  }

  /** @throws ExpressionProblem if there is no such dimension. */
  dimension(name: string, span: Span): string {
    if (this.sizes.has(name)) return name;
    const nearest = nearestName(name, this.sizes.keys());
    const hint =
      nearest === null
        ? { expected: [...this.sizes.keys()].join(" | ") || "a dimension (the model has none)" }
        : spelling(nearest);
    throw new ExpressionProblem("unknown-name", span, `"${name}" is not a dimension`, hint);
  }
}
