import type { FitChecks } from "../../fitting/fitSummary.ts";
import { type ReportOptions, renderDocument } from "../document.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";
import { calibrationSection } from "./calibrationSection.ts";
import { fitStyle } from "./fitStyle.ts";
import { powerSection } from "./powerSection.ts";
import { predictiveSection } from "./predictiveSection.ts";
import { recoverySection } from "./recoverySection.ts";

/** Checks of models without data. */
export interface ChecksReport {
  readonly version: string;
  readonly title: string;
  readonly command: string;
  readonly checks: FitChecks;
  /** What speaks against trusting a model, in sentences. */
  readonly doubts: readonly string[];
}

/** Sections of the checks that were made. */
export function checkSections(
  { recovery, calibration, predictive, power }: FitChecks,
  titleOf: (model: string) => string = (model) => model,
): Section[] {
  return [
    predictiveSection(predictive, titleOf),
    recovery && recoverySection(recovery),
    calibration && calibrationSection(calibration),
    power && powerSection(power),
  ].filter((section): section is Section => section !== null);
}

/** What to say where nothing speaks against a model; simulations alone are shown, not judged. */
function withoutDoubts({ recovery, calibration, power }: FitChecks): string {
  return recovery || calibration || power
    ? "Nothing speaks against these models in this task at this size."
    : "What the models make people do is shown below, not judged: see whether people could behave so.";
}

/** Writes the page of checks: one HTML document that needs no other file. */
export function renderChecksPage(
  { version, title, command, checks, doubts }: ChecksReport,
  options: ReportOptions,
): string {
  const findings = doubts.length > 0 ? doubts : [withoutDoubts(checks)];
  const header = html`<header class="title"><h1>${title}</h1>
<p class="lead">What the models can and cannot tell, on simulated data.</p>
<div class="brief"><h2 class="small">In brief</h2><ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul></div>
<noscript><p class="callout">Pictures need JavaScript. Every figure’s data stand below it as a table.</p></noscript></header>`;
  const made: Section = {
    id: "made",
    title: "How this was made",
    parts: [html`<pre class="command">${command}</pre>`],
  };
  return renderDocument(
    {
      version,
      title,
      kind: "checks of models",
      header,
      sections: [...checkSections(checks), made],
      origin: false,
      style: fitStyle,
    },
    options,
  );
}
