import { type Context, controlName, treatmentOf } from "../context.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";

/** Warnings of the run and what the results may not be used for. */
export function limitSection(context: Context): Section {
  const { summary, people } = context;
  const { warnings, notes = [] } = summary;
  const virtual = summary.groups.length > 0;
  return {
    id: "limits",
    title: "Warnings and limits",
    parts: [
      warnings.length > 0
        ? html`<div class="callout"><p><strong>Warnings of this run</strong></p><ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul></div>`
        : html`<p>${virtual ? "The run gave" : "There are"} no warnings.</p>`,
      notes.length > 0
        ? html`<p>How the file was read:</p><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`
        : null,
      html`<ul>
<li>For research and teaching. Nothing here is advice about a drug, a dose or a patient.</li>
${virtual && html`<li>Virtual subjects are a model. That a ${treatmentOf(context)} changes the model in the direction known from experiments supports the model’s mechanism; it does not prove it.</li>`}
${virtual && people && html`<li>${people.drugFree ? "The real people took no drug." : `None of the real people was under a ${treatmentOf(context)} of this experiment.`} They tell whether ${controlName(context)} behaves like people; about a ${treatmentOf(context)} they say nothing.</li>`}
${virtual && html`<li>Intervals describe the spread over virtual subjects with one parameter set. They do not contain the uncertainty of the parameters and of the equations.</li>`}
${summary.effects.length > 0 && html`<li>Many effects are looked at, and none of the intervals is corrected for that: of 20 effects that are not there, one has an interval without 0. What was not expected beforehand is a hint, not a finding.</li>`}
<li>A distance below the noise ceiling means that this number of people could not show a difference in this statistic. It does not mean that there is none.</li>
</ul>`,
    ],
  };
}
