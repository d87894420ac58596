import type { FitComparison, FitSummary, ModelShares } from "../../fitting/fitSummary.ts";
import { formatNumber } from "../format.ts";
import { clearDifference, clearErrors, clearProbability } from "./limits.ts";

/** What models are ranked by, in words. */
export const scales: Readonly<Record<FitComparison["by"], string>> = {
  leaveOneOut: "expected log density of trials left out (PSIS-LOO)",
  integratedBic: "−½ integrated BIC",
  logEvidence: "log evidence (Laplace’s method), summed over people",
  bic: "−½ BIC, summed over people",
};

export function titleOf({ models }: Pick<FitSummary, "models">, id: string): string {
  return models.find((model) => model.id === id)?.title ?? id;
}

/** What the comparison says, a sentence each: which model predicts best, and which one most people follow. */
export function comparisonVerdict(summary: FitSummary): string[] {
  const { comparison } = summary;
  if (comparison === null || comparison.ranking.length < 2) return [];
  const { frequencies } = comparison;
  return [comparisonSentence(summary), ...(frequencies ? [shareSentence(summary, frequencies)] : [])];
}

/** Which model is best, by how much, and whether that is clear. */
export function comparisonSentence(summary: FitSummary): string {
  const { ranking, by } = summary.comparison!;
  const [best, second] = ranking;
  if (!best || !second) return "There is one model.";
  const gap = Math.abs(second.difference);
  const error = second.differenceError;
  const errors = error === null || error === 0 ? null : gap / error;
  const size = `${formatNumber(gap, "number")}${error === null ? "" : ` ± ${formatNumber(error, "number")}`}`;
  const lead = `${titleOf(summary, best.model)} is best: ${size} before ${titleOf(summary, second.model)} in ${scales[by]}`;
  const inErrors = errors === null ? "" : `, ${formatNumber(errors, "number")} standard errors`;
  if (gap <= clearDifference || (errors !== null && errors <= clearErrors))
    return `${lead}${inErrors}. Undecided: the difference is too small to lean on.`;
  return errors === null
    ? `${lead}: better (this scale has no standard error).`
    : `${lead}${inErrors}: clearly better.`;
}

/** Which model most people follow, and whether that is more than chance. */
function shareSentence(summary: FitSummary, shares: ModelShares): string {
  const { protectedExceedance: exceedance, frequencies, omnibusRisk } = shares;
  const most = frequencies.indexOf(Math.max(...frequencies));
  const title = titleOf(summary, shares.models[most]!);
  const risk = `that all are equally frequent has a probability of ${formatNumber(omnibusRisk, "percent")}`;
  const share = `an estimated ${formatNumber(frequencies[most], "percent")} of the people follow ${title}`;
  const probability = `protected exceedance probability ${formatNumber(exceedance[most], "percent")}`;
  return exceedance[most]! >= clearProbability
    ? `Most frequent is ${title}: ${share} (${probability}; ${risk}).`
    : `Which model is the most frequent is undecided: ${share}, with a ${probability}; ${risk}.`;
}
