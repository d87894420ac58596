import type { PowerCheck } from "../../fitting/fitSummary.ts";
import type { CurveChart } from "../chart.ts";
import { fixedFigure } from "../figure.ts";
import { formatNumber } from "../format.ts";
import { html } from "../html.ts";
import type { Section } from "../section.ts";
import { groupColour } from "../theme.ts";

/** How many people and trials an effect needs. */
export function powerSection(check: PowerCheck): Section {
  const { model, parameter, effect, design, level, simulations, rows, wanted, recommended } = check;
  const trials = [...new Set(rows.map((row) => row.trials))];
  const panels: CurveChart["panels"] = [
    {
      title: "Power",
      y: { label: "share of studies that find it", format: "percent", domain: [0, 1] },
      series: trials.map((number, at) => {
        const own = rows.filter((row) => row.trials === number);
        return {
          ...{ label: `${number} trials`, colour: groupColour(at), x: own.map(({ subjects }) => subjects) },
          y: own.map((row) => row.power),
          low: own.map((row) => row.lower),
          high: own.map((row) => row.upper),
        };
      }),
    },
  ];
  const alarms = rows.reduce((sum, row) => sum + row.falsePositives, 0) / rows.length;
  return {
    id: "power",
    title: "Power",
    parts: [
      html`<p>${formatNumber(simulations, "integer")} simulated studies of each design, ${design === "within" ? "the same people in two conditions" : "two groups of people"}; ${parameter} of ${model} differs by ${formatNumber(effect, "number")} standard deviations between people; each study is fitted by empirical Bayes and tested at ${formatNumber(100 * level, "number")} %.</p>`,
      fixedFigure(
        "power-curve",
        "How often the effect is found",
        {
          chart: {
            ...{
              kind: "curves",
              x: { label: design === "within" ? "people" : "people in each group", format: "integer" },
              panels,
            },
            ...{ columns: 1, height: 260, marks: [], levels: [{ y: wanted, label: "wanted" }] },
          },
          sentence: recommended
            ? `${recommended.subjects} people${design === "between" ? " in each group" : ""} and ${recommended.trials} trials are the least that reach ${formatNumber(wanted, "percent")}.`
            : `No design tried reaches ${formatNumber(wanted, "percent")}.`,
        },
        `Bands: 95 % intervals from the number of simulated studies. Without an effect ${formatNumber(alarms, "percent")} of the studies find one.`,
      ),
    ],
  };
}
