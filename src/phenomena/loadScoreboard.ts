/**
 * The scoreboard's claims and effects, and what runs and judges them. They are large and loaded when they are asked for
 * first.
 *
 * @returns `claims` and `mechanisms` as data; `effectOf` an effect by its id, `modelFileOf` the model that it needs,
 * `estimateEffect`, `runEffect`; `judge` and `judgedEntry` the verdict, `effectFigure` its curve beside the published one
 */
export async function loadScoreboard() {
  const { claims, mechanisms, effectOf, modelFileOf, estimateEffect, runEffect, judge, judgedEntry, effectFigure } =
    await import("./index.ts");
  return { claims, mechanisms, effectOf, modelFileOf, estimateEffect, runEffect, judge, judgedEntry, effectFigure };
}
