import type { ConfusionMatrix, ModelRecovery, RecoveryCheck } from "../../fitting/fitSummary.ts";
import { type Figure, fixedFigure, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { light, people } from "./words.ts";

/** Most models whose points are drawn one by one. */
const mostDrawn = 6;

/** Whether parameters and models come back from simulated data. */
export function recoverySection({ models, confusion }: RecoveryCheck): Section {
  return {
    id: "recovery",
    title: "Recovery",
    parts: [
      html`<p>Simulated people with known parameters, fitted each alone. What does not come back here cannot be read from data of the same size.</p>`,
      recoveryTable(models),
      ...models.slice(0, mostDrawn).flatMap((model) => [scatterFigure(model), matrixFigure(model)]),
      confusion && confusionFigure(confusion),
    ],
  };
}

function recoveryTable(models: readonly ModelRecovery[]): Markup {
  const caption = "How well parameters come back";
  const heads = ["r", "rank r", "bias", "rms error", "coverage of 95 %"];
  const rows = models.flatMap((model) =>
    model.parameters.map((one) => {
      const label = models.length > 1 ? `${model.model}: ${one.name}` : one.name;
      const cells = [
        formatNumber(one.correlation, "effect"),
        formatNumber(one.rankCorrelation, "effect"),
        formatNumber(one.bias, "number"),
        formatNumber(one.rootMeanSquareError, "number"),
        formatNumber(one.coverage, "percent"),
      ];
      return html`<tr><th scope="row">${label}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}<td>${light(one.verdict, one.verdict)}</td></tr>`;
    }),
  );
  const sizes = [
    ...new Set(models.map((one) => `${one.trials} trials of ${one.environment}, ${people(one.subjects)}`)),
  ];
  return html`${scrolling(
    caption,
    html`<table><caption class="unseen">${caption}</caption><thead><tr><th scope="col">Parameter</th>${heads.map((head) => html`<th scope="col" class="n">${head}</th>`)}<th scope="col">Verdict</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}<p class="note">${sizes.slice(0, 4).join("; ")}${sizes.length > 4 ? "; …" : ""}. r is taken on the unbounded scale; good from 0.75, fair from 0.5 (White et al. 2018, doi:10.3758/s13423-017-1271-2).</p>`;
}

function scatterFigure({ model, title, parameters }: ModelRecovery): Figure {
  const panels = parameters.map(({ name, truth, estimate }) => ({
    title: name,
    ...{ x: { label: "true", format: "number" as const }, y: { label: "found", format: "number" as const } },
    identity: true,
    points: truth.flatMap((x, at) => {
      const y = estimate[at] ?? null;
      return y === null ? [] : [{ label: `person ${at + 1}`, x, y }];
    }),
  }));
  return fixedFigure(
    `recovery-${model}`,
    `${title}: true and found`,
    {
      chart: { kind: "scatter", columns: 2, panels },
      sentence: `${parameters.map(({ name, correlation }) => `${name} r = ${formatNumber(correlation, "effect")}`).join("; ")}.`,
    },
    "Each dot is a simulated person; on the dashed line found is true.",
  );
}

/** Estimates beside all true parameters: trade-offs are off the diagonal. */
function matrixFigure({ model, title, parameters }: ModelRecovery): Figure | null {
  if (parameters.length < 2) return null;
  const names = parameters.map(({ name }) => name);
  const trades = parameters
    .flatMap((one, row) =>
      one.withTrue.map((r, column) => ({ r: r ?? 0, found: names[row]!, made: names[column]!, own: row === column })),
    )
    .filter(({ own, r }) => !own && Math.abs(r) > 0.3)
    .sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
  const [first] = trades;
  return fixedFigure(
    `trade-offs-${model}`,
    `${title}: what is taken for what`,
    {
      chart: {
        ...{
          kind: "matrix",
          rows: names,
          columns: names,
          rowTitle: "Found",
          columnTitle: "True",
          across: 1,
          rowLabels: true,
        },
        panels: [
          {
            ...{ title: "Correlation", scale: "diverging", format: "effect", label: "correlation", domain: [-1, 1] },
            values: parameters.map(({ withTrue }) => [...withTrue]),
          },
        ],
      },
      sentence: first
        ? `${first.found} takes up some of ${first.made} (r = ${formatNumber(first.r, "effect")}).`
        : "No estimate takes up another parameter (all below 0.3 off the diagonal).",
    },
    "Correlation of each estimate (row) with each true parameter (column).",
  );
}

function confusionFigure({ models, share, subjects, leftOut }: ConfusionMatrix): Figure {
  const own = models.map((model, at) => `${model} ${formatNumber(share[at]![at], "percent")}`);
  return fixedFigure(
    "confusion",
    "Which model is found when which one made the data",
    {
      chart: {
        ...{
          kind: "matrix",
          rows: [...models],
          columns: [...models],
          rowTitle: "Made by",
          columnTitle: "Found",
          across: 1,
          rowLabels: true,
        },
        panels: [
          {
            ...{ title: "Share", scale: "sequential", format: "percent", label: "share of people", domain: [0, 1] },
            values: share.map((row) => [...row]),
          },
        ],
      },
      sentence: `Found again: ${own.join("; ")}.`,
    },
    `${people(subjects)} made by each model (rows), fitted with all; the one with the largest evidence is found.${leftOut > 0 ? ` ${people(leftOut)} without an evidence under some model do not count.` : ""}`,
  );
}
