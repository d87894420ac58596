import { pictureStyle } from "../curve/curveSvg.ts";
import { roundTicks } from "../curve/ticks.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup, raw } from "../html.ts";
import { groupColour } from "../theme.ts";
import type { BoardFigure } from "./boardReport.ts";

/** How a picture is drawn. */
export interface PictureOptions {
  /** Pixels; at least what the names of its places need (default 680). */
  readonly width?: number;
  /** Other figures that are seen beside it: all have the same vertical axis. */
  readonly beside?: readonly BoardFigure[];
  /** With its own colours and background, light or dark as the reader's system says: for a file. */
  readonly alone?: boolean;
}

const usualWidth = 680;
/** Least room for the name of a place, pixels. */
const placeRoom = 62;
const plot = { left: 64, right: 16, height: 260 };
const legendLine = 19;
const placeLine = 15;

/** The figure of an effect as SVG: our curves as lines and dots, published points as diamonds with their errors. */
export function boardPicture(figure: BoardFigure, options: PictureOptions = {}): Markup {
  const { beside = [], alone = false } = options;
  const width = Math.max(options.width ?? usualWidth, plot.left + plot.right + placeRoom * figure.places.length);
  const entries = legendOf(figure, width);
  const top = 12 + legendRows(entries) * legendLine;
  const bottom = top + plot.height;
  const placeTexts = figure.places.map((place) => folded(place, (width - plot.left) / figure.places.length));
  const below = figure.places.length > 0 ? placeLine * Math.max(...placeTexts.map((lines) => lines.length)) : 18;
  const height = bottom + below + 30;
  const x = across(figure, width - plot.right - plot.left);
  const y = upright([figure, ...beside], top, bottom);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${describe(figure)}" class="curve-picture">
${alone && html`<style>${raw(pictureStyle())}</style><rect class="back" width="${width}" height="${height}"/>`}
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

/** The same as text: SVG markup. */
export function effectPicture(figure: BoardFigure, options: PictureOptions = {}): string {
  return boardPicture(figure, options).markup;
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

function across({ places, curves, published, x: axis }: BoardFigure, span: number): Scale {
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

function upright(figures: readonly BoardFigure[], top: number, bottom: number): Scale {
  const spread = figures
    .flatMap(({ published }) => published)
    .flatMap(({ y, error }) => y.flatMap((value, place) => [value - (error[place] ?? 0), value + (error[place] ?? 0)]));
  const values = [...figures.flatMap(({ curves }) => curves.flatMap(({ y }) => y)), ...spread, 0].filter(
    Number.isFinite,
  );
  const ticks = roundTicks(Math.min(...values), Math.max(...values), 6);
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  return { ticks, at: (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top) };
}

function series(curve: BoardFigure["curves"][number], place: number, named: boolean, x: Scale, y: Scale): Markup {
  const points = curve.x.flatMap((value, index) =>
    Number.isFinite(curve.y[index]) ? [[px(x.at(value)), px(y.at(curve.y[index]!))] as const] : [],
  );
  return html`<g class="series s-${groupColour(place)}">${!named && html`<polyline points="${points.map((point) => point.join(",")).join(" ")}"/>`}${points.map(([cx, cy]) => html`<path d="${markPath(place, Number(cx), Number(cy), named ? 5 : 3.6)}"/>`)}</g>
`;
}

/** The mark of a series, by which it is known without its colour: disc, triangle, square, triangle upside down, cross. */
function markPath(place: number, x: number, y: number, r: number): string {
  switch (place % 5) {
    case 1:
      return `M${px(x)} ${px(y - 1.25 * r)}l${px(1.2 * r)} ${px(2.1 * r)}h${px(-2.4 * r)}Z`;
    case 2:
      return `M${px(x - r)} ${px(y - r)}h${px(2 * r)}v${px(2 * r)}h${px(-2 * r)}Z`;
    case 3:
      return `M${px(x)} ${px(y + 1.25 * r)}l${px(1.2 * r)} ${px(-2.1 * r)}h${px(-2.4 * r)}Z`;
    case 4: {
      const [long, short] = [px(0.8 * r), px(0.8 * r)];
      return `M${px(x - 1.2 * r)} ${px(y - 0.4 * r)}h${long}v-${short}h${long}v${short}h${long}v${short}h-${long}v${short}h-${long}v-${short}h-${long}Z`;
    }
    default:
      return `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0Z`;
  }
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
  /** Which of our curves it is. */
  readonly place: number;
  readonly x: number;
  readonly row: number;
}

/** Entries of the legend with their places, row by row. */
function legendOf({ curves, published }: BoardFigure, width: number): Entry[] {
  const named = [
    ...curves.map(({ label }, place) => ({ label, place, colour: groupColour(place) as string, reference: false })),
    ...published.map(({ label }) => ({ label, place: 0, colour: "people", reference: true })),
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
  return html`<g class="legend">${entries.map(({ label, place, colour, reference, x, row }) => {
    const y = 13 + row * legendLine;
    const mark = reference
      ? html`<rect x="-4.5" y="-4.5" width="9" height="9" transform="translate(${x + 9} ${y - 4}) rotate(45)"/>`
      : html`<path d="${markPath(place, x + 9, y - 4, 4)}"/>`;
    return html`<g class="${reference ? "reference" : "series"} s-${colour}">${mark}</g><text x="${x + 20}" y="${y}">${label}</text>`;
  })}</g>`;
}

/** A name in lines as narrow as there is room for. */
function folded(text: string, pixels: number): string[] {
  const room = Math.max(6, Math.floor(pixels / 7.4));
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
