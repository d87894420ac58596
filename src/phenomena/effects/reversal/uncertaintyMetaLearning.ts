import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { banditTrials, fitDeltaRule, partialCorrelation, predictionErrors } from "./fits.ts";

const training = 1;
const sessions = 3;
const tested = Array.from({ length: sessions - training }, (_, place) => training + place + 1);
const after = Array.from({ length: 16 }, (_, k) => k);
const drop = 0.1;

const task: SessionArm["task"] = {
  id: "independent-bandit-v1",
  schedule: "trained-animals",
  options: { sessions, trials: 400 },
};

const inTest = (trials: SubjectTrials): SubjectTrials => trials.filter((row) => row.session! >= training);

/**
 * How often the preferred spout is still taken, a number of trials after its probability has dropped from a level to
 * .1; averaged over drops. Preferred: it paid at least as well as the other one before, and no longer does.
 */
const stillTaken = (level: number, k: number) => (all: SubjectTrials) => {
  const trials = inTest(all);
  const expected = [trials.column("expected0"), trials.column("expected1")] as const;
  const choices = trials.column("choice");
  const found: number[] = [];
  for (let place = 1; place + k < choices.length; place++) {
    for (const spout of [0, 1] as const) {
      const [own, other] = [expected[spout], expected[(1 - spout) as 0 | 1]];
      const drops = own[place] === drop && own[place - 1] === level && level >= other[place - 1]!;
      const unchanged = own[place + k] === drop && other[place + k] === other[place];
      if (!drops || other[place]! <= drop || !unchanged) continue;
      const choice = choices[place + k]!;
      if (!Number.isNaN(choice)) found.push(Number(choice === spout));
    }
  }
  return average(found);
};

const rateOf = (trials: SubjectTrials): number => fitDeltaRule(banditTrials(trials)).rates[0]!;

/** Absolute prediction errors, and their mean over the 20 trials before. */
function uncertainties(trials: SubjectTrials): {
  readonly expected: number[];
  readonly unexpected: number[];
  readonly rewards: number[];
} {
  const outcomes = trials.column("outcome");
  const errors = predictionErrors(trials.column("choice"), outcomes, rateOf(trials)).map(Math.abs);
  const before = (values: readonly number[], place: number): number =>
    place < 20 ? Number.NaN : average(values.slice(place - 20, place));
  const expected = errors.map((_, place) => before(errors, place));
  return {
    expected,
    unexpected: errors.map((error, place) => error - expected[place]!),
    rewards: outcomes.map((_, place) => before(outcomes, place)),
  };
}

const track = (what: "expected" | "unexpected", column: string) => (all: SubjectTrials) => {
  const trials = inTest(all);
  const { expected, unexpected, rewards } = uncertainties(trials);
  return what === "expected"
    ? Math.abs(partialCorrelation(trials.column(column), expected, rewards))
    : Math.abs(partialCorrelation(trials.column(column), unexpected, expected));
};

/** Trials until the spout is taken half as often as at the drop. */
const half = (arm: string, level: number): string =>
  `reach(0.5 * mean(${arm}.from${level}at0), ${after.map((k) => `${k}, mean(${arm}.from${level}at${k})`).join(", ")})`;
const m = (arm: string): string => `${half(arm, 50)} / ${half(arm, 90)}`;

