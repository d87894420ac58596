import type { FitComparison, FitSummary } from "../../fitting/fitSummary.ts";
import type { MatrixChart } from "../chart.ts";
import { type Figure, fixedFigure, renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { comparisonVerdict, scales, titleOf } from "./comparisonVerdict.ts";
import { clearErrors, negligibleVariance } from "./limits.ts";
import { people } from "./words.ts";

/** Which model predicts best, and which one how many people follow. */
export function comparisonSection(summary: FitSummary): Section | null {
  const { comparison } = summary;
  if (comparison === null) return null;
  return {
    id: "comparison",
    title: "Which model",
    parts: [
      html`<div class="summing">${comparisonVerdict(summary).map((sentence) => html`<p>${sentence}</p>`)}</div>`,
      rankingFigure(summary, comparison),
      rankingTable(summary, comparison),
      accuracyTable(summary),
      ...sharesParts(comparison),
      hierarchicalTable(summary, comparison),
      comparison.notes.length > 0 ? html`<ul>${comparison.notes.map((note) => html`<li>${note}</li>`)}</ul>` : null,
      html`<p class="note">The best of the models compared need not be a good one: the predictive checks show what it does not do.</p>`,
    ],
  };
}

function rankingFigure(summary: FitSummary, { ranking, by }: FitComparison): Figure {
  const rows = ranking.map(({ model, difference, differenceError: error }, place) => ({
    label: titleOf(summary, model),
    colour: place === 0 ? ("group2" as const) : ("group0" as const),
    value: -Math.abs(difference),
    low: error === null || place === 0 ? null : -Math.abs(difference) - clearErrors * error,
    high: error === null || place === 0 ? null : -Math.abs(difference) + clearErrors * error,
  }));
  return fixedFigure(
    "ranking",
    "How far models are behind the best",
    {
      chart: {
        kind: "intervals",
        x: { label: "difference from the best", format: "number" },
        zero: 0,
        columns: 1,
        panels: [{ title: "Models", rows }],
      },
      sentence: `Behind ${titleOf(summary, ranking[0]!.model)}: ${ranking
        .slice(1)
        .map(({ model, difference }) => `${titleOf(summary, model)} ${formatNumber(Math.abs(difference), "number")}`)
        .join("; ")}.`,
    },
    `Differences in ${scales[by]}; lines: ± two standard errors of the paired differences. Left is worse.`,
  );
}

function rankingTable(summary: FitSummary, { ranking, by }: FitComparison): Markup {
  const caption = "Models from the best to the worst";
  return scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Model", format: "text" },
          { label: `${scales[by].charAt(0).toUpperCase()}${scales[by].slice(1)}`, format: "integer" },
          { label: "Behind the best", format: "number" },
          { label: "± standard error", format: "number" },
          { label: "Weight", format: "percent" },
        ],
        rows: ranking.map((one, place) => [
          titleOf(summary, one.model),
          one.value,
          Math.abs(one.difference),
          place === 0 ? null : one.differenceError,
          one.weight,
        ]),
      },
      caption,
    ),
  );
}

/** How far leaving out can be trusted, for each model. */
function accuracyTable({ models }: FitSummary): Markup | null {
  const with_ = models.filter(({ leaveOneOut }) => leaveOneOut !== null);
  if (with_.length === 0) return null;
  const caption = "How far leaving out can be trusted";
  return html`<h3>${caption}</h3>${scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Model", format: "text" },
          { label: "Effective parameters", format: "number" },
          { label: "k ≤ 0.5", format: "integer" },
          { label: "≤ 0.7", format: "integer" },
          { label: "≤ 1", format: "integer" },
          { label: "> 1", format: "integer" },
          { label: "Not to be trusted", format: "integer" },
          { label: "WAIC", format: "integer" },
        ],
        rows: with_.map(({ title, leaveOneOut, widelyApplicable }) => [
          title,
          leaveOneOut!.effectiveParameters,
          ...(leaveOneOut!.shapes ?? [null, null, null, null]),
          leaveOneOut!.doubtful,
          widelyApplicable?.expected ?? null,
        ]),
      },
      caption,
    ),
  )}<p class="note">Pareto k says how heavy the tail of the weights of a trial is; trials above 0.7 (or less with few draws) decide more than draws can tell. Of these only trials whose log density varies from draw to draw (variance above ${formatNumber(negligibleVariance, "number")}) count as not to be trusted: leaving out a trial whose density hardly varies changes nothing, however heavy the tail. ArviZ goes by k alone and so counts more. More draws help; a model that makes single trials nearly impossible does not become better by them.</p>`;
}

function sharesParts({ frequencies: shares }: FitComparison): Section["parts"] {
  if (shares === null) return [];
  const chart: MatrixChart = {
    ...{
      kind: "matrix",
      rows: [...shares.models],
      columns: ["share of people", "exceedance", "protected"],
    },
    ...{ rowTitle: "Model", columnTitle: "", across: 1, rowLabels: true },
    panels: [
      {
        ...{ title: "Probability", scale: "sequential", format: "percent", label: "probability", domain: [0, 1] },
        values: shares.models.map((_, at) => [
          shares.frequencies[at]!,
          shares.exceedance[at]!,
          shares.protectedExceedance[at]!,
        ]),
      },
    ],
  };
  const surest = shares.people.filter(({ probability }) => probability > 0.9).length;
  return [
    fixedFigure(
      "shares",
      "If different people follow different models",
      {
        chart,
        sentence: `${people(surest)} of ${formatNumber(shares.people.length, "integer")} can be assigned to a model with more than 90 %.`,
      },
      "Random-effects model selection (Stephan et al. 2009; protected exceedance: Rigoux et al. 2014).",
    ),
  ];
}

/** Shares of models where each model's group is learned from its own followers. */
function hierarchicalTable(summary: FitSummary, { hierarchicalShares: shares }: FitComparison): Markup | null {
  if (shares === null) return null;
  const caption = "The same, each model’s group learned from those who follow it";
  return html`<h3>${caption}</h3>${scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Model", format: "text" },
          { label: "Share of people", format: "percent" },
          { label: "Exceedance", format: "percent" },
          { label: "Protected", format: "percent" },
          { label: "People most probably its", format: "integer" },
        ],
        rows: shares.models.map((model, at) => [
          titleOf(summary, model),
          shares.frequencies[at]!,
          shares.exceedance[at]!,
          shares.protectedExceedance[at]!,
          shares.people.filter((one) => one.model === model).length,
        ]),
      },
      caption,
    ),
  )}<p class="note">Hierarchical Bayesian inference (Piray et al. 2019). Above, every model’s group stands on everybody; here it stands on the people who probably follow the model. The models are equally frequent with a probability of ${formatNumber(shares.omnibusRisk, "percent")}. A model with few followers is charged for what is not known of its group, and looks somewhat rarer than it is.</p>`;
}
