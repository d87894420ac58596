import { roundTicks } from "../curve/ticks.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { groupColour } from "../theme.ts";
import type { BoardFigure } from "./boardReport.ts";

const width = 680;
const plot = { left: 64, right: 16, height: 260 };
const legendLine = 19;
const placeLine = 15;

/** The figure of an effect as SVG: our curves as lines and dots, published points as diamonds with their errors. */
export function boardPicture(figure: BoardFigure): Markup {
  const entries = legendOf(figure);
  const top = 12 + legendRows(entries) * legendLine;
  const bottom = top + plot.height;
  const placeTexts = figure.places.map((place) => folded(place, figure.places.length));
  const below = figure.places.length > 0 ? placeLine * Math.max(...placeTexts.map((lines) => lines.length)) : 18;
  const height = bottom + below + 30;
  const x = across(figure);
  const y = upright(figure, top, bottom);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(figure)}" class="curve-picture">
${legend(entries)}
<g class="axis">
${y.ticks.map((tick) => html`<line class="${tick === 0 ? "zero" : "grid"}" x1="${plot.left}" x2="${width - plot.right}" y1="${px(y.at(tick))}" y2="${px(y.at(tick))}"/><text x="${plot.left - 7}" y="${px(y.at(tick) + 4)}" text-anchor="end">${formatNumber(tick, "number")}</text>`)}
<line class="frame" x1="${plot.left}" x2="${width - plot.right}" y1="${bottom}" y2="${bottom}"/>
${x.ticks.map((tick, place) => html`<line class="tick" x1="${px(x.at(tick))}" x2="${px(x.at(tick))}" y1="${bottom}" y2="${bottom + 4}"/>${(placeTexts[place] ?? [formatNumber(tick, "number")]).map((line, row) => html`<text x="${px(x.at(tick))}" y="${bottom + 17 + row * placeLine}" text-anchor="middle">${line}</text>`)}`)}
<text class="title" x="${(plot.left + width - plot.right) / 2}" y="${height - 8}" text-anchor="middle">${titled(figure.x)}</text>
<text class="title" transform="translate(14 ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle">${titled(figure.y)}</text>
</g>
${figure.curves.map((curve, place) => series(curve, place, figure.places.length > 0, x, y))}
${figure.published.map((points) => diamonds(points, x, y))}
</svg>`;
}

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

function titled({ label, unit }: { label: string; unit: string }): string {
  return unit === "1" ? label : `${label} (${unit})`;
}

function across({ places, curves, published, x: axis }: BoardFigure): Scale {
  const span = width - plot.right - plot.left;
  if (places.length > 0)
    return {
      ticks: places.map((_, place) => place),
      at: (value) => plot.left + (span * (value + 0.5)) / places.length,
    };
  const values = [...new Set([...curves, ...published].flatMap(({ x }) => x))].sort((a, b) => a - b);
  const shape = axis.logarithmic ? Math.log : (value: number) => value;
  const [low, high] = [shape(values[0] ?? 0), shape(values.at(-1) ?? 1)];
  const at = (value: number) => plot.left + 16 + ((span - 32) * (shape(value) - low)) / (high - low || 1);
  if (axis.logarithmic) return { ticks: values, at };
  const shown: number[] = [];
  for (const value of values) if (shown.length === 0 || at(value) - at(shown.at(-1)!) > 26) shown.push(value);
  return { ticks: shown, at };
}

function upright({ curves, published }: BoardFigure, top: number, bottom: number): Scale {
  const spread = published.flatMap(({ y, error }) =>
    y.flatMap((value, place) => [value - (error[place] ?? 0), value + (error[place] ?? 0)]),
  );
  const values = [...curves.flatMap(({ y }) => y), ...spread, 0].filter(Number.isFinite);
  const ticks = roundTicks(Math.min(...values), Math.max(...values), 6);
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  return { ticks, at: (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top) };
}

function series(curve: BoardFigure["curves"][number], place: number, named: boolean, x: Scale, y: Scale): Markup {
  const points = curve.x.flatMap((value, index) =>
    Number.isFinite(curve.y[index]) ? [[px(x.at(value)), px(y.at(curve.y[index]!))] as const] : [],
  );
  return html`<g class="series s-${groupColour(place)}">${!named && html`<polyline points="${points.map((point) => point.join(",")).join(" ")}"/>`}${points.map(([cx, cy]) => html`<circle cx="${cx}" cy="${cy}" r="${named ? 5 : 3.4}"/>`)}</g>
`;
}

function diamonds(points: BoardFigure["published"][number], x: Scale, y: Scale): Markup {
  return html`<g class="reference s-people">${points.x.map((value, place) => {
    const [cx, cy] = [px(x.at(value)), px(y.at(points.y[place]!))];
    const error = points.error[place];
    const bar =
      error !== undefined &&
      html`<line class="whisker" x1="${cx}" x2="${cx}" y1="${px(y.at(points.y[place]! - error))}" y2="${px(y.at(points.y[place]! + error))}"/>`;
    return html`${bar}<rect x="-4.5" y="-4.5" width="9" height="9" transform="translate(${cx} ${cy}) rotate(45)"/>`;
  })}</g>
`;
}

interface Entry {
  readonly label: string;
  readonly colour: string;
  readonly reference: boolean;
  readonly x: number;
  readonly row: number;
}

/** Entries of the legend with their places, row by row. */
function legendOf({ curves, published }: BoardFigure): Entry[] {
  const named = [
    ...curves.map(({ label }, place) => ({ label, colour: groupColour(place) as string, reference: false })),
    ...published.map(({ label }) => ({ label, colour: "people", reference: true })),
  ];
  let x = plot.left;
  let row = 0;
  return named.map((entry) => {
    const room = 34 + entry.label.length * 6.9;
    if (x > plot.left && x + room > width) {
      x = plot.left;
      row++;
    }
    const placed = { ...entry, x, row };
    x += room;
    return placed;
  });
}

function legendRows(entries: readonly Entry[]): number {
  return (entries.at(-1)?.row ?? -1) + 1;
}

function legend(entries: readonly Entry[]): Markup {
  return html`<g class="legend">${entries.map(({ label, colour, reference, x, row }) => {
    const y = 13 + row * legendLine;
    const mark = reference
      ? html`<rect x="-4.5" y="-4.5" width="9" height="9" transform="translate(${x + 9} ${y - 4}) rotate(45)"/>`
      : html`<circle cx="${x + 9}" cy="${y - 4}" r="4"/>`;
    return html`<g class="${reference ? "reference" : "series"} s-${colour}">${mark}</g><text x="${x + 20}" y="${y}">${label}</text>`;
  })}</g>`;
}

/** A name in lines as narrow as there is room for. */
function folded(text: string, count: number): string[] {
  const room = Math.max(6, Math.floor((width - plot.left) / count / 7.4));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function describe({ title, x, y, curves, published }: BoardFigure): string {
  const names = [...curves, ...published].map(({ label }) => label).join(", ");
  return `${title}. ${titled(y)} against ${titled(x)}: ${names}. The numbers follow as a table.`;
}
