import type { GroupSummary } from "../../analysis/summary.ts";
import { type Context, curveMean, curveStatistic, formatOf, smallLabel, testedMeasure, whoIs } from "../context.ts";
import { capitalised, counted, formatInterval, formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { nearestAgents, shortLabel } from "./comparison.ts";
import { expectationCounts } from "./expectations.ts";
import { byChance } from "./keyNumbers.ts";
import { changedText, parameterShares } from "./provenance.ts";

/** Share of omissions beyond control's that is told. */
const manyOmissions = 0.05;

/** The findings in a few computed sentences, for the top of the page. */
export function briefFindings(context: Context): readonly Markup[] {
  return [
    peopleFinding(context),
    learningFinding(context),
    responseFinding(context),
    realismFinding(context),
    agentFinding(context),
    blockFinding(context),
    omissionFinding(context),
    expectationFinding(context),
    modelFinding(context),
    warningFinding(context),
  ].filter((finding) => finding !== null);
}

function learningFinding({ control, people }: Context): Markup | null {
  const early = curveMean(control?.reversalCurve ?? null, 1, 6);
  const late = curveMean(control?.reversalCurve ?? null, 10, Number.POSITIVE_INFINITY);
  if (!control || early === null || late === null) return null;
  const humanEarly = curveMean(people?.reversalCurve ?? null, 1, 6);
  const humanLate = curveMean(people?.reversalCurve ?? null, 10, Number.POSITIVE_INFINITY);
  const compared =
    people && humanEarly !== null && humanLate !== null
      ? ` (${people.label}: ${formatNumber(humanEarly, "percent")} and ${formatNumber(humanLate, "percent")})`
      : "";
  return html`${capitalised(whoIs(control))} choose the new best option on ${formatNumber(early, "percent")} of trials 1–6 after a reversal and on ${formatNumber(late, "percent")} from trial 10 on${compared}.`;
}

function responseFinding({ control }: Context): Markup | null {
  const { conditionedResponse, unrewardedCueResponse } = control?.measures ?? {};
  if (!control || !conditionedResponse) return null;
  const other = unrewardedCueResponse
    ? ` and ${formatNumber(unrewardedCueResponse.mean, "number")} to cues that never are`
    : "";
  return html`${capitalised(whoIs(control))} respond with ${formatNumber(conditionedResponse.mean, "number")} (of at most 1) to cues that are followed by reward${other}.`;
}

/** The verdict on a sample of people, where there are no virtual groups. */
function peopleFinding({ summary, people, labelOf }: Context): Markup | null {
  const comparison = summary.comparisons[0];
  if (summary.groups.length > 0 || !comparison || !people) return null;
  return html`${capitalised(labelOf(comparison.group))} ${comparison.distinguishable ? "can" : "cannot"} be told apart from ${people.label}. ${comparison.reasons.join(" ")}`;
}

function realismFinding(context: Context): Markup | null {
  const { control, people, summary } = context;
  const statistic = curveStatistic(summary);
  const distance = control && statistic ? context.distance(control.id, statistic) : null;
  if (!control || !people || !distance) return null;
  const comparison = summary.comparisons.find(({ group }) => group === control.id);
  const exceeding = comparison?.statistics.filter(({ exceeds }) => exceeds) ?? [];
  const verdict =
    exceeding.length === 0
      ? `on none of ${counted(comparison?.statistics.length ?? 0, "statistic")} is ${control.label} farther from people than people are from one another`
      : `${control.label} is farther from people than people are from one another on ${listOf(exceeding.map(({ label }) => shortLabel(label)))}`;
  return html`The reversal curve of ${control.label} lies ${formatNumber(distance.distance, "ratio")} from the people’s (noise ceiling ${formatNumber(distance.noiseCeiling99, "ratio")}); ${verdict}.`;
}

function agentFinding(context: Context): Markup | null {
  const nearest = nearestAgents(context);
  if (nearest === null) return null;
  return html`${nearest.verdict} <a href="#agents">More</a>`;
}

function blockFinding(context: Context): Markup | null {
  const { summary, others } = context;
  const tested = testedMeasure(summary);
  const effects = summary.effects.filter(
    ({ measure, dz, group }) => measure === tested && dz !== null && others.some(({ id }) => id === group),
  );
  const sorted = [...effects].sort((left, right) => Math.abs(right.dz ?? 0) - Math.abs(left.dz ?? 0));
  const largest = sorted[0];
  if (!largest || !tested) return null;
  const clear = effects.filter(({ low, high }) => low !== null && high !== null && (low > 0 || high < 0));
  const size = Math.abs(largest.difference);
  const amount =
    formatOf(tested) === "percent"
      ? `${formatNumber(size * 100, "number")} percentage points`
      : formatNumber(size, "number");
  return html`In ${smallLabel(context.measure(tested))}, ${clear.length} of ${counted(effects.length, "group")} ${clear.length === 1 ? "differs" : "differ"} from ${context.control?.label ?? "control"} (interval without 0; ${byChance(effects.length)}); the largest effect is that of ${context.labelOf(largest.group)}: ${largest.difference < 0 ? "lower" : "higher"} by ${amount} (d\u00a0=\u00a0${formatNumber(largest.dz, "effect")}, ${formatInterval(largest.low, largest.high, "effect")}).`;
}

/** Groups that leave out many more choices than control: means over choices do not show that. */
function omissionFinding({ control, others }: Context): Markup | null {
  const usual = control?.measures.omissions?.mean ?? 0;
  const share = ({ measures }: GroupSummary): number => measures.omissions?.mean ?? 0;
  const many = others.filter((group) => share(group) > usual + manyOmissions);
  if (!control || many.length === 0) return null;
  const told = many.map((group) => `${group.label} on ${formatNumber(share(group), "percent")}`);
  return html`No choice is made in ${listOf(told)} of trials (${control.label} ${formatNumber(usual, "percent")}); accuracy and the like are shares of the choices made.`;
}

function expectationFinding(context: Context): Markup | null {
  const { expectations } = context.summary;
  if (expectations.length === 0) return null;
  return html`Of ${counted(expectations.length, "expectation")} stated in the experiment file, ${expectationCounts(context.summary)} (<a href="#expectations">table</a>).`;
}

/** Where the model's numbers come from, and whether this experiment changed any. */
function modelFinding({ summary }: Context): Markup | null {
  if (summary.groups.length === 0) return null;
  const changed = changedText(summary);
  return html`${parameterShares(summary.model)}${changed !== "" && html` <strong>${changed}</strong>`}`;
}

function warningFinding({ summary }: Context): Markup | null {
  const { warnings } = summary;
  if (warnings.length === 0) return null;
  return html`<strong>${counted(warnings.length, "warning")}</strong> came with this run (<a href="#limits">read</a>).`;
}
