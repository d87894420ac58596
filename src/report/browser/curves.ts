import {
  areaY,
  dot,
  frame,
  gridY,
  lineY,
  type Markish,
  plot,
  pointer,
  ruleX,
  ruleY,
  text,
  tip,
} from "@observablehq/plot";
import type { CurveChart, Series } from "../chart.ts";
import { formatEstimate, formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import { type LegendItem, lineLegend, panelGrid } from "./layout.ts";
import { type Drawing, plotStyle } from "./svg.ts";

type CurvePanel = CurveChart["panels"][number];

/** Draws lines with their intervals. */
export function drawCurves(chart: CurveChart, drawing: Drawing): SVGSVGElement {
  const single = chart.panels.length === 1;
  const minimum = chart.columns > 2 && chart.height < 150 ? 190 : 230;
  const domain = horizontalDomain(chart);
  return panelGrid(
    drawing,
    chart.panels.map((panel) => ({
      title: panel.title,
      colour: titled(panel)?.colour,
      draw: ({ width, last, first }) =>
        drawPanel(chart, panel, domain, drawing.theme, width, { last: last || single, first }),
    })),
    { columns: chart.columns, minimum, leftLabels: 0, legend: lineLegend(drawing, legendItems(chart)) },
  );
}

/** The series that a panel's title already names. */
function titled(panel: CurvePanel): Series | undefined {
  return panel.series.find((series) => !series.background && series.label.toLowerCase() === panel.title.toLowerCase());
}

function legendItems(chart: CurveChart): LegendItem[] {
  const items = new Map<string, LegendItem>();
  for (const panel of chart.panels) {
    const own = titled(panel);
    for (const { label, colour, dashed = false, background = false, unlisted = false } of panel.series) {
      const shownElsewhere = items.has(label) && background;
      if (unlisted || own?.label === label || shownElsewhere) continue;
      items.set(label, { label, colour, dashed, thin: background });
    }
  }
  return [...items.values()];
}

function horizontalDomain({ x, panels }: CurveChart): readonly [number, number] {
  if (x.domain) return x.domain;
  const values = panels.flatMap(({ series }) => series.flatMap((line) => line.x));
  return [Math.min(...values), Math.max(...values)];
}

interface Point {
  readonly x: number;
  readonly y: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

function pointsOf(series: Series): Point[] {
  return series.x.map((x, index) => ({
    x,
    y: series.y[index] ?? null,
    low: series.low?.[index] ?? null,
    high: series.high?.[index] ?? null,
  }));
}

function drawPanel(
  chart: CurveChart,
  panel: CurvePanel,
  shared: readonly [number, number],
  theme: Theme,
  width: number,
  place: { readonly last: boolean; readonly first: boolean },
): Element {
  const { y, series } = panel;
  const ownDomain = chart.columns > 1 && chart.height < 150 ? panelDomain(panel, shared) : shared;
  const bottom = place.last ? 44 : 24;
  return plot({
    width,
    height: chart.height + bottom,
    marginLeft: y.format === "percent" ? 44 : 50,
    marginRight: 8,
    marginTop: y.label === "" ? 8 : 22,
    marginBottom: bottom,
    style: plotStyle(theme),
    x: {
      domain: [...ownDomain],
      label: place.last ? chart.x.label : null,
      labelArrow: "none",
      labelAnchor: "center",
      labelOffset: 36,
      ticks: chart.x.format === "integer" ? wholeTicks(ownDomain, width) : Math.max(3, Math.floor(width / 60)),
      tickFormat: (value: number) => formatNumber(value, Number.isInteger(value) ? "integer" : "number"),
    },
    y: {
      ...(y.domain ? { domain: [...y.domain] } : { nice: true }),
      ticks: chart.height < 150 ? 3 : 5,
      tickFormat: (value: number) => formatTick(value, y.format),
      label: place.first && y.label !== "" ? y.label : null,
      labelArrow: "none",
    },
    marks: [
      gridY({ ticks: chart.height < 150 ? 3 : 5, stroke: theme.line, strokeOpacity: 1 }),
      ruleY(chart.levels, { y: "y", stroke: theme.muted, strokeDasharray: "2 3" }),
      text(chart.levels, {
        y: "y",
        x: ownDomain[1],
        text: "label",
        textAnchor: "end",
        dy: -6,
        fill: theme.muted,
        fontSize: 11,
      }),
      ruleX(chart.marks, { x: "x", stroke: theme.muted, strokeOpacity: 0.6 }),
      ...series.flatMap((line) => lineMarks(line, theme)),
      frame({ stroke: "none", fill: "transparent", pointerEvents: "all" }),
      tip(
        series
          .flatMap((line) => pointsOf(line).map((point) => ({ ...point, label: line.label })))
          .filter(({ y }) => y !== null),
        pointer({
          x: "x",
          y: "y",
          title: (point: Point & { label: string }) =>
            `${point.label}\n${formatEstimate(point.y, point.low, point.high, y.format)}\n${chart.x.label}: ${formatNumber(point.x, "number")}`,
          fill: theme.background,
          stroke: theme.muted,
          fontSize: 12,
        }),
      ),
    ],
  });
}

/** Ticks at whole numbers: every one, or the first and then round ones. */
function wholeTicks([low, high]: readonly [number, number], width: number): number[] {
  const step = [1, 2, 5, 10, 15, 20, 50, 100].find((size) => (high - low) / size <= (width - 50) / 28) ?? 200;
  const ticks = Array.from(
    { length: Math.floor(high / step) - Math.ceil(low / step) + 1 },
    (_, index) => (Math.ceil(low / step) + index) * step,
  );
  return step > 1 && ticks[0] !== low && low === 1 ? [low, ...ticks.filter((tick) => tick - low > step / 2)] : ticks;
}

function panelDomain(panel: CurvePanel, otherwise: readonly [number, number]): readonly [number, number] {
  const values = panel.series.flatMap(({ x }) => x);
  return values.length === 0 ? otherwise : [Math.min(...values), Math.max(...values)];
}

function formatTick(value: number, format: CurvePanel["y"]["format"]): string {
  if (format !== "percent") return formatNumber(Number(value.toPrecision(6)), "number");
  return `${formatNumber(Math.round(value * 1000) / 10, "number")}\u202f%`;
}

function lineMarks(series: Series, theme: Theme): Markish[] {
  const colour = theme.colours[series.colour];
  const points = pointsOf(series);
  const behind = series.background ?? false;
  const marks: Markish[] = [];
  if (series.low && (!behind || series.colour === "people")) {
    marks.push(areaY(points, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: behind ? 0.1 : 0.18 }));
  }
  marks.push(
    lineY(points, {
      x: "x",
      y: "y",
      stroke: colour,
      strokeWidth: behind ? 1.25 : 2.25,
      strokeOpacity: behind ? 0.85 : 1,
      ...(series.dashed ? { strokeDasharray: "4 3" } : {}),
    }),
  );
  if (points.length <= 20 && !behind) marks.push(dot(points, { x: "x", y: "y", fill: colour, r: 2.5 }));
  return marks;
}
