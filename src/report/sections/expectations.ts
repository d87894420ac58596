import type { Effect, Expectation, Summary } from "../../analysis/summary.ts";
import { fewestForInterval } from "../../math/statisticsResampling.ts";
import { type Context, treatmentOf } from "../context.ts";
import { scrolling } from "../figure.ts";
import { capitalised, formatInterval, formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { linkedSource } from "../source.ts";

const verdicts: Readonly<Record<Expectation["verdict"], { readonly sign: string; readonly text: string }>> = {
  confirmed: { sign: "✓", text: "came out" },
  contradicted: { sign: "✗", text: "the other way" },
  unclear: { sign: "?", text: "open: the interval includes 0" },
};

const directions: Readonly<Record<Expectation["direction"], string>> = {
  lower: "↓ lower",
  higher: "↑ higher",
  unchanged: "= unchanged",
};

/** How many expectations came out, came out the other way, changed against expectation, or stayed open, in words. */
export function expectationCounts({ expectations }: Summary): string {
  const count = (verdict: Expectation["verdict"], unchanged: boolean | null): number =>
    expectations.filter(
      (item) => item.verdict === verdict && (unchanged === null || (item.direction === "unchanged") === unchanged),
    ).length;
  const [other, changed] = [count("contradicted", false), count("contradicted", true)];
  return listOf([
    `${count("confirmed", null)} came out`,
    ...(other > 0 || changed === 0 ? [`${other} came out the other way`] : []),
    ...(changed > 0 ? [`${changed} changed where no change was expected`] : []),
    `${count("unclear", null)} stayed open`,
  ]);
}

/** What the experiment file says beforehand, and what came out. */
export function expectationSection(context: Context): Section | null {
  const { expectations } = context.summary;
  if (expectations.length === 0) return null;
  return {
    id: "expectations",
    title: "What was expected, and what came out",
    parts: [
      html`<p>Stated in the experiment file, with its sources: the direction in which each ${treatmentOf(context)} is expected to move behaviour. ${handText(context)} What did not come out is listed like what did.</p>`,
      scrolling("Expectations and verdicts", expectationTable(context)),
    ],
  };
}

/** Whether groups differ in parameters that somebody set. */
function handText({ summary }: Context): string {
  const set = summary.groups.filter(({ parameters = {} }) => Object.keys(parameters).length > 0);
  if (set.length === 0) return "The experiment file sets no parameter of the model for one group alone.";
  return `The experiment file sets parameters of the model in ${listOf(set.map(({ label }) => label))}.`;
}

function expectationTable(context: Context): Markup {
  const { expectations } = context.summary;
  const groups = [...new Set(expectations.map(({ group }) => group))];
  return html`<table class="expectations"><caption class="unseen">Expectations with verdicts</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Verdict</th><th scope="col">Expected</th><th scope="col">Effect, d [95&nbsp;%]</th><th scope="col">Reason and source, as stated</th></tr></thead>
${groups.map(
  (
    group,
  ) => html`<tbody><tr class="division"><th colspan="5" scope="rowgroup">${capitalised(context.labelOf(group))}</th></tr>
${expectations.filter((expectation) => expectation.group === group).map((expectation) => expectationRow(context, expectation))}</tbody>`,
)}</table>`;
}

function expectationRow(context: Context, expectation: Expectation): Markup {
  const { group, measure, direction, statement, source, verdict } = expectation;
  const effect = context.effect(group, measure);
  const { sign, text } = verdictText(expectation, effect);
  return html`<tr><th scope="row">${context.measure(measure).label}</th><td><span class="verdict ${verdict}"><span aria-hidden="true">${sign}</span> ${text}</span></td>
<td class="nowrap">${directions[direction]}</td>
<td class="nowrap">${effect ? html`${formatNumber(effect.dz, "effect")} <small>${formatInterval(effect.low, effect.high, "effect")}</small>` : "–"}</td>
<td class="wide">${linkedSource(statement)} <span class="source">${linkedSource(source)}</span></td></tr>`;
}

/** An expectation of no change is met by an interval that includes 0. */
function verdictText(
  { direction, verdict }: Expectation,
  effect: Effect | null,
): { readonly sign: string; readonly text: string } {
  if (verdict === "unclear" && effect?.dz === null) {
    const few = effect.subjects < fewestForInterval;
    return {
      sign: "?",
      text: few ? `open: fewer than ${fewestForInterval} subjects` : "open: the same in all subjects",
    };
  }
  if (direction !== "unchanged") return verdicts[verdict];
  if (verdict === "confirmed") return { sign: "✓", text: "came out: no more than a medium effect (d 0.5) either way" };
  if (verdict === "contradicted") return { sign: "✗", text: "changed" };
  return { sign: "?", text: "open: the interval is too wide" };
}
