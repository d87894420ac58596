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

/** Whether a kind of reference comes from a paper, not from the rule's equations. */
export function fromPaper(kind: string): boolean {
  return ["published", "table", "digitised", "statement"].includes(kind);
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
  /** Standard errors of the mean, or null where the source gives none. */
  readonly standardError: readonly number[] | null;
  /** Points that were compared. */
  readonly points: number;
  /** In the unit of the vertical axis. */
  readonly largestDistance: number;
  /** Distances in standard errors: the largest, and how many points lie within one; null without standard errors. */
  readonly inStandardErrors: { readonly largest: number; readonly withinOne: number } | null;
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

/** How near a curve comes to what it is compared with, in words. */
export function agreement(
  { points, largestDistance, inStandardErrors }: ReportedReference,
  { unit }: ReportedAxis,
): string {
  const shown = `${Number(largestDistance.toPrecision(2))}${unit === "1" ? "" : ` ${unit}`}`;
  if (!inStandardErrors) return shown;
  const { largest, withinOne } = inStandardErrors;
  return `${shown}; ${withinOne} of ${points} within 1 SEM, largest ${Number(largest.toPrecision(3))} SEM`;
}

/** Where a place is among others, however it was rounded; -1 if it is not. */
export function placeAmong(places: readonly number[], place: number): number {
  return places.findIndex((other) => Math.abs(other - place) <= 1e-9 * Math.max(1, Math.abs(place)));
}

/** A published value at a place with its standard error, as text; nothing where there is none. */
export function publishedValue({ x, y, standardError }: ReportedReference, place: number): string {
  const index = placeAmong(x, place);
  if (index < 0) return "";
  const error = standardError?.[index];
  return error === undefined ? String(y[index]) : `${y[index]} ± ${error}`;
}

/** Name and unit of an axis. */
export function axisTitle({ label, unit }: Pick<ReportedAxis, "label" | "unit">): string {
  return unit === "1" ? label : `${label} (${unit})`;
}
