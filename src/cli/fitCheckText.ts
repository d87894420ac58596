import type {
  CalibrationCheck,
  ConfusionMatrix,
  FitChecks,
  ModelCalibration,
  ModelRecovery,
  PowerCheck,
  PredictiveCheck,
} from "../fitting/fitSummary.ts";
import { calibrationVerdict } from "../report/index.ts";
import { textTable } from "./textTable.ts";

/** What came out of checks, for a terminal. */
export function checksText(checks: FitChecks): string {
  const { recovery, calibration, predictive, power } = checks;
  return [
    ...(recovery ? recovery.models.map(recoveryText) : []),
    ...(recovery?.confusion ? [confusionText(recovery.confusion)] : []),
    ...(calibration ? [calibrationText(calibration)] : []),
    ...predictive.map(predictiveText),
    ...(power ? [powerText(power)] : []),
  ].join("\n\n");
}

/** What speaks against trusting a model, in sentences; empty if nothing does. */
export function doubtsOf({ recovery, calibration, power }: FitChecks): string[] {
  const poor = (recovery?.models ?? []).flatMap(({ model, environment, trials, parameters }) => {
    const bad = parameters.filter(({ verdict }) => verdict === "poor");
    if (bad.length === 0) return [];
    const which = bad.map(({ name, correlation }) => `${name} (r = ${signed(correlation, 2)})`).join(", ");
    return [
      `${model}: ${which} can't be read from ${trials} trials of ${environment}; more trials, another task, or a fixed value`,
    ];
  });
  const lost = (recovery?.models ?? []).flatMap(({ model, failed, subjects }) =>
    failed > 0 ? [`${model}: ${failed} of ${subjects} simulated people had no peak with intervals`] : [],
  );
  const mistaken = recovery?.confusion ? mistakes(recovery.confusion) : [];
  const uncalibrated = (calibration?.models ?? []).flatMap((tested) => {
    const { model, simulations, parameters, notes } = tested;
    const { verdict, word } = calibrationVerdict(tested);
    if (verdict === "good") return [];
    if (verdict === "fair")
      return [`${model}: ${word} whether ranks are even (${simulations}); ask for more --simulations`];
    const uneven = parameters.filter(
      ({ probability, distance, bound }) => probability * parameters.length < 0.01 || distance > bound,
    );
    if (uneven.length === 0) return [`${model}: not every data set had a posterior (${notes[0] ?? ""})`];
    const which = uneven.map(({ name, probability }) => `${name}: p = ${probability.toPrecision(2)}`).join(", ");
    return [`${model}: ranks are not even (${which}); by chance in one of a hundred models: try another --seed`];
  });
  const weak =
    power && power.recommended === null
      ? [`no design tried reaches a power of ${power.wanted}; more people or trials, or a larger effect`]
      : [];
  return [...poor, ...lost, ...mistaken, ...uncalibrated, ...weak];
}

function mistakes({ models, share }: ConfusionMatrix): string[] {
  return models.flatMap((model, made) => {
    const own = share[made]![made]!;
    const best = share[made]!.indexOf(Math.max(...share[made]!));
    if (own >= 0.5) return [];
    return [
      `${model} is found in ${percent(own)} of the people whom it made (${models[best]} in ${percent(share[made]![best]!)})`,
    ];
  });
}

function recoveryText({ model, environment, trials, subjects, parameters }: ModelRecovery): string {
  const table = textTable(
    [
      { title: `${model}\n${trials} trials of ${environment}, ${subjects} people`, align: "left" },
      ...["r", "rank r", "bias", "error\n(rms)", "coverage\n(95 %)"].map((title) => ({
        title,
        align: "right" as const,
      })),
      { title: "", align: "left" },
    ],
    parameters.map((one) => [
      one.name,
      signed(one.correlation, 2),
      signed(one.rankCorrelation, 2),
      signed(one.bias, 3),
      signed(one.rootMeanSquareError, 3),
      one.coverage === null ? "–" : percent(one.coverage),
      one.verdict,
    ]),
  );
  return table;
}

function confusionText({ models, share, subjects }: ConfusionMatrix): string {
  return textTable(
    [
      { title: `made by (${subjects} people each) ↓\nfound →`, align: "left" },
      ...models.map((title) => ({ title, align: "right" as const })),
    ],
    models.map((model, made) => [model, ...share[made]!.map(percent)]),
  );
}

function calibrationText({ models }: CalibrationCheck): string {
  return textTable(
    [
      { title: "calibration", align: "left" },
      { title: "data sets", align: "right" },
      { title: "χ²", align: "right" },
      { title: "p", align: "right" },
      { title: "distance\n(bound)", align: "right" },
      { title: "", align: "left" },
    ],
    models.flatMap((tested) =>
      tested.parameters.map((one, at) => [
        at === 0 ? `${tested.model}: ${one.name}` : `  ${one.name}`,
        String(tested.simulations),
        one.chiSquare.toFixed(1),
        one.probability.toPrecision(2),
        `${one.distance.toFixed(3)} (${one.bound.toFixed(3)})`,
        at === 0 ? verdictWord(tested) : "",
      ]),
    ),
  );
}

function verdictWord(tested: ModelCalibration): string {
  const { verdict, word } = calibrationVerdict(tested);
  return verdict === "poor" ? word.toUpperCase() : word;
}

function predictiveText({ model, kind, statistics, notes }: PredictiveCheck): string {
  const title = {
    ...{ prior: "prior predictive", posterior: "posterior predictive", oneStepAhead: "one step ahead" },
    priorOneStepAhead: "one step ahead, from the priors",
  }[kind];
  return textTable(
    [
      { title: `${model}: ${title}\n${notes[0] ?? ""}`, align: "left" },
      { title: "mean", align: "right" },
      { title: "95 % of people", align: "right" },
    ],
    statistics.map((one) => [
      one.title,
      signed(one.mean, 3),
      one.spread ? `${signed(one.spread[0]!, 3)} … ${signed(one.spread[4]!, 3)}` : "–",
    ]),
  );
}

function powerText({ model, parameter, effect, design, rows, recommended, wanted }: PowerCheck): string {
  const table = textTable(
    [
      { title: `${model}: ${parameter}\nd = ${effect}, ${design} people`, align: "left" },
      { title: "trials", align: "right" },
      { title: "power (95 %)", align: "right" },
      { title: "false\nalarms", align: "right" },
      { title: "effect\nfound", align: "right" },
    ],
    rows.map((row) => [
      `${row.subjects} people${design === "between" ? " in each group" : ""}`,
      String(row.trials),
      `${percent(row.power)} (${percent(row.lower)} … ${percent(row.upper)})`,
      percent(row.falsePositives),
      signed(row.found, 2),
    ]),
  );
  const advice = recommended
    ? `${recommended.subjects} people and ${recommended.trials} trials reach ${percent(wanted)}.`
    : `No design tried reaches ${percent(wanted)}.`;
  return `${table}\n\n${advice}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function signed(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits).replace("-", "−");
}
