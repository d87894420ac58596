import type { Expectation } from "../../analysis/summary.ts";
import { type Context, treatmentOf } from "../context.ts";
import { scrolling } from "../figure.ts";
import { capitalised, formatInterval, formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { linkedSource } from "../source.ts";

const verdicts: Readonly<Record<Expectation["verdict"], { readonly sign: string; readonly text: string }>> = {
  confirmed: { sign: "✓", text: "came out" },
  contradicted: { sign: "✗", text: "came out the other way" },
  unclear: { sign: "?", text: "open: the interval includes 0" },
};

const directions: Readonly<Record<Expectation["direction"], string>> = {
  lower: "↓ lower",
  higher: "↑ higher",
  unchanged: "= unchanged",
};

/** What the literature says beforehand, and what came out. */
export function expectationSection(context: Context): Section | null {
  const { expectations } = context.summary;
  if (expectations.length === 0) return null;
  return {
    id: "expectations",
    title: "Expected from the literature, and what came out",
    parts: [
      html`<p>Written down before the run: the direction in which published experiments say that each ${treatmentOf(context)} moves behaviour. ${handText(context)} What did not come out is listed like what did.</p>`,
      scrolling("Expectations and verdicts", expectationTable(context)),
    ],
  };
}

/** Whether groups differ in parameters that somebody set. */
function handText({ summary }: Context): string {
  const set = summary.groups.filter(({ parameters = {} }) => Object.keys(parameters).length > 0);
  if (set.length === 0) return "No parameter is set by group, so nothing here is put in by hand.";
  return `Parameters of the model were set by hand in ${listOf(set.map(({ label }) => label))}.`;
}

function expectationTable(context: Context): Markup {
  const { expectations } = context.summary;
  const groups = [...new Set(expectations.map(({ group }) => group))];
  return html`<table class="expectations"><caption class="unseen">Expectations from the literature with verdicts</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Verdict</th><th scope="col">Expected</th><th scope="col">Effect, d [95&nbsp;%]</th><th scope="col">Why, and source</th></tr></thead>
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
  const { sign, text } = verdictText(expectation);
  return html`<tr><th scope="row">${context.measure(measure).label}</th><td><span class="verdict ${verdict}"><span aria-hidden="true">${sign}</span> ${text}</span></td>
<td class="nowrap">${directions[direction]}</td>
<td class="nowrap">${effect ? html`${formatNumber(effect.dz, "effect")} <small>${formatInterval(effect.low, effect.high, "effect")}</small>` : "–"}</td>
<td class="wide">${linkedSource(statement)} <span class="source">${linkedSource(source)}</span></td></tr>`;
}

/** An expectation of no change is met by an interval that includes 0. */
function verdictText({ direction, verdict }: Expectation): { readonly sign: string; readonly text: string } {
  if (direction !== "unchanged") return verdicts[verdict];
  if (verdict === "confirmed") return { sign: "✓", text: "came out: no more than a medium effect (d 0.5) either way" };
  if (verdict === "contradicted") return { sign: "✗", text: "changed" };
  return { sign: "?", text: "open: the interval is too wide" };
}
