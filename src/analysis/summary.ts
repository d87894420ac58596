/** A statistic over the subjects of a group. */
export interface Distribution {
  readonly mean: number;
  readonly standardDeviation: number;
  /** 2.5, 25, 50, 75 and 97.5 %. */
  readonly quantiles: readonly [number, number, number, number, number];
  /** One value a subject, in order of subjects (NaN as null); of a large group the first `listed` ones. */
  readonly values: readonly (number | null)[];
}

/** A mean curve with its 95 % bootstrap interval over subjects. */
export interface Curve {
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly subjects: number;
}

/** Mean graded response (0 … 1) to one cue at its first, second, … presentation. */
export interface CueCurve {
  /** Number of the cue among the task's options, from 0. */
  readonly cue: number;
  /** The cue is followed by reward on some trials. */
  readonly rewarded: boolean;
  readonly curve: Curve;
}

/** Behavioural statistics that every group (virtual, real, agent) is described by. */
export type MeasureName =
  | "accuracy"
  | "earlyAccuracy" // trials 1–6 after a reversal
  | "firstBlockAccuracy" // before any reversal: acquisition
  | "winStay"
  | "loseShift"
  | "perseveration" // choice of the formerly best option, trials 1–6 after a reversal
  | "omissions"
  | "reactionTime"
  | "conditionedResponse" // graded response to cues that are followed by reward
  | "unrewardedCueResponse" // … to cues that never are
  | "discrimination"; // their difference

/** A measure as tables and plots name it. */
export interface MeasureDescription {
  readonly name: MeasureName;
  readonly label: string;
  readonly unit: string;
  readonly doc: string;
}

/** Behaviour of one group. */
export interface GroupSummary {
  readonly id: string;
  readonly label: string;
  readonly kind: "virtual" | "people" | "agent";
  readonly subjects: number;
  /** Subjects, from the first, whose own values and curves are listed here; absent: all. */
  readonly listed?: number;
  readonly measures: Readonly<Partial<Record<MeasureName, Distribution>>>;
  /** Accuracy by trial within the blocks after a reversal; null if the task has no reversals. */
  readonly reversalCurve: Curve | null;
  /** Accuracy by trial within the first block. */
  readonly acquisitionCurve: Curve | null;
  /** Choice of the formerly best option by trial after a reversal. */
  readonly formerCurve: Curve | null;
  /** Accuracy from trial −5 to +14 around reversals (0 = first trial of the new block). */
  readonly aroundReversal: Curve | null;
  /** Accuracy by trial of the session. */
  readonly sessionCurve: Curve | null;
  /** Graded response to each cue by its presentation; absent if the task has no graded response to cues. */
  readonly responseCurves?: readonly CueCurve[];
  /** Reversal curve of each subject, `[subject][trial]`. */
  readonly subjectCurves: readonly (readonly (number | null)[])[];
  /** Choice of the formerly best option by trial after a reversal of each subject, `[subject][trial]`. */
  readonly subjectFormerCurves?: readonly (readonly (number | null)[])[];
}

/** Distance of one statistic between a group and a reference. */
export interface StatisticDistance {
  readonly name: string;
  readonly label: string;
  readonly distance: number;
  /** 99 % quantile of the distance of as many random reference subjects from the rest. */
  readonly noiseCeiling99: number;
  readonly noiseMedian: number;
  readonly exceeds: boolean;
}

/** A group compared with a reference (`behaviour --json`). */
export interface BehaviourComparison {
  readonly reference: string;
  readonly group: string;
  readonly subjects: number;
  readonly statistics: readonly StatisticDistance[];
  readonly distinguishable: boolean;
  readonly reasons: readonly string[];
}

