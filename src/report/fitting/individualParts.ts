import type { FitSummary, FittedModel, FittedPerson } from "../../fitting/fitSummary.ts";
import { type Figure, fixedFigure, renderTable, scrolling } from "../figure.ts";
import { counted, formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { isDetermined, originOf, shownInterval } from "./intervals.ts";
import { mostRows } from "./limits.ts";
import { correlationOf, quantilesOf } from "./numbers.ts";
import { estimateText, people, unitOf } from "./words.ts";

/** Everybody's estimates, what the group made of them, and who is to be looked at. */
export function individualParts(summary: FitSummary, model: FittedModel): Section["parts"] {
  return [
    distributionFigure(model),
    ...(model.people.length <= mostRows ? model.parameters.map((_, at) => intervalFigure(summary, model, at)) : []),
    summary.method === "map" ? null : shrinkageFigure(model),
    warned(model),
    estimateTable(summary, model),
  ];
}

function nameOf({ subject, record }: FittedPerson): string {
  return record === null ? subject : `${subject}, ${record}`;
}

function distributionFigure(model: FittedModel): Figure {
  const { one, several, count } = unitOf(model);
  const panels = model.parameters.map(({ name }, at) => {
    const values = model.people.map(({ estimates }) => estimates[at]!.value);
    const known = values.filter((value) => value !== null);
    return {
      title: name,
      x: { label: "estimate", format: "number" as const },
      rows: [
        {
          ...{ label: several, colour: "group0" as const, values },
          mean: known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length),
          quantiles: quantilesOf(known),
        },
      ],
    };
  });
  const middle = panels.map(({ title, rows }) => `${title} ${formatNumber(rows[0]!.quantiles[2], "number")}`);
  return fixedFigure(
    `people-${model.id}`,
    `How ${several} differ`,
    {
      chart: { kind: "strips", columns: 2, panels },
      sentence: `Medians over ${count}: ${middle.join("; ")}.`,
    },
    `Each dot is a ${one}’s estimate${one === "record" ? "; a record is a person under one value of the design" : ""}. Thick line: middle half of the ${several}; thin line: middle 95 %; tick: median.`,
  );
}

function intervalFigure(summary: FitSummary, model: FittedModel, at: number): Figure {
  const { name, title } = model.parameters[at]!;
  const origin = originOf(model.parameters[at]!);
  const vague = model.people.filter(({ estimates }) => !isDetermined(estimates[at]!, origin)).length;
  const rows = model.people
    .map((person) => ({
      ...{ label: nameOf(person), colour: "group0" as const },
      ...shownInterval(person.estimates[at]!, origin),
    }))
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .map(({ label, colour, value, lower, upper }) => ({ label, colour, value, low: lower, high: upper }));
  const known = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const without = rows.filter(({ low }) => low === null).length - vague;
  return fixedFigure(
    `estimates-${model.id}-${name}`,
    `${title.charAt(0).toUpperCase()}${title.slice(1)}: everybody`,
    {
      chart: {
        ...{ kind: "intervals", x: { label: name, format: "number" }, columns: 1 },
        zero: quantilesOf(known)[2]!,
        panels: [{ title: name, rows }],
      },
      sentence: `From ${formatNumber(Math.min(...known), "number")} to ${formatNumber(Math.max(...known), "number")}${without > 0 ? `; ${formatNumber(without, "integer")} without an interval` : ""}${vague > 0 ? `; ${vague} of ${rows.length} intervals not determined` : ""}.`,
    },
    `Estimates with ${Math.round(100 * summary.coverage)} % intervals, in order; the vertical line is the median.`,
  );
}

