import type {
  Estimate,
  FitMethod,
  FitSampling,
  FittedModel,
  GroupQuantity,
  Verdict,
} from "../../fitting/fitSummary.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { isDetermined, type Origin } from "./intervals.ts";
import { samplingLimits } from "./limits.ts";

/** What each method is called in a sentence. */
export const methodWords: Readonly<Record<FitMethod, string>> = {
  map: "each person alone, maximum a posteriori",
  hierarchical: "hierarchically, by empirical Bayes",
  nuts: "hierarchically, by the No-U-Turn sampler",
};

/** A lamp with its word: the colour is never alone. */
export function light(verdict: Verdict, word: string): Markup {
  return html`<span class="light ${verdict}">${word}</span>`;
}

/** `0.42 (0.3 to 0.5)`; the interval of a quantity on a logarithmic scale from `origin` may be `not determined`. */
export function estimateText(estimate: Estimate, origin: Origin = null): string {
  const { value, lower, upper } = estimate;
  const number = formatNumber(value, "number");
  if (!isDetermined(estimate, origin)) return `${number} (not determined)`;
  if (lower === null || upper === null) return number;
  return `${number} (${formatNumber(lower, "number")} to ${formatNumber(upper, "number")})`;
}

/** `1 person`, `20 people`. */
export function people(count: number): string {
  return `${formatNumber(count, "integer")} ${count === 1 ? "person" : "people"}`;
}

/** What has one set of parameters: a person, or a person under one value of the design. */
export interface Unit {
  readonly one: "person" | "record";
  readonly several: "people" | "records";
  /** How many of which: `87 records (of 29 people)`. */
  readonly count: string;
}

export function unitOf({ people: all }: Pick<FittedModel, "people">): Unit {
  const persons = new Set(all.map(({ subject }) => subject)).size;
  if (all.every(({ record }) => record === null)) return { one: "person", several: "people", count: people(persons) };
  const count = `${formatNumber(all.length, "integer")} ${all.length === 1 ? "record" : "records"} (of ${people(persons)})`;
  return { one: "record", several: "records", count };
}

/** An effect on the unbounded scale with its interval, and from where to where it moves the middle person. */
export function effectText({ name, estimate, onNaturalScale: own }: GroupQuantity): string {
  if (!own || own.from === null || own.to === null) return `${name} ${estimateText(estimate)}`;
  return `${name} ${estimateText(estimate)}, which is from ${formatNumber(own.from, "number")} to ${formatNumber(own.to, "number")}`;
}

/** How the chains did, from all their measures together. */
export function samplingVerdict(sampling: FitSampling): { verdict: Verdict; word: string } {
  const { largestScaleReduction: reduction, divergences, warnings, chains, drawsPerChain } = sampling;
  if (warnings.length === 0) return { verdict: "good", word: "sound" };
  const share = divergences / (chains * drawsPerChain);
  if ((reduction ?? 2) > samplingLimits.unusable || share > samplingLimits.manyDivergences)
    return { verdict: "poor", word: "not to be used" };
  return { verdict: "fair", word: "with care" };
}
