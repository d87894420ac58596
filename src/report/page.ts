import type { Summary } from "../analysis/summary.ts";
import { type Context, contextOf } from "./context.ts";
import { type Figure, renderFigure } from "./figure.ts";
import { capitalised, formatNumber } from "./format.ts";
import { html, type Markup, scriptJson, scriptText } from "./html.ts";
import type { Section } from "./section.ts";
import { briefFindings } from "./sections/brief.ts";
import { comparisonSection } from "./sections/comparison.ts";
import { expectationSection } from "./sections/expectations.ts";
import { glossarySection } from "./sections/glossary.ts";
import { keyNumberSection } from "./sections/keyNumbers.ts";
import { learningSection } from "./sections/learning.ts";
import { limitSection } from "./sections/limits.ts";
import { modulatorSection } from "./sections/modulators.ts";
import { attributionSection, plasticitySection } from "./sections/plasticity.ts";
import { provenanceSection } from "./sections/provenance.ts";
import { subjectSection } from "./sections/subjects.ts";
import { taskSection } from "./sections/task.ts";
import { stylesheet } from "./style.ts";

/** What a report is made with besides the results. */
export interface ReportOptions {
  /** The page's script (`dist/report-client.js`), which draws the pictures; without it the page has its tables only. */
  readonly script: string;
}

/** Runs before the first paint, so that a chosen theme does not flash. */
const earlyScript = `document.documentElement.classList.add("js");try{const t=localStorage.getItem("neohebb-theme");if(t)document.documentElement.dataset.theme=t}catch{}`;

/** Nothing may be loaded from anywhere; what the page needs is inside it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";

/**
 * Writes the report of an experiment: one HTML document that needs no other file and makes no request.
 *
 * All text of the summary is escaped. Every figure carries its data as a table, so that the document is complete
 * without its script; the script draws the pictures.
 */
export function renderReport(summary: Summary, options: ReportOptions): string {
  const context = contextOf(summary);
  const sections = sectionsOf(context);
  const figures = sections.flatMap(({ parts }) => parts.filter(isFigure));
  const numbers = new Map(figures.map(({ id }, index) => [id, index + 1]));
  const sources = Object.fromEntries(figures.map(({ id, source }) => [id, source]));
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${summary.version}">
<title>${summary.title} – neohebb report</title>
<style>${{ markup: stylesheet() }}</style>
<script>${{ markup: earlyScript }}</script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">experiment report</span><button type="button" id="theme" class="needs-script" aria-pressed="false">Dark</button></header>
<div class="layout">
<nav aria-label="Contents"><details open data-contents><summary>Contents</summary><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></details></nav>
<main id="content" tabindex="-1">
${titleBlock(context)}
${sections.map((section, index) => renderSection(section, index + 1, numbers))}
<footer><p>Made by neohebb ${summary.version}${summary.resultHash !== "" && html` from results with hash <code class="hash">${summary.resultHash}</code>`}. For research and teaching, not for clinical use.</p></footer>
</main>
</div>
<script type="application/json" id="report-data">${scriptJson(sources)}</script>
<script>${scriptText(options.script)}</script>
</body>
</html>
`;
  return document.markup;
}

function sectionsOf(context: Context): readonly Section[] {
  return [
    taskSection(context),
    keyNumberSection(context),
    learningSection(context),
    comparisonSection(context),
    subjectSection(context),
    modulatorSection(context),
    plasticitySection(context),
    attributionSection(context),
    expectationSection(context),
    provenanceSection(context),
    limitSection(context),
    glossarySection(context),
  ].filter((section): section is Section => section !== null);
}

function isFigure(part: Markup | Figure | null): part is Figure {
  return part !== null && "source" in part;
}

function renderSection({ id, title, parts }: Section, number: number, numbers: ReadonlyMap<string, number>): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><span class="number">${number}</span> ${title}</h2>
${parts.map((part) => (isFigure(part) ? renderFigure(part, numbers.get(part.id) ?? 0) : part))}
</section>
`;
}

/** What a sample of people is called below its number: its label without the number. */
function countedName({ label, subjects }: Summary["people"][number], only: boolean): string {
  const name = label.startsWith(`${subjects} `) ? label.slice(String(subjects).length + 1) : label;
  return only ? "Real people" : capitalised(name);
}

function titleBlock(context: Context): Markup {
  const { summary } = context;
  const virtual = summary.groups.length > 0;
  const findings = briefFindings(context);
  const subjects = summary.groups.reduce((total, group) => total + group.subjects, 0);
  return html`<header class="title">
${summary.task.title !== "" && html`<p class="eyebrow">${capitalised(summary.task.title)}</p>`}
<h1>${summary.title}</h1>
${summary.description !== "" && html`<p class="lead">${summary.description}</p>`}
<dl class="counts">
${virtual && html`<div><dt>Groups</dt><dd>${summary.groups.length}</dd></div><div><dt>Virtual subjects</dt><dd>${formatNumber(subjects, "integer")}</dd></div>`}
<div><dt>Trials each</dt><dd>${formatNumber(summary.task.trials, "integer")}</dd></div>
${summary.people.map((sample) => html`<div><dt>${countedName(sample, summary.people.length === 1)}</dt><dd>${formatNumber(sample.subjects, "integer")}</dd></div>`)}
${virtual && html`<div><dt>Seed</dt><dd>${summary.seed}</dd></div>`}
</dl>
${findings.length > 0 && html`<div class="brief"><h2 class="small">In brief</h2><ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul></div>`}
<noscript><p class="callout">Pictures need JavaScript. Every figure’s data stand below it as a table.</p></noscript>
</header>`;
}
