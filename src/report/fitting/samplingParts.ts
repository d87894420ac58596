import type { FitSampling, FittedModel, Verdict } from "../../fitting/fitSummary.ts";
import { scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { samplingLimits } from "./limits.ts";
import { light, samplingVerdict } from "./words.ts";

interface Measure {
  readonly name: string;
  readonly value: string;
  readonly bound: string;
  readonly verdict: Verdict;
}

const words: Readonly<Record<Verdict, string>> = { good: "good", fair: "look", poor: "bad" };

/** Whether the chains mixed, measure by measure, with what to do. */
export function samplingParts(model: FittedModel, sampling: FitSampling): Section["parts"] {
  const { verdict, word } = samplingVerdict(sampling);
  const { chains, warmup, drawsPerChain, warnings } = sampling;
  const caption = `How the chains of ${model.title} did`;
  return [
    html`<p>${chains} chains of ${formatNumber(drawsPerChain, "integer")} draws after ${formatNumber(warmup, "integer")} of warm-up. The draws are ${light(verdict, word)}.</p>`,
    scrolling(
      caption,
      html`<table><caption class="unseen">${caption}</caption><thead><tr><th scope="col">Measure</th><th scope="col" class="n">Here</th><th scope="col" class="n">Sound</th><th scope="col">Verdict</th></tr></thead>
<tbody>${measuresOf(sampling).map((one) => html`<tr><th scope="row">${one.name}</th><td class="n">${one.value}</td><td class="n">${one.bound}</td><td>${light(one.verdict, words[one.verdict])}</td></tr>`)}</tbody></table>`,
    ),
    advice(warnings),
  ];
}

function measuresOf(sampling: FitSampling): Measure[] {
  const { chains, drawsPerChain, divergences, atMaximumDepth, missingInformation } = sampling;
  const total = chains * drawsPerChain;
  const { largestScaleReduction: reduction, smallestEffectiveSize: effective } = sampling;
  const fewest = samplingLimits.effectiveSizePerChain * chains;
  const energy = Math.min(...missingInformation);
  const graded = (good: boolean, fair: boolean): Verdict => (good ? "good" : fair ? "fair" : "poor");
  return [
    {
      name: "R̂, largest",
      value: formatNumber(reduction, "ratio"),
      bound: `≤ ${samplingLimits.scaleReduction}`,
      verdict: graded((reduction ?? 9) <= samplingLimits.scaleReduction, (reduction ?? 9) <= samplingLimits.unusable),
    },
    {
      name: "Effective draws, fewest",
      value: formatNumber(effective, "integer"),
      bound: `≥ ${formatNumber(fewest, "integer")}`,
      verdict: graded((effective ?? 0) >= fewest, (effective ?? 0) >= fewest / 4),
    },
    {
      name: "Divergent trajectories",
      value: `${formatNumber(divergences, "integer")} of ${formatNumber(total, "integer")}`,
      bound: "0",
      verdict: graded(divergences === 0, divergences <= samplingLimits.manyDivergences * total),
    },
    {
      name: "Trajectories cut at the greatest depth",
      value: formatNumber(atMaximumDepth, "integer"),
      bound: "few (slow, not wrong)",
      verdict: graded(atMaximumDepth <= 0.01 * total, true),
    },
    {
      name: "Energy that one draw renews (E-BFMI), least",
      value: formatNumber(energy, "effect"),
      bound: `≥ ${samplingLimits.missingInformation}`,
      verdict: graded(energy >= samplingLimits.missingInformation, energy >= samplingLimits.missingInformation / 2),
    },
  ];
}

function advice(warnings: readonly string[]): Markup | null {
  if (warnings.length === 0) return null;
  return html`<h3>What to do</h3><ul class="advice">${warnings.map((text) => html`<li>${text.charAt(0).toUpperCase()}${text.slice(1)}.</li>`)}</ul>`;
}
