import { axisX, dot, gridX, type Markish, plot, pointer, rect, ruleX, ruleY, text, tip } from "@observablehq/plot";
import type { DotChart, IntervalChart, StripChart, TimelineChart } from "../chart.ts";
import { formatEstimate, formatNumber, type NumberFormat } from "../format.ts";
import type { ColourName, Theme } from "../theme.ts";
import { type PanelPlace, type PanelPlan, panelGrid } from "./layout.ts";
import { type Drawing, plotStyle, textWidth, wrapped } from "./svg.ts";

interface Row {
  readonly label: string;
  readonly colour: ColourName;
}

interface RowPanel {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly domain: readonly [number, number];
  readonly format: NumberFormat;
  readonly axisLabel: string;
  readonly rowHeight: number;
  marks(theme: Theme): Markish[];
}

const widestLabel = 170;

/** Panels that share their rows' labels at the left. */
function drawRows(drawing: Drawing, panels: readonly RowPanel[], columns: number, minimum: number): SVGSVGElement {
  const keys = new Set(panels.map(({ rows }) => rows.map(({ label }) => label).join("\n")));
  const shared = keys.size === 1;
  const labels = panels.flatMap(({ rows }) => rows.map(({ label }) => label));
  const limit = Math.min(widestLabel, drawing.width * 0.38);
  const margin = Math.min(limit, Math.max(0, ...labels.map((label) => textWidth(label)))) + 14;
  const least = labels.some((label) => wrapped(label, margin - 14).length > 1) ? 31 : 0;
  const plans: PanelPlan[] = panels.map((panel) => ({
    title: panel.title,
    draw: (place) =>
      drawRowPanel(
        { ...panel, rowHeight: Math.max(panel.rowHeight, least) },
        drawing.theme,
        place,
        shared ? (place.first ? margin : 8) : margin,
      ),
  }));
  return panelGrid(drawing, plans, { columns, minimum, leftLabels: shared ? margin : 0 });
}

function drawRowPanel(panel: RowPanel, theme: Theme, place: PanelPlace, margin: number): Element {
  const { rows, domain, format } = panel;
  const bottom = panel.axisLabel === "" ? 24 : 44;
  const labelled = margin > 20;
  const ticks = Math.max(3, Math.floor((place.width - margin) / (format === "percent" ? 58 : 52)));
  return plot({
    width: place.width,
    height: rows.length * panel.rowHeight + bottom + 6,
    marginLeft: margin,
    marginRight: 22,
    marginTop: 6,
    marginBottom: bottom,
    style: plotStyle(theme),
    x: { domain: [...domain] },
    y: { domain: [-0.5, rows.length - 0.5], axis: null },
    marks: [
      gridX({ ticks, stroke: theme.line, strokeOpacity: 1 }),
      axisX({
        ticks,
        tickFormat: (value: number) => formatTick(value, format),
        label: panel.axisLabel === "" ? null : panel.axisLabel,
        labelArrow: "none",
        labelAnchor: "center",
        labelOffset: 36,
        tickSize: 4,
      }),
      ...(labelled ? [rowLabels(rows, margin, theme)] : []),
      ...panel.marks(theme),
    ],
  });
}

function rowLabels(rows: readonly Row[], margin: number, theme: Theme): Markish {
  return text(
    rows.map(({ label }, index) => ({
      label: wrapped(label, margin - 14).join("\n"),
      index: position(index, rows.length),
    })),
    { y: "index", text: "label", frameAnchor: "left", textAnchor: "end", dx: -8, fill: theme.text, lineHeight: 1.1 },
  );
}

/** Vertical place of a row; the first is on top. */
function position(index: number, count: number): number {
  return count - 1 - index;
}

function formatTick(value: number, format: NumberFormat): string {
  const clean = Number(value.toPrecision(6));
  if (format === "percent") return `${formatNumber(Number((clean * 100).toPrecision(4)), "number")}\u202f%`;
  return `${formatNumber(clean, "number")}${format === "seconds" ? "\u202fs" : ""}`;
}

