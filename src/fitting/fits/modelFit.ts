import type { PointAccuracy, PredictiveAccuracy } from "../comparison/predictiveAccuracy.ts";
import type { ChainDraws } from "../inference/chain.ts";
import type { GroupFit } from "../inference/empiricalBayes.ts";
import type { SubjectFit } from "../inference/fitSubjects.ts";
import type { GroupDesign } from "../inference/groupDesign.ts";
import type { GroupDraws } from "../inference/sampleGroup.ts";
import type { QuantitySummary, SamplingReport } from "../inference/summariseDraws.ts";
import type { BehaviourDefinition } from "../model/definition.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import type { Transform } from "../transform.ts";
import type { NaturalChange } from "./naturalChange.ts";
import type { FitJob, FitRecord, FitSettings } from "./settings.ts";

/** What is known of one record's parameters. */
export interface RecordEstimate {
  readonly record: FitRecord;
  /** Trials with a response that counts. */
  readonly observations: number;
  /** Natural scale, [parameter]: the peak by `map`, the person's peak under the group by `hierarchical`, the posterior mean by `nuts`. */
  readonly estimate: Float64Array;
  /** Ends of the interval, natural scale, [parameter]; NaN where there is none. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** At the estimate. */
  readonly logLikelihood: number;
  /** By Laplace's method, of this record alone (`map`) or of the person under the group (`hierarchical`); null where there is none. */
  readonly logEvidence: number | null;
  /** Of `map`, else NaN. */
  readonly aic: number;
  readonly bic: number;
  /** In plain words. */
  readonly warnings: readonly string[];
}

/** A record on which the fit goes on without. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** An entry of B, or a standard deviation of people, on the unbounded scale. */
export interface DescribedQuantity {
  /** `learningRate`, `learningRate:drug`, `learningRate:drug × age` */
  readonly name: string;
  readonly kind: "effect" | "spread";
  readonly mean: number;
  /** Standard error, or standard deviation of the posterior. */
  readonly error: number;
  readonly lower: number;
  readonly upper: number;
  /** What a level is on the parameter's natural scale, with the ends of its interval; null for effects and spreads. */
  readonly natural: { readonly value: number; readonly lower: number; readonly upper: number } | null;
  /** What an effect comes to on the parameter's natural scale; null for levels and spreads. */
  readonly change: NaturalChange | null;
  /** Of draws; null by empirical Bayes. */
  readonly summary: QuantitySummary | null;
}

export interface GroupEstimate {
  readonly design: GroupDesign;
  /** Of each parameter's range onto the scale of the group. */
  readonly transforms: readonly Transform[];
  readonly quantities: readonly DescribedQuantity[];
  /** By empirical Bayes, else null. */
  readonly fit: GroupFit | null;
}

/** What came out of sampling. */
export interface SampledModel {
  readonly report: SamplingReport;
  readonly chains: readonly ChainDraws[];
  readonly draws: GroupDraws;
  /** Of each record's trials that count. */
  readonly points: readonly (readonly PointAccuracy[])[];
  readonly leaveOneOut: PredictiveAccuracy;
  readonly widelyApplicable: PredictiveAccuracy;
}

/** A model fitted to data. */
export interface ModelFit {
  readonly definition: BehaviourDefinition;
  readonly lowered: LoweredBehaviour;
  /** The records that were fitted, with their rows. */
  readonly job: FitJob;
  readonly settings: FitSettings;
  /** In the order of the job's records. */
  readonly estimates: readonly RecordEstimate[];
  /** Each record fitted by itself with the parameters' own priors, in the same order. */
  readonly alone: readonly SubjectFit[];
  readonly leftOut: readonly LeftOut[];
  /** Logarithm of the probability of each record's responses under guessing; null where responses are no choices. */
  readonly guessing: readonly number[] | null;
  readonly group: GroupEstimate | null;
  readonly sampled: SampledModel | null;
  /** About the fit as a whole, in plain words with advice; empty if all is well. */
  readonly warnings: readonly string[];
  /** Whether something of `warnings` forbids to trust the result (the `--strict` check). */
  readonly isSound: boolean;
}
