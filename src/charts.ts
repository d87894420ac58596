/**
 * The reports' figures for pages of one's own: a chart as data, drawn as SVG in the page, as a table, as files. What
 * makes the data (`reportFigures`) is in the main entry and needs no page.
 */

export { pictureFile } from "./report/browser/download.ts";
export { drawChart } from "./report/browser/draw.ts";
export type { Drawing } from "./report/browser/svg.ts";
export type {
  Axis,
  Chart,
  CircuitChart,
  CurveChart,
  DotChart,
  IntervalChart,
  MatrixChart,
  ScatterChart,
  Series,
  StripChart,
  TimelineChart,
} from "./report/chart.ts";
export type { Figure } from "./report/figure.ts";
export { type Cell, type Column, cellText, csvOf, type DataTable, type Estimate, tableOf } from "./report/table.ts";
export { type ColourName, darkTheme, lightTheme, type Theme } from "./report/theme.ts";
export { alternativeText, type Choice, type Selection, type View } from "./report/views/view.ts";
export { type Source, viewOf } from "./report/views/viewOf.ts";
