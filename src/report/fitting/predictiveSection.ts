import type { PredictiveCheck } from "../../fitting/fitSummary.ts";
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
  oneStepAhead: {
    title: "What the fitted model would have done next",
    doc: "In every trial a response is drawn given what the person had done and seen until then.",
  },
};

/** Behaviour of the models beside that of people. */
export function predictiveSection(checks: readonly PredictiveCheck[]): Section | null {
  if (checks.length === 0) return null;
  return {
    id: "predictive",
    title: "Does the model behave like people",
    parts: checks.flatMap((check) => [
      html`<h3>${check.model}: ${kinds[check.kind].title.toLowerCase()}</h3><p>${kinds[check.kind].doc}${check.notes.length > 0 && html` ${check.notes.join("; ")}.`}</p>`,
      html`<p>${sentence(check)}</p>`,
      statisticTable(check),
      curveFigure(check),
    ]),
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

function statisticTable({ model, kind, statistics }: PredictiveCheck): Markup | null {
  if (statistics.length === 0) return null;
  const caption = `Statistics of behaviour, ${model}, ${kinds[kind].title.toLowerCase()}`;
  const hasData = statistics.some(({ observed }) => observed !== null);
  return scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Statistic, mean over people", format: "text" },
          ...(hasData ? [{ label: "Data", format: "number" as const }] : []),
          { label: "Model (95 % of simulations)", format: "number", interval: true },
          ...(hasData ? [{ label: "Simulations at or above", format: "percent" as const }] : []),
          { label: "Single people, 95 %", format: "text" },
        ],
        rows: statistics.map((one) => [
          one.title,
          ...(hasData ? [one.observed] : []),
          { value: one.mean, low: one.lower, high: one.upper },
          ...(hasData ? [one.probability] : []),
          one.spread ? `${formatNumber(one.spread[0], "number")} to ${formatNumber(one.spread[4], "number")}` : "–",
        ]),
      },
      caption,
    ),
  );
}

function curveFigure({ model, kind, curves }: PredictiveCheck): Figure | null {
  if (curves.length === 0) return null;
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
  const [first] = curves;
  return fixedFigure(
    `curves-${model}-${kind}`,
    `${model}: courses of behaviour`,
    {
      chart: {
        kind: "curves",
        x: { label: first!.xTitle, format: "integer" },
        panels,
        columns: 2,
        height: 140,
        marks: [],
        levels: [],
      },
      sentence: `${curves.map(({ title }) => title).join("; ")}.`,
    },
    "Means over people; the band holds 95 % of the simulated data sets.",
  );
}
