import type { Effect } from "../../effect.ts";
import type { TrialWindow } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import {
  type AreaSamples,
  communities,
  flexibility,
  haemodynamic,
  windowedCorrelations,
} from "./networkFlexibility.ts";

/** What stands for each area: its cells' firing, or what it computes. */
const areas: Readonly<Record<string, string>> = {
  visual: "sensoryCortex.units.rate",
  perirhinal: "perirhinalCortex.memory.rate",
  hippocampus: "hippocampus.units.rate",
  amygdala: "amygdala.central.rate",
  direct: "dorsalStriatum.d1.rate",
  indirect: "dorsalStriatum.d2.rate",
  goal: "dorsalStriatum.goal.rate",
  ventral: "ventralStriatum.critic.rate",
  orbitofrontal: "orbitofrontalCortex.expected",
  cingulate: "anteriorCingulate.surprise",
  prefrontal: "prefrontalCortex.history.rate",
  parietal: "parietalCortex.map.rate",
  motor: "motorCortex.units.rate",
};
const names = Object.keys(areas);
const striatal = ["direct", "indirect", "goal", "ventral"].map((name) => names.indexOf(name));
const visual = [names.indexOf("visual"), names.indexOf("perirhinal")];

/** Distance of samples and peak of the haemodynamic kernel, s; samples of a window. */
const [spacing, peak, windowLength] = [2, 6, 25];
/** Samples of the time between trials, in which cells are silent: its mean over the spacing. */
const silent = 2;

const windows: Readonly<Record<string, TrialWindow>> = Object.fromEntries(
  Object.entries(areas).flatMap(([name, variable]) => [
    [`${name}Cue`, { variable, event: "phase:cue", from: 0, to: 1.5 }],
    [`${name}Outcome`, { variable, event: "phase:outcome", from: 0, to: 1 }],
  ]),
);

/** What imaging would see of all areas in a stage. */
function imaged(trials: SubjectTrials, stage: string): AreaSamples {
  const own = trials.where({ stage });
  return names.map((name) => {
    const [cue, outcome] = [own.column(`${name}Cue`), own.column(`${name}Outcome`)];
    const activity = cue.flatMap((value, place) => [
      Number.isNaN(value) ? 0 : value,
      Number.isNaN(outcome[place]!) ? 0 : outcome[place]!,
      ...Array.from({ length: silent }, () => 0),
    ]);
    return haemodynamic(activity, spacing, peak);
  });
}

function flexibilityOf(trials: SubjectTrials, stage: string, of: readonly number[]): number {
  return flexibility(communities(windowedCorrelations(imaged(trials, stage), windowLength)), of);
}

/** The same with the windows in another order: every third one from a start that the subject's number sets. */
function shuffledFlexibility(trials: SubjectTrials): number {
  const layers = windowedCorrelations(imaged(trials, "learning"), windowLength);
  const order = [...layers.keys()].sort(
    (one, other) => ((one * 7 + trials.subject * 3 + 1) % 11) - ((other * 7 + trials.subject * 3 + 1) % 11),
  );
  return flexibility(communities(order.map((place) => layers[place]!)), striatal);
}

/** Learning rate of a delta rule with softmax, one value for each cue and option, by largest likelihood over a grid. */
function learningRate(trials: SubjectTrials): number {
  const own = trials.where({ stage: "learning" });
  const [cue, taken, outcome] = ["cue", "option", "outcome"].map((name) => own.column(name)) as [
    number[],
    number[],
    number[],
  ];
  let best = { rate: Number.NaN, likelihood: Number.NEGATIVE_INFINITY };
  for (let rate = 0.02; rate < 1; rate += 0.04) {
    for (const inverseTemperature of [0.5, 1, 2, 3, 4, 6, 8, 12, 20]) {
      const values = new Map<number, [number, number]>();
      let likelihood = 0;
      for (const [trial, option] of taken.entries()) {
        if (Number.isNaN(option)) continue;
        const value = values.get(cue[trial]!) ?? [0.5, 0.5];
        values.set(cue[trial]!, value);
        likelihood -= Math.log1p(Math.exp(inverseTemperature * (value[1 - option]! - value[option]!)));
        value[option]! += rate * (outcome[trial]! - value[option]!);
      }
      if (likelihood > best.likelihood) best = { rate, likelihood };
    }
  }
  return best.rate;
}

/** Subjects whose striatal coupling changes more learn faster. */
export const fcFlexibilityLearning: Effect = {
  id: "fc-flexibility-learning",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: {
        label: "learning, then no feedback",
        task: { id: "cued-choice-v1", schedule: "with-control" },
        treatment: {
          manipulations: [
            { trait: "dopaminergicPlasticity", parameters: { striatalEta: 0.3, placeEta: 0.3, historyEta: 0.3 } },
          ],
        },
      },
    },
    windows,
    readings: {
      striatum: (trials) => flexibilityOf(trials, "learning", striatal),
      visual: (trials) => flexibilityOf(trials, "learning", visual),
      control: (trials) => flexibilityOf(trials, "control", striatal),
      shuffled: shuffledFlexibility,
      rate: learningRate,
      correct: (trials) => trials.where({ stage: "learning", last: 60 }).mean("correct"),
    },
  },
  remarks: [
    "Areas are sampled at the cue and at the outcome of each trial and taken as silent in the interval, two samples each, before the haemodynamic kernel.",
    "The spread between subjects is a trait that multiplies the learning rates of corticostriatal synapses, 30 % a standard deviation.",
    "The phase without feedback comes after learning.",
  ],
  measures: {
    rho: {
      expression: "association(all.striatum, all.rate)",
      unit: "1",
      doc: "Spearman's correlation of striatal flexibility and learning rate.",
    },
    difference: {
      expression: "mean(all.striatum) - mean(all.control)",
      unit: "1",
      doc: "Striatal flexibility in learning less that without feedback.",
    },
    shuffled: {
      expression: "association(all.shuffled, all.rate)",
      unit: "1",
      doc: "The correlation with windows in another order.",
    },
    visual: { expression: "association(all.visual, all.rate)", unit: "1", doc: "That of visual areas." },
    correct: { expression: "mean(all.correct)", unit: "1", doc: "Right choices in the second half of learning." },
  },
  criterion: [
    { text: "rho", value: "rho", low: 0.15, high: 0.8 },
    { text: "F_s, learning − control", value: "difference", low: 0.02 },
  ],
  sideObservations: [
    {
      text: "shuffled-window surrogate gives |rho| < 0.15",
      bands: [{ text: "|rho|, shuffled", value: "abs(shuffled)", high: 0.15 }],
    },
    {
      text: "flexibility of visual areas alone does not predict alpha better than striatum",
      bands: [{ text: "|rho|, visual less striatal", value: "abs(visual) - abs(rho)", high: 0 }],
    },
  ],
  ablations: [
    {
      id: "no-corticostriatal-plasticity",
      mechanism: "dopamine-gated corticostriatal plasticity",
      must: "abolish",
      change: { parameters: { striatalEta: 0, placeEta: 0, historyEta: 0 } },
    },
    {
      id: "no-serotonin",
      mechanism: "serotonin",
      must: "spare",
      change: { parts: { nuclei: { dorsalRaphe: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Flexibility of areas",
    x: { label: "areas", unit: "1" },
    y: { label: "changes of community", unit: "a window" },
    places: ["striatum, learning", "striatum, no feedback", "visual, learning"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["mean(all.striatum)", "mean(all.control)", "mean(all.visual)"] }],
    published: [],
  },
};
