import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { softplus } from "../logisticRegression.ts";
import { patternSearch } from "../patternSearch.ts";
import { withoutStriatalLearning } from "../reversal/parts.ts";
import { ratio, ratioOf, unitless } from "../shapes.ts";

const people = (label: string, scaled?: SessionArm["scaled"]): SessionArm => ({
  label,
  task: { id: "signal-detection-reward-v1", options: { responseWindow: 4 } },
  ...(scaled && { scaled }),
});

const blocks = [0, 1, 2];

/** Trials of a block by mouth and answer, half a trial added to each. */
function cells(trials: SubjectTrials, block: number): (rich: 0 | 1, correct: 0 | 1) => number {
  const own = trials.where({ equal: { block } });
  return (rich, correct) => own.where({ equal: { rich, correct } }).length + 0.5;
}

/** Response bias towards the rich mouth, log b. */
const bias = (block: number) => (trials: SubjectTrials) => {
  const count = cells(trials, block);
  return 0.5 * Math.log((count(1, 1) * count(0, 0)) / (count(1, 0) * count(0, 1)));
};

/** Discriminability, log d, over all blocks. */
function discriminability(trials: SubjectTrials): number {
  const own = (rich: 0 | 1, correct: 0 | 1) => trials.where({ equal: { rich, correct } }).length + 0.5;
  return 0.5 * Math.log((own(1, 1) * own(0, 1)) / (own(1, 0) * own(0, 0)));
}

/** Fitted parameters, as logarithms. */
interface Learner {
  /** ln of the sensitivity to reward. */
  readonly sensitivity: number;
  /** ln of the learning rate. */
  readonly rate: number;
}

const fitted = new WeakMap<SubjectTrials, Learner>();

/**
 * The model of Huys et al. 2013 with a belief about what was shown: weight of an answer = instruction if it is right +
 * ζ Q(answer, mouth) + (1 − ζ) Q(answer, other mouth); Q of what was answered to the mouth moves by ε towards ρ · reward.
 * Largest posterior under wide normal priors.
 */
function learnerOf(all: SubjectTrials): Learner {
  let learner = fitted.get(all);
  if (learner) return learner;
  const trials = all.filter((row) => !Number.isNaN(row.choice));
  const columns = ["mouth", "choice", "outcome"].map((name) => trials.column(name));
  const [mouths, choices, outcomes] = columns as [number[], number[], number[]];
  const loss = ([logSensitivity = 0, oddsOfRate = 0, instruction = 0, oddsOfBelief = 0]: readonly number[]): number => {
    const [sensitivity, rate] = [Math.exp(logSensitivity), 1 / (1 + Math.exp(-oddsOfRate))];
    const belief = 1 / (1 + Math.exp(-oddsOfBelief));
    const values = [0, 0, 0, 0];
    let total =
      (logSensitivity / 1.5) ** 2 / 2 +
      ((oddsOfRate + 2) / 1.5) ** 2 / 2 +
      (instruction / 2) ** 2 / 2 +
      ((oddsOfBelief - 1) / 1.5) ** 2 / 2;
    for (const [place, choice] of choices.entries()) {
      const mouth = mouths[place]!;
      const weight = (answer: number): number =>
        (answer === mouth ? instruction : 0) +
        belief * values[2 * mouth + answer]! +
        (1 - belief) * values[2 * (1 - mouth) + answer]!;
      total += softplus(weight(1 - choice) - weight(choice));
      values[2 * mouth + choice]! += rate * (sensitivity * outcomes[place]! - values[2 * mouth + choice]!);
    }
    return total;
  };
  const [sensitivity, odds] = patternSearch(
    loss,
    [-1, 0, 1].flatMap((sensitivity) => [-3, -2, -1].map((odds) => [sensitivity, odds, 1, 1])),
  ) as [number, number];
  learner =
    trials.length === 0 ? { sensitivity: Number.NaN, rate: Number.NaN } : { sensitivity, rate: -softplus(-odds) };
  fitted.set(all, learner);
  return learner;
}

const groups = ["control", "depression", "agonist"] as const;
const logRatio = (reading: string, arm: string): string => `mean(${arm}.${reading}) - mean(control.${reading})`;

