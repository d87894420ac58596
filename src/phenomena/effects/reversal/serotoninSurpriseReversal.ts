import type { Effect } from "../../effect.ts";
import type { SessionArm, TrialWindow } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";

const interval = [5, 5];
const odours = ["A", "B", "C", "D"];
const smells = Object.fromEntries(odours.map((name) => [name, { modality: "olfactory" }]));

/** In order of the types of trial. */
const types = Object.fromEntries(
  odours.flatMap((odour, place) => [
    [`${odour}+`, 2 * place],
    [`${odour}-`, 2 * place + 1],
  ]),
);

const licking = {
  cues: { ...smells, tone: { modality: "auditory" } },
  counterbalance: [["A", "C", "B", "D"]],
  trials: Object.fromEntries(
    odours.flatMap((odour) => {
      const cues = [
        { cue: odour, until: 1 },
        { cue: "tone", from: 3, until: 3.2 },
      ];
      return [
        [`${odour}+`, { cues, outcomes: [{ at: 3 }] }],
        [`${odour}-`, { cues }],
      ];
    }),
  ),
  outcomes: { water: 1 },
  stages: [
    { name: "training", trials: { "A+": 60, "B+": 60, "C-": 60, "D-": 60 }, interval, sessions: 2 },
    { name: "reversal", pause: 86_400, trials: { "A-": 60, "B-": 60, "C+": 60, "D+": 60 }, interval, sessions: 2 },
  ],
};

/** In order of the types of trial. */
const outcomeNames = ["large", "small", "neutral", "puff"];
const recorded = (odour: string, outcome: string): number =>
  outcomeNames.length * odours.indexOf(odour) + outcomeNames.indexOf(outcome);
const shown = (odour: string) => ({ cues: [{ cue: odour, until: 1 }] });

const recording = {
  cues: smells,
  outcomes: { water: 1, puff: -1 },
  trials: Object.fromEntries(
    odours.flatMap((odour) => [
      [`${odour} large`, { ...shown(odour), outcomes: [{ at: 3 }] }],
      [`${odour} small`, { ...shown(odour), outcomes: [{ at: 3, amount: 0.3 }] }],
      [`${odour} neutral`, { ...shown(odour), marks: [{ name: "expected", at: 3 }] }],
      [`${odour} puff`, { ...shown(odour), outcomes: [{ at: 3, kind: "puff" }] }],
    ]),
  ),
  stages: [
    { name: "training", trials: { "A large": 80, "B small": 80, "C neutral": 80, "D puff": 80 }, interval },
    {
      name: "reversal",
      pause: 86_400,
      trials: { "A puff": 56, "B neutral": 56, "C small": 56, "D large": 56 },
      interval,
    },
  ],
};

/** Firing after an event, less that before the trial. */
const response = (nucleus: string, event: string): TrialWindow => ({
  variable: `${nucleus}.rate`,
  event,
  from: 0.04,
  to: 0.4,
  baseline: [0.5, 1],
});

const arm = (label: string, schedule: object, treatment?: SessionArm["treatment"]): SessionArm => ({
  label,
  task: { id: "conditioning-v1", schedule },
  ...(treatment && { treatment }),
});

const licks = (trials: SubjectTrials): number[] => {
  const before = trials.column("approachBefore");
  return trials.column("approach").map((value, place) => value - before[place]!);
};

/** Sum of what is left of a change, of the whole change: the time constant of an exponential. In trials. */
function timeConstant(values: readonly number[], before: number): number {
  const end = average(values.slice(-15));
  return values.reduce((sum, value) => sum + (value - end), 0) / (before - end);
}

/** Of licking to the two odours that were paid (or not) and no longer are (or now are). */
const adaptation = (paired: readonly string[], sign: "+" | "-") => (trials: SubjectTrials) => {
  const other = sign === "+" ? "-" : "+";
  return average(
    paired.map((odour) => {
      const before = licks(trials.where({ stage: "training", equal: { type: types[`${odour}${other}`]! }, last: 15 }));
      const after = licks(trials.where({ stage: "reversal", equal: { type: types[`${odour}${sign}`]! } }));
      return after.length === 0 ? Number.NaN : timeConstant(after, average(before));
    }),
  );
};

const isRecording = (trials: SubjectTrials): boolean => trials.arm === "recorded";
const on = (stage: string, odour: string, outcome: string, window: string) => (trials: SubjectTrials) =>
  isRecording(trials)
    ? trials
        .where({ stage, equal: { type: recorded(odour, outcome) }, ...(stage === "training" && { last: 56 }) })
        .mean(window)
    : Number.NaN;

/** Time constant of the cue response to the odour that loses its large reward. */
const cueAdaptation = (window: string) => (trials: SubjectTrials) => {
  if (!isRecording(trials)) return Number.NaN;
  const before = trials.where({ stage: "training", equal: { type: recorded("A", "large") }, last: 15 }).mean(window);
  return timeConstant(
    trials.where({ stage: "reversal", equal: { type: recorded("A", "puff") } }).column(window),
    before,
  );
};

const change = (name: string, doc: string) => ({
  expression: `mean(recorded.${name}After) - mean(recorded.${name}Before)`,
  unit: "of tonic",
  doc,
});

