import type { LoweredModel, ModelSource } from "../spec/index.ts";
import type { ProtocolFile, ReferenceKind } from "./protocolFile.ts";

/** An axis: numbers shown are SI values divided by `scale`. */
export interface CurveAxis {
  readonly logarithmic: boolean;
  readonly label: string;
  /** Unit as text; "1" for none. */
  readonly unit: string;
  readonly scale: number;
}

/** A rectangular pulse into an input; times are numbers of steps. */
export interface Pulse {
  readonly input: string;
  readonly unit: number;
  readonly first: number;
  /** First step without it. */
  readonly end: number;
  readonly value: number;
}

/** An event just before a step. */
export interface TimedEvent {
  readonly event: string;
  readonly step: number;
}

/** One point of a curve: what is done and when is measured. */
export interface Point {
  /** Value of the swept quantity, SI. */
  readonly x: number;
  /** Parameters that differ from the model file's, SI. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly pulses: readonly Pulse[];
  readonly events: readonly TimedEvent[];
  readonly steps: number;
  /** Steps after which the measured and the comparison value are taken. */
  readonly at: number;
  readonly since: number;
}

/** One curve. */
export interface Condition {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  /** Variable that is measured. */
  readonly variable: string;
  readonly points: readonly Point[];
}

/** What is measured. */
export interface Measure {
  /** Element of the variable, or null for the mean over all. */
  readonly element: number | null;
  readonly as: "value" | "change" | "ratio" | "relative change";
}

/** A curve that the result is compared with; values in the units of the axes. */
export interface Reference {
  readonly label: string;
  readonly kind: ReferenceKind;
  readonly how: string;
  readonly source: string;
  readonly tolerance: { readonly absolute: number; readonly relative: number; readonly standardErrors: number };
  readonly curves: readonly {
    readonly condition: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** Standard errors of the mean, or null where the source gives none. */
    readonly standardError: readonly number[] | null;
  }[];
}

/** A protocol with all names looked up and all expressions evaluated: ready to run. */
export interface Protocol {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly remarks: string;
  readonly sources: readonly string[];
  readonly file: string;
  readonly specification: ProtocolFile;
  readonly modelSource: ModelSource;
  /** The model with the file's own parameter values. */
  readonly model: LoweredModel;
  readonly seed: number;
  readonly subjects: number;
  readonly horizontal: CurveAxis;
  readonly vertical: CurveAxis;
  readonly measure: Measure;
  readonly conditions: readonly Condition[];
  readonly references: readonly Reference[];
}
