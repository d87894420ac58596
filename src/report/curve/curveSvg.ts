import { formatNumber } from "../format.ts";
import { html, type Markup, raw } from "../html.ts";
import { type ColourName, darkTheme, groupColour, lightTheme, type Theme } from "../theme.ts";
import { axisTitle, type CurveReport, fromPaper, type ReportedAxis } from "./curveReport.ts";
import { logarithmicTicks, roundTicks } from "./ticks.ts";

const size = { width: 720, height: 440 };
const plot = { left: 76, right: 30, top: 16, bottom: 52 };
const legendLine = 20;

/** A scale from values to places. */
interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** The figure of a protocol as a picture of its own: light or dark as the reader's system says. */
export function curveSvg(report: CurveReport): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${curvePicture(report, true).markup}\n`;
}

/** The figure as SVG markup; `alone` with its own colours and background. */
export function curvePicture(report: CurveReport, alone: boolean): Markup {
  const rows = legendRows(report);
  const height = size.height + rows * legendLine;
  const top = plot.top + rows * legendLine;
  const x = scaleOf(report.x, valuesOf(report, "x"), [plot.left, size.width - plot.right], 8);
  const y = scaleOf(report.y, valuesOf(report, "y"), [height - plot.bottom, top], 6);
  const bottom = height - plot.bottom;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" role="img" aria-label="${description(report)}" class="curve-picture">
${alone && html`<style>${raw(pictureStyle())}</style><rect class="back" width="${size.width}" height="${height}"/>`}
${legend(report)}
<g class="axis">
${y.ticks.map((tick) => html`<line class="${tick === 0 ? "zero" : "grid"}" x1="${plot.left}" x2="${size.width - plot.right}" y1="${px(y.at(tick))}" y2="${px(y.at(tick))}"/><text x="${plot.left - 8}" y="${px(y.at(tick) + 4)}" text-anchor="end">${formatNumber(tick, "number")}</text>`)}
${x.ticks.map((tick) => html`<line class="tick" x1="${px(x.at(tick))}" x2="${px(x.at(tick))}" y1="${bottom}" y2="${bottom + 5}"/><text x="${px(x.at(tick))}" y="${bottom + 20}" text-anchor="middle">${formatNumber(tick, "number")}</text>`)}
<line class="frame" x1="${plot.left}" x2="${size.width - plot.right}" y1="${bottom}" y2="${bottom}"/>
<text class="title" x="${(plot.left + size.width - plot.right) / 2}" y="${height - 10}" text-anchor="middle">${axisTitle(report.x)}</text>
<text class="title" transform="translate(16 ${px((top + bottom) / 2)}) rotate(-90)" text-anchor="middle">${axisTitle(report.y)}</text>
</g>
${report.curves.map((curve, place) => line(curve, place, x, y))}
${report.references.map((reference) => (fromPaper(reference.kind) ? means(reference, report, x, y) : marks(reference, x, y)))}
</svg>`;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

function valuesOf({ curves, references }: CurveReport, axis: "x" | "y"): number[] {
  const bars = axis === "x" ? [] : references.flatMap(({ y, standardError }) => barEnds(y, standardError));
  return [...[...curves, ...references].flatMap((item) => item[axis]), ...bars].filter(Number.isFinite);
}

/** Lower and upper ends of error bars. */
function barEnds(y: readonly number[], standardError: readonly number[] | null): number[] {
  return standardError === null
    ? []
    : y.flatMap((mean, place) => [mean - standardError[place]!, mean + standardError[place]!]);
}

function scaleOf(axis: ReportedAxis, values: readonly number[], [from, to]: [number, number], count: number): Scale {
  const shown = axis.logarithmic ? values.filter((value) => value > 0) : values;
  const low = Math.min(...shown, Number.POSITIVE_INFINITY);
  const high = Math.max(...shown, Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) return { ticks: [], at: () => from };
  const ticks = axis.logarithmic ? logarithmicTicks(low, high) : roundTicks(low, high, count);
  const shape = axis.logarithmic ? Math.log10 : (value: number) => value;
  const first = shape(ticks[0]!);
  const span = shape(ticks.at(-1)!) - first || 1;
  return { ticks, at: (value) => from + ((shape(value) - first) / span) * (to - from) };
}

interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function pointsOf(curve: Line, x: Scale, y: Scale): [string, string][] {
  return curve.x.flatMap((value, place) => {
    const [across, down] = [x.at(value), y.at(curve.y[place]!)];
    return Number.isFinite(across) && Number.isFinite(down) ? [[px(across), px(down)] as [string, string]] : [];
  });
}

function line(curve: Line, place: number, x: Scale, y: Scale): Markup {
  const points = pointsOf(curve, x, y);
  const dots = points.length <= 60;
  return html`<g class="series s-${groupColour(place)}"><polyline points="${points.map((point) => point.join(",")).join(" ")}"/>${dots && points.map(([cx, cy]) => html`<circle cx="${cx}" cy="${cy}" r="3.2"/>`)}</g>
`;
}

function marks(reference: CurveReport["references"][number], x: Scale, y: Scale): Markup {
  const points = pointsOf(reference, x, y);
  const every = Math.ceil(points.length / 60);
  return html`<g class="reference s-${groupColour(reference.curve)}">${points
    .filter((_, place) => place % every === 0)
    .map(
      ([cx, cy]) => html`<rect x="-4.5" y="-4.5" width="9" height="9" transform="translate(${cx} ${cy}) rotate(45)"/>`,
    )}</g>
`;
}

/** Published values as squares with bars of one standard error; where bars at one place overlap, side by side. */
function means(reference: CurveReport["references"][number], report: CurveReport, x: Scale, y: Scale): Markup {
  const items = reference.x.flatMap((place, index) => {
    const neighbours = overlapping(reference, index, report);
    const offset = 9 * (neighbours.indexOf(reference) - (neighbours.length - 1) / 2);
    const [across, down] = [x.at(place) + offset, y.at(reference.y[index]!)];
    if (!Number.isFinite(across) || !Number.isFinite(down)) return [];
    const ends = reference.standardError ? extent(reference, index).map(y.at) : [];
    const bar =
      ends.length === 2 &&
      ends.every(Number.isFinite) &&
      html`<path d="M${px(across)} ${px(ends[0]!)}V${px(ends[1]!)}${ends.map((end) => `M${px(across - 4)} ${px(end)}h8`).join("")}"/>`;
    return [html`${bar}<rect x="${px(across - 4)}" y="${px(down - 4)}" width="8" height="8"/>`];
  });
  return html`<g class="published s-${groupColour(reference.curve)}">${items}</g>
`;
}

/** Lower and upper end of a published value. */
function extent({ y, standardError }: CurveReport["references"][number], index: number): [number, number] {
  const error = standardError?.[index] ?? 0;
  return [y[index]! - error, y[index]! + error];
}

/** The published references, this one among them, whose bars at this point's place overlap with its bar. */
function overlapping(reference: CurveReport["references"][number], index: number, { references }: CurveReport) {
  const [low, high] = extent(reference, index);
  return references.filter((other) => {
    const at = fromPaper(other.kind) ? other.x.indexOf(reference.x[index]!) : -1;
    if (at < 0) return false;
    const [bottom, top] = extent(other, at);
    return bottom <= high && top >= low;
  });
}

interface LegendEntry {
  readonly label: string;
  readonly colour: ColourName;
  /** A square stands for a published value, a mean for one with its standard error. */
  readonly mark: "line" | "diamond" | "square" | "mean";
}

function legendEntries({ curves, references }: CurveReport): LegendEntry[] {
  const named = curves.length > 1 || references.length > 0;
  const kinds = [...new Set(references.map(({ label }) => label))];
  return [
    ...(named ? curves.map(({ label }, place) => ({ label, colour: groupColour(place), mark: "line" as const })) : []),
    ...kinds.map((label) => {
      const own = references.filter((reference) => reference.label === label);
      const colour = own.length === 1 ? groupColour(own[0]!.curve) : ("people" as const);
      const { kind, standardError } = own[0]!;
      if (standardError) return { label: `${label} (± SEM)`, colour, mark: "mean" as const };
      return { label, colour, mark: fromPaper(kind) ? ("square" as const) : ("diamond" as const) };
    }),
  ];
}

