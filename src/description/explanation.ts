import type { CompiledRoutine } from "../engine/index.ts";
import type { Override, ParameterStatus, RestDescription } from "../spec/index.ts";
import type { ModulatorAction } from "./influences.ts";
import type { OperationDescription } from "./localOperations.ts";
import type { ExplainedRuleParameter } from "./ruleParameters.ts";
import type { TypesetEquation } from "./typeset.ts";

/** A quantity and where it lives. */
export interface ExplainedVariable {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** `[]`: one a subject; `[units]`; `[post, pre]`. */
  readonly shape: readonly number[];
  readonly initial: string;
  readonly plastic: boolean;
  /** One table for all subjects. */
  readonly shared: boolean;
}

/** A named expression set in type. */
export interface ExplainedDefinition {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly text: string;
}

/** A third factor set in type. */
export interface ExplainedModulation extends ExplainedDefinition {
  readonly effect: "gain" | "timing" | "eligibility" | "threshold";
  readonly modulators: readonly string[];
}

/** An area, population, nucleus, projection, or what a projection keeps in units or in its area (`p.pre`): what it holds, by which equations it changes, what that costs. */
export interface ExplainedOwner {
  readonly kind: "area" | "population" | "nucleus" | "projection" | "part";
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  /** `file:line`. */
  readonly from: string;
  readonly shape: readonly number[];
  readonly variables: readonly ExplainedVariable[];
  readonly chemistry: readonly TypesetEquation[];
  readonly equations: readonly TypesetEquation[];
  readonly definitions: readonly ExplainedDefinition[];
  readonly modulation: readonly ExplainedModulation[];
  /** Of a projection: its rule, ends, and what reaches the target. */
  readonly projection: {
    readonly rule: string | null;
    readonly source: string;
    readonly target: string;
    readonly connection: string;
    /** Steps from a change of the sender to the sum at the target. */
    readonly delay: number;
    readonly transmits: TypesetEquation | null;
  } | null;
  /** Parameters that its texts read. */
  readonly parameters: readonly string[];
  readonly bytesPerSubject: number;
  readonly operationsPerStep: number;
  readonly randomNumbersPerStep: number;
}

/** A parameter with its value in a suitable unit and where that stands. */
export interface ExplainedParameter {
  readonly name: string;
  readonly symbol: string | null;
  readonly value: string;
  readonly range: readonly [string, string] | null;
  readonly status: ParameterStatus;
  readonly source: string;
  readonly doc: string;
  readonly scatter: number;
  /** `file:line` of the value. */
  readonly from: string;
  /** `file:line` of the value that it overrides, the latest first. */
  readonly overrides: readonly string[];
}

/** How modulators reach a projection's synapses. */
export interface ExplainedReach {
  readonly projection: string;
  readonly label: string;
  readonly plastic: boolean;
  readonly effects: readonly {
    readonly modulator: string;
    readonly effect: ExplainedModulation["effect"];
    readonly name: string;
  }[];
}

/** Statements of the text that share one loop of the compiled code. */
export interface ExplainedFusion {
  readonly over: string;
  readonly elements: number;
  readonly statements: readonly string[];
}

/** Operations as written and as compiled, where these are fewer. */
export interface ExplainedSaving {
  readonly over: string;
  readonly written: number;
  readonly compiled: number;
}

/** Everything that `explain` says of a model, as data. */
export interface ModelExplanation {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly step: string;
  readonly integration: string;
  readonly files: readonly string[];
  readonly dimensions: readonly { readonly name: string; readonly value: number; readonly doc: string }[];
  readonly owners: readonly ExplainedOwner[];
  readonly modulators: readonly { readonly name: string; readonly label: string; readonly doc: string }[];
  readonly modulation: readonly ExplainedReach[];
  /** Where modulators act through other equations: gains of populations, thresholds, nuclei. */
  readonly actions: readonly ModulatorAction[];
  /** What becomes of each variable over an interval without steps; null if nothing relaxes. */
  readonly rest: RestDescription | null;
  readonly operations: readonly OperationDescription[];
  readonly memory: {
    /** Numbers of the model, 4 bytes each. */
    readonly bytesPerSubject: number;
    /** As laid out for the engine. */
    readonly bytesLaidOut: number;
    /** Inputs, drugs and parameters that differ between subjects. */
    readonly bytesOfInputs: number;
  };
  readonly work: {
    readonly operationsPerStep: number;
    readonly randomNumbersPerStep: number;
  };
  /** Quantities whose past is kept: numbers moved on in each step, for one subject. */
  readonly past: readonly { readonly variable: string; readonly steps: number; readonly numbers: number }[];
  readonly compilation: {
    readonly bytesOfCode: number;
    readonly step: Omit<CompiledRoutine, "loops" | "name">;
    readonly loops: number;
    readonly fused: readonly ExplainedFusion[];
    readonly hoisted: readonly ExplainedSaving[];
    readonly skipped: readonly string[];
  };
  readonly parameters: readonly ExplainedParameter[];
  /** Parameters of the rules that projections follow. */
  readonly ruleParameters: readonly ExplainedRuleParameter[];
  /** Of the parameters and of the rules' defaults that hold somewhere. */
  readonly shares: Readonly<Record<ParameterStatus, number>>;
  readonly overrides: readonly Override[];
  readonly sources: readonly { readonly key: string; readonly citation: string }[];
}
