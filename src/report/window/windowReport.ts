/** A heat map of changes. */
export interface ReportedMap {
  readonly title: string;
  readonly x: { readonly label: string; readonly values: readonly number[] };
  readonly y: { readonly label: string; readonly values: readonly number[] };
  /** `[y][x]` */
  readonly change: readonly (readonly number[])[];
}

/** How modulators together open a projection's plasticity, as plain data for its page. */
export interface WindowReport {
  readonly version: string;
  readonly command: string;
  readonly title: string;
  readonly model: string;
  /** Sentences on what was driven, clamped and left alone. */
  readonly notes: readonly string[];
  readonly modulators: readonly { readonly label: string; readonly effects: readonly string[] }[];
  readonly factorial: readonly { readonly label: string; readonly change: number }[];
  readonly contrasts: readonly { readonly label: string; readonly size: number }[];
  readonly maps: readonly ReportedMap[];
  readonly curves: readonly {
    readonly label: string;
    readonly level: number;
    readonly gain: number;
    readonly peak: number;
    readonly width: number;
  }[];
  /** The curve over delays, all other modulators high, without and with each receptor blocked. */
  readonly receptors: readonly {
    readonly label: string;
    readonly effects: string;
    readonly gain: number;
    readonly peak: number;
    readonly width: number;
  }[];
}
