import type { ModelCalibration, Verdict } from "../../fitting/fitSummary.ts";
import { calibrationLimits } from "./limits.ts";

/** Whether posteriors may be called calibrated; unevenness is told from any number of data sets, evenness is not. */
export function calibrationVerdict({ passes, simulations, bins }: ModelCalibration): {
  verdict: Verdict;
  word: string;
} {
  if (!passes) return { verdict: "poor", word: "fails" };
  if (simulations < calibrationLimits.fewestDataSets || bins < calibrationLimits.fewestBins)
    return { verdict: "fair", word: "too few data sets to judge" };
  return { verdict: "good", word: "passes" };
}
