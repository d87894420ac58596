import { renderTable, scrolling } from "../figure.ts";
import { html, type Markup } from "../html.ts";
import { linkedSource } from "../source.ts";
import type { DataTable } from "../table.ts";
import type { BoardFigure, ReportedBand, ReportedEffect } from "./boardReport.ts";
import { boardPicture } from "./boardSvg.ts";

/** The section of an effect that was run: figure, claim, bands, side observations, ablations. */
export function effectSection(effect: ReportedEffect): Markup {
  const { id, tier, name, state, seeds, subjects, figure } = effect;
  const verdict = state === "pass" ? "✓ passes" : "✗ fails";
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${name}</h2>
<p class="note"><span class="state ${state}">${verdict}</span>, tier ${tier}, ${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}, ${subjects} subjects an arm. Covers: ${effect.covers}.</p>
${
  figure &&
  html`<figure class="figure"><h3>${figure.title}</h3>${scrolling(figure.title, boardPicture(figure))}
<figcaption>${figure.published.length > 0 ? "Dots: this model, mean over subjects and seeds; diamonds: published means with standard errors." : "This model, mean over subjects and seeds. No published numbers were to be had; the published direction stands below."}</figcaption>
<div class="tools"><details><summary>Numbers of the figure</summary>${scrolling("Numbers of the figure", renderTable(figureTable(figure), figure.title))}</details></div></figure>`
}
<dl class="facts"><div><dt>Published</dt><dd>${effect.published}</dd></div>
<div><dt>Source</dt><dd>${linkedSource(effect.source)}</dd></div>
<div><dt>How far it was seen: ${effect.verified}</dt><dd>${effect.checked}</dd></div></dl>
<h3>Criterion</h3><p class="note">${effect.criterion.text}${effect.criterion.basis !== "" && html` <b>Basis:</b> ${effect.criterion.basis}.`}</p>
${bandTable("Criterion", effect.criterion.bands)}
<h3>Side observations</h3>
${effect.sideObservations.map(({ text, holds, bands }) => html`<p class="note"><span class="state ${holds ? "pass" : "fail"}">${holds ? "✓" : "✗"}</span> ${text}: ${bands.map((band, place) => html`${place > 0 && "; "}${band.text} ${band.values.map(number).join(", ")} (${limitsText(band)})`)}</p>`)}
${
  effect.ablations.length > 0 &&
  html`<h3>Without a mechanism</h3><ul>${effect.ablations.map(({ mechanism, must, abolished, right, value }) => html`<li><span class="state ${right ? "pass" : "fail"}">${right ? "✓" : "✗"}</span> ${mechanism} removed: ${abolished ? "abolished" : "spared"} (${number(value)}); it must ${must === "abolish" ? "abolish" : "spare"} the effect.</li>`)}</ul>`
}
${effect.remarks.length > 0 && html`<h3>What differs from the claim’s protocol</h3><ul>${effect.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
<details class="more"><summary>All measures</summary>${scrolling("All measures", renderTable(measureTable(effect), `Measures: ${name}`))}</details>
</section>`;
}

function bandTable(title: string, bands: readonly ReportedBand[]): Markup {
  return scrolling(
    title,
    html`<table class="bands"><caption class="unseen">${title}</caption><thead><tr><th scope="col">What must hold</th><th scope="col" class="n">Limits</th><th scope="col" class="n">Came out, a value a seed</th><th scope="col">Holds</th></tr></thead>
<tbody>${bands.map((band) => html`<tr><th scope="row">${band.text}</th><td class="n">${limitsText(band)}</td><td class="n">${band.values.map(number).join(", ")}</td><td class="${band.holds ? "" : "over"}">${band.holds ? "✓" : "✗"}</td></tr>`)}</tbody></table>`,
  );
}

function figureTable({ x, places, curves, published }: BoardFigure): DataTable {
  const lines = [...curves, ...published];
  const rows = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
  return {
    columns: [
      { label: x.unit === "1" ? x.label : `${x.label} (${x.unit})`, format: "text" },
      ...lines.map(({ label }) => ({ label, format: "number" as const })),
    ],
    rows: rows.map((row) => [places[row] ?? number(row), ...lines.map((line) => line.y[line.x.indexOf(row)] ?? null)]),
  };
}

function measureTable({ measures }: ReportedEffect): DataTable {
  return {
    columns: [
      { label: "Measure", format: "text" },
      { label: "A value a seed", format: "text" },
      { label: "Mean [95 % interval over subjects]", format: "number", interval: true },
    ],
    rows: measures.map(({ doc, unit, values, low, high }) => [
      unit === "1" ? doc : `${doc} (${unit})`,
      values.map(number).join(", "),
      { value: values.reduce((sum, value) => sum + value, 0) / values.length, low, high },
    ]),
  };
}

/** Limits of a band in words. */
export function limitsText({ low, high }: Pick<ReportedBand, "low" | "high">): string {
  if (low === null) return high === null ? "any" : `≤ ${number(high)}`;
  return high === null ? `≥ ${number(low)}` : `${number(low)} … ${number(high)}`;
}

function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))).replace("-", "−") : "–";
}