/** Paired difference from control. */
export interface Effect {
  readonly group: string;
  readonly measure: MeasureName;
  /** Mean of the differences, group minus control. */
  readonly difference: number;
  /** Subjects with a difference. */
  readonly subjects: number;
  /** Cohen's dz with 95 % percentile bootstrap interval; null if the differences do not vary or are fewer than five. */
  readonly dz: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What the literature says beforehand about a group, and what came out. */
export interface Expectation {
  readonly group: string;
  readonly measure: MeasureName;
  readonly direction: "lower" | "higher" | "unchanged";
  readonly statement: string;
  /** Citation with DOI. */
  readonly source: string;
  /** Interval excludes 0 in that direction (`confirmed`), in the other (`contradicted`), or neither (`unclear`). */
  readonly verdict: "confirmed" | "contradicted" | "unclear";
}

/** A recorded signal. */
export interface SignalSummary {
  readonly name: string;
  readonly label: string;
  readonly kind: "nucleus" | "concentration" | "occupancy" | "activity";
  readonly area: string;
  readonly areaLabel: string;
  readonly modulator: string | null;
  readonly receptor: string | null;
  readonly unit: string;
}

/** Mean traces of one group, aligned to one moment; `mean[signal][time]`. */
export interface AlignedTraces {
  readonly group: string;
  readonly alignedTo: "cue" | "choice" | "outcome";
  /** `all`, `rewarded` or `unrewarded` trials. */
  readonly trials: "all" | "rewarded" | "unrewarded";
  /** s. */
  readonly time: readonly number[];
  readonly mean: readonly (readonly number[])[];
  readonly low: readonly (readonly number[])[];
  readonly high: readonly (readonly number[])[];
}

/** Where and when synapses changed: mean absolute weight change per synapse and trial. */
export interface PlasticityMap {
  readonly projections: readonly {
    readonly name: string;
    readonly label: string;
    readonly sourceArea: string;
    readonly targetArea: string;
  }[];
  /** Phases of a trial. */
  readonly phases: readonly string[];
  /** Parts of the session (`trials 1–15`, …). */
  readonly blocks: readonly string[];
  readonly groups: readonly {
    readonly group: string;
    /** `[projection][phase]`. */
    readonly byPhase: readonly (readonly number[])[];
    /** `[projection][block]`. */
    readonly byBlock: readonly (readonly number[])[];
    /** `[projection]` change since the session's start, mean over subjects. */
    readonly netChange: readonly number[];
  }[];
}

/** What one modulator's effect on plasticity contributes: control minus an otherwise identical run with it at rest. */
export interface Attribution {
  readonly modulator: string;
  readonly effect: "gain" | "timing" | "eligibility" | "threshold" | "all";
  /** `[projection]` absolute change per synapse and trial: control, with the effect at rest. */
  readonly control: readonly number[];
  readonly frozen: readonly number[];
  readonly accuracyDifference: Effect;
  readonly earlyAccuracyDifference: Effect;
}

/** Everything the report shows; `summary.json`. */
export interface Summary {
  readonly format: "neohebb-summary/1";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly seed: number;
  readonly subjectsPerGroup: number;
  readonly specification: unknown;
  readonly specificationHash: string;
  readonly resultHash: string;
  readonly command: string;
  readonly task: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly trials: number;
    readonly blockLength: number | null;
    readonly optionLabels: readonly string[];
    readonly phases: readonly { readonly name: string; readonly start: number; readonly duration: number }[];
  };
  readonly model: {
    readonly name: string;
    readonly version: number;
    readonly summary: string;
    readonly parameters: Readonly<Record<"measured" | "derived" | "fitted" | "chosen", number>>;
    /** Parameters that the experiment sets for all groups, as its file has them. */
    readonly changed?: Readonly<Record<string, string | number>>;
    readonly operators: readonly { readonly name: string; readonly local: boolean; readonly doc: string }[];
    /** Areas and nuclei that projections connect, and these projections; absent in files of earlier versions. */
    readonly circuit?: {
      readonly areas: readonly { readonly name: string; readonly label: string }[];
      readonly projections: readonly {
        readonly name: string;
        readonly sourceArea: string;
        readonly targetArea: string;
        readonly plastic: boolean;
      }[];
    };
  };
  readonly measures: readonly MeasureDescription[];
  readonly control: string;
  /** Virtual groups in the file's order. */
  readonly groups: readonly (GroupSummary & {
    readonly description: string;
    readonly doses: readonly {
      readonly receptor: string;
      readonly label: string;
      /** In units of the inhibition constant. */
      readonly dose: number;
      /** What it does, such as "agonist"; absent: an insurmountable antagonist. */
      readonly action?: string;
      /** First and last trial under the drug, from 1; absent: all. */
      readonly trials?: readonly [number, number];
    }[];
    /** What is done to cells, terminals and receptors, a text each. */
    readonly manipulations?: readonly string[];
    /** Parameters of the model that were set differently in this group alone, as the experiment file has them. */
    readonly parameters?: Readonly<Record<string, string | number>>;
    /** Modulators whose release follows another subject's. */
    readonly yoked?: readonly string[];
  })[];
  /** Real people. */
  readonly people: readonly (GroupSummary & {
    readonly citation: string;
    readonly note: string;
    /** Id of the task that they did (absent: not known). */
    readonly task?: string;
    /** It is known that they were given no drug (absent: not known). */
    readonly drugFree?: boolean;
  })[];
  /** Simple agents on the same schedule. */
  readonly agents: readonly (GroupSummary & {
    readonly description: string;
    /** Its parameters were fitted to real people: shows how near a rule can come, and is not a trivial agent. */
    readonly fitted?: boolean;
  })[];
  /** Every virtual group and agent against the main people sample. */
  readonly comparisons: readonly BehaviourComparison[];
  /** People against a virtual group, as `behaviour` was asked for: the roles of `comparisons` turned. */
  readonly turnedComparisons?: readonly BehaviourComparison[];
  readonly effects: readonly Effect[];
  readonly expectations: readonly Expectation[];
  readonly signals: readonly SignalSummary[];
  readonly traces: readonly AlignedTraces[];
  readonly plasticity: PlasticityMap | null;
  readonly attribution: readonly Attribution[];
  readonly warnings: readonly string[];
  /** How a file was read: what was recoded or left out. No warnings. */
  readonly notes?: readonly string[];
}
