/** How far the source of a claim was seen when its criterion was written. */
export type SourceSeen = "full text" | "abstract" | "secondary" | "recalled";

/** A published effect as it must come out: written before any result was seen. */
export interface Claim {
  /** Short name, the same for ever: `da-window-spines`. */
  readonly id: string;
  /** 1 essential and well supported, 2 important, 3 stretch or disputed. */
  readonly tier: 1 | 2 | 3;
  readonly name: string;
  /** The statement about neuromodulation and plasticity that the effect tests. */
  readonly covers: string;
  readonly citation: string;
  /** Empty if it was not confirmed. */
  readonly doi: string;
  readonly verified: SourceSeen;
  /** What of the source was seen and what not, disputes, failed replications. */
  readonly checked: string;
  /** The published numbers, or that only a direction is known. */
  readonly published: string;
  readonly protocol: string;
  readonly manipulation: string;
  readonly measure: string;
  readonly criterion: string;
  readonly criterionBasis?: string;
  readonly sideObservations: readonly string[];
  readonly ablation: string;
  readonly areas: string;
  readonly difficulty: { readonly level: number; readonly why: string };
}
