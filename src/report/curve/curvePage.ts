import { renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup, raw } from "../html.ts";
import { linkedSource } from "../source.ts";
import { stylesheet } from "../style.ts";
import type { DataTable } from "../table.ts";
import { agreement, axisTitle, type CurveReport, fromPaper, publishedValue } from "./curveReport.ts";
import { curvePicture, curveStyle } from "./curveSvg.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Writes the page of a protocol: one HTML document without scripts, with figure, comparison, data and sources. */
export function renderCurvePage(report: CurveReport): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${report.version}">
<title>${report.title} – neohebb protocol</title>
<style>${raw(stylesheet())}${raw(curveStyle)}
.layout{max-width:56rem}.curve-picture{min-width:34rem}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">plasticity protocol</span></header>
<div class="layout">
<main id="content" tabindex="-1">
<header class="title"><h1>${report.title}</h1>
${report.summary !== "" && html`<p class="lead">${report.summary}</p>`}</header>
<section aria-labelledby="curve-title"><h2 id="curve-title">Curve</h2>
<figure class="figure">${scrolling("Figure", curvePicture(report, false))}
<figcaption>${axisTitle(report.y)} against ${axisTitle(report.x)}. ${markNote(report)}</figcaption></figure>
${conditionNotes(report)}
</section>
${comparison(report)}
<section aria-labelledby="data-title"><h2 id="data-title">Data</h2>
${scrolling("Data of the curve", renderTable(curveDataTable(report), `Data: ${report.title}`))}</section>
<section aria-labelledby="run-title"><h2 id="run-title">What was run</h2>
<dl class="facts">${report.facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${report.sources.length > 0 && html`<h3>Sources</h3><ul>${report.sources.map((source) => html`<li>${linkedSource(source)}</li>`)}</ul>`}
</section>
<footer><p>Made by neohebb ${report.version} from results with hash <code class="hash">${report.resultHash}</code>. For research and teaching, not for clinical use.</p></footer>
</main>
</div>
</body>
</html>
`.markup;
}

/** What the marks of the figure mean. */
function markNote({ references }: CurveReport): string {
  if (references.length === 0) return "";
  const published = references.filter(({ kind }) => fromPaper(kind));
  const solved = published.length < references.length;
  return [
    "Lines and dots: this run",
    solved ? "diamonds: what it is compared with" : "",
    published.length > 0 ? "squares: published values" : "",
    references.some(({ standardError }) => standardError !== null) ? "bars: their standard errors (SEM)" : "",
  ]
    .filter((part) => part !== "")
    .join("; ")
    .concat(".");
}

function conditionNotes({ curves }: CurveReport): Markup | false {
  const described = curves.filter(({ doc }) => doc !== "");
  return (
    described.length > 0 &&
    html`<ul>${described.map(({ label, doc }) => html`<li><strong>${label}</strong>: ${doc}</li>`)}</ul>`
  );
}

function comparison({ references, curves, y, remarks }: CurveReport): Markup | false {
  if (references.length === 0 && remarks === "") return false;
  const kinds = [...new Map(references.map((reference) => [`${reference.label}${reference.how}`, reference])).values()];
  const text = (label: string) => ({ label, format: "text" as const });
  const table: DataTable = {
    columns: [text("Curve"), text("Compared with"), text("Largest distance"), text("Within tolerance")],
    rows: references.map((reference) => [
      curves[reference.curve]?.label ?? "",
      reference.label,
      agreement(reference, y),
      reference.within ? "yes" : "no",
    ]),
  };
  return html`<section aria-labelledby="comparison-title"><h2 id="comparison-title">Compared with</h2>
${remarks !== "" && html`<p>${remarks}</p>`}
${kinds.map(({ kind, label, how, source }) => html`<p><strong>${label}</strong>${label !== kind && html` (${kind})`}: ${how} Source: ${linkedSource(source)}.</p>`)}
${references.length > 0 && scrolling("Distances from what it is compared with", renderTable(table, "Distances"))}</section>`;
}

/** The curves as a table: a row for each value on the horizontal axis. */
export function curveDataTable({ x, curves, references }: CurveReport): DataTable {
  const places = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const columns = curves.flatMap((curve, place) => [
    { label: curve.label, cell: (at: number) => curve.y[curve.x.indexOf(at)] ?? null, format: "number" as const },
    ...references
      .filter((reference) => reference.curve === place && fromPaper(reference.kind))
      .map((reference) => ({
        label: `${curve.label}, ${reference.label}`,
        cell: (at: number) => publishedValue(reference, at),
        format: "text" as const,
      })),
  ]);
  return {
    columns: [{ label: axisTitle(x), format: "text" }, ...columns.map(({ label, format }) => ({ label, format }))],
    rows: places.map((place) => [formatNumber(place, "number"), ...columns.map(({ cell }) => cell(place))]),
  };
}
