export { renderCurvePage } from "./curve/curvePage.ts";
export { axisTitle, type CurveReport, fromPaper, placeAmong, publishedValue } from "./curve/curveReport.ts";
export { curveSvg } from "./curve/curveSvg.ts";
export { type ReportOptions, renderReport } from "./page.ts";
