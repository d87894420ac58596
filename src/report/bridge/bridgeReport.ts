/** A change of a parameter in standard deviations, with its interval. */
export interface ReportedEffect {
  readonly parameter: string;
  readonly symbol: string;
  readonly size: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A change with what it is made of. */
export interface ReportedChange extends ReportedEffect {
  readonly subjects: number;
  readonly reference: number;
  readonly changed: number;
}

/** A matrix of conditions × parameters. */
export interface ReportedMatrix {
  readonly title: string;
  /** What sizes are, and what was fitted to what. */
  readonly note: string;
  readonly rows: readonly { readonly label: string; readonly changes: readonly ReportedChange[] }[];
  /** What a reader must know: a sentence each. */
  readonly remarks: readonly string[];
}

/** A study of real people or animals. */
export interface ReportedStudy {
  readonly title: string;
  readonly citation: string;
  /** What the data themselves show, recomputed. */
  readonly known: string;
  readonly contrasts: readonly {
    readonly label: string;
    readonly note: string;
    readonly changes: readonly ReportedChange[];
    /** From a fit of the group with the condition in its design, and what is to be known of that fit. */
    readonly group: { readonly effects: readonly ReportedEffect[]; readonly warnings: readonly string[] };
  }[];
  /** Why it was not analysed, if it was not. */
  readonly absent: string | null;
}

/** Everything on the bridge's page, as plain data. */
export interface BridgeReport {
  readonly title: string;
  readonly lead: string;
  readonly version: string;
  readonly hash: string;
  readonly matrices: readonly ReportedMatrix[];
  readonly studies: readonly ReportedStudy[];
  readonly facts: readonly (readonly [string, string])[];
}
