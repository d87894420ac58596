import type { Chart } from "../chart.ts";
import { drawCircuit } from "./circuit.ts";
import { drawCurves } from "./curves.ts";
import { drawMatrix } from "./matrix.ts";
import { drawDots, drawIntervals, drawStrips, drawTimeline } from "./rows.ts";
import { drawScatter } from "./scatter.ts";
import type { Drawing } from "./svg.ts";

/** Draws a chart as a picture of the given width. */
export function drawChart(chart: Chart, drawing: Drawing): SVGSVGElement {
  switch (chart.kind) {
    case "curves":
      return drawCurves(chart, drawing);
    case "intervals":
      return drawIntervals(chart, drawing);
    case "dots":
      return drawDots(chart, drawing);
    case "strips":
      return drawStrips(chart, drawing);
    case "matrix":
      return drawMatrix(chart, drawing);
    case "timeline":
      return drawTimeline(chart, drawing);
    case "circuit":
      return drawCircuit(chart, drawing);
    case "scatter":
      return drawScatter(chart, drawing);
  }
}
