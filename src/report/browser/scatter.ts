import { axisX, axisY, dot, gridX, gridY, line, plot, pointer, tip } from "@observablehq/plot";
import type { ScatterChart } from "../chart.ts";
import { formatNumber } from "../format.ts";
import { panelGrid } from "./layout.ts";
import { type Drawing, plotStyle } from "./svg.ts";

type ScatterPanel = ScatterChart["panels"][number];

/** Draws points of two numbers. */
export function drawScatter(chart: ScatterChart, drawing: Drawing): SVGSVGElement {
  const plans = chart.panels.map((panel) => ({
    title: panel.title,
    draw: ({ width }: { width: number }) => drawPanel(panel, width, drawing),
  }));
  return panelGrid(drawing, plans, { columns: chart.columns, minimum: 220, leftLabels: 0 });
}

function drawPanel(panel: ScatterPanel, width: number, { theme }: Drawing): Element {
  const { x, y, points, identity } = panel;
  const [horizontal, vertical] = domains(panel);
  const format = (value: number) => formatNumber(Number(value.toPrecision(6)), "number");
  const data = points.map((point) => ({
    ...point,
    title: `${point.label}\n${x.label}: ${formatNumber(point.x, x.format)}\n${y.label}: ${formatNumber(point.y, y.format)}`,
  }));
  const from = Math.max(horizontal[0], vertical[0]);
  const to = Math.min(horizontal[1], vertical[1]);
  const ticks = Math.max(3, Math.floor(width / 70));
  return plot({
    width,
    height: Math.min(width, 300),
    ...{ marginLeft: 52, marginRight: 12, marginTop: 24, marginBottom: 44 },
    style: plotStyle(theme),
    x: { domain: [...horizontal] },
    y: { domain: [...vertical] },
    marks: [
      gridX({ ticks, stroke: theme.line, strokeOpacity: 1 }),
      gridY({ ticks: 5, stroke: theme.line, strokeOpacity: 1 }),
      axisX({ ticks, tickFormat: format, label: x.label, labelArrow: "none", labelAnchor: "center", labelOffset: 36 }),
      axisY({ ticks: 5, tickFormat: format, label: y.label, labelArrow: "none" }),
      ...(identity && to > from
        ? [
            line([from, to], {
              x: (value: number) => value,
              y: (value: number) => value,
              stroke: theme.muted,
              strokeDasharray: "4 3",
            }),
          ]
        : []),
      dot(data, { x: "x", y: "y", r: 3.5, fill: theme.colours.group0, fillOpacity: 0.65 }),
      tip(data, pointer({ x: "x", y: "y", title: "title", fill: theme.background, stroke: theme.muted, fontSize: 12 })),
    ],
  });
}

function domains({
  x,
  y,
  points,
  identity,
}: ScatterPanel): readonly [readonly [number, number], readonly [number, number]] {
  const own = (values: readonly number[]): readonly [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (high - low || 1) * 0.05;
    return [low - margin, high + margin];
  };
  const across = points.map((point) => point.x);
  const up = points.map((point) => point.y);
  if (points.length === 0) return [x.domain ?? [0, 1], y.domain ?? [0, 1]];
  if (identity && !x.domain && !y.domain) {
    const both = own([...across, ...up]);
    return [both, both];
  }
  return [x.domain ?? own(across), y.domain ?? own(up)];
}
