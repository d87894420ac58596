export { renderCurvePage } from "./curve/curvePage.ts";
export { agreement, axisTitle, type CurveReport, fromPaper, publishedValue } from "./curve/curveReport.ts";
export { curveSvg } from "./curve/curveSvg.ts";
export { type ReportOptions, renderReport } from "./page.ts";
