import type { FitSummary } from "../../fitting/fitSummary.ts";
import { renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { linkedSource } from "../source.ts";
import { people } from "./words.ts";

/** The data as they were understood, and what of them was not used. */
export function dataSection({ data }: FitSummary): Section {
  const { source, citation, subjects, rows, observations, columns, notes } = data;
  return {
    id: "data",
    title: "The data",
    parts: [
      html`<p>${formatNumber(rows, "integer")} rows of ${people(subjects)} from <code>${source}</code>; ${formatNumber(observations, "integer")} responses count.${citation !== null && html` ${linkedSource(citation)}`}</p>`,
      columns.length > 0
        ? scrolling(
            "How columns were understood",
            renderTable(
              {
                columns: ["Model’s column", "What it is", "From", "Changed"].map((label) => ({
                  label,
                  format: "text",
                })),
                rows: columns.map(({ column, title, from, recoded }) => [
                  column,
                  title,
                  from ?? "not in the data",
                  recoded || "–",
                ]),
              },
              "How columns were understood",
            ),
          )
        : null,
      notes.length > 0 ? html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>` : null,
      leftOut(data),
    ],
  };
}

function leftOut({ dropped, droppedSubjects, missing }: FitSummary["data"]): Markup {
  if (dropped.length + droppedSubjects.length + missing.length === 0)
    return html`<h3>Left out</h3><p>Nothing: every row and everybody counts.</p>`;
  const rows = (count: number) => `${formatNumber(count, "integer")} ${count === 1 ? "row" : "rows"}`;
  return html`<h3>Left out</h3>
<ul>${dropped.map((one) => html`<li>${rows(one.rows)}: ${one.reason}</li>`)}
${missing.map((one) => html`<li>${rows(one.rows)} passed over: ${one.reason}</li>`)}
${droppedSubjects.map(({ subject, reason }) => html`<li>Subject ${subject} is not in the fit: ${reason}</li>`)}</ul>`;
}
