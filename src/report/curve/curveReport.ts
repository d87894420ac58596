/** An axis of a curve; values are in its unit. */
export interface ReportedAxis {
  readonly label: string;
  /** "1" for none. */
  readonly unit: string;
  readonly logarithmic: boolean;
}

/** A line of numbers. */
export interface ReportedCurve {
  readonly label: string;
  readonly doc: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What a curve is compared with. */
export interface ReportedReference {
  readonly label: string;
  /** How it was obtained: closed form, table, … */
  readonly kind: string;
  readonly how: string;
  readonly source: string;
  /** Place of the curve that it belongs to. */
  readonly curve: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly largestDistance: number;
  readonly within: boolean;
}

/** A protocol's result as plain data: what its figure and its page are made from. */
export interface CurveReport {
  readonly title: string;
  readonly summary: string;
  /** What of the source was checked and what was not. */
  readonly remarks: string;
  readonly version: string;
  readonly resultHash: string;
  readonly x: ReportedAxis;
  readonly y: ReportedAxis;
  readonly curves: readonly ReportedCurve[];
  readonly references: readonly ReportedReference[];
  readonly sources: readonly string[];
  /** What was run: name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

/** Name and unit of an axis. */
export function axisTitle({ label, unit }: Pick<ReportedAxis, "label" | "unit">): string {
  return unit === "1" ? label : `${label} (${unit})`;
}
