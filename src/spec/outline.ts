import type { Location } from "./issue.ts";
import type { ModulatorTarget, ParameterStatus, ReceptorLigand } from "./lowered.ts";
import { parseExpression } from "./parser.ts";
import type { Scope } from "./symbols.ts";
import type { Syntax } from "./syntax.ts";

/** An expression as written, and where its names are looked up. */
export interface OutlineText {
  readonly text: string;
  readonly syntax: Syntax;
  /** Null if it has no names but those of the language. */
  readonly scope: Scope | null;
  readonly place: Location;
}

/** A quantity kept from step to step. */
export interface OutlineVariable {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly initial: OutlineText | null;
  readonly plastic: boolean;
  readonly shared: boolean;
}

/** A named expression. */
export interface OutlineDefinition {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly expression: OutlineText;
}

/** A rule's parameter as a projection has it. */
export interface OutlineGiven extends OutlineDefinition {
  /** The projection says nothing: the rule's default holds. */
  readonly isDefault: boolean;
}

/** A parameter of a rule: what a projection must give or, where there is a default, may. */
export interface OutlineRuleParameter {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly default: OutlineText | null;
  /** How the default came about and where it comes from ("" where the rule says nothing). */
  readonly status: ParameterStatus;
  readonly source: string;
  /** Where the default stands, without one where the parameter does. */
  readonly place: Location;
}

/** A third factor. */
export interface OutlineModulation extends OutlineDefinition {
  readonly effect: "gain" | "timing" | "eligibility" | "threshold";
  readonly modulators: readonly string[];
}

/** `target = expression`, or `d target/dt = expression`. */
export interface OutlineEquation {
  readonly target: string;
  readonly derivative: boolean;
  /** Event that it belongs to; null = every step. */
  readonly event: string | null;
  readonly expression: OutlineText;
}

/** What holds quantities and equations. */
export interface OutlineOwner {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly place: Location;
  readonly variables: readonly OutlineVariable[];
  readonly definitions: readonly OutlineDefinition[];
  readonly equations: readonly OutlineEquation[];
}

/** A population of an area. */
export interface OutlinePopulation extends OutlineOwner {
  /** Densities that differ from the area's. */
  readonly receptors: OutlineArea["receptors"];
  readonly size: number;
}

/** How a modulator's concentration follows its nuclei in an area. */
export interface OutlineConcentration {
  readonly modulator: string;
  readonly lag: string;
  /** Linear removal; null = 1, or saturable. */
  readonly uptake: OutlineText | null;
  readonly saturable: { readonly maximum: OutlineText; readonly halfSaturation: OutlineText } | null;
  readonly enzyme: OutlineText | null;
  readonly pool: { readonly use: OutlineText; readonly refill: OutlineText } | null;
  readonly autoreceptor: {
    readonly receptor: string;
    readonly gain: OutlineText;
    readonly lag: string | null;
  } | null;
  /** Where drugs act besides receptors. */
  readonly targets: readonly ModulatorTarget[];
  readonly basal: OutlineText | null;
  readonly release: readonly { readonly nucleus: string; readonly share: OutlineText }[];
}

/** An area with its populations and chemistry. */
export interface OutlineArea extends OutlineOwner {
  readonly populations: readonly OutlinePopulation[];
  readonly concentrations: readonly OutlineConcentration[];
  readonly receptors: readonly { readonly receptor: string; readonly density: OutlineText }[];
}

/** A nucleus. */
export interface OutlineNucleus extends OutlineOwner {
  readonly modulator: string;
}

/** A receptor's affinity. */
export interface OutlineReceptor {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly modulator: string;
  readonly halfMaximalConcentration: OutlineText;
  readonly hillCoefficient: OutlineText | null;
  readonly ligands: readonly ReceptorLigand[];
  readonly status: string;
  readonly source: string;
}

/** Units `from … from + count − 1` of a population. */
export interface OutlineSlice {
  readonly population: string;
  readonly size: number;
  readonly from: number;
  readonly count: number;
}

/** State of a projection that lives in the units at one of its ends, or in its area. */
export interface OutlinePart extends OutlineOwner {
  readonly side: "pre" | "post" | "area";
  /** Number of units; null for one value a subject. */
  readonly size: number | null;
}

/** A projection with its rule's part put in. */
export interface OutlineProjection extends OutlineOwner {
  readonly rule: string | null;
  readonly source: OutlineSlice;
  readonly target: OutlineSlice;
  readonly connection: "all-to-all" | "one-to-one";
  readonly synapses: number;
  /** Where modulators act. */
  readonly area: string;
  readonly into: string | null;
  /** Steps from a change of the sender to the sum at the target. */
  readonly delay: number;
  readonly transmits: OutlineText;
  /** The rule's parameters as this projection gives them, or their defaults. */
  readonly given: readonly OutlineGiven[];
  readonly modulation: readonly OutlineModulation[];
  /** State that belongs to no single synapse, in the order in which it changes. */
  readonly parts: readonly OutlinePart[];
}

/** A quantity written from outside. */
export interface OutlineInput {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** Units of a vector; null for one number a subject. */
  readonly size: number | null;
}

/** A parameter's place: where its value stands. */
export interface OutlineParameter {
  readonly name: string;
  readonly place: Location;
}

/** A model as people read it: texts, with their grammar and scopes, beside docs and units. */
export interface ModelOutline {
  readonly integration: "euler" | "exponential";
  readonly dimensions: readonly { readonly name: string; readonly value: number; readonly doc: string }[];
  readonly parameters: readonly OutlineParameter[];
  readonly inputs: readonly OutlineInput[];
  readonly areas: readonly OutlineArea[];
  readonly nuclei: readonly OutlineNucleus[];
  readonly receptors: readonly OutlineReceptor[];
  readonly projections: readonly OutlineProjection[];
  readonly rules: readonly {
    readonly name: string;
    readonly label: string;
    readonly doc: string;
    readonly sources: readonly string[];
    readonly parameters: readonly OutlineRuleParameter[];
  }[];
}

/** What a bare name means to a reader of a text. */
export type Meaning =
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "given"; readonly name: string; readonly text: OutlineText }
  | { readonly kind: "other" };

/** What a bare name means where a text stands: a parameter of the model, of a rule (with what is given), or else. */
export function meaningOf(name: string, scope: Scope | null): Meaning {
  const symbol = scope?.find(name);
  if (symbol?.kind === "constant" || (symbol?.kind === "variable" && symbol.role === "parameter"))
    return { kind: "parameter", name };
  if (symbol?.kind !== "definition" || symbol.owner.kind !== "projection" || symbol.owner.symbols.get(name) === symbol)
    return { kind: "other" };
  const text = symbol.text.value;
  return {
    kind: "given",
    name,
    text: { text, syntax: parseExpression(text), scope: symbol.scope, place: symbol.text.at(0) },
  };
}
