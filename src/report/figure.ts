import { html, type Markup } from "./html.ts";
import { cellText, type DataTable, tableOf } from "./table.ts";
import { alternativeText, type Choice } from "./views/view.ts";
import { type Source, viewOf } from "./views/viewOf.ts";

/** A figure of the report. */
export interface Figure {
  readonly id: string;
  /** What it shows. */
  readonly heading: string;
  /** How to read it: what lines, intervals and colours mean. */
  readonly note: string;
  readonly choices: readonly Choice[];
  readonly source: Source;
}

/** A figure with a single view. */
export function fixedFigure(
  id: string,
  heading: string,
  view: Extract<Source, { kind: "fixed" }>["view"],
  note: string,
): Figure {
  return { id, heading, note, choices: [], source: { kind: "fixed", view } };
}

/** A figure as markup: heading, sentence, picture (drawn by the page's script), note, data. */
export function renderFigure(figure: Figure, number: number): Markup {
  const view = viewOf(figure.source, {});
  const name = `Figure ${number}`;
  return html`<figure class="figure" id="${figure.id}" data-figure="${figure.id}" data-heading="${figure.heading}">
<h3><span class="number">${name}</span> ${figure.heading}</h3>
<p class="finding" data-finding>${view.sentence}</p>
${figure.choices.length > 0 && html`<div class="choices needs-script">${figure.choices.map((choice) => renderChoice(figure.id, choice))}</div>`}
<div class="chart" data-chart role="img" aria-label="${alternativeText(figure.heading, view)}"></div>
<figcaption>${figure.note}</figcaption>
<div class="tools">
<details data-table><summary>Data of figure ${number}</summary>
${scrolling(`Data of figure ${number}`, renderTable(tableOf(view.chart), `${name}: ${figure.heading}`))}
</details>
<button type="button" class="needs-script" data-download="svg" title="Download the picture"><span class="unseen">Picture of figure ${number} as </span>SVG</button>
<button type="button" class="needs-script" data-download="csv" title="Download the data"><span class="unseen">Data of figure ${number} as </span>CSV</button>
</div>
</figure>`;
}

function renderChoice(figure: string, choice: Choice): Markup {
  const id = `${figure}-${choice.name}`;
  return html`<label for="${id}">${choice.label}</label>
<select id="${id}" data-choice="${choice.name}">${choice.options.map((option, index) => html`<option value="${index}">${option}</option>`)}</select>`;
}

/** A box that scrolls sideways by itself and can be reached by keyboard. */
export function scrolling(label: string, content: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`;
}

/** A data table as markup; the first column names the rows. */
export function renderTable(table: DataTable, caption: string): Markup {
  const texts = table.columns.map(({ format }) => format === "text");
  return html`<table><caption class="unseen">${caption}</caption>
<thead><tr>${table.columns.map(({ label }, index) => html`<th scope="col"${texts[index] ? html`` : html` class="n"`}>${label}</th>`)}</tr></thead>
<tbody>${table.rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) => {
        const text = cellText(cell, table.columns[index]!);
        if (index === 0) return html`<th scope="row">${text}</th>`;
        return texts[index] ? html`<td>${text}</td>` : html`<td class="n">${text}</td>`;
      })}</tr>`,
  )}</tbody></table>`;
}
