import { renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup, raw } from "../html.ts";
import { linkedSource } from "../source.ts";
import { stylesheet } from "../style.ts";
import type { Cell, DataTable } from "../table.ts";
import type { BridgeReport, ReportedChange, ReportedMatrix, ReportedStudy } from "./bridgeReport.ts";
import { changesPicture, changesStyle } from "./changesSvg.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The page of a bridge: one HTML document without scripts. */
export function renderBridgePage(report: BridgeReport): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${report.version}">
<title>${report.title} – neohebb bridge</title>
<style>${raw(stylesheet())}${raw(changesStyle)}
.layout{max-width:68rem;grid-template-columns:minmax(0,1fr)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">bridge: circuit and behavioural model</span></header>
<div class="layout">
<main id="content" tabindex="-1">
<header class="title"><h1>${report.title}</h1><p class="lead">${report.lead}</p></header>
${report.matrices.map((matrix, place) => matrixSection(matrix, place))}
${
  report.studies.length > 0 &&
  html`<section aria-labelledby="studies-title"><h2 id="studies-title">Beside it: real pharmacology</h2>
<p>The same models fitted to people and animals who were given a drug, each contrast as its data allow.</p>
${report.studies.map(studyPart)}</section>`
}
<section aria-labelledby="run-title"><h2 id="run-title">What was run</h2>
<dl class="facts">${report.facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>
<footer><p>Made by neohebb ${report.version}; hash of the numbers <code class="hash">${report.hash}</code>. For research and teaching, not for clinical use.</p></footer>
</main>
</div>
</body>
</html>
`.markup;
}

function matrixSection(matrix: ReportedMatrix, place: number): Markup {
  const id = `matrix-${place}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${matrix.title}</h2>
<p>${matrix.note}</p>
${
  hasIntervals(matrix.rows)
    ? html`<figure class="figure">${changesPicture(matrix.rows, `Changes of parameters: ${matrix.title}`)}
<figcaption>Dots: change in standard deviations; lines: 95 % intervals, cut at the edges. Filled where the interval leaves 0 out.</figcaption></figure>`
    : html`<p class="note">No picture of the changes: none has an interval, as too few subjects could be fitted both under a block and in control. Take more of them (--subjects).</p>`
}
${matrix.remarks.length > 0 && html`<ul>${matrix.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
<details class="more"><summary>All numbers</summary>${scrolling("Data of the matrix", renderTable(changesTable(matrix.rows), `Data: ${matrix.title}`))}</details></section>`;
}

/** Whether any change has an interval: without one the picture would be empty. */
function hasIntervals(rows: ReportedMatrix["rows"]): boolean {
  return rows.some(({ changes }) => changes.some(({ low, high }) => low !== null && high !== null));
}

function studyPart(study: ReportedStudy): Markup {
  const rows = study.contrasts.map(({ label, changes }) => ({ label, changes }));
  const grouped = study.contrasts.map(({ label, group }) => ({ label, changes: group.effects }));
  const warnings = study.contrasts.flatMap(({ label, group }) =>
    group.warnings.map((warning) => `${label}: ${warning}`),
  );
  return html`<h3>${study.title}</h3>
<p class="source">${linkedSource(study.citation)}</p>
<p><strong>What the data show by themselves:</strong> ${study.known}</p>
${study.absent !== null && html`<p class="note">Not analysed: ${study.absent}</p>`}
${
  rows.length > 0 &&
  html`<ul>${study.contrasts.map(({ label, note }) => html`<li><strong>${label}</strong>: ${note}</li>`)}</ul>
<figure class="figure"><h4>Each record fitted alone</h4>${changesPicture(rows, `Changes of parameters: ${study.title}`)}
<figcaption>Difference of the estimates in standard deviations, with 95 % bootstrap intervals over people.</figcaption></figure>
<figure class="figure"><h4>People with their group</h4>${changesPicture(grouped, `Effects in the fit of the group: ${study.title}`)}
<figcaption>Effect of the condition in a fit of the group by empirical Bayes, by how much people differ; 95 % intervals at that spread.</figcaption></figure>
${warnings.length > 0 && html`<ul class="note">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
<details class="more"><summary>All numbers</summary>${scrolling("Data of the study", renderTable(changesTable(rows), `Data: ${study.title}`))}</details>`
}`;
}

/** A row for each condition and parameter. */
function changesTable(
  rows: readonly { readonly label: string; readonly changes: readonly ReportedChange[] }[],
): DataTable {
  const text = (label: string) => ({ label, format: "text" as const });
  const number = (label: string) => ({ label, format: "number" as const });
  return {
    columns: [
      ...[text("Condition"), text("Parameter")],
      { label: "Change (95 %)", format: "effect" as const, interval: true },
      ...[number("Reference, mean"), number("Condition, mean"), number("Subjects")],
    ],
    rows: rows.flatMap(({ label, changes }) =>
      changes.map((change): readonly Cell[] => [
        ...[label, change.parameter, { value: change.size, low: change.low, high: change.high }],
        ...[change.reference, change.changed, formatNumber(change.subjects, "integer")],
      ]),
    ),
  };
}
