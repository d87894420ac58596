export { renderBoardPage } from "./board/boardPage.ts";
export type { BoardFigure, BoardReport, ReportedEffect } from "./board/boardReport.ts";
export { renderCurvePage } from "./curve/curvePage.ts";
export { axisTitle, type CurveReport, fromPaper, placeAmong, publishedValue } from "./curve/curveReport.ts";
export { curveSvg } from "./curve/curveSvg.ts";
export { type ReportOptions, renderReport } from "./page.ts";
export { renderWindowPage } from "./window/windowPage.ts";
export type { WindowReport } from "./window/windowReport.ts";
