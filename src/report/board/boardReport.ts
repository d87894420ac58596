/** Whether an effect came out, or was not run. */
export type BoardState = "pass" | "fail" | "notYet";

/** A band with what came out. */
export interface ReportedBand {
  readonly text: string;
  readonly values: readonly number[];
  readonly low: number | null;
  readonly high: number | null;
  readonly holds: boolean;
}

/** Our curve in the published figure's form. */
export interface BoardFigure {
  readonly title: string;
  readonly x: { readonly label: string; readonly unit: string; readonly logarithmic: boolean };
  readonly y: { readonly label: string; readonly unit: string };
  /** Names of the places 0, 1, … on the horizontal axis; empty for a numeric one. */
  readonly places: readonly string[];
  readonly curves: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
  readonly published: readonly {
    readonly label: string;
    readonly curve: number;
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly error: readonly number[];
  }[];
}

/** An effect as the page shows it. */
export interface ReportedEffect {
  readonly id: string;
  readonly tier: 1 | 2 | 3;
  readonly name: string;
  readonly covers: string;
  readonly source: string;
  readonly verified: string;
  readonly checked: string;
  readonly published: string;
  readonly state: BoardState;
  /** Empty if it was run. */
  readonly notYet: string;
  readonly criterion: { readonly text: string; readonly basis: string; readonly bands: readonly ReportedBand[] };
  readonly sideObservations: readonly {
    readonly text: string;
    readonly holds: boolean;
    readonly bands: readonly ReportedBand[];
  }[];
  readonly ablations: readonly {
    readonly mechanism: string;
    readonly must: "abolish" | "spare";
    readonly abolished: boolean;
    readonly right: boolean;
    readonly value: number;
  }[];
  readonly measures: readonly {
    readonly doc: string;
    readonly unit: string;
    readonly values: readonly number[];
    readonly low: number;
    readonly high: number;
  }[];
  readonly remarks: readonly string[];
  readonly seeds: readonly number[];
  readonly subjects: number;
  readonly figure: BoardFigure | null;
}

/** How many of a tier pass, fail, and were not run. */
export interface ReportedTier {
  readonly tier: 1 | 2 | 3;
  readonly pass: number;
  readonly fail: number;
  readonly notYet: number;
}

/** The scoreboard as plain data: what its page is made from. */
export interface BoardReport {
  readonly version: string;
  readonly command: string;
  readonly tiers: readonly ReportedTier[];
  readonly effects: readonly ReportedEffect[];
  /** Earlier records, oldest first. */
  readonly history: readonly {
    readonly date: string;
    readonly commit: string;
    readonly seeds: readonly number[];
    readonly tiers: readonly ReportedTier[];
  }[];
}
