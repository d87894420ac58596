import type { PredictedCurve, PredictiveCheck } from "../../fitting/fitSummary.ts";
import type { CurveChart, Series } from "../chart.ts";
import { type Figure, fixedFigure, renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";

const kinds: Readonly<Record<PredictiveCheck["kind"], { title: string; doc: string }>> = {
  prior: {
    title: "What the priors make people do",
    doc: "Parameters from the priors. If behaviour that nobody shows is common here, or behaviour that people do show is rare, the priors are wrong.",
  },
  posterior: {
    title: "What the fitted model does by itself",
    doc: "Fitted people simulated in the task, with the outcomes that their own choices bring. A model that predicts well trial by trial may still not behave like people when it is on its own (Palminteri et al. 2017, doi:10.1016/j.tics.2017.03.011).",
  },
  priorOneStepAhead: {
    title: "What the priors would have done next",
    doc: "In every trial a response is drawn given what the person had done and seen until then, before anything was learnt from the data. Data far outside were not foreseen by the priors.",
  },
  oneStepAhead: {
    title: "What the fitted model would have done next",
    doc: "In every trial a response is drawn given what the person had done and seen until then.",
  },
};

/** Behaviour of the models beside that of people; of several models each can be folded away. */
export function predictiveSection(
  checks: readonly PredictiveCheck[],
  titleOf: (model: string) => string,
): Section | null {
  if (checks.length === 0) return null;
  const parts = checks.map((check) => {
    const { title, doc } = kinds[check.kind];
    return {
      title: `${titleOf(check.model)}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      parts: [
        html`<p>${doc}${check.notes.length > 0 && html` ${check.notes.join("; ")}.`}</p>`,
        html`<p>${sentence(check)}</p>`,
        ...statisticTable(check),
        ...curveFigures(check),
      ],
    };
  });
  return {
    id: "predictive",
    title: "Does the model behave like people",
    parts:
      parts.length === 1
        ? parts.flatMap(({ title, parts: own }) => [html`<h3>${title}</h3>`, ...own])
        : parts.map(({ title, parts: own }) => ({ title, isOpen: true, folded: own })),
  };
}

/** Which statistics of the data lie outside what the model does. */
function sentence({ statistics, simulations }: PredictiveCheck): string {
  const known = statistics.filter(({ observed }) => observed !== null);
  if (known.length === 0) return `${formatNumber(simulations, "integer")} simulated data sets.`;
  const outside = known.filter(
    ({ observed, lower, upper }) => observed! < (lower ?? observed!) || observed! > (upper ?? observed!),
  );
  if (outside.length === 0)
    return `${known.length === 1 ? "The one statistic of the data lies" : `All ${known.length} statistics of the data lie`} within 95 % of ${simulations} simulations.`;
  const listed = outside.map(
    ({ title, observed, mean }) =>
      `${title} (${formatNumber(observed, "number")}, model ${formatNumber(mean, "number")})`,
  );
  const which = known.length === 1 ? "The one statistic" : `${outside.length} of ${known.length} statistics`;
  return `${which} of the data ${outside.length === 1 ? "lies" : "lie"} outside of 95 % of ${simulations} simulations: ${listed.join("; ")}.`;
}

function statisticTable({ model, kind, statistics, simulations }: PredictiveCheck): Markup[] {
  if (statistics.length === 0) return [];
  const caption = `Statistics of behaviour, ${model}, ${kinds[kind].title.toLowerCase()}`;
  const hasData = statistics.some(({ observed }) => observed !== null);
  const table = scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Statistic, mean over people", format: "text" },
          ...(hasData ? [{ label: "Data", format: "number" as const }] : []),
          { label: "Model (95 % of simulations)", format: "number", interval: true },
          ...(hasData ? [{ label: "p", format: "ratio" as const }] : []),
          { label: "Single people, 95 %", format: "text" },
        ],
        rows: statistics.map((one) => [
          one.title,
          ...(hasData ? [one.observed] : []),
          { value: one.mean, low: one.lower, high: one.upper },
          ...(hasData ? [one.probability] : []),
          one.spread ? spreadText(one.spread[0], one.spread[4]) : "–",
        ]),
      },
      caption,
    ),
  );
  if (!hasData) return [table];
  return [
    table,
    html`<p class="note">p is the share of the ${formatNumber(simulations, "integer")} simulations whose statistic is at or above that of the data: near 0 the data have more of it than the model, near 1 less. It is no test of significance.</p>`,
  ];
}

/** Ends that stay in one line. */
function spreadText(low: number | undefined, high: number | undefined): string {
  return `${formatNumber(low, "number")}\u00a0to\u00a0${formatNumber(high, "number")}`;
}

/** Courses of behaviour, a figure for those with the same axis. */
function curveFigures({ model, kind, curves }: PredictiveCheck): Figure[] {
  const axes = [...new Set(curves.map(({ xTitle }) => xTitle))];
  return axes.map((axis, place) =>
    curveFigure(
      `curves-${model}-${kind}${place === 0 ? "" : `-${place + 1}`}`,
      axis,
      curves.filter(({ xTitle }) => xTitle === axis),
    ),
  );
}

function curveFigure(id: string, axis: string, curves: PredictiveCheck["curves"]): Figure {
  const panels: CurveChart["panels"] = curves.map(({ title, x, observed, mean, lower, upper }) => {
    const simulated: Series = {
      label: "model, 95 % of simulations",
      colour: "group0",
      x,
      y: mean,
      low: lower,
      high: upper,
    };
    const own: readonly Series[] = observed ? [{ label: "data", colour: "people", x, y: observed }] : [];
    return { title, y: { label: "", format: "number" }, series: [simulated, ...own] };
  });
  return fixedFigure(
    id,
    curves.length === 1 ? curves[0]!.title : "Courses of behaviour",
    {
      chart: {
        kind: "curves",
        x: { label: axis, format: "integer" },
        panels,
        columns: 2,
        height: 140,
        marks: [],
        levels: [],
      },
      sentence: curves.map(courseSentence).join(" "),
    },
    "Means over people; the band holds 95 % of the simulated data sets.",
  );
}

/** At how many places of a course the data leave the band. */
function courseSentence({ title, observed, lower, upper }: PredictedCurve): string {
  const known = (observed ?? []).flatMap((value, place) =>
    value === null || lower[place] == null || upper[place] == null
      ? []
      : [{ value, low: lower[place], high: upper[place] }],
  );
  if (known.length === 0) return `${title}.`;
  const outside = known.filter(({ value, low, high }) => value < low || value > high).length;
  return `${title}: the data leave the band at ${outside} of ${known.length} places.`;
}