function spread(values: readonly (number | null)[], include: readonly number[]): [number, number] {
  const known = [...values.filter((value): value is number => value !== null), ...include];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = (high - low || 1) * 0.06;
  return [low - margin, high + margin];
}

function rowTip<Datum extends { x: number; y: number; title: string }>(data: readonly Datum[], theme: Theme): Markish {
  return tip(
    data,
    pointer({ x: "x", y: "y", title: "title", fill: theme.background, stroke: theme.muted, fontSize: 12 }),
  );
}

/** Draws values with intervals against a line. */
export function drawIntervals(chart: IntervalChart, drawing: Drawing): SVGSVGElement {
  const ends = chart.panels.flatMap(({ rows }) => rows.flatMap(({ value, low, high }) => [value, low, high]));
  const domain = chart.x.domain ?? spread(ends, [chart.zero]);
  const panels = chart.panels.map(({ title, rows }, index): RowPanel => {
    const data = rows.flatMap((row, place) =>
      row.value === null
        ? []
        : [
            {
              ...row,
              x: row.value,
              y: position(place, rows.length),
              title: `${row.label}\n${formatEstimate(row.value, row.low, row.high, chart.x.format)}`,
            },
          ],
    );
    return {
      title,
      rows,
      domain,
      format: chart.x.format,
      axisLabel: index >= chart.panels.length - chart.columns ? chart.x.label : "",
      rowHeight: 24,
      marks: (theme) => [
        ruleX([chart.zero], { stroke: theme.text, strokeWidth: 1.25 }),
        ruleY(
          data.filter(({ low, high }) => low !== null && high !== null),
          { x1: "low", x2: "high", y: "y", stroke: (row: Row) => theme.colours[row.colour], strokeWidth: 2.25 },
        ),
        dot(data, { x: "x", y: "y", r: 4.5, fill: (row: Row) => theme.colours[row.colour] }),
        rowTip(data, theme),
      ],
    };
  });
  return drawRows(drawing, panels, chart.columns, 180);
}

/** Draws one value a row beside the ceiling of chance. */
export function drawDots(chart: DotChart, drawing: Drawing): SVGSVGElement {
  const panels = chart.panels.map(({ title, rows, ceiling, ceilingLabel }): RowPanel => {
    const values = rows.map(({ value }) => value);
    const domain: readonly [number, number] = chart.x.domain ?? [0, spread(values, [0, ceiling])[1]];
    const data = rows.flatMap((row, place) =>
      row.value === null
        ? []
        : [
            {
              ...row,
              x: row.value,
              y: position(place, rows.length),
              title: `${row.label}\n${formatNumber(row.value, chart.x.format)}`,
            },
          ],
    );
    return {
      title,
      rows,
      domain,
      format: chart.x.format,
      axisLabel: "",
      rowHeight: 22,
      marks: (theme) => [
        rect([{ x1: 0, x2: ceiling, y1: -0.5, y2: rows.length - 0.5 }], {
          x1: "x1",
          x2: "x2",
          y1: "y1",
          y2: "y2",
          fill: theme.muted,
          fillOpacity: 0.16,
          title: () => `${ceilingLabel}: up to ${formatNumber(ceiling, chart.x.format)}`,
        }),
        ruleX([ceiling], { stroke: theme.muted, strokeDasharray: "3 3" }),
        ruleY(data, { x1: 0, x2: "x", y: "y", stroke: (row: Row) => theme.colours[row.colour], strokeOpacity: 0.5 }),
        dot(data, { x: "x", y: "y", r: 4.5, fill: (row: Row) => theme.colours[row.colour] }),
        rowTip(data, theme),
      ],
    };
  });
  return drawRows(drawing, panels, chart.columns, 190);
}

