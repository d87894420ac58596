import type { FitSummary, FittedModel, GroupQuantity } from "../../fitting/fitSummary.ts";
import type { CurveChart, IntervalChart } from "../chart.ts";
import { type Figure, fixedFigure, renderTable, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";
import { groupColour } from "../theme.ts";
import { originOfQuantity } from "./intervals.ts";
import { effectText, estimateText } from "./words.ts";

/** Levels, effects and spreads of the group. */
export function groupParts(summary: FitSummary, model: FittedModel): Section["parts"] {
  const hasChains = model.group.some(({ scaleReduction }) => scaleReduction !== null);
  const share = `${Math.round(100 * summary.coverage)} %`;
  const of = (kind: GroupQuantity["kind"]) => model.group.filter((one) => one.kind === kind);
  const table = (title: string, quantities: readonly GroupQuantity[]) =>
    quantities.length === 0
      ? null
      : html`<h3>${title}</h3>${scrolling(
          `${model.title}: ${title}`,
          renderTable(
            {
              columns: [
                { label: "Quantity", format: "text" },
                { label: `Estimate (${share} interval)`, format: "text" },
                { label: "sd", format: "number" },
                ...(hasChains
                  ? ([
                      { label: "R̂", format: "ratio" },
                      { label: "Effective draws: middle", format: "integer" },
                      { label: "tails", format: "integer" },
                    ] as const)
                  : []),
              ],
              rows: quantities.map((one) => [
                one.name,
                estimateText(one.estimate, originOfQuantity(one, model.parameters)),
                one.standardDeviation,
                ...(hasChains ? [one.scaleReduction, one.bulkEffectiveSize, one.tailEffectiveSize] : []),
              ]),
            },
            title,
          ),
        )}`;
  return [
    densityFigure(model, share),
    table("Levels: the middle person, on the parameters’ own scale", of("level")),
    effectSentence(of("effect")),
    effectFigure(model, of("effect"), share),
    table("Effects, on the unbounded scale", of("effect")),
    naturalTable(of("effect"), share),
    table("How much people differ: standard deviations on the unbounded scale", of("spread")),
    html`<p class="note">A parameter with two ends is fitted as the logit of its place between them, one with one end as the logarithm of its distance from it. An effect is a difference on that scale; divided by how much people differ it is a Cohen’s d.</p>`,
  ];
}

/** Which effects are clear and which are not. */
function effectSentence(effects: readonly GroupQuantity[]) {
  if (effects.length === 0) return null;
  const clear = effects.filter(
    ({ estimate: { lower, upper } }) => lower !== null && upper !== null && lower * upper > 0,
  );
  if (clear.length === 0) return html`<p>No effect’s interval leaves out 0.</p>`;
  return html`<p>${clear.length} of ${effects.length} effects leave out 0: ${clear.map(effectText).join("; ")}. With ${effects.length} effects looked at, ${formatNumber(0.05 * effects.length, "number")} would do so by chance.</p>`;
}

/** What effects come to on the parameters' own scales. */
function naturalTable(effects: readonly GroupQuantity[], share: string) {
  const title = "The same on the parameters’ own scale, of the middle person";
  const rows = effects.flatMap(({ name, onNaturalScale: own }) =>
    own === null ? [] : [[name, own.from, own.to, estimateText(own.difference)]],
  );
  if (rows.length === 0) return null;
  const columns = [
    { label: "Effect", format: "text" },
    { label: "Without it", format: "number" },
    { label: "With it", format: "number" },
    { label: `Difference (${share} interval)`, format: "text" },
  ] as const;
  return html`<h3>${title}</h3>${scrolling(title, renderTable({ columns, rows }, title))}<p class="note">Without a condition’s effect is under the value that it is compared with; of a number, half a standard deviation below its mean and above. All else of the design is at its middle. An interaction (×) is the difference of two such differences.</p>`;
}

/** Every effect of the design on every parameter, a panel for each effect. */
function effectFigure(model: FittedModel, effects: readonly GroupQuantity[], share: string): Figure | null {
  if (effects.length === 0) return null;
  const of = ({ name, parameter }: GroupQuantity) => name.slice(parameter.length + 1);
  const panels: IntervalChart["panels"] = [...new Set(effects.map(of))].map((effect) => ({
    title: effect,
    rows: effects
      .filter((one) => of(one) === effect)
      .map(({ parameter, estimate: { value, lower, upper } }) => ({
        ...{ label: parameter, value, low: lower, high: upper },
        colour: lower !== null && upper !== null && lower * upper > 0 ? ("group2" as const) : ("group0" as const),
      })),
  }));
  const told = panels.map(({ title, rows }) => {
    const clear = rows.filter(({ colour }) => colour === "group2").map(({ label }) => label);
    return `${title}: ${clear.length > 0 ? clear.join(", ") : "nothing clear"}`;
  });
  return fixedFigure(
    `effects-${model.id}`,
    "What the design moves",
    {
      chart: {
        kind: "intervals",
        x: { label: "effect, unbounded scale", format: "number" },
        zero: 0,
        columns: 2,
        panels,
      },
      sentence: `${told.join("; ")}.`,
    },
    `Effects with ${share} intervals, one panel for each column of the design; coloured where the interval leaves 0 out.`,
  );
}

function densityFigure(model: FittedModel, share: string): Figure | null {
  const levels = model.group.filter(({ density, kind }) => density !== null && kind !== "spread");
  if (levels.length === 0) return null;
  const panels: CurveChart["panels"] = levels.map(({ name, density }, index) => ({
    title: name,
    y: { label: "", format: "number" },
    series: [{ label: name, colour: groupColour(index), x: density!.x, y: density!.y }],
  }));
  const [first] = levels;
  const estimate = estimateText(first!.estimate, originOfQuantity(first!, model.parameters));
  return fixedFigure(
    `posteriors-${model.id}`,
    "What is believed of the group",
    {
      chart: {
        kind: "curves",
        x: { label: "value", format: "number" },
        panels,
        columns: 3,
        height: 120,
        marks: [],
        levels: [],
      },
      sentence: `${first!.name}: ${estimate}${levels.length > 1 ? "; the others are in the table below" : ""}.`,
    },
    `Posterior densities of the group’s levels and effects; the area under each is 1. ${share} intervals are in the table.`,
  );
}