/** Serotonin cells fire at surprise of either sign; without them the old response outlives its reward. */
export const serotoninSurpriseReversal: Effect = {
  id: "5ht-surprise-reversal",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: arm("control", licking),
      silenced: arm("dorsal raphe silenced in the reversal", licking, {
        manipulations: [{ light: "dorsalRaphe", inhibition: 0.7, during: { stage: "reversal" } }],
      }),
      recorded: arm("recording", recording),
    },
    windows: {
      serotoninReward: response("dorsalRaphe", "phase:outcome"),
      serotoninNothing: response("dorsalRaphe", "expected"),
      serotoninCue: response("dorsalRaphe", "phase:cue"),
      dopamineReward: response("ventralTegmentalArea", "phase:outcome"),
      dopamineNothing: response("ventralTegmentalArea", "expected"),
      dopamineCue: response("ventralTegmentalArea", "phase:cue"),
    },
    readings: {
      negative: adaptation(["A", "B"], "-"),
      positive: adaptation(["C", "D"], "+"),
      trained: (trials) =>
        isRecording(trials)
          ? Number.NaN
          : average(
              ["A", "B"].flatMap((odour) =>
                licks(trials.where({ stage: "training", equal: { type: types[`${odour}+`]! }, last: 15 })),
              ),
            ),
      ...Object.fromEntries(
        ["serotonin", "dopamine"].flatMap((cells) => [
          [`${cells}LargeBefore`, on("training", "A", "large", `${cells}Reward`)] as const,
          [`${cells}LargeAfter`, on("reversal", "D", "large", `${cells}Reward`)] as const,
          [`${cells}NeutralBefore`, on("training", "C", "neutral", `${cells}Nothing`)] as const,
          [`${cells}NeutralAfter`, on("reversal", "B", "neutral", `${cells}Nothing`)] as const,
          [`${cells}CueTime`, cueAdaptation(`${cells}Cue`)] as const,
        ]),
      ),
      puffBefore: on("training", "D", "puff", "serotoninReward"),
      puffAfter: on("reversal", "A", "puff", "serotoninReward"),
    },
  },
  remarks: [
    "Shorter than published: silencing 60 trials an odour of training in two sessions and as many of one reversal, recordings 80 and 56 trials an odour; numbers at which this brain's responses no longer change.",
    "The control is the same subjects without light; a drug without receptor would be the same bits. Of the two reversals the first is judged.",
    "Time constants: the sum over trials of what is left of a change, of the whole change, which is that of an exponential. Licking is the response approach less that before the trial.",
  ],
  measures: {
    tauNegative: { expression: "mean(control.negative)", unit: "trials", doc: "After reward to nothing, control." },
    tauPositive: { expression: "mean(control.positive)", unit: "trials", doc: "After nothing to reward, control." },
    rn: {
      expression: "mean(silenced.negative) / mean(control.negative)",
      unit: "1",
      doc: "Time constant after reward to nothing, silenced over control.",
    },
    rp: {
      expression: "mean(silenced.positive) / mean(control.positive)",
      unit: "1",
      doc: "Time constant after nothing to reward, silenced over control.",
    },
    uPlus: change(
      "serotoninLarge",
      "Change of the serotonin response to large reward from the last day to the first of reversal.",
    ),
    uMinus: change("serotoninNeutral", "The same for nothing after the odour of small reward."),
    dPlus: change("dopamineLarge", "The same as uPlus for dopamine."),
    dMinus: change("dopamineNeutral", "The same as uMinus for dopamine."),
    puff: {
      expression: "mean(recorded.puffAfter) / mean(recorded.puffBefore)",
      unit: "1",
      doc: "Serotonin response to an unexpected puff over the trained one.",
    },
    trained: {
      expression: "mean(silenced.trained) / mean(control.trained)",
      unit: "1",
      doc: "Licking at the end of training, silenced over control.",
    },
    cues: {
      expression: "mean(recorded.serotoninCueTime) / mean(recorded.dopamineCueTime)",
      unit: "1",
      doc: "Time constants of cue responses after the reversal, serotonin over dopamine.",
    },
  },
  criterion: [
    { text: "RN", value: "rn", low: 1.2, high: 3 },
    { text: "RP", value: "rp", low: 0.8, high: 1.25 },
    { text: "RN/RP", value: "rn / rp", low: 1.15 },
    { text: "U+", value: "uPlus", low: Number.EPSILON },
    { text: "U-", value: "uMinus", low: Number.EPSILON },
    { text: "U-/U+", value: "uMinus / uPlus", low: 0.15, high: 1.5 },
    { text: "D+", value: "dPlus", low: Number.EPSILON },
    { text: "D-", value: "dMinus", high: -Number.EPSILON },
  ],
  sideObservations: [
    {
      text: "5-HT response to the unexpected air puff does not rise above the trained one by more than 25 %",
      bands: [{ text: "puff", value: "puff", high: 1.25 }],
    },
    {
      text: "acquisition before reversal within +-10 % of control",
      bands: [{ text: "licking", value: "trained", low: 0.9, high: 1.1 }],
    },
    {
      text: "5-HT cue responses adapt more slowly than dopamine cue responses after reversal (ratio of time constants > 1.2; paper's second claim)",
      bands: [{ text: "ratio", value: "cues", low: 1.2 }],
    },
  ],
  ablations: [
    {
      id: "no-serotonin-in-unlearning",
      mechanism: "serotonin's permission to give up what paid",
      must: "abolish",
      change: { frozen: ["serotonin"], parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
      intact: [{ text: "RN", value: "rn", low: 1.1 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "RN", value: "rn", low: 1.1 }],
    },
  ],
  figure: {
    title: "Time constants of licking after a reversal",
    x: { label: "reversal", unit: "1" },
    y: { label: "time constant", unit: "trials" },
    places: ["reward to nothing", "nothing to reward"],
    curves: (["control", "silenced"] as const).map((name) => ({
      label: name,
      x: [0, 1],
      y: [`mean(${name}.negative)`, `mean(${name}.positive)`],
    })),
    published: [],
  },
};
