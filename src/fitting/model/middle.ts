import { exponential } from "../../math/double.ts";
import type { FittedParameter } from "../likelihood.ts";

/** A value well inside a parameter's range, near where its prior has most of its mass. */
export function middleOf({ lower, upper, prior }: FittedParameter): number {
  const value = centreOf(prior);
  if (value > lower && value < upper) return value;
  if (Number.isFinite(lower) && Number.isFinite(upper)) return (lower + upper) / 2;
  return Number.isFinite(lower) ? lower + 1 : upper - 1;
}

function centreOf(prior: FittedParameter["prior"]): number {
  switch (prior.kind) {
    case "normal":
      return prior.mean;
    case "studentT":
      return prior.location;
    case "logNormal":
      return exponential(prior.mean);
    case "halfNormal":
      return 0.6744897501960817 * prior.standardDeviation;
    case "gamma":
      return prior.shape / prior.rate;
    case "beta":
      return prior.first / (prior.first + prior.second);
    case "uniform":
      return (prior.lower + prior.upper) / 2;
  }
}