/** What each estimate was alone under the model's prior, and with the group. */
function shrinkageFigure(model: FittedModel): Figure | null {
  if (!model.people.some(({ alone }) => alone !== null)) return null;
  const { one, several } = unitOf(model);
  const panels = model.parameters.map(({ name }, at) => ({
    title: name,
    ...{
      x: { label: "alone, under the prior", format: "number" as const },
      y: { label: "with the group", format: "number" as const },
    },
    identity: true,
    points: model.people.flatMap((person) => {
      const [x, y] = [person.alone?.[at] ?? null, person.estimates[at]!.value];
      return x === null || y === null ? [] : [{ label: nameOf(person), x, y }];
    }),
  }));
  const shrunk = panels.map(({ title, points }) => {
    const spread = (values: readonly number[]) => {
      const quantiles = quantilesOf(values);
      return quantiles[3]! - quantiles[1]!;
    };
    const share = 1 - spread(points.map(({ y }) => y)) / spread(points.map(({ x }) => x));
    const width = share < 0 ? "wider" : "narrower";
    return `${title} ${formatNumber(Math.abs(share), "percent")} ${width} (r ${formatNumber(correlationOf(points), "effect")})`;
  });
  return fixedFigure(
    `shrinkage-${model.id}`,
    `Estimates of single ${several}, alone and with the group`,
    {
      chart: { kind: "scatter", columns: 2, panels },
      sentence: `With the group the middle half of the ${several} lies in a range that is, beside that of estimates alone: ${shrunk.join("; ")}.`,
    },
    `Each dot is a ${one}; on the dashed line both estimates are equal. Both are drawn in: alone towards the model’s prior, with the group towards the group’s middle, the more the less the data say. So this is no comparison with estimates that stand on the data only, and the range becomes wider where the group differs more than the prior allows. Do not correlate drawn-in estimates with other measures as if they were data: put the measure into the design.`,
  );
}

function warned(model: FittedModel): Markup {
  const { several, one } = unitOf(model);
  const title = `${several.charAt(0).toUpperCase()}${several.slice(1)} to look at`;
  const some = model.people.filter(({ warnings }) => warnings.length > 0);
  if (some.length === 0) return html`<h3>${title}</h3><p>None: all fits came to a peak inside the ranges.</p>`;
  const list = html`<ul class="advice">${some.map((person) => html`<li><b>${nameOf(person)}</b> (${counted(person.observations, "trial")}): ${person.warnings.join("; ")}</li>`)}</ul>`;
  const sentence = html`<p>${one === "person" ? people(some.length) : `${formatNumber(some.length, "integer")} ${some.length === 1 ? "record" : "records"}`} of ${formatNumber(model.people.length, "integer")} ${some.length === 1 ? "has" : "have"} a warning.</p>`;
  if (some.length <= 8) return html`<h3>${title}</h3>${sentence}${list}`;
  return html`<h3>${title}</h3>${sentence}<details class="more"><summary>All warnings</summary>${list}</details>`;
}

function estimateTable({ coverage }: FitSummary, { title, parameters, people: all }: FittedModel): Markup {
  const hasLeaveOneOut = all.some(({ leaveOneOut }) => leaveOneOut !== null);
  const caption = `${title}: estimates of everybody (${Math.round(100 * coverage)} % intervals)`;
  const table = renderTable(
    {
      columns: [
        { label: "Subject", format: "text" },
        { label: "Trials", format: "integer" },
        ...parameters.map(({ name }) => ({ label: name, format: "number" as const, interval: true })),
        { label: "log L", format: "effect" },
        ...(hasLeaveOneOut ? [{ label: "leave-one-out", format: "effect" as const }] : []),
      ],
      rows: all.map((person) => [
        nameOf(person),
        person.observations,
        ...person.estimates.map((estimate, at) => {
          const origin = originOf(parameters[at]!);
          if (!isDetermined(estimate, origin)) return estimateText(estimate, origin);
          return { value: estimate.value, low: estimate.lower, high: estimate.upper };
        }),
        person.logLikelihood,
        ...(hasLeaveOneOut ? [person.leaveOneOut] : []),
      ]),
    },
    caption,
  );
  return html`<details class="more"><summary>${caption}</summary>${scrolling(caption, table)}</details>`;
}
