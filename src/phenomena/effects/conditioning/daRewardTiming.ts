import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { dopamineAfter, dopamineBefore, naiveReward, silentDorsalRaphe, unexpectedRewards } from "./parts.ts";

const types = { usual: 0, late: 1, early: 2 };

const shifted = (trials: SubjectTrials, type: number): SubjectTrials =>
  trials.where({ stage: "test", equal: { type } });

/**
 * The striatal critic as it would be if an outcome did not end what is expected: time goes on from the last stimulus,
 * and the slow copy of the expected moment is not put back. All else is as in the brain.
 */
const unendedExpectation = {
  areas: {
    ventralStriatum: {
      equations: `
theta1 = where(clock < 1, occupancy(dopamineD1), theta1 + clip(occupancy(dopamineD1) - theta1, -thresholdLimit, thresholdLimit) * (step / thresholdTime))
theta2 = where(clock < 1, occupancy(dopamineD2), theta2 + clip(occupancy(dopamineD2) - theta2, -thresholdLimit, thresholdLimit) * (step / thresholdTime))
since = where((sensoryCortex.salience > 0.1 and quiet > onsetPause and superiorColliculus.acted < 0.5) or (superiorColliculus.acted > 0.5 and actedBefore < 0.5), 0 s, since + step)
quiet = where(sensoryCortex.salience > 0.1, 0 s, quiet + step)
actedBefore = superiorColliculus.acted
before = feedback
value = mean(ventralStriatum.critic.rate)
profile = clip(sum(ventralStriatum.timing.drive), 0, 1)
profileSlow = where(since > 50 s, 0, profileSlow + step * (profile - profileSlow) / slowTime)
passing = (1 - feedback) * positive(profileSlow - profile)
expected = value * profile
cueValue = 0.5 * sum(amygdala.central.appetitive) + 0.5 * value
approach = clip(cueValue, 0, 1.5)
cueTransient = (1 - feedback) * positive(cueValue - cueSlow)
d cueSlow/dt = (cueValue - cueSlow) / cueAdaptation
negative = positive(-value)
negativeTransient = positive(negative - negativeSlow)
d negativeSlow/dt = (negative - negativeSlow) / cueAdaptation
`,
    },
  },
};

/** A reward that is late is missed at its time and a surprise when it comes; an early one ends what was expected. */
export const daRewardTiming: Effect = {
  id: "da-reward-timing",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: { label: "reward 1 s after the cue", task: { id: "conditioning-v1", schedule: "reward-timing" } },
      unexpected: unexpectedRewards,
    },
    windows: {
      cue: dopamineAfter("A"),
      reward: dopamineAfter("phase:outcome"),
      expected: dopamineAfter("expected"),
      tonic: dopamineBefore,
    },
    readings: {
      naive: naiveReward,
      usual: (trials) => shifted(trials, types.usual).mean("reward"),
      lateMissed: (trials) => shifted(trials, types.late).mean("expected"),
      lateReward: (trials) => shifted(trials, types.late).mean("reward"),
      earlyReward: (trials) => shifted(trials, types.early).mean("reward"),
      earlyPassed: (trials) => shifted(trials, types.early).mean("expected"),
      tonic: (trials) => trials.where({ stage: "test" }).mean("tonic"),
      retimedReward: (trials) => trials.where({ stage: "retimed", last: 10 }).mean("reward"),
      retimedMissed: (trials) => trials.where({ stage: "retimed", last: 10 }).mean("expected"),
      cueBefore: (trials) => trials.where({ stage: "training", last: 20 }).mean("cue"),
      cueShifted: (trials) =>
        trials
          .where({ stage: "test" })
          .filter(({ type }) => type !== types.usual)
          .where({ first: 3 })
          .mean("cue"),
    },
  },
  remarks: [
    "The response to unexpected rewards is that of the same subjects before any training, 20 rewards.",
    "After re-timing, means are over the last 10 of the 100 late trials; the cue's response is compared between the last 20 trials of training and the first 3 shifted ones.",
  ],
  measures: {
    d1: {
      expression: "mean(all.lateMissed) / mean(all.tonic)",
      unit: "of tonic",
      doc: "Change at the usual time when the reward is late.",
    },
    b1: {
      expression: "mean(all.lateReward) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the late reward, of that to an unexpected one.",
    },
    b2: {
      expression: "mean(all.earlyReward) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the early reward, of that to an unexpected one.",
    },
    d2: {
      expression: "mean(all.earlyPassed) / mean(all.tonic)",
      unit: "of tonic",
      doc: "Change at the usual time after an early reward.",
    },
    usual: {
      expression: "mean(all.usual) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the reward at its usual time, of that to an unexpected one.",
    },
    retimedBurst: {
      expression: "mean(all.retimedReward) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the reward after 100 late ones, of that to an unexpected one.",
    },
    retimedDip: {
      expression: "mean(all.retimedMissed) / mean(all.tonic)",
      unit: "of tonic",
      doc: "Change at the former time after 100 late rewards.",
    },
    cue: {
      expression: "mean(all.cueShifted) / mean(all.cueBefore)",
      unit: "1",
      doc: "Response to the cue on the first shifted trials over that at the end of training.",
    },
  },
  criterion: [
    { text: "d1", value: "d1", low: -1, high: -0.15 },
    { text: "b1", value: "b1", low: 0.3, high: 1.2 },
    { text: "b2", value: "b2", low: 0.2, high: 1.2 },
    { text: "d2", value: "d2", low: -0.1, high: 0.15 },
  ],
  sideObservations: [
    {
      text: "If the delay is kept at +0.5 s for 100 further trials, b1 falls below 0.35 and d1 goes back to within +-0.10 (re-timing)",
      bands: [
        { text: "b1 re-timed", value: "retimedBurst", high: 0.35 },
        { text: "d1 re-timed", value: "retimedDip", low: -0.1, high: 0.1 },
      ],
    },
    {
      text: "CS response unchanged (+-15 %) on the first shifted trials",
      bands: [{ text: "cue", value: "cue", low: 0.85, high: 1.15 }],
    },
  ],
  ablations: [
    {
      id: "no-interval",
      mechanism: "learning of the interval after the cue",
      must: "abolish",
      change: { parameters: { intervalEta: 0 } },
      intact: [{ text: "d1", value: "d1", low: -1, high: -0.15 }],
    },
    {
      id: "unended-expectation",
      mechanism: "end of the expectation with the reward",
      must: "abolish",
      change: { parts: unendedExpectation },
      intact: [{ text: "d2", value: "d2", low: -0.15 }],
    },
    { id: "no-serotonin", mechanism: "serotonin", must: "spare", change: { parts: silentDorsalRaphe } },
  ],
  figure: {
    title: "Dopamine cells",
    x: { label: "event", unit: "1" },
    y: { label: "change", unit: "of response to unexpected reward" },
    places: ["reward on time", "time of a late reward", "late reward", "early reward", "usual time after it"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3, 4],
        y: [
          "usual",
          "mean(all.lateMissed) / mean(unexpected.naive)",
          "b1",
          "b2",
          "mean(all.earlyPassed) / mean(unexpected.naive)",
        ],
      },
    ],
    published: [],
  },
};
