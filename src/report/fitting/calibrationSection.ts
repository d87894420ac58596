import type { CalibrationCheck, ModelCalibration } from "../../fitting/fitSummary.ts";
import { type Figure, fixedFigure, scrolling } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { calibrationVerdict } from "./calibrationVerdict.ts";
import { rankPanel, rankShapes } from "./rankPanel.ts";
import { light } from "./words.ts";

/** Whether posteriors hold what they promise. */
export function calibrationSection({ models }: CalibrationCheck): Section {
  return {
    id: "calibration",
    title: "Calibration",
    parts: [
      html`<p>Parameters from the prior, data from the parameters, draws from the posterior: the true value’s rank among the draws must be every number equally often (Talts et al. 2018, <a href="https://arxiv.org/abs/1804.06788" rel="noreferrer">arXiv:1804.06788</a>).</p>`,
      calibrationTable(models),
      ...models.map(rankFigure),
    ],
  };
}

function calibrationTable(models: readonly ModelCalibration[]): Markup {
  const caption = "Whether ranks are even";
  const rows = models.flatMap((tested) => {
    const { model, parameters } = tested;
    const { verdict, word } = calibrationVerdict(tested);
    return parameters.map(
      (one, at) =>
        html`<tr><th scope="row">${model}: ${one.name}</th><td class="n">${formatNumber(one.chiSquare, "number")}</td><td class="n">${formatNumber(one.probability, "ratio")}</td><td class="n">${formatNumber(one.distance, "ratio")} of ${formatNumber(one.bound, "ratio")}</td><td>${at === 0 ? light(verdict, word) : ""}</td></tr>`,
    );
  });
  return scrolling(
    caption,
    html`<table><caption class="unseen">${caption}</caption><thead><tr><th scope="col">Quantity</th><th scope="col" class="n">χ²</th><th scope="col" class="n">p</th><th scope="col" class="n">Distance, of at most</th><th scope="col">Verdict</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function rankFigure(tested: ModelCalibration): Figure {
  const { model, simulations, draws, bins, parameters, notes } = tested;
  const { verdict } = calibrationVerdict(tested);
  const found = { good: "Even", fair: "Too few data sets to judge:", poor: "Not even" }[verdict];
  const places = Array.from({ length: bins }, (_, bin) => Math.round(((bin + 0.5) * (draws + 1)) / bins));
  const panels = parameters.map(({ name, histogram, band }) =>
    rankPanel({ title: name, counted: "data sets", places, histogram, band, expected: simulations / bins }),
  );
  return fixedFigure(
    `ranks-${model}`,
    `${model}: ranks of true values`,
    {
      chart: {
        kind: "curves",
        x: { label: `rank among ${draws} draws`, format: "integer" },
        panels,
        columns: 2,
        height: 120,
        marks: [],
        levels: [],
      },
      sentence: `${found} ${verdict === "fair" ? `${formatNumber(simulations, "integer")}, in ${bins} bins` : `over ${formatNumber(simulations, "integer")} data sets`}.${notes.length > 0 ? ` ${notes.join(". ")}.` : ""}`,
    },
    rankShapes,
  );
}
