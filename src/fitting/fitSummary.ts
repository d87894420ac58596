/**
 * A fit as plain data: what `group.json`, `comparison.json` and the report are made of.
 *
 * Everything survives JSON: numbers that do not exist are null, arrays are plain.
 */
export interface FitSummary {
  readonly format: "neohebb-fit-1";
  /** Of neohebb. */
  readonly version: string;
  /** Name of the output. */
  readonly name: string;
  readonly title: string;
  readonly method: FitMethod;
  readonly seed: number;
  /** Probability inside the intervals, such as 0.95. */
  readonly coverage: number;
  readonly data: FittedData;
  readonly models: readonly FittedModel[];
  /** Citation of each source of the models that is known, by its key. */
  readonly sources: Readonly<Record<string, string>>;
  /** Null for a single model. */
  readonly comparison: FitComparison | null;
  readonly checks: FitChecks;
  /** The command that makes this fit again, or null. */
  readonly command: string | null;
  /** Seconds, or null where it is not told. */
  readonly seconds: number | null;
  readonly resultHash: string | null;
}

/** `map`: each person alone. `hierarchical`: empirical Bayes. `nuts`: draws from the whole posterior. */
export type FitMethod = "map" | "hierarchical" | "nuts";

/** The data as they were understood. */
export interface FittedData {
  /** File or name of the set. */
  readonly source: string;
  readonly citation: string | null;
  readonly subjects: number;
  /** Rows read and used. */
  readonly rows: number;
  /** Responses that count. */
  readonly observations: number;
  readonly columns: readonly UnderstoodColumn[];
  /** Rows left out, by reason. */
  readonly dropped: readonly CountedReason[];
  /** Subjects left out, by reason. */
  readonly droppedSubjects: readonly { readonly subject: string; readonly reason: string }[];
  /** Missing responses and outcomes that the likelihood passes over. */
  readonly missing: readonly CountedReason[];
  /** Whatever else was concluded, in plain words. */
  readonly notes: readonly string[];
}

export interface CountedReason {
  readonly reason: string;
  readonly rows: number;
}

export interface UnderstoodColumn {
  /** Column of the model. */
  readonly column: string;
  readonly title: string;
  /** Column of the file, formula, or null where data have none. */
  readonly from: string | null;
  /** How values were changed: `1-based, recoded to 0-based`; empty if not. */
  readonly recoded: string;
}

/** An estimate with its interval, on the natural scale unless said otherwise. */
export interface Estimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface FittedModel {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Keys of the bibliography. */
  readonly sources: readonly string[];
  readonly parameters: readonly FittedModelParameter[];
  /** Level (and effects) of the group; empty for `map`. */
  readonly group: readonly GroupQuantity[];
  readonly people: readonly FittedPerson[];
  /** Null unless chains were drawn. */
  readonly sampling: FitSampling | null;
  /** Sums over people where each is fitted alone or by empirical Bayes, or null. */
  readonly totals: { readonly logLikelihood: number; readonly aic: number | null; readonly bic: number | null } | null;
  /** Integrated BIC of empirical Bayes, or null. */
  readonly integratedBic: number | null;
  /** By draws; null elsewhere. */
  readonly leaveOneOut: FitAccuracy | null;
  readonly widelyApplicable: FitAccuracy | null;
  /** Expected log probability a response, of guessing, for comparison; null where responses are no choices. */
  readonly chanceLogLikelihood: number | null;
  /** Whether guessing gives the responses of all people together more probability than the model at its estimates. */
  readonly isWorseThanGuessing: boolean;
  readonly warnings: readonly string[];
}

