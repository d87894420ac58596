import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { ReportedEffect } from "./bridgeReport.ts";

const panelWidth = 170;
const rowHeight = 22;
const top = 30;
const bottom = 26;
/** Width of a letter of the labels, about. */
const letter = 6.6;

interface Row {
  readonly label: string;
  readonly changes: readonly ReportedEffect[];
}

/**
 * Rows of intervals, a picture for each parameter, side by side where there is room and one below the other where not:
 * filled dots where the interval leaves 0 out.
 */
export function changesPicture(rows: readonly Row[], description: string): Markup {
  const reach = reachOf(rows.flatMap(({ changes }) => changes));
  const parameters = rows[0]?.changes.map(({ parameter, symbol }) => ({ parameter, symbol })) ?? [];
  return html`<div class="changes-pictures">${parameters.map(({ parameter, symbol }, place) =>
    panel(rows, place, { parameter, symbol, reach, description: `${description}, ${parameter}` }),
  )}</div>`;
}

function panel(
  rows: readonly Row[],
  place: number,
  { parameter, symbol, reach, description }: { parameter: string; symbol: string; reach: number; description: string },
): Markup {
  const labelWidth = 14 + letter * Math.max(...rows.map(({ label }) => label.length));
  const width = Math.round(labelWidth + panelWidth + 16);
  const end = top + rows.length * rowHeight;
  const x = (value: number) => labelWidth + (0.5 + Math.min(reach, Math.max(-reach, value)) / (2 * reach)) * panelWidth;
  const middle = (row: number) => top + (row + 0.5) * rowHeight;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${end + bottom}" width="${width}" height="${end + bottom}" role="img" aria-label="${description}" class="changes-picture">
<text class="title" x="${px(x(0))}" y="16" text-anchor="middle">${parameter} <tspan class="symbol">${symbol}</tspan></text>
${[-reach, 0, reach].map((tick) => html`<line class="${tick === 0 ? "zero" : "grid"}" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${top - 4}" y2="${end}"/><text class="tick" x="${px(x(tick))}" y="${end + 16}" text-anchor="middle">${formatNumber(tick, "number")}</text>`)}
${rows.map(({ label, changes }, row) => html`<text x="${px(labelWidth - 10)}" y="${middle(row) + 4}" text-anchor="end">${label}</text>${mark(changes[place]!, label, middle(row), { x, reach })}`)}
</svg>`;
}

function mark(
  change: ReportedEffect,
  label: string,
  y: number,
  { x, reach }: { readonly x: (value: number) => number; readonly reach: number },
): Markup | false {
  const { size, low, high, parameter } = change;
  if (size === null || low === null || high === null) return false;
  const isClear = low > 0 || high < 0;
  return html`<g class="${isClear ? "clear" : "open"}"><title>${label}, ${parameter}: ${formatNumber(size, "effect")} (${formatNumber(low, "effect")} to ${formatNumber(high, "effect")})</title>
<line x1="${px(x(low))}" x2="${px(x(high))}" y1="${y}" y2="${y}"/>${Math.abs(size) <= reach && html`<circle cx="${px(x(size))}" cy="${y}" r="4"/>`}</g>`;
}

/** Standard deviations beyond which an interval does not widen the picture. */
const widest = 5;

/** Half the width of a panel: a round number that holds most intervals. */
function reachOf(changes: readonly ReportedEffect[]): number {
  const ends = changes.flatMap(({ low, high }) =>
    low === null || high === null ? [] : [Math.abs(low), Math.abs(high)],
  );
  // What is wider says nothing, and would leave no room for what does.
  const most = Math.max(0.5, ...ends.filter((end) => end <= widest));
  return [0.5, 1, 1.5, 2, 3, 4].find((reach) => most <= reach) ?? widest;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

export const changesStyle = `
.changes-pictures{display:flex;flex-wrap:wrap;gap:1.25rem .5rem}
.changes-picture{max-width:100%;height:auto;font:12px system-ui,sans-serif}
.changes-picture text{fill:var(--text)}.changes-picture .tick{fill:var(--muted);font-size:11px}.changes-picture .title{font-weight:600}.changes-picture .symbol{font-style:italic;font-weight:400;fill:var(--muted)}
.changes-picture .grid{stroke:var(--line)}.changes-picture .zero{stroke:var(--muted)}
.changes-picture .clear line{stroke:var(--c-group0);stroke-width:2}.changes-picture .clear circle{fill:var(--c-group0)}
.changes-picture .open line{stroke:var(--muted);stroke-width:1.5}.changes-picture .open circle{fill:var(--background);stroke:var(--muted);stroke-width:1.5}
@media (max-width:30rem){tbody th[scope=row]{white-space:normal;min-width:5rem}}`;
