import type { FitSummary, FittedModel } from "../../fitting/fitSummary.ts";
import { formatNumber } from "../format.ts";
import { html } from "../html.ts";
import type { Fold, Section } from "../section.ts";
import { groupParts } from "./groupParts.ts";
import { individualParts } from "./individualParts.ts";
import { samplingParts } from "./samplingParts.ts";
import { shortSources } from "./sources.ts";
import { unitOf } from "./words.ts";

/**
 * What was found with each model: the group, single people, how the chains did. Of several models each has one section,
 * in the order of their ranks, whose details are folded away but for the best one's group.
 */
export function modelSections(summary: FitSummary): Section[] {
  const { models, comparison } = summary;
  if (models.length === 1) return models.flatMap((model) => partsOf(summary, model));
  const rank = ({ id }: FittedModel) => {
    const place = comparison?.ranking.findIndex(({ model }) => model === id) ?? -1;
    return place < 0 ? models.length : place;
  };
  return [...models]
    .sort((a, b) => rank(a) - rank(b))
    .map((model, place) => {
      const [about, ...details] = partsOf(summary, model);
      const folds = details.map(
        ({ id, title, parts }): Fold => ({
          title,
          isOpen: place === 0 && id === "group",
          folded: parts.flatMap((part) => (part && "folded" in part ? part.folded : [part])),
        }),
      );
      return { id: `model-${model.id}`, title: model.title, parts: [...about!.parts, ...folds] };
    });
}

function partsOf(summary: FitSummary, model: FittedModel): Section[] {
  return [
    { id: "model", title: "The model", parts: modelParts(model, summary.sources) },
    ...(model.group.length > 0 ? [{ id: "group", title: "The group", parts: groupParts(summary, model) }] : []),
    { id: "people", title: `Single ${unitOf(model).several}`, parts: individualParts(summary, model) },
    ...(model.sampling
      ? [{ id: "sampling", title: "How the chains did", parts: samplingParts(model, model.sampling) }]
      : []),
  ];
}

function modelParts(
  { title, summary, parameters, totals, integratedBic, sources, leaveOneOut, warnings }: FittedModel,
  citations: FitSummary["sources"],
): Section["parts"] {
  const range = (lower: number | null, upper: number | null) =>
    `${lower === null ? "−∞" : formatNumber(lower, "number")} to ${upper === null ? "∞" : formatNumber(upper, "number")}`;
  return [
    html`<p><b>${title}.</b> ${summary}${sources.length > 0 && html` <span class="source">After ${shortSources(sources, citations)}.</span>`}</p>
<dl class="facts">${parameters.map((one) => html`<div><dt>${one.symbol} · <code>${one.name}</code></dt><dd>${one.title}, ${range(one.lower, one.upper)}</dd></div>`)}</dl>`,
    totals || integratedBic !== null || leaveOneOut
      ? html`<p class="note">${[
          ...(totals ? [`Log likelihood ${formatNumber(totals.logLikelihood, "integer")}`] : []),
          ...(totals?.aic != null ? [`AIC ${formatNumber(totals.aic, "integer")}`] : []),
          ...(totals?.bic != null ? [`BIC ${formatNumber(totals.bic, "integer")}`] : []),
          ...(integratedBic !== null ? [`integrated BIC ${formatNumber(integratedBic, "integer")}`] : []),
          ...(leaveOneOut
            ? [
                `expected log density of new trials ${formatNumber(leaveOneOut.expected, "integer")} ± ${formatNumber(leaveOneOut.standardError, "integer")}`,
              ]
            : []),
        ].join("; ")}.</p>`
      : null,
    warnings.length > 0 ? html`<ul class="advice">${warnings.map((text) => html`<li>${text}</li>`)}</ul>` : null,
  ];
}
