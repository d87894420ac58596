import type { Figure } from "./figure.ts";
import type { Markup } from "./html.ts";

/** A section of the report: prose and figures in order. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

export type Part = Markup | Figure | Fold | null;

/** Parts that can be folded away, where a page would be long. */
export interface Fold {
  readonly title: string;
  readonly isOpen: boolean;
  readonly folded: readonly (Markup | Figure | null)[];
}
