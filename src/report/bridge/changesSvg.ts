import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { ReportedChange } from "./bridgeReport.ts";

const labelWidth = 190;
const panelWidth = 150;
const gap = 22;
const rowHeight = 22;
const top = 34;
const bottom = 46;

/** Rows of intervals, a panel for each parameter: filled dots where the interval leaves 0 out. */
export function changesPicture(
  rows: readonly { readonly label: string; readonly changes: readonly ReportedChange[] }[],
  description: string,
): Markup {
  const parameters = rows[0]?.changes.map(({ parameter, symbol }) => ({ parameter, symbol })) ?? [];
  const width = labelWidth + parameters.length * (panelWidth + gap);
  const height = top + rows.length * rowHeight + bottom;
  const reach = reachOf(rows.flatMap(({ changes }) => changes));
  const x = (panel: number, value: number) =>
    labelWidth + panel * (panelWidth + gap) + (0.5 + value / (2 * reach)) * panelWidth;
  const end = top + rows.length * rowHeight;
  const middle = (row: number) => top + (row + 0.5) * rowHeight;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${description}" class="changes-picture" style="min-width:${Math.round(width * 0.8)}px">
${rows.map(({ label }, row) => html`<text x="${labelWidth - 12}" y="${middle(row) + 4}" text-anchor="end">${label}</text>`)}
${parameters.map(
  ({ parameter, symbol }, panel) => html`<g class="panel">
<text class="title" x="${px(x(panel, 0))}" y="16" text-anchor="middle">${symbol}</text>
${[-reach, 0, reach].map((tick) => html`<line class="${tick === 0 ? "zero" : "grid"}" x1="${px(x(panel, tick))}" x2="${px(x(panel, tick))}" y1="${top - 6}" y2="${end}"/><text class="tick" x="${px(x(panel, tick))}" y="${end + 16}" text-anchor="middle">${formatNumber(tick, "number")}</text>`)}
<text class="tick" x="${px(x(panel, 0))}" y="${end + 34}" text-anchor="middle">${parameter}</text>
${rows.map(({ label, changes }, row) => mark(changes[panel]!, label, middle(row), (value) => x(panel, Math.min(reach, Math.max(-reach, value)))))}
</g>`,
)}
</svg>`;
}

function mark(change: ReportedChange, label: string, y: number, x: (value: number) => number): Markup | false {
  const { size, low, high, parameter } = change;
  if (size === null || low === null || high === null) return false;
  const isClear = low > 0 || high < 0;
  return html`<g class="${isClear ? "clear" : "open"}"><title>${label}, ${parameter}: ${formatNumber(size, "effect")} (${formatNumber(low, "effect")} to ${formatNumber(high, "effect")})</title>
<line x1="${px(x(low))}" x2="${px(x(high))}" y1="${y}" y2="${y}"/><circle cx="${px(x(size))}" cy="${y}" r="4"/></g>`;
}

/** Half the width of a panel: a round number that holds most intervals. */
function reachOf(changes: readonly ReportedChange[]): number {
  const ends = changes.flatMap(({ low, high }) =>
    low === null || high === null ? [] : [Math.abs(low), Math.abs(high)],
  );
  const most = Math.max(0.5, ...ends);
  return [0.5, 1, 1.5, 2, 3, 4].find((reach) => most <= reach) ?? 5;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

export const changesStyle = `
.changes-picture{width:100%;height:auto;font:12px system-ui,sans-serif}
.changes-picture text{fill:var(--text)}.changes-picture .tick{fill:var(--muted);font-size:11px}.changes-picture .title{font-size:14px;font-style:italic}
.changes-picture .grid{stroke:var(--line)}.changes-picture .zero{stroke:var(--muted)}
.changes-picture .clear line{stroke:var(--c-group0);stroke-width:2}.changes-picture .clear circle{fill:var(--c-group0)}
.changes-picture .open line{stroke:var(--muted);stroke-width:1.5}.changes-picture .open circle{fill:var(--background);stroke:var(--muted);stroke-width:1.5}`;