/** Who is depressed cares less for reward; a little of a dopamine agonist makes one learn less from it. */
export const rewardSensitivity: Effect = {
  id: "depression-reward-sensitivity",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: people("control"),
      depression: people("depression", { rewardBurst: 0.6 }),
      agonist: people("dopamine agonist", { rewardBurst: 0.6, cueBurst: 0.6 }),
    },
    windows: {},
    readings: {
      first: bias(0),
      second: bias(1),
      last: bias(2),
      discriminability,
      sensitivity: (trials) => learnerOf(trials).sensitivity,
      rate: (trials) => learnerOf(trials).rate,
    },
  },
  remarks: [
    "The claim sets no time to answer: it is 4 s here.",
    "Depression: dopamine cells' response to reward is 0.6 of the usual; the agonist: that to reward and to what announces it.",
    "This brain has no D2 autoreceptors, and no gain on the worth of reward apart from dopamine's burst: what is done to the two groups is nearly the same, so that the two parameters cannot come apart. A brain that is to show the effect needs a worth of reward (hypothalamus) that mood changes, and autoreceptors. What is shown first (the mouth) is held in perirhinal memory, which reaches the critic and the amygdala but no cell that chooses between keys: it also needs striatal input from memory.",
    "Parameters are fitted to each subject's 300 trials under wide priors, sensitivity and learning rate as logarithms.",
  ],
  measures: {
    depression: ratioOf("last", "depression", "control", "log b in block 3, depression over control."),
    agonist: ratioOf("last", "agonist", "control", "log b in block 3, agonist over control."),
    sensitivityDepression: unitless(
      logRatio("sensitivity", "depression"),
      "ln of the ratio of ρ, depression to control.",
    ),
    rateDepression: unitless(logRatio("rate", "depression"), "ln of the ratio of ε, depression."),
    sensitivityAgonist: unitless(logRatio("sensitivity", "agonist"), "ln of the ratio of ρ, agonist to control."),
    rateAgonist: unitless(logRatio("rate", "agonist"), "ln of the ratio of ε, agonist."),
    discriminability: unitless(
      `max(abs(${ratio("discriminability", "depression", "control")} - 1), abs(${ratio("discriminability", "agonist", "control")} - 1))`,
      "Largest relative difference of log d from control.",
    ),
    rise: unitless("mean(control.last) - mean(control.first)", "Rise of log b, control."),
    riseDepression: unitless(
      "mean(depression.last) - mean(depression.first)",
      "Rise of log b, depression (not judged).",
    ),
  },
  criterion: [
    { text: "log b, depression/control", value: "depression", low: 0.2, high: 0.85 },
    { text: "rho, depression/control", value: "exp(sensitivityDepression)", low: 0.3, high: 0.85 },
    {
      text: "|ln(rho ratio)| − |ln(eps ratio)|, depression",
      value: "abs(sensitivityDepression) - abs(rateDepression)",
      low: Number.EPSILON,
    },
    { text: "log b, agonist/control", value: "agonist", low: 0.2, high: 0.9 },
    {
      text: "|ln(eps ratio)| − |ln(rho ratio)|, agonist",
      value: "abs(rateAgonist) - abs(sensitivityAgonist)",
      low: Number.EPSILON,
    },
  ],
  sideObservations: [
    {
      text: "discriminability log d of the groups within +-10 %",
      bands: [{ text: "largest difference", value: "discriminability", high: 0.1 }],
    },
    { text: "control log b rises from block 1 to 3", bands: [{ text: "rise", value: "rise", low: Number.EPSILON }] },
  ],
  ablations: [
    {
      id: "no-reward-burst",
      mechanism: "drive of dopamine cells by the size of reward",
      must: "abolish",
      change: { parameters: { rewardBurst: 0 } },
      intact: [{ text: "rho, depression/control", value: "exp(sensitivityDepression)", high: 0.85 }],
    },
    {
      id: "no-striatal-learning",
      mechanism: "plasticity of choice by bursts of dopamine",
      must: "abolish",
      change: withoutStriatalLearning,
      intact: [{ text: "log b, agonist/control", value: "agonist", low: 0.2, high: 0.9 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "rho, depression/control", value: "exp(sensitivityDepression)", high: 0.85 }],
    },
  ],
  figure: {
    title: "Bias towards the mouth that is rewarded more",
    x: { label: "block", unit: "1" },
    y: { label: "log b", unit: "1" },
    curves: groups.map((arm) => ({
      label: `this model, ${arm}`,
      x: blocks.map((block) => block + 1),
      y: ["first", "second", "last"].map((reading) => `mean(${arm}.${reading})`),
    })),
    published: [],
  },
};
