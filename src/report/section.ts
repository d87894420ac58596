import type { Figure } from "./figure.ts";
import type { Markup } from "./html.ts";

/** A section of the report: prose and figures in order. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly (Markup | Figure | null)[];
}