/** Places of the legend's entries, row by row, as wide as their text is likely to be. */
function legendPlaces(entries: readonly LegendEntry[]): { x: number; row: number }[] {
  let x = plot.left;
  let row = 0;
  return entries.map(({ label }) => {
    const width = 44 + textWidth(label);
    if (x > plot.left && x + width > size.width) {
      x = plot.left;
      row++;
    }
    const place = { x, row };
    x += width;
    return place;
  });
}

/** About how wide a text is in the picture's font. */
function textWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => {
    if (/[ijlI.,:;|'()1]/u.test(character)) return sum + 4.2;
    if (/[ frt-]/u.test(character)) return sum + 5.2;
    return sum + (/[mwMW%±]/u.test(character) ? 12 : 8);
  }, 0);
}

function legendRows(report: CurveReport): number {
  const places = legendPlaces(legendEntries(report));
  return places.length === 0 ? 0 : places.at(-1)!.row + 1;
}

function legend(report: CurveReport): Markup {
  const entries = legendEntries(report);
  const places = legendPlaces(entries);
  return html`<g class="legend">${entries.map(({ label, colour, mark }, index) => {
    const { x, row } = places[index]!;
    const y = 14 + row * legendLine;
    return html`${legendMark(mark, colour, x, y - 4)}<text x="${x + 24}" y="${y}">${label}</text>`;
  })}</g>`;
}

function legendMark(mark: LegendEntry["mark"], colour: ColourName, x: number, y: number): Markup {
  switch (mark) {
    case "line":
      return html`<g class="series s-${colour}"><polyline points="${x},${y} ${x + 18},${y}"/><circle cx="${x + 9}" cy="${y}" r="3.2"/></g>`;
    case "diamond":
      return html`<g class="reference s-${colour}"><rect x="-4.5" y="-4.5" width="9" height="9" transform="translate(${x + 9} ${y}) rotate(45)"/></g>`;
    case "square":
    case "mean":
      return html`<g class="published s-${colour}">${mark === "mean" && html`<path d="M${x + 9} ${y - 7}v14"/>`}<rect x="${x + 5}" y="${y - 4}" width="8" height="8"/></g>`;
  }
}

function description({ title, x, y, curves }: CurveReport): string {
  const names = curves.length > 1 ? ` Curves: ${curves.map(({ label }) => label).join(", ")}.` : "";
  return `${title}. ${axisTitle(y)} against ${axisTitle(x)}.${names} The data follow as a table.`;
}

/** Style of the picture's parts; colours come from custom properties. */
export const curveStyle = `
.curve-picture{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;display:block;width:100%;height:auto}
.curve-picture text{fill:var(--muted)}.curve-picture .title,.curve-picture .legend text{fill:var(--text)}
.curve-picture .grid{stroke:var(--line);stroke-width:.7}.curve-picture .zero,.curve-picture .frame,.curve-picture .tick{stroke:var(--muted);stroke-width:1}
.curve-picture .back{fill:var(--background)}
.curve-picture .series polyline{fill:none;stroke:var(--s);stroke-width:2;stroke-linejoin:round}.curve-picture .series circle,.curve-picture .series path{fill:var(--s)}.curve-picture .whisker{stroke:var(--s);stroke-width:1.4}
.curve-picture .reference rect{fill:none;stroke:var(--s);stroke-width:1.4}
.curve-picture .published rect{fill:var(--background);stroke:var(--s);stroke-width:1.8}.curve-picture .published path{fill:none;stroke:var(--s);stroke-width:1.4}
${Object.keys(lightTheme.colours)
  .map((name) => `.curve-picture .s-${name}{--s:var(--c-${name})}`)
  .join("")}`;

/** Style and colours of a picture of its own. */
export function pictureStyle(): string {
  return `svg{${properties(lightTheme)}}@media(prefers-color-scheme:dark){svg{${properties(darkTheme)}}}${curveStyle}`;
}

function properties({ background, text, muted, line: grid, colours }: Theme): string {
  return Object.entries({ background, text, muted, line: grid })
    .map(([name, value]) => `--${name}:${value}`)
    .concat(Object.entries(colours).map(([name, value]) => `--c-${name}:${value}`))
    .join(";");
}
