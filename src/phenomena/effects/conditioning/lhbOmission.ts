import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { dopamineAfter } from "./parts.ts";

/** In order of the schedule. */
const types = { odourReward: 0, odourPuff: 1, reward: 2 };
const habenula = "lateralHabenula.rate";
const dopamine = "ventralTegmentalArea.rate";
/** The second half second of fixation. */
const fixation = [0.7, 1.2] as const;
const blockLength = 24;

/** Trials with a rewarded (1) or unrewarded (0) target in the second half of each block. */
const learned = (trials: SubjectTrials, rewardTarget: number): SubjectTrials =>
  trials.filter((row, place) => row.rewardTarget === rewardTarget && place % blockLength >= blockLength / 2);

/** The third and fourth trial after each change of sides. */
const soon = (trials: SubjectTrials, rewardTarget: number): SubjectTrials =>
  trials.filter(
    (row, place) => row.rewardTarget === rewardTarget && row.block! > 0 && [2, 3].includes(place % blockLength),
  );

const odour = (trials: SubjectTrials, type: number): SubjectTrials => trials.where({ stage: "test", equal: { type } });

/** The habenula fires when dopamine cells fall silent, before them; without it they hardly notice what does not come. */
export const lhbOmission: Effect = {
  id: "lhb-omission",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      targets: { label: "targets of two sides", task: { id: "one-direction-reward-v1" } },
      sham: { label: "sham", task: { id: "conditioning-v1", schedule: "reward-puff-omission" } },
      lesion: {
        label: "95 % of the habenula's output removed",
        task: { id: "conditioning-v1", schedule: "reward-puff-omission" },
        parameters: { habenulaDip: 0.15 },
      },
    },
    windows: {
      cue: dopamineAfter("phase:cue"),
      outcome: dopamineAfter("phase:outcome"),
      omission: dopamineAfter("phase:omission"),
      habenulaOmission: { variable: habenula, event: "phase:omission", from: 0, to: 0.4, baseline: [0.5, 1] },
      habenulaBefore: { variable: habenula, event: "trialStart", from: fixation[0], to: fixation[1] },
      habenulaNoReward: { variable: habenula, event: "noRewardTarget", from: 0.08, to: 0.4, baseline: fixation },
      habenulaReward: { variable: habenula, event: "rewardTarget", from: 0.08, to: 0.4, baseline: fixation },
      dopamineNoReward: { variable: dopamine, event: "noRewardTarget", from: 0.08, to: 0.4, baseline: fixation },
      dopamineReward: { variable: dopamine, event: "rewardTarget", from: 0.08, to: 0.4, baseline: fixation },
      habenulaRise: {
        variable: habenula,
        event: "noRewardTarget",
        from: 0,
        to: 0.6,
        baseline: fixation,
        of: "timeOfRise",
      },
      dopamineFall: {
        variable: dopamine,
        event: "noRewardTarget",
        from: 0,
        to: 0.6,
        baseline: fixation,
        of: "timeOfFall",
      },
      habenulaFall: {
        variable: habenula,
        event: "rewardTarget",
        from: 0,
        to: 0.6,
        baseline: fixation,
        of: "timeOfFall",
      },
      dopamineRise: {
        variable: dopamine,
        event: "rewardTarget",
        from: 0,
        to: 0.6,
        baseline: fixation,
        of: "timeOfRise",
      },
    },
    readings: {
      habenulaTargets: (trials) =>
        learned(trials, 0).mean("habenulaNoReward") - learned(trials, 1).mean("habenulaReward"),
      dopamineTargets: (trials) =>
        learned(trials, 0).mean("dopamineNoReward") - learned(trials, 1).mean("dopamineReward"),
      habenulaSoon: (trials) => soon(trials, 0).mean("habenulaNoReward") - soon(trials, 1).mean("habenulaReward"),
      dopamineSoon: (trials) => soon(trials, 0).mean("dopamineNoReward") - soon(trials, 1).mean("dopamineReward"),
      habenulaBaseline: (trials) => trials.mean("habenulaBefore"),
      habenulaRise: (trials) => learned(trials, 0).mean("habenulaRise"),
      dopamineFall: (trials) => learned(trials, 0).mean("dopamineFall"),
      habenulaFall: (trials) => learned(trials, 1).mean("habenulaFall"),
      dopamineRise: (trials) => learned(trials, 1).mean("dopamineRise"),
      omission: (trials) => odour(trials, types.odourReward).mean("omission"),
      habenulaOmission: (trials) => odour(trials, types.odourReward).mean("habenulaOmission"),
      puff: (trials) => odour(trials, types.odourPuff).mean("outcome"),
      free: (trials) => odour(trials, types.reward).mean("outcome"),
      cueReward: (trials) => odour(trials, types.odourReward).mean("cue"),
      cuePuff: (trials) => odour(trials, types.odourPuff).mean("cue"),
    },
  },
  remarks: [
    "Responses to targets are those of the second half of each block; after a change of sides, those of trials 3 and 4. Baselines are the second half of fixation.",
    "Dips, bursts and cue responses of (b) are those of the second 300 trials. The cues graded by value are those of reward and of air puff.",
    "The habenula of this brain is a variable without cells, which a lesion cannot reach: instead 5 % of its output to dopamine cells is left (habenulaDip 0.15 in place of 3).",
    "Where the habenula does not fire during fixation its changes are no fraction of a baseline and its inhibition has no time: these bands then fail.",
  ],
  measures: {
    L: {
      expression: "mean(targets.habenulaTargets / targets.habenulaBaseline)",
      unit: "of baseline",
      doc: "Habenula after targets without reward less that after targets with reward.",
    },
    change: {
      expression: "mean(targets.habenulaTargets)",
      unit: "1",
      doc: "The same in the model's unit.",
    },
    dopamine: {
      expression: "mean(targets.dopamineTargets)",
      unit: "of tonic",
      doc: "Dopamine cells after targets without reward less that after targets with reward.",
    },
    lag: {
      expression: "1000 * mean(targets.habenulaRise - targets.dopamineFall)",
      unit: "ms",
      doc: "Onset of the habenula's excitation less that of the fall of dopamine cells.",
    },
    q: {
      expression: "max(0, -mean(lesion.omission)) / max(0, -mean(sham.omission))",
      unit: "1",
      doc: "Dip at omission, lesioned over sham.",
    },
    w: {
      expression: "max(0, -mean(lesion.puff)) / max(0, -mean(sham.puff))",
      unit: "1",
      doc: "Dip at air puff, lesioned over sham; missing if sham has none.",
    },
    puff: { expression: "mean(sham.puff)", unit: "of tonic", doc: "Response of dopamine cells to air puff, sham." },
    e: {
      expression: "mean(lesion.free) / mean(sham.free)",
      unit: "1",
      doc: "Burst at unpredicted reward, lesioned over sham.",
    },
    habenulaSoon: {
      expression: "mean(targets.habenulaSoon)",
      unit: "1",
      doc: "Difference of the habenula's responses just after a change of sides.",
    },
    dopamineSoon: {
      expression: "mean(targets.dopamineSoon)",
      unit: "of tonic",
      doc: "Difference of dopamine cells' responses just after a change of sides.",
    },
    rewardLag: {
      expression: "1000 * mean(targets.habenulaFall - targets.dopamineRise)",
      unit: "ms",
      doc: "Onset of the habenula's inhibition less that of the burst at rewarded targets.",
    },
    gradeSham: {
      expression: "mean(sham.cueReward) - mean(sham.cuePuff)",
      unit: "of tonic",
      doc: "Difference of responses to the cues of reward and puff, sham.",
    },
    gradeLesion: {
      expression: "mean(lesion.cueReward) - mean(lesion.cuePuff)",
      unit: "of tonic",
      doc: "The same, lesioned.",
    },
    habenulaOmission: {
      expression: "mean(sham.habenulaOmission)",
      unit: "1",
      doc: "The habenula's change at omission, sham.",
    },
  },
  criterion: [
    { text: "L", value: "L", low: 0.2 },
    { text: "DA difference of opposite sign", value: "dopamine * change < 0", low: 1 },
    { text: "lag", value: "lag", low: -120, high: -20 },
    { text: "q", value: "q", low: 0, high: 0.5 },
    { text: "w", value: "w", low: 0.7, high: 1.3 },
    { text: "e", value: "e", low: 0.5, high: 1.3 },
  ],
  sideObservations: [
    {
      text: "LHb and DA target responses reverse sign within the first 2 trials after a side reversal (declining with the first trial)",
      bands: [
        { text: "LHb", value: "habenulaSoon > 0", low: 1 },
        { text: "DA", value: "dopamineSoon < 0", low: 1 },
      ],
    },
    {
      text: "On rewarded trials LHb inhibition does not precede the DA burst (DA burst comes first)",
      bands: [{ text: "lag at rewarded targets", value: "rewardLag", low: 0 }],
    },
    {
      text: "Cue response graded by value becomes flatter after lesion but stays > 0",
      bands: [
        { text: "flatter", value: "gradeLesion < gradeSham", low: 1 },
        { text: "> 0", value: "gradeLesion > 0", low: 1 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-habenular-input",
      mechanism: "inhibition of dopamine cells by the habenula through the rostromedial tegmental nucleus",
      must: "abolish",
      change: { parameters: { habenulaDip: 0 } },
    },
    {
      id: "no-reward-input",
      mechanism: "excitatory input of dopamine cells at reward",
      must: "spare",
      change: { parameters: { rewardBurst: 0 } },
      intact: [{ text: "LHb at omission", value: "habenulaOmission > 0", low: 1 }],
    },
  ],
  figure: {
    title: "Habenula and dopamine cells",
    x: { label: "target", unit: "1" },
    y: { label: "change", unit: "1" },
    places: ["difference of targets: LHb", "difference of targets: DA", "omission, sham", "omission, lesion"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["change", "dopamine", "mean(sham.omission)", "mean(lesion.omission)"],
      },
    ],
    published: [],
  },
};
