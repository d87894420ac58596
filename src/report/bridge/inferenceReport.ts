/** A circuit parameter with how well it is inferred from simulated subjects. */
export interface InferredParameter {
  readonly name: string;
  readonly label: string;
  /** `density` of a receptor or `release` of a modulator. */
  readonly kind: string;
  /** Range of the prior, as shares of the model's own value. */
  readonly lower: number;
  readonly upper: number;
  /** Correlation of true values and posterior means; null where nothing varies. */
  readonly recovery: number | null;
  /** Shares of true values inside 50 and 95 % intervals. */
  readonly coverage50: number;
  readonly coverage95: number;
  readonly ranks: {
    /** Counts, [bin]. */
    readonly histogram: readonly number[];
    readonly probability: number;
    /** 99 % of the counts of one bin lie here. */
    readonly band: readonly [number, number];
  };
  /** Why nothing is said of it, in words; null if it may be inferred. */
  readonly refusal: string | null;
  /** Shares, [simulated subject]. */
  readonly truth: readonly number[];
  readonly means: readonly number[];
}

/** What is inferred of one observed subject. */
export interface ReportedSubject {
  readonly subject: string;
  /** Behaves like none of the simulated ones. */
  readonly isUnlike: boolean;
  /** Of the parameters that are not refused. */
  readonly parameters: Readonly<
    Record<string, { readonly mean: number; readonly lower: number; readonly upper: number }>
  >;
}

/** Everything on the page of an inference, as plain data. */
export interface InferenceReport {
  readonly title: string;
  readonly version: string;
  readonly hash: string;
  readonly command: string;
  /** Draws from the prior, and simulated subjects of each. */
  readonly draws: number;
  readonly subjectsADraw: number;
  readonly seed: number;
  readonly parameters: readonly InferredParameter[];
  /** Names of the summaries of behaviour. */
  readonly summaries: readonly string[];
  /** Null where nobody was observed. */
  readonly subjects: readonly ReportedSubject[] | null;
  /** Where the observed subjects come from. */
  readonly observed: string | null;
  /** How posteriors were made, in sentences. */
  readonly method: readonly string[];
}
