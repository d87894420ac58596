import { type Figure, renderFigure } from "./figure.ts";
import { html, type Markup, scriptJson, scriptText } from "./html.ts";
import type { Fold, Part, Section } from "./section.ts";
import { stylesheet } from "./style.ts";

/** What a report is made with besides the results. */
export interface ReportOptions {
  /** The page's script (`dist/report-client.js`), which draws the pictures; without it the page has its tables only. */
  readonly script: string;
}

/** A report before it is written. */
export interface ReportDocument {
  readonly version: string;
  readonly title: string;
  /** What the page is, beside the name of the program. */
  readonly kind: string;
  readonly header: Markup;
  readonly sections: readonly Section[];
  /** Where the results come from, after the program's name and version; may be empty. */
  readonly origin: Markup | false;
  /** Rules besides those of every report. */
  readonly style?: string;
}

/** Runs before the first paint, so that a chosen theme does not flash. */
const earlyScript = `document.documentElement.classList.add("js");try{const t=localStorage.getItem("neohebb-theme");if(t)document.documentElement.dataset.theme=t}catch{}`;

/** Nothing may be loaded from anywhere; what the page needs is inside it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";

/** One HTML document that needs no other file and makes no request. */
export function renderDocument(report: ReportDocument, options: ReportOptions): string {
  const { version, title, kind, header, sections, origin, style = "" } = report;
  const figures = sections.flatMap(({ parts }) => parts.flatMap(figuresIn));
  const numbers = new Map(figures.map(({ id }, index) => [id, index + 1]));
  const sources = Object.fromEntries(figures.map(({ id, source }) => [id, source]));
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${version}">
<title>${title} – neohebb report</title>
<style>${{ markup: stylesheet() + style }}</style>
<script>${{ markup: earlyScript }}</script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">${kind}</span><button type="button" id="theme" class="needs-script" aria-pressed="false">Dark</button></header>
<div class="layout">
<nav aria-label="Contents"><details open data-contents><summary>Contents</summary><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></details></nav>
<main id="content" tabindex="-1">
${header}
${sections.map((section, index) => renderSection(section, index + 1, numbers))}
<footer><p>Made by neohebb ${version}${origin}. For research and teaching, not for clinical use.</p></footer>
</main>
</div>
<script type="application/json" id="report-data">${scriptJson(sources)}</script>
<script>${scriptText(options.script)}</script>
</body>
</html>
`;
  return document.markup;
}

function isFigure(part: Part): part is Figure {
  return part !== null && "source" in part;
}

function isFold(part: Part): part is Fold {
  return part !== null && "folded" in part;
}

/** All figures of a part, those that are folded away too. */
export function figuresIn(part: Part): Figure[] {
  if (isFold(part)) return part.folded.flatMap(figuresIn);
  return isFigure(part) ? [part] : [];
}

function renderPart(part: Part, numbers: ReadonlyMap<string, number>): Markup | null {
  if (isFold(part))
    return html`<details class="fold" data-fold${part.isOpen ? html` open` : ""}><summary><h3>${part.title}</h3></summary>${part.folded.map((own) => renderPart(own, numbers))}</details>`;
  return isFigure(part) ? renderFigure(part, numbers.get(part.id) ?? 0) : part;
}

function renderSection({ id, title, parts }: Section, number: number, numbers: ReadonlyMap<string, number>): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><span class="number">${number}</span> ${title}</h2>
${parts.map((part) => renderPart(part, numbers))}
</section>
`;
}