/** Serotonin cells follow how uncertain outcomes are; without them learning no longer adapts to it. */
export const uncertaintyMetaLearning: Effect = {
  id: "5ht-neurons-uncertainty-meta-learning",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: { label: "control", task },
      inhibited: {
        label: "dorsal raphe inhibited",
        task,
        treatment: { manipulations: [{ light: "dorsalRaphe", inhibition: 0.6, during: { session: tested } }] },
      },
    },
    windows: {
      serotonin: { variable: "dorsalRaphe.rate", event: "trialStart", from: 0, to: 0.3 },
      serotoninOutcome: { variable: "dorsalRaphe.rate", event: "phase:outcome", from: 0, to: 0.4 },
    },
    readings: {
      ...Object.fromEntries(
        [50, 90].flatMap((percent) =>
          after.map((k) => [`from${percent}at${k}`, stillTaken(percent / 100, k)] as const),
        ),
      ),
      trackExpected: track("expected", "serotonin"),
      trackUnexpected: track("unexpected", "serotoninOutcome"),
      rewardRate: (trials) => inTest(trials).mean("outcome"),
      rate: (trials) => rateOf(inTest(trials)),
      reactionTime: (trials) => inTest(trials).mean("reactionTime"),
    },
  },
  remarks: [
    "One session of training and two tests of 400 trials; inhibited and control sessions are those of two groups of the same subjects instead of sessions in turn. A session takes long to simulate.",
    "A drop counts on the trials on which the other spout, then the better one, has not changed since. Trials to half-switch are read from the mean curve of all subjects.",
    "Tonic serotonin (first 0.3 s of a trial) is correlated with expected uncertainty without what both share with the mean reward of the last 20 trials, the response to outcomes with unexpected uncertainty (|prediction error| beyond the expected) without what both share with the expected one.",
  ],
  measures: {
    mControl: { expression: m("control"), unit: "1", doc: "Half-switch after .5 over that after .9." },
    mInhibited: { expression: m("inhibited"), unit: "1", doc: "The same with the raphe inhibited." },
    trackExpected: {
      expression: "mean(control.trackExpected)",
      unit: "1",
      doc: "Correlation of tonic serotonin with expected uncertainty, without sign.",
    },
    trackUnexpected: {
      expression: "mean(control.trackUnexpected)",
      unit: "1",
      doc: "Correlation of the response to outcomes with unexpected uncertainty, without sign.",
    },
    rewardRate: {
      expression: "mean(inhibited.rewardRate) / mean(control.rewardRate)",
      unit: "1",
      doc: "Reward rate, inhibited over control.",
    },
    rate: {
      expression: "mean(inhibited.rate) / mean(control.rate)",
      unit: "1",
      doc: "Fitted learning rate, inhibited over control.",
    },
    reactionTime: {
      expression: "mean(inhibited.reactionTime) / mean(control.reactionTime)",
      unit: "1",
      doc: "Reaction time, inhibited over control.",
    },
  },
  criterion: [
    { text: "control M", value: "mControl", low: 1.2, high: 4 },
    { text: "(M_inhib - 1)/(M_control - 1)", value: "(mInhibited - 1) / (mControl - 1)", high: 0.6 },
    { text: "TRACK expected", value: "trackExpected", low: 0.15, high: 0.9 },
    { text: "TRACK unexpected", value: "trackUnexpected", low: 0.15, high: 0.9 },
  ],
  sideObservations: [
    {
      text: "overall reward rate falls by less than 10 %",
      bands: [{ text: "reward rate", value: "rewardRate", low: 0.9 }],
    },
    {
      text: "mean learning rate (single alpha fit) within +-25 % of control: it is the adaptation that is lost",
      bands: [{ text: "rate", value: "rate", low: 0.75, high: 1.25 }],
    },
    {
      text: "response time within +-10 %",
      bands: [{ text: "reaction time", value: "reactionTime", low: 0.9, high: 1.1 }],
    },
  ],
  ablations: [
    {
      id: "serotonin-clamped",
      mechanism: "serotonin's effects on learning",
      must: "abolish",
      change: { frozen: ["serotonin"], parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "control M", value: "mControl", low: 1.2 }],
    },
  ],
  figure: {
    title: "After a drop of the preferred spout",
    x: { label: "trial from the drop", unit: "trials" },
    y: { label: "still taken", unit: "1" },
    curves: (["control", "inhibited"] as const).flatMap((arm) =>
      [50, 90].map((percent) => ({
        label: `${arm}, from .${percent / 10}`,
        x: after,
        y: after.map((k) => `mean(${arm}.from${percent}at${k})`),
      })),
    ),
    published: [],
  },
};