/** Draws every subject as a dot with quantiles below. */
export function drawStrips(chart: StripChart, drawing: Drawing): SVGSVGElement {
  const panels = chart.panels.map(({ title, x, rows }): RowPanel => {
    const dots = rows.flatMap(({ values, colour }, place) =>
      values.flatMap((value, subject) =>
        value === null ? [] : [{ x: value, y: position(place, rows.length) + 0.12 + jitter(subject), colour }],
      ),
    );
    const bars = rows.map(({ quantiles, colour, label, mean }, place) => ({
      label,
      colour,
      x: quantiles[2] ?? mean,
      y: position(place, rows.length) - 0.3,
      quantiles,
      title: `${label}\nmean ${formatNumber(mean, x.format)}, median ${formatNumber(quantiles[2], x.format)}\nmiddle half ${formatNumber(quantiles[1], x.format)} to ${formatNumber(quantiles[3], x.format)}`,
    }));
    const colour = (theme: Theme) => (row: { colour: ColourName }) => theme.colours[row.colour];
    return {
      title,
      rows,
      domain:
        x.domain ??
        spread(
          dots.map((item) => item.x),
          [],
        ),
      format: x.format,
      axisLabel: x.label,
      rowHeight: 34,
      marks: (theme) => [
        dot(dots, { x: "x", y: "y", r: dots.length > 800 ? 1.5 : 2, fill: colour(theme), fillOpacity: 0.5 }),
        ruleY(bars, {
          x1: (bar) => bar.quantiles[0],
          x2: (bar) => bar.quantiles[4],
          y: "y",
          stroke: colour(theme),
          strokeWidth: 1.25,
        }),
        ruleY(bars, {
          x1: (bar) => bar.quantiles[1],
          x2: (bar) => bar.quantiles[3],
          y: "y",
          stroke: colour(theme),
          strokeWidth: 4.5,
        }),
        ruleX(bars, {
          x: "x",
          y1: (bar) => bar.y - 0.14,
          y2: (bar) => bar.y + 0.14,
          stroke: theme.text,
          strokeWidth: 2,
        }),
        rowTip(bars, theme),
      ],
    };
  });
  return drawRows(drawing, panels, chart.columns, 260);
}

/** A scatter that is the same each time and leaves no gaps. */
function jitter(index: number): number {
  return (((index + 1) * 0.6180339887) % 1) * 0.46 - 0.23;
}

/** Draws stretches of time. */
export function drawTimeline(chart: TimelineChart, drawing: Drawing): SVGSVGElement {
  const { rows, x } = chart;
  const domain =
    x.domain ??
    spread(
      rows.flatMap(({ spans }) => spans.flatMap(({ start, end }) => [start, end])),
      [],
    );
  const spans = rows.flatMap((row, place) =>
    row.spans.map((span) => ({ ...span, colour: row.colour, y: position(place, rows.length) })),
  );
  const room = (span: { start: number; end: number }): number =>
    ((span.end - span.start) / (domain[1] - domain[0])) * drawing.width * 0.7;
  const panel: RowPanel = {
    title: "",
    rows,
    domain,
    format: x.format,
    axisLabel: x.label,
    rowHeight: 26,
    marks: (theme) => [
      ruleX(chart.marks, { x: "x", stroke: theme.muted, strokeDasharray: "2 3" }),
      rect(spans, {
        x1: "start",
        x2: "end",
        y1: (span) => span.y - 0.34,
        y2: (span) => span.y + 0.34,
        inset: 0.5,
        rx: 3,
        fill: (span) => theme.colours[span.colour as ColourName],
        fillOpacity: 0.9,
      }),
      text(
        spans.filter((span) => room(span) > textWidth(span.text) + 8),
        { x: (span) => (span.start + span.end) / 2, y: "y", text: "text", fill: theme.background, fontWeight: 600 },
      ),
      text(
        spans.filter((span) => room(span) <= textWidth(span.text) + 8),
        {
          x: (span) => (span.end > domain[0] + 0.8 * (domain[1] - domain[0]) ? span.start : span.end),
          y: "y",
          text: "text",
          textAnchor: "start",
          dx: 5,
          fill: theme.text,
        },
      ),
    ],
  };
  return drawRows({ ...drawing, width: Math.min(drawing.width, 760) }, [panel], 1, 100);
}
