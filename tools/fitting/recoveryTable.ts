import type { ModelRecovery } from "../../src/fitting/fitSummary.ts";
import { recoveryReasons } from "./recoveryReasons.ts";

/** Settings with which the table is made; the test of the table takes them too. */
export const tableSettings = { subjects: 200, starts: 3, seed: 1 } as const;

/** People of models whose likelihood takes thousands of operations a trial. */
const fewerPeople: Readonly<Record<string, number>> = { "volatility-learner": 40, "latent-cause": 100 };

export function peopleOf(model: string): number {
  return fewerPeople[model] ?? tableSettings.subjects;
}

/** `docs/recovery.md`. */
export function recoveryPage(models: readonly ModelRecovery[]): string {
  const rows = models.flatMap(({ model, environment, trials, subjects, parameters }) =>
    parameters.map((parameter, at) => ({ model, environment, trials, subjects, at, ...parameter })),
  );
  const of = (verdict: string) => rows.filter((row) => row.verdict === verdict);
  const listed = (verdict: string) =>
    [...of(verdict)]
      .sort((a, b) => (a.correlation ?? -1) - (b.correlation ?? -1))
      .map(
        ({ model, name, correlation }) =>
          `| ${model} | \`${name}\` | ${text(correlation)} | ${recoveryReasons[model]?.[name] ?? "–"} |`,
      );
  const without = models
    .filter(({ failed }) => failed > 0)
    .map(({ model, failed, subjects }) => `${model} ${failed} of ${subjects}`)
    .join(", ");
  return `# Which parameters come back
Every model of the library, simulated in its usual task at the usual number of trials and fitted again: each person's parameters are drawn from the model's priors, each person is fitted alone (maximum a posteriori, ${tableSettings.starts} starts). *r* is the correlation of true and estimated values over people on the unbounded scale on which they are fitted; good from 0.75, fair from 0.5, poor below ([White et al. 2018](https://doi.org/10.3758/s13423-017-1271-2)). Coverage is the share of 95 % intervals that hold the true value. With ${tableSettings.subjects} people an *r* of 0.5 is known to about ± 0.1, one of 0.9 to ± 0.03.

Made by \`node tools/recovery.mjs\`; for one model, other tasks and numbers: \`npx neohebb fit --recover --model NAME --subjects 200 --trials 400\`. What is poor here can't be read from data of this size either: take more trials, a task that asks for the parameter, a hierarchical fit, or fix the parameter.

Of ${rows.length} parameters of ${models.length} models ${of("good").length} come back well, ${of("fair").length} fairly, **${of("poor").length} poorly**.

## Poor
"Four times the trials" was tried: 200 people, four times the trials of the usual task (\`npx neohebb fit --recover --model NAME --subjects 200 --trials N\`).

| model | parameter | r | why, and what helps |
|---|---|---|---|
${listed("poor").join("\n")}

## Fair
Between 0.5 and 0.75: the order of people is told roughly, differences between groups need more of them (the correlation of a measure with anything is at most *r*), and single people should not be judged. Learning rates of two kinds beside each other (gains and losses, chosen and forgotten, kernel and value), two-step weights and traces at 201 trials, and pairs that trade off against one another (threshold and start range, reward probability and temperature of \`hidden-state-reversal\`) are of this kind. More trials help most of them; groups are best compared by a hierarchical fit (\`--method hierarchical\`, \`nuts\`), which reckons with how badly single people are known.

| model | parameter | r |
|---|---|---|
${of("fair")
  .sort((a, b) => (a.correlation ?? -1) - (b.correlation ?? -1))
  .map(({ model, name, correlation }) => `| ${model} | \`${name}\` | ${text(correlation)} |`)
  .join("\n")}

## People without a fit
The search found no peak with a curvature for some simulated people (a parameter at its bound, or a kink of the likelihood there): ${without || "none"}. They count in *r* where they have an estimate.

## All
| model | task, trials, people | parameter | r | rank r | bias | rms error | coverage | |
|---|---|---|---|---|---|---|---|---|
${rows
  .map((row) => {
    const task = row.at === 0 ? `${row.environment}, ${row.trials}, ${row.subjects}` : "";
    const coverage = row.coverage === null ? "–" : `${Math.round(100 * row.coverage)} %`;
    const numbers = [row.correlation, row.rankCorrelation, row.bias, row.rootMeanSquareError].map(text).join(" | ");
    return `| ${row.at === 0 ? row.model : ""} | ${task} | \`${row.name}\` | ${numbers} | ${coverage} | ${row.verdict === "poor" ? "**poor**" : row.verdict} |`;
  })
  .join("\n")}
`;
}

function text(value: number | null): string {
  if (value === null) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  return value.toFixed(digits).replace("-", "−");
}

export { recover } from "../../src/fitting/checks/recovery.ts";
export { defineBehaviour } from "../../src/fitting/model/readBehaviour.ts";
export { recoveryReasons };
