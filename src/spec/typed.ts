import type { Domain, Expression } from "../engine/program.ts";
import { type Dimension, dimensionless } from "../units/index.ts";
import type { FoldedCondition } from "./fold.ts";
import {
  type DefinitionSymbol,
  domainOf,
  type Owner,
  type PartOwner,
  type ProjectionOwner,
  type Scope,
  type SourceText,
} from "./symbols.ts";
import { unitText } from "./writtenUnits.ts";

/** An expression with its dimension; null fits any (the number 0). */
export interface Typed {
  readonly expression: Expression;
  readonly dimension: Dimension | null;
  /** Number of nodes. */
  readonly size: number;
  /** Made of a number written without unit: a likely reason if the dimension is wrong. */
  readonly bare: boolean;
}

/** A condition with its number of nodes. */
export interface TypedCondition {
  readonly condition: FoldedCondition;
  readonly size: number;
}

/** From where an expression is looked at. */
export interface Frame {
  readonly text: SourceText;
  /** Where bare names are looked up. */
  readonly scope: Scope;
  /** What the expression has one value for. */
  readonly domain: Domain;
  /** In a synapse: whether the scope is that of the synapse itself or of one of its units. */
  readonly side: "own" | "pre" | "post";
  /** The synapse whose locality is in force, or null. */
  readonly synapse: ProjectionOwner | null;
  /** The part of a projection's state that the text belongs to, or null: `pre` and `post` are then seen from there. */
  readonly part: PartOwner | null;
  /** Modulators held at rest. */
  readonly frozen: ReadonlySet<string>;
  /** Names the random streams of this text. */
  readonly streamKey: string;
  /** Definitions being put in. */
  readonly expanding: readonly DefinitionSymbol[];
}

/** A value's unit as text. */
export function unitOf(value: Typed): string {
  return unitText(value.dimension ?? dimensionless);
}

/** The frame of a text of an owner. */
export function frameFor(owner: Owner, scope: Scope, text: SourceText, streamKey: string): Frame {
  return {
    text,
    scope,
    domain: domainOf(owner),
    side: "own",
    synapse: owner.kind === "part" ? owner.projection : owner.kind === "projection" ? owner : null,
    part: owner.kind === "part" ? owner : null,
    frozen: new Set(),
    streamKey,
    expanding: [],
  };
}
