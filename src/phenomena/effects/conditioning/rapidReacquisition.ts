import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

const group = (label: string, name: string): SessionArm => ({
  label,
  task: { id: "conditioning-v1", schedule: `rapid-reacquisition${name}` },
});

/** Conditioned responses of a stage, trial by trial. */
function responses(trials: SubjectTrials, stage: string): number[] {
  const own = trials.where({ stage });
  const before = own.column("approachBefore");
  return own.column("approach").map((value, place) => value - before[place]!);
}

const asymptote = (trials: SubjectTrials, stage: string): number => average(responses(trials, stage).slice(-20));

/** Trials until three of four responses have been at least 60 % of the level that the stage reaches in the end. */
function trialsToCriterion(trials: SubjectTrials, stage: string): number {
  const own = responses(trials, stage);
  const level = 0.6 * asymptote(trials, stage);
  const reached = own.findIndex(
    (_, place) => own.slice(Math.max(0, place - 3), place + 1).filter((value) => value >= level).length >= 3,
  );
  if (own.length === 0) return Number.NaN;
  return reached < 0 ? own.length : reached + 1;
}

/** Trials of extinction until the mean of three responses has fallen to half of the level before. */
function trialsToHalf(trials: SubjectTrials, stage: string, before: string): number {
  const own = responses(trials, stage);
  const level = 0.5 * asymptote(trials, before);
  const reached = own.findIndex((_, place) => average(own.slice(Math.max(0, place - 2), place + 1)) <= level);
  if (own.length === 0) return Number.NaN;
  return reached < 0 ? own.length : reached + 1;
}

/** Mean response on early trials of reacquisition that follow a rewarded or an unrewarded one. */
function after(trials: SubjectTrials, rewarded: boolean): number {
  const outcomes = trials.where({ stage: "reacquisition" }).column("outcome");
  const own = responses(trials, "reacquisition");
  return average(own.filter((_, place) => place > 0 && outcomes[place - 1]! > 0 === rewarded).slice(0, 10));
}

/** What was extinguished is learned again quickly, if it had been learned well. */
export const rapidReacquisition: Effect = {
  id: "rapid-reacquisition",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      long: group("120 trials at first", ""),
      short: group("6 trials at first", "-short"),
      naive: group("as long in the box", "-naive"),
      mixed: group("reward on half of the trials afterwards", "-mixed"),
    },
    windows: {},
    readings: {
      first: (trials) => trialsToCriterion(trials, "training"),
      second: (trials) => trialsToCriterion(trials, "reacquisition"),
      third: (trials) => trialsToCriterion(trials, "second reacquisition"),
      extinction: (trials) => trialsToHalf(trials, "extinction", "training"),
      secondExtinction: (trials) => trialsToHalf(trials, "second extinction", "reacquisition"),
      asymptote: (trials) => asymptote(trials, "training"),
      secondAsymptote: (trials) => asymptote(trials, "reacquisition"),
      afterReward: (trials) => after(trials, true),
      afterNone: (trials) => after(trials, false),
    },
  },
  remarks: [
    "The level that an acquisition reaches is the mean response of its last 20 trials. The first acquisition of the short arm ends after 6 trials: S21 there is over the same subjects' first acquisition in the long arm, which begins alike.",
    "After reward or none is read in a group of its own, in which half of the trials after extinction are rewarded, from the first 10 trials of each sort: the protocol's own second acquisition has no unrewarded trials.",
    "Intervals between trials are passed without steps.",
  ],
  measures: {
    S21: {
      expression: "mean(long.second) / mean(long.first)",
      unit: "1",
      doc: "Trials to criterion, second over first.",
    },
    S32: {
      expression: "mean(long.third) / mean(long.second)",
      unit: "1",
      doc: "Trials to criterion, third over second.",
    },
    E21: {
      expression: "mean(long.secondExtinction) / mean(long.extinction)",
      unit: "1",
      doc: "Trials to half response in extinction, second over first.",
    },
    Q: {
      expression: "mean(short.second) / mean(long.first) / (mean(long.second) / mean(long.first))",
      unit: "1",
      doc: "S21 after 6 trials over that after 120.",
    },
    naive: {
      expression: "mean(long.second) / mean(naive.first)",
      unit: "1",
      doc: "Second acquisition over that of subjects who had been as long in the box.",
    },
    order: {
      expression: "mean(mixed.afterReward) - mean(mixed.afterNone)",
      unit: "1",
      doc: "Response in early reacquisition after a rewarded less that after an unrewarded trial.",
    },
    asymptote: {
      expression: "mean(long.secondAsymptote) / mean(long.asymptote)",
      unit: "1",
      doc: "Level at the end of the second acquisition over that of the first.",
    },
    first: { expression: "mean(long.first)", unit: "1", doc: "Trials to criterion, first acquisition." },
    second: { expression: "mean(long.second)", unit: "1", doc: "Trials to criterion, second acquisition." },
    extinction: { expression: "mean(long.extinction)", unit: "1", doc: "Trials to half response, first extinction." },
  },
  criterion: [
    { text: "S21", value: "S21", low: 0.15, high: 0.8 },
    { text: "S32", value: "S32", low: 0.4, high: 1.1 },
    { text: "S21 < S32", value: "S21 < S32", low: 1 },
    { text: "E21", value: "E21", low: 0.6, high: 1.4 },
    { text: "Q", value: "Q", low: 1.2 },
  ],
  sideObservations: [
    {
      text: "Responding in early reacquisition is higher after a rewarded than after an unrewarded trial (Ricker & Bouton experiments 2-3)",
      bands: [{ text: "after reward > after none", value: "order > 0", low: 1 }],
    },
    {
      text: "Reacquired asymptote within +-10 % of the first",
      bands: [{ text: "asymptote", value: "asymptote", low: 0.9, high: 1.1 }],
    },
  ],
  ablations: [
    {
      id: "one-store",
      mechanism: "a store of its own for extinction (the acquired weight itself is unlearned instead)",
      must: "abolish",
      change: {
        parameters: { extinctionEta: 0 },
        parts: {
          areas: {
            amygdala: {
              populations: {
                acquisition: {
                  variables: { omission: { unit: "1", initial: 0, doc: "Expected outcome that fails to come." } },
                  equations: `
d rate/dt = (positive(drive + contextual) - rate) / rateTime
error = amygdala.central.error
omission = amygdala.central.omission
`,
                },
              },
            },
          },
          projections: {
            memoryToAcquisition: {
              equations:
                "weight = clip(weight + step * cueEta * gate * pre.associability * (positive(post.error) * min(permission, 2) - post.omission) * pre.rate, 0, 4)",
            },
          },
        },
      },
      intact: [{ text: "S21", value: "S21", low: 0.15, high: 0.8 }],
    },
    {
      id: "noradrenergic-depletion",
      mechanism: "norepinephrine",
      must: "spare",
      change: { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus", share: 0.9 }] } },
    },
  ],
  figure: {
    title: "Trials to criterion",
    x: { label: "acquisition", unit: "1" },
    y: { label: "trials", unit: "of the first" },
    curves: [{ label: "this model", x: [1, 2, 3], y: ["1", "S21", "S21 * S32"] }],
    published: [],
  },
};
