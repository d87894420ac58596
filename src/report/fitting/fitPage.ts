import type { FitSummary, FittedModel } from "../../fitting/fitSummary.ts";
import { type ReportOptions, renderDocument } from "../document.ts";
import { formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { checkSections } from "./checksPage.ts";
import { comparisonSection } from "./comparisonSection.ts";
import { comparisonVerdict, titleOf } from "./comparisonVerdict.ts";
import { dataSection } from "./dataSection.ts";
import { fitStyle } from "./fitStyle.ts";
import { originOfQuantity } from "./intervals.ts";
import { modelSections } from "./modelSections.ts";
import { quantilesOf } from "./numbers.ts";
import { fullSources } from "./sources.ts";
import { effectText, estimateText, light, methodWords, people, samplingVerdict } from "./words.ts";

/** Writes the report of a fit: one HTML document that needs no other file and makes no request. */
export function renderFitReport(summary: FitSummary, options: ReportOptions): string {
  const { version, title, resultHash } = summary;
  const sections = [
    dataSection(summary),
    comparisonSection(summary),
    ...modelSections(summary),
    ...checkSections(summary.checks, (model) => titleOf(summary, model)),
    madeSection(summary),
  ].filter((section): section is Section => section !== null);
  return renderDocument(
    {
      ...{ version, title, kind: "fit report", header: header(summary), sections, style: fitStyle },
      origin: resultHash !== null && html` from results with hash <code class="hash">${resultHash}</code>`,
    },
    options,
  );
}

function header(summary: FitSummary): Markup {
  const { title, data, models, method, seed } = summary;
  return html`<header class="title">
<p class="eyebrow">Fitted ${methodWords[method]}</p>
<h1>${models.length > 1 ? `${models.length} models compared` : title}</h1>
${models.length > 1 && html`<p class="lead">${listOf(models.map((model) => model.title))}</p>`}
<dl class="counts">
<div><dt>People</dt><dd>${formatNumber(data.subjects, "integer")}</dd></div>
<div><dt>Responses</dt><dd>${formatNumber(data.observations, "integer")}</dd></div>
<div><dt>${models.length === 1 ? "Model" : "Models"}</dt><dd>${models.length}</dd></div>
<div><dt>Seed</dt><dd>${seed}</dd></div>
</dl>
<div class="brief"><h2 class="small">In brief</h2><ul>${findings(summary).map((finding) => html`<li>${finding}</li>`)}</ul></div>
<noscript><p class="callout">Pictures need JavaScript. Every figure’s data stand below it as a table.</p></noscript>
</header>`;
}

/** Whether estimates may be used; nothing of a fit without doubts that drew no chains. */
function trust({ method, models }: FitSummary, model: FittedModel): Markup[] {
  const { title, sampling, warnings } = model;
  const of = models.length > 1 && ` of ${title}`;
  if (model.isWorseThanGuessing) return [html`Fit${of}: ${light("poor", "not to be used")} – ${warnings[0]}.`];
  if (sampling) {
    const { verdict, word } = samplingVerdict(sampling);
    return [
      html`Draws${of}: ${light(verdict, word)}${sampling.warnings.length > 0 && html` – ${sampling.warnings[0]}`}.`,
    ];
  }
  if (method !== "hierarchical" || warnings.length === 0) return [];
  const [first, ...others] = warnings;
  return [
    html`Fit${of}: ${light("fair", "with care")} – ${first}${others.length > 0 && ` (and ${others.length} more, in “The model”)`}.`,
  ];
}

/** What a reader in haste has to know: first whether to trust it. */
function findings(summary: FitSummary): Markup[] {
  const { comparison, models, data, checks } = summary;
  const [first] = models;
  const found: Markup[] = models.flatMap((model) => trust(summary, model));
  for (const note of data.notes) if (note.startsWith("Warning: ")) found.push(html`${note}`);
  for (const sentence of comparisonVerdict(summary)) found.push(html`${sentence}`);
  const shown = models.find(({ id }) => id === comparison?.ranking[0]?.model) ?? first;
  if (shown) {
    const levels = shown.group.filter(({ kind }) => kind === "level");
    if (levels.length > 0)
      found.push(
        html`${shown.title}, the middle person: ${levels.map((one) => `${one.name} ${estimateText(one.estimate, originOfQuantity(one, shown.parameters))}`).join("; ")}.`,
      );
    const effects = shown.group.filter(({ kind }) => kind === "effect");
    if (effects.length > 0) {
      const clear = effects.filter(
        ({ estimate: { lower, upper } }) => lower !== null && upper !== null && lower * upper > 0,
      );
      found.push(
        clear.length > 0
          ? html`Effects that leave out 0: ${clear.map(effectText).join("; ")}.`
          : html`No effect’s interval leaves out 0.`,
      );
    }
  }
  const warned = new Set(
    models.flatMap(({ people: all }) =>
      all.filter(({ warnings }) => warnings.length > 0).map(({ subject }) => subject),
    ),
  );
  if (warned.size > 0)
    found.push(
      html`${people(warned.size)} of ${formatNumber(data.subjects, "integer")} ${warned.size === 1 ? "has" : "have"} a warning.`,
    );
  const dropped = data.dropped.reduce((sum, { rows }) => sum + rows, 0);
  const without = data.droppedSubjects.length;
  const lost = [
    ...(dropped > 0 ? [`${formatNumber(dropped, "integer")} ${dropped === 1 ? "row" : "rows"}`] : []),
    ...(without > 0 ? [people(without)] : []),
  ];
  if (lost.length > 0) found.push(html`Left out: ${lost.join(", ")}.`);
  if (checks.recovery === null)
    found.push(
      html`Whether such parameters come back from data of this size was not tried here:<pre class="command">${recoveryCommand(summary)}</pre>`,
    );
  return found;
}

/** Recovery with as many sets of parameters as were fitted, each from the trials that their median had. */
function recoveryCommand({ models }: FitSummary): string {
  const trials = (models[0]?.people ?? []).map(({ observations }) => observations);
  const size =
    trials.length === 0
      ? ""
      : ` --subjects ${trials.length} --trials ${Math.max(1, Math.round(quantilesOf(trials)[2]!))}`;
  return `npx neohebb fit --recover --model ${models.map(({ id }) => id).join(",")}${size}`;
}

function madeSection({ command, seconds, seed, method, models, version, sources: citations }: FitSummary): Section {
  const sources = [...new Set(models.flatMap((model) => model.sources))];
  return {
    id: "made",
    title: "How this was made",
    parts: [
      command === null ? null : html`<pre class="command">${command}</pre>`,
      html`<dl class="facts"><div><dt>Method</dt><dd>${methodWords[method]}</dd></div><div><dt>Seed</dt><dd>${seed}; the same seed gives the same numbers on any number of threads</dd></div><div><dt>Version</dt><dd>neohebb ${version}</dd></div>${seconds !== null && html`<div><dt>Time</dt><dd>${formatNumber(seconds, "seconds")}</dd></div>`}</dl>`,
      sources.length > 0 ? html`<h3>Sources of the models</h3>${fullSources(sources, citations)}` : null,
    ],
  };
}
