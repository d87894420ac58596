import type { Effect, GroupSummary, MeasureName } from "../../analysis/summary.ts";
import { fewestForInterval } from "../../math/statisticsResampling.ts";
import {
  type Context,
  controlName,
  curveStatistic,
  formatOf,
  smallLabel,
  testedMeasure,
  treatmentOf,
} from "../context.ts";
import { type Figure, fixedFigure, scrolling } from "../figure.ts";
import { capitalised, counted, formatInterval, formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";

const tableMeasures: readonly MeasureName[] = [
  "accuracy",
  "earlyAccuracy",
  "winStay",
  "loseShift",
  "omissions",
  "reactionTime",
  "conditionedResponse",
  "unrewardedCueResponse",
  "discrimination",
];

/** Key numbers of people, groups and agents, and the effects of the blocks. */
export function keyNumberSection(context: Context): Section {
  const figure = effectFigure(context);
  return { id: "key-numbers", title: "Key numbers", parts: [keyTable(context), ...(figure ? [figure] : [])] };
}

function keyTable(context: Context): Markup {
  const { summary } = context;
  const statistic = curveStatistic(summary);
  const measures = tableMeasures.filter((name) =>
    [...summary.groups, ...summary.people].some((group) => group.measures[name]),
  );
  const tested = testedMeasure(summary);
  const scale = effectScale(summary.effects.filter(({ measure }) => measure === tested));
  const rows = (title: string, groups: readonly GroupSummary[]): Markup | false =>
    groups.length > 0 &&
    html`<tbody><tr class="division"><th colspan="${measures.length + 2 + (statistic ? 1 : 0) + (tested ? 1 : 0)}" scope="rowgroup">${title}</th></tr>
${groups.map((group) => keyRow(context, group, measures, statistic, tested && { tested, scale: scale ?? 0.5 }))}</tbody>`;
  const table = html`<table class="key"><caption class="unseen">Key numbers of each group</caption>
<thead><tr><th scope="col">Who</th><th scope="col" class="n">n</th>
${measures.map((name) => html`<th scope="col" class="n">${context.measure(name).label}</th>`)}
${statistic && html`<th scope="col" class="n">Distance from people</th>`}
${tested && html`<th scope="col">Effect on ${smallLabel(context.measure(tested))}, d [95&nbsp;%]</th>`}</tr></thead>
${rows(summary.groups.length > 0 ? (context.people?.drugFree ? "Real people (no drug)" : "Real people") : "People", summary.people)}${rows("Virtual groups", summary.groups)}${rows("Simple agents", summary.agents)}</table>`;
  return html`${scrolling("Key numbers", table)}
<p class="note">n: subjects. Means over subjects; in smaller type the middle half of the subjects (first to third quartile), and n where the measure cannot be computed for all of them. ${measures.map((name) => describeMeasure(context, name))}${
    statistic
      ? html`<b>Distance</b>: root mean square between the group’s mean reversal curve and the people’s; the noise ceiling (after the slash) is what as many random people from the same sample do not exceed in 99 % of draws. `
      : null
  }${tested ? html`<b>Effect</b>: Cohen’s d of the differences from ${controlName(context)}, subject by subject, with 95 % bootstrap interval; the line in the small picture is 0.` : null}</p>`;
}

function describeMeasure(context: Context, name: MeasureName): Markup | null {
  const { label, doc } = context.measure(name);
  const meaning = doc.charAt(0).toLowerCase() + doc.slice(1).replace(/\.?$/, ".");
  return doc === "" ? null : html`<b>${label}</b>: ${meaning} `;
}

function keyRow(
  context: Context,
  group: GroupSummary,
  measures: readonly MeasureName[],
  statistic: string | null,
  effects: { readonly tested: MeasureName; readonly scale: number } | null,
): Markup {
  const distance = statistic ? context.distance(group.id, statistic) : null;
  const reference = group.id === context.people?.id;
  return html`<tr><th scope="row"><span class="swatch" style="--swatch:var(--c-${context.colourOf(group)})"></span>${capitalised(group.label)}</th>
<td class="n">${formatNumber(group.subjects, "integer")}</td>
${measures.map((name) => measureCell(group, name))}
${statistic !== null && html`<td class="n">${reference ? html`<span class="muted">reference</span>` : distance ? html`${formatNumber(distance.distance, "ratio")}${distance.exceeds && html`<span class="over" title="above the noise ceiling"> ▲</span><span class="unseen"> above the noise ceiling</span>`}<small>/ ${formatNumber(distance.noiseCeiling99, "ratio")}</small>` : "–"}</td>`}
${effects && html`<td>${effectCell(context, group, context.effect(group.id, effects.tested), effects.scale)}</td>`}</tr>`;
}

function measureCell(group: GroupSummary, name: MeasureName): Markup {
  const measure = group.measures[name];
  if (!measure) return html`<td class="n">–</td>`;
  const [, first, , third] = measure.quantiles;
  const known = measure.values.filter((value) => value !== null).length;
  return html`<td class="n">${formatNumber(measure.mean, formatOf(name))}<small>${formatInterval(first, third, formatOf(name))}</small>${known < group.subjects && html`<small>n = ${known}</small>`}</td>`;
}

function effectCell(context: Context, group: GroupSummary, effect: Effect | null, scale: number): Markup {
  if (group.id === context.control?.id) return html`<span class="muted">reference</span>`;
  if (!effect || group.kind !== "virtual") return html`–`;
  if (effect.subjects < fewestForInterval)
    return html`<span class="muted">fewer than ${fewestForInterval} subjects</span>`;
  if (effect.dz === null)
    return html`<span class="muted">${effect.difference === 0 ? "identical" : "the same"} in all subjects</span>`;
  return html`<span class="effect">${miniForest(effect, scale, context.colourOf(group))}<span>${formatNumber(effect.dz, "effect")} <small>${formatInterval(effect.low, effect.high, "effect")}</small></span></span>`;
}

/** Half width of the common scale of the small pictures; null if no effect has a size. */
function effectScale(effects: readonly Effect[]): number | null {
  const ends = effects.flatMap(({ dz, low, high }) => [dz, low, high]).filter((value) => value !== null);
  return ends.length === 0 ? null : Math.max(0.5, ...ends.map(Math.abs));
}

function miniForest({ dz, low, high }: Effect, scale: number, colour: string): Markup {
  const place = (value: number | null): string => (50 + ((value ?? 0) / scale) * 46).toFixed(1);
  return html`<svg class="forest" viewBox="0 0 100 16" width="70" height="16" aria-hidden="true" focusable="false"><line x1="50" x2="50" y1="0" y2="16" stroke="var(--muted)"/><line x1="${place(low)}" x2="${place(high)}" y1="8" y2="8" stroke="var(--c-${colour})" stroke-width="2"/><circle cx="${place(dz)}" cy="8" r="3.5" fill="var(--c-${colour})"/></svg>`;
}

/** How many of so many 95 % intervals miss 0 where there is no effect. */
export function byChance(intervals: number): string {
  return `without any effect about ${(0.05 * intervals).toFixed(1)} would by chance`;
}

function effectFigure(context: Context): Figure | null {
  const { others, summary } = context;
  const measures = summary.measures
    .map(({ name }) => name)
    .filter((name) => summary.effects.some(({ measure, dz }) => measure === name && dz !== null));
  if (others.length === 0 || measures.length === 0) return null;
  const shown = summary.effects.filter(
    ({ dz, measure, group }) => dz !== null && measures.includes(measure) && others.some(({ id }) => id === group),
  );
  const clear = shown.filter(({ low, high }) => low !== null && high !== null && (low > 0 || high < 0));
  const largest = [...shown].sort((left, right) => Math.abs(right.dz ?? 0) - Math.abs(left.dz ?? 0))[0];
  if (!largest) return null;
  return fixedFigure(
    "effects",
    `Effect of each ${treatmentOf(context)} on behaviour`,
    {
      chart: {
        kind: "intervals",
        x: { label: `Effect size d against ${controlName(context)}`, format: "effect" },
        zero: 0,
        columns: 3,
        panels: measures.map((name) => ({
          title: context.measure(name).label,
          rows: others.map((group) => {
            const effect = context.effect(group.id, name);
            const { dz = null, low = null, high = null } = effect ?? {};
            return { label: group.label, colour: context.colourOf(group), value: dz, low, high };
          }),
        })),
      },
      sentence: `${clear.length} of ${counted(shown.length, "effect")} ${clear.length === 1 ? "has" : "have"} an interval without 0 (${byChance(shown.length)}); the largest is that of ${context.labelOf(largest.group)} on ${smallLabel(context.measure(largest.measure))} (d\u00a0=\u00a0${formatNumber(largest.dz, "effect")}, ${formatInterval(largest.low, largest.high, "effect")}).`,
    },
    `Points: Cohen’s d of the paired differences from ${controlName(context)} (positive: more than there). Lines: 95 % bootstrap interval over subjects. A row without a point has no difference that varies between subjects, or fewer than five subjects. The intervals are not corrected for their number: of twenty without any effect, one would miss 0.`,
  );
}
