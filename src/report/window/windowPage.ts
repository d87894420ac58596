import { renderTable, scrolling } from "../figure.ts";
import { html, type Markup, raw } from "../html.ts";
import { stylesheet } from "../style.ts";
import { darkTheme, lightTheme } from "../theme.ts";
import type { ReportedMap, WindowReport } from "./windowReport.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Writes the page of a plasticity window: factorial, small multiples, tables; one HTML document without scripts. */
export function renderWindowPage(report: WindowReport): string {
  const largest = Math.max(...report.maps.flatMap(({ change }) => change.flat().map(Math.abs)), Number.MIN_VALUE);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${report.version}">
<title>${report.title} – neohebb window</title>
<style>${raw(stylesheet())}${raw(windowStyle())}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">plasticity window</span></header>
<div class="layout window">
<main id="content" tabindex="-1">
<header class="title"><h1>${report.title}</h1>
<p class="lead">What one pairing does to the weight while modulators are pushed or held.</p>
<ul>${report.modulators.map(({ label, effects }) => html`<li><strong>${label}</strong>: ${effects.join(", ") || "no declared effect"}</li>`)}</ul></header>
<section aria-labelledby="factorial"><h2 id="factorial">All combinations</h2>
${scrolling(
  "All combinations",
  renderTable(
    {
      columns: [
        { label: "High, the others tonic", format: "text" },
        { label: "Change of weight", format: "number" },
      ],
      rows: report.factorial.map(({ label, change }) => [label, change]),
    },
    "All combinations",
  ),
)}
<h3>Main effects and interactions</h3>
${scrolling(
  "Main effects and interactions",
  renderTable(
    {
      columns: [
        { label: "Of", format: "text" },
        { label: "Half the mean difference", format: "number" },
      ],
      rows: report.contrasts.map(({ label, size }) => [label, size]),
    },
    "Main effects and interactions",
  ),
)}</section>
<section aria-labelledby="maps"><h2 id="maps">Levels and delays</h2>
<p class="note">Each field is the change of the mean weight by one pairing; blue potentiates, orange depresses; all maps share one scale, the deepest colours are ± ${number(largest)}.</p>
<div class="maps">${report.maps.map((map) => heatMap(map, largest))}</div></section>
<section aria-labelledby="curves"><h2 id="curves">Gain, timing and width by level</h2>
${scrolling(
  "Gain, timing and width by level",
  renderTable(
    {
      columns: [
        { label: "Held", format: "text" },
        { label: "Level (tonic = 1)", format: "number" },
        { label: "Largest change", format: "number" },
        { label: "at delay (s)", format: "number" },
        { label: "width at half (s)", format: "number" },
      ],
      rows: report.curves.map(({ label, level, gain, peak, width }) => [label, level, gain, peak, width]),
    },
    "Gain, timing and width by level",
  ),
)}</section>
<section aria-labelledby="receptors"><h2 id="receptors">By receptor</h2>
<p class="note">All other modulators high; nine tenths of one kind of receptor blocked.</p>
${scrolling(
  "By receptor",
  renderTable(
    {
      columns: [
        { label: "Blocked", format: "text" },
        { label: "Acts on", format: "text" },
        { label: "Largest change", format: "number" },
        { label: "at delay (s)", format: "number" },
        { label: "width at half (s)", format: "number" },
      ],
      rows: report.receptors.map(({ label, effects, gain, peak, width }) => [label, effects, gain, peak, width]),
    },
    "By receptor",
  ),
)}</section>
<section aria-labelledby="how"><h2 id="how">What was done</h2>
<ul>${report.notes.map((note) => html`<li>${note}</li>`)}</ul></section>
<footer><p>Made by neohebb ${report.version} with <code>${report.command}</code>, model ${report.model}. For research and teaching, not for clinical use.</p></footer>
</main></div>
</body>
</html>
`.markup;
}

function heatMap({ title, x, y, change }: ReportedMap, largest: number): Markup {
  return html`<figure class="map"><h3>${title}</h3><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="heat"><caption class="unseen">${title}: rows ${y.label}, columns ${x.label}</caption>
<thead><tr><td class="corner">${y.label} ↓</td>${x.values.map((value) => html`<th scope="col">${number(value)}</th>`)}</tr></thead>
<tbody>${[...y.values.keys()].reverse().map((row) => html`<tr><th scope="row">${number(y.values[row]!)}</th>${change[row]!.map((value) => html`<td class="h${shade(value, largest)}">${number(Math.abs(value) < largest / 500 ? 0 : value)}</td>`)}</tr>`)}</tbody></table></div>
<figcaption>${x.label} →</figcaption></figure>`;
}

/** Place in the diverging scale, 0 … 8. */
function shade(value: number, largest: number): number {
  return Math.round(4 + 4 * Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / largest)));
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const short = Number(value.toPrecision(2));
  return String(Math.abs(short) < 1e-6 ? 0 : short).replace("-", "−");
}

function windowStyle(): string {
  const shades = (scale: readonly string[]) =>
    scale.map((colour, place) => `.heat .h${place}{background:${colour};color:${inkOn(colour)}}`).join("");
  const dark = shades(darkTheme.diverging);
  return `
.layout.window{display:block;max-width:66rem}
.maps{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
.map{margin:0;min-width:0}.map h3{font-size:1rem}
.heat{font-size:.72rem;min-width:0}.heat td,.heat th{padding:.28rem .34rem;text-align:center;border:0;font-variant-numeric:tabular-nums;white-space:nowrap}
.heat .corner{background:var(--surface);color:var(--muted)}.heat thead th{position:static}
${shades(lightTheme.diverging)}
@media screen and (prefers-color-scheme:dark){${dark}}
`;
}

/** Black or white, whichever reads better on a colour. */
function inkOn(colour: string): string {
  const part = (at: number) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2;
  const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  return light > 0.18 ? "#111" : "#fff";
}
