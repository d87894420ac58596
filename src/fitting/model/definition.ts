import type { Positions } from "../../spec/index.ts";
import type { FittedParameter } from "../likelihood.ts";
import type { BehaviourFile } from "./behaviourFile.ts";

/** Something that a model counts: options, stimuli, states. */
export interface Dimension {
  readonly name: string;
  readonly title: string;
  /** Fixed size, or null where the data decide. */
  readonly size: number | null;
  /** Columns whose largest index decides. */
  readonly from: readonly string[];
}

/** What a trial's row gives. */
export interface BehaviourColumn {
  readonly name: string;
  readonly kind: "index" | "number" | "condition";
  /** Dimension of an index, else null. */
  readonly of: string | null;
  readonly lower: number;
  readonly upper: number;
  readonly title: string;
  readonly unit: string;
  /** Other names in data files. */
  readonly aliases: readonly string[];
  /** Value where a row has none, or null. */
  readonly fallback: number | null;
  /** Whether data may lack the column. */
  readonly isOptional: boolean;
  /** What the subject does, what the world gives upon it, or what is there before. */
  readonly role: "response" | "observed" | "given";
}

/** A task that a model is simulated in. */
export interface ModelEnvironment {
  /** Name of the generator. */
  readonly environment: string;
  /** Number of trials, or null for the generator's own. */
  readonly trials: number | null;
  readonly options: Readonly<Record<string, number | readonly number[]>>;
  /** Columns of the model and what the generator calls them. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A behavioural model's file, checked; sizes are not known yet. */
export interface BehaviourDefinition {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly sources: readonly string[];
  /** Kinds of task that the model is for. */
  readonly tasks: readonly string[];
  readonly dimensions: readonly Dimension[];
  readonly columns: readonly BehaviourColumn[];
  /** Columns at whose change the state starts anew. */
  readonly restart: readonly string[];
  readonly parameters: readonly FittedParameter[];
  readonly environments: Readonly<Record<string, ModelEnvironment>>;
  readonly data: BehaviourFile;
  readonly positions: Positions;
}

/** Size of each dimension. */
export type Sizes = ReadonlyMap<string, number>;

/** Limits on a model, once it is laid out for its data. */
export const behaviourLimits = {
  /** Numbers in one vector. */
  elements: 4096,
  /** Statements of a trial. */
  statements: 20_000,
  /** Operations of a trial. */
  operations: 200_000,
} as const;
