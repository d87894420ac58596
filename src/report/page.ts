import type { Summary } from "../analysis/summary.ts";
import { type Context, contextOf } from "./context.ts";
import { figuresIn, type ReportOptions, renderDocument } from "./document.ts";
import type { Figure } from "./figure.ts";
import { capitalised, formatNumber } from "./format.ts";
import { html, type Markup } from "./html.ts";
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

/**
 * Writes the report of an experiment: one HTML document that needs no other file and makes no request.
 *
 * All text of the summary is escaped. Every figure carries its data as a table, so that the document is complete
 * without its script; the script draws the pictures.
 */
export function renderReport(summary: Summary, options: ReportOptions): string {
  const context = contextOf(summary);
  const sections = sectionsOf(context);
  const { version, title, resultHash } = summary;
  return renderDocument(
    {
      ...{ version, title, kind: "experiment report", header: titleBlock(context), sections },
      origin: resultHash !== "" && html` from results with hash <code class="hash">${resultHash}</code>`,
    },
    options,
  );
}

/** A section's figures without its prose. */
export interface FigureSection {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** The figures that the report of an experiment would have, by section; sections without any are left out. */
export function reportFigures(summary: Summary): readonly FigureSection[] {
  return sectionsOf(contextOf(summary)).flatMap(({ id, title, parts }) => {
    const figures = parts.flatMap(figuresIn);
    return figures.length > 0 ? [{ id, title, figures }] : [];
  });
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