export interface FittedModelParameter {
  readonly name: string;
  readonly symbol: string;
  readonly title: string;
  /** Null where unbounded. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A quantity of the group. */
export interface GroupQuantity {
  /** `learningRate`, `learningRate:drug`. */
  readonly name: string;
  readonly parameter: string;
  /** `level` is on the natural scale, of the median person; effects and spreads are on the unbounded scale. */
  readonly kind: "level" | "effect" | "spread";
  readonly estimate: Estimate;
  /** What an effect comes to on the parameter's own scale; null for levels and spreads. */
  readonly onNaturalScale: EffectOnNaturalScale | null;
  readonly standardDeviation: number | null;
  /** Of the chains; null without. */
  readonly scaleReduction: number | null;
  readonly bulkEffectiveSize: number | null;
  readonly tailEffectiveSize: number | null;
  /** Points of the posterior's density, for a picture; null without draws. */
  readonly density: { readonly x: readonly number[]; readonly y: readonly number[] } | null;
}

/** An effect on its parameter's own scale, of the middle person: all other columns of the design at their middle. */
export interface EffectOnNaturalScale {
  /** Under the reference and under the value, or half a step below and above a number's middle; null for an interaction. */
  readonly from: number | null;
  readonly to: number | null;
  /** `to` − `from`; of an interaction the difference of two such differences. */
  readonly difference: Estimate;
}

/** One record: a person, or one of a person's sessions. */
export interface FittedPerson {
  readonly subject: string;
  /** Condition or session, or null. */
  readonly record: string | null;
  readonly observations: number;
  /** [parameter], under the method asked for. */
  readonly estimates: readonly Estimate[];
  /** [parameter], each person alone (maximum a posteriori), for shrinkage; null where it was not computed. */
  readonly alone: readonly (number | null)[] | null;
  readonly logLikelihood: number | null;
  /** Leave-one-out sum over the person's trials; null without draws. */
  readonly leaveOneOut: number | null;
  readonly warnings: readonly string[];
}

export interface FitSampling {
  readonly chains: number;
  readonly warmup: number;
  readonly drawsPerChain: number;
  readonly divergences: number;
  readonly atMaximumDepth: number;
  /** E-BFMI, [chain]. */
  readonly missingInformation: readonly number[];
  readonly acceptance: number;
  readonly largestScaleReduction: number | null;
  readonly smallestEffectiveSize: number | null;
  /** With advice; empty if all is well. */
  readonly warnings: readonly string[];
}

/** Expected log predictive density. */
export interface FitAccuracy {
  readonly expected: number;
  readonly standardError: number;
  readonly effectiveParameters: number;
  readonly observations: number;
  /** Observations whose estimate can't be trusted. */
  readonly doubtful: number;
  /** Numbers of observations with Pareto k up to 0.5, 0.7, 1 and above; null for WAIC. */
  readonly shapes: readonly [number, number, number, number] | null;
}

export interface FitComparison {
  /** Scale on which models are ranked. */
  readonly by: "leaveOneOut" | "integratedBic" | "logEvidence" | "bic";
  /** From the best to the worst. */
  readonly ranking: readonly RankedModel[];
  /** Random-effects selection, or null where evidences are missing. */
  readonly frequencies: ModelShares | null;
  /**
   * Hierarchical inference over models (Piray et al. 2019): each model's group is learned from those who follow it. After
   * fits by empirical Bayes without conditions; null elsewhere.
   */
  readonly hierarchicalShares: ModelShares | null;
  /** What was compared and on whom, in plain words; people left out are named. */
  readonly notes: readonly string[];
}

export interface RankedModel {
  readonly model: string;
  /** Larger is better: expected log density, log evidence, or −½ BIC. */
  readonly value: number;
  /** How far below the best, ≥ 0. */
  readonly difference: number;
  readonly differenceError: number | null;
  readonly weight: number | null;
}

/** [model] in the order of `models`. */
export interface ModelShares {
  readonly models: readonly string[];
  readonly frequencies: readonly number[];
  readonly exceedance: readonly number[];
  readonly protectedExceedance: readonly number[];
  readonly omnibusRisk: number;
  /** Which model each person follows most probably, [person]: model and probability. */
  readonly people: readonly { readonly subject: string; readonly model: string; readonly probability: number }[];
}

/** What was tried beside the fit; null where it was not. */
export interface FitChecks {
  readonly recovery: RecoveryCheck | null;
  readonly calibration: CalibrationCheck | null;
  readonly predictive: readonly PredictiveCheck[];
  readonly power: PowerCheck | null;
}

/** The words of a traffic light. */
export type Verdict = "good" | "fair" | "poor";

export interface RecoveryCheck {
  readonly environment: string;
  readonly trials: number;
  readonly subjects: number;
  readonly seed: number;
  readonly models: readonly ModelRecovery[];
  /** Null with one model. */
  readonly confusion: ConfusionMatrix | null;
}

export interface ModelRecovery {
  readonly model: string;
  readonly title: string;
  readonly environment: string;
  readonly trials: number;
  readonly subjects: number;
  /** Subjects without a fit (impossible, or no peak). */
  readonly failed: number;
  readonly parameters: readonly RecoveredParameter[];
}

export interface RecoveredParameter {
  readonly name: string;
  readonly symbol: string;
  /** Pearson's correlation of true and estimated values, on the unbounded scale. */
  readonly correlation: number | null;
  /** Spearman's. */
  readonly rankCorrelation: number | null;
  /** Mean of estimated − true, natural scale. */
  readonly bias: number | null;
  readonly rootMeanSquareError: number | null;
  /** Share of intervals that hold the true value; of those that exist. */
  readonly coverage: number | null;
  readonly intervals: number;
  readonly verdict: Verdict;
  /** Correlation of the estimate with every true parameter, [parameter] (off-diagonal: trade-offs). */
  readonly withTrue: readonly (number | null)[];
  /** [subject] */
  readonly truth: readonly number[];
  readonly estimate: readonly (number | null)[];
}

/** Which model is found when which one made the data. */
export interface ConfusionMatrix {
  readonly models: readonly string[];
  readonly criterion: "logEvidence" | "bic";
  /** Share of data sets of the row's model for which the column's is best, [made by, found]. */
  readonly share: readonly (readonly number[])[];
  /** Simulated with each model. */
  readonly subjects: number;
  /** Without an evidence under one of the models (a parameter at its bound), over all rows; not counted in `share`. */
  readonly leftOut: number;
}

/** Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788). */
export interface CalibrationCheck {
  readonly models: readonly ModelCalibration[];
}

export interface ModelCalibration {
  readonly model: string;
  readonly environment: string;
  readonly trials: number;
  readonly simulations: number;
  /** Ranks go from 0 to this. */
  readonly draws: number;
  readonly bins: number;
  readonly parameters: readonly CalibratedQuantity[];
  readonly passes: boolean;
  readonly seed: number;
  readonly notes: readonly string[];
}

export interface CalibratedQuantity {
  readonly name: string;
  readonly symbol: string;
  /** Counts, [bin]. */
  readonly histogram: readonly number[];
  /** χ² against equal bins, and its probability. */
  readonly chiSquare: number;
  readonly probability: number;
  /** Largest distance of the ranks' distribution function from uniform, and the bound that holds for all ranks together. */
  readonly distance: number;
  readonly bound: number;
  /** 99 % of counts of one bin lie here. */
  readonly band: readonly [number, number];
}

/** A statistic of behaviour in data beside the same of simulated people. */
export interface PredictiveCheck {
  readonly model: string;
  /** One step ahead: every response given what the person had done and seen before; else simulated in a task. */
  readonly kind: "prior" | "posterior" | "oneStepAhead" | "priorOneStepAhead";
  /** Simulated data sets. */
  readonly simulations: number;
  readonly statistics: readonly PredictedStatistic[];
  readonly curves: readonly PredictedCurve[];
  readonly notes: readonly string[];
}

export interface PredictedStatistic {
  readonly name: string;
  readonly title: string;
  /** Of the data; null for prior predictive checks. */
  readonly observed: number | null;
  readonly mean: number | null;
  /** 95 % of simulations. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Share of simulations at or above what was observed; null without data. */
  readonly probability: number | null;
  /** 2.5, 25, 50, 75, 97.5 % over people in one simulation. */
  readonly spread: readonly number[] | null;
}

export interface PredictedCurve {
  readonly name: string;
  readonly title: string;
  readonly xTitle: string;
  readonly x: readonly number[];
  readonly observed: readonly (number | null)[] | null;
  readonly mean: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** How often a design finds an effect of a given size. */
export interface PowerCheck {
  readonly model: string;
  readonly parameter: string;
  /** Difference between conditions in standard deviations between people. */
  readonly effect: number;
  readonly design: "between" | "within";
  readonly level: number;
  readonly simulations: number;
  readonly rows: readonly PowerRow[];
  /** The smallest design that reaches the power asked for, or null. */
  readonly recommended: { readonly subjects: number; readonly trials: number } | null;
  readonly wanted: number;
  readonly seed: number;
}

export interface PowerRow {
  /** In each group (between) or in all (within). */
  readonly subjects: number;
  readonly trials: number;
  readonly power: number;
  /** 95 % interval of the power (Wilson). */
  readonly lower: number;
  readonly upper: number;
  /** Share of simulations without an effect that find one. */
  readonly falsePositives: number;
  /** Effect found, mean, in the same units. */
  readonly found: number;
}
