import type { FitSummary, FittedModel } from "../../fitting/fitSummary.ts";
import { formatNumber } from "../format.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";
import { groupParts } from "./groupParts.ts";
import { individualParts } from "./individualParts.ts";
import { samplingParts } from "./samplingParts.ts";

/** What was found with each model: the group, single people, how the chains did. */
export function modelSections(summary: FitSummary): Section[] {
  const several = summary.models.length > 1;
  return summary.models.flatMap((model) => {
    const named = (id: string, title: string, parts: Section["parts"]): Section => ({
      id: several ? `${id}-${model.id}` : id,
      title: several ? `${model.title}: ${title.toLowerCase()}` : title,
      parts,
    });
    return [
      named("model", "The model", modelParts(model)),
      ...(model.group.length > 0 ? [named("group", "The group", groupParts(summary, model))] : []),
      named("people", "Single people", individualParts(summary, model)),
      ...(model.sampling ? [named("sampling", "How the chains did", samplingParts(model, model.sampling))] : []),
    ];
  });
}

function modelParts({
  title,
  summary,
  parameters,
  totals,
  integratedBic,
  sources,
  leaveOneOut,
  warnings,
}: FittedModel): Section["parts"] {
  const range = (lower: number | null, upper: number | null) =>
    `${lower === null ? "−∞" : formatNumber(lower, "number")} to ${upper === null ? "∞" : formatNumber(upper, "number")}`;
  return [
    html`<p><b>${title}.</b> ${summary}${sources.length > 0 && html` <span class="source">After ${sources.join(", ")}.</span>`}</p>
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
