import { samplingLimits as soundLimits } from "../../analysis/trustLimits.ts";

export { negligibleVariance } from "../../analysis/trustLimits.ts";

/** Where a report's words change. */
export const samplingLimits = {
  ...soundLimits,
  /** R̂ from which draws are not to be used at all (Gelman & Rubin 1992). */
  unusable: 1.1,
  /** Share of divergent trajectories from which the posterior is in doubt altogether. */
  manyDivergences: 0.02,
} as const;

/** Fewest data sets, and bins of their ranks, from which even ranks speak for a model. */
export const calibrationLimits = { fewestDataSets: 100, fewestBins: 10 } as const;

/** Differences in expected log density of fewer standard errors are not to be leaned on. */
export const clearErrors = 2;
/** Expected log densities closer than this are as good as equal (Sivula et al. 2020, arXiv:2008.10296). */
export const clearDifference = 4;
/** Protected exceedance probability from which a model is called the most frequent. */
export const clearProbability = 0.95;
/** Ratio of an interval's ends above which it does not determine a positive quantity: six orders of magnitude. */
export const widestRatio = 1e6;
/** Most people that are drawn row by row. */
export const mostRows = 40;
