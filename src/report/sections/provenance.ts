import type { Summary } from "../../analysis/summary.ts";
import type { Context } from "../context.ts";
import { scrolling } from "../figure.ts";
import { capitalised } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { linkedSource } from "../source.ts";

/** What was run, so that it can be run again. */
export function provenanceSection({ summary }: Context): Section {
  const { model } = summary;
  const virtual = summary.groups.length > 0;
  return {
    id: "provenance",
    title: "What was run",
    parts: [
      html`<p>The same command gives the same results to the bit, on any machine and with any number of threads:</p>
<pre class="command"><code>${summary.command}</code></pre>
<dl class="facts">
${fact(virtual ? "Experiment" : "Data", summary.name)}${fact("neohebb", `version ${summary.version}`)}${virtual && [fact("Seed", String(summary.seed)), fact("Virtual subjects a group", String(summary.subjectsPerGroup)), fact("Task", summary.task.id), fact("Model", `${model.name}, version ${model.version}`)]}
${hash("Specification hash", summary.specificationHash)}${hash("Result hash", summary.resultHash)}
</dl>`,
      virtual ? parameterText(summary) : null,
      virtual ? operatorText(model) : null,
      html`<details class="more"><summary>The specification as run</summary>${scrolling("Specification", html`<pre><code>${specificationText(summary.specification)}</code></pre>`)}</details>`,
      peopleText(summary),
    ],
  };
}

function fact(name: string, value: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function hash(name: string, value: string): Markup | null {
  if (value === "") return null;
  return html`<div><dt>${name}</dt><dd><code class="hash">${value}</code></dd></div>`;
}

function parameterText(summary: Summary): Markup {
  return html`<p>${parameterShares(summary.model)} Measured: a value in a paper; derived: calculated from measured ones; fitted: by calibration. Numbers that stand in the model’s equations and receptors themselves are not counted. ${changedText(summary)}</p>`;
}

/** Parameters of the model that this experiment sets for all groups; empty if there are none. */
export function changedText({ model, groups }: Summary): string {
  const set = Object.entries(model.changed ?? {}).map(([name, value]) => `${name} = ${value}`);
  if (set.length === 0) return "";
  const where = groups.length > 1 ? "in all groups" : "in this experiment";
  return `Changed from the model’s own values ${where}: ${set.join("; ")}.`;
}

/** Where the values of the model's parameters come from, in a sentence. */
export function parameterShares({ parameters }: Summary["model"]): string {
  const { measured, derived, fitted, chosen } = parameters;
  const total = measured + derived + fitted + chosen;
  const number = (count: number): string => (count === 0 ? "none" : String(count));
  return `Of the model’s ${total} parameters ${number(measured)} ${measured > 1 ? "are" : "is"} measured, ${number(derived)} derived, ${number(fitted)} fitted and ${number(chosen)} chosen.`;
}

function operatorText({ operators }: Summary["model"]): Markup | null {
  if (operators.length === 0) return html`<p>The model has no operator beyond its equations.</p>`;
  return html`<p>Beyond equations that use only what is present at a synapse or a unit, the model has these operators:</p>
<ul>${operators.map(({ name, local, doc }) => html`<li><code>${name}</code>${local ? "" : " (not local)"}: ${doc}</li>`)}</ul>`;
}

function peopleText({ people }: Summary): Markup | null {
  if (people.length === 0) return null;
  const notes = [...new Set(people.map(({ note }) => note))].filter((note) => note !== "");
  const citations = [...new Set(people.map(({ citation }) => citation))].filter((citation) => citation !== "");
  return html`<h3>Data of real people</h3><ul>${people.map(({ label, subjects }) => html`<li>${capitalised(label)}${label.includes(String(subjects)) ? "" : `: ${subjects} people`}</li>`)}</ul>
${notes.length > 0 && html`<p>${notes.join(" ")}</p>`}
${citations.length > 0 && html`<p class="source">${citations.map((citation) => html`${linkedSource(citation)} `)}</p>`}`;
}

function specificationText(specification: unknown): string {
  return typeof specification === "string" ? specification : (JSON.stringify(specification, null, 2) ?? "");
}
