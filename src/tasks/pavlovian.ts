import { commonColumns } from "./columns.ts";
import type { Deed, Moment, Task, TaskDescription, TaskKind, TaskSession, TrialRow } from "./task.ts";
import { refuseSchedule, taskOptions } from "./taskOptions.ts";
import type { TaskRandom } from "./taskRandom.ts";

const id = "pavlovian-discrimination-v1";
const title = "Pavlovian discrimination";
const whole = ["acquisitionTrials", "extinctionTrials"] as const;

const options = {
  acquisitionTrials: { default: 60, low: 1, high: 10_000, doc: "Trials in which cue A is followed by reward." },
  extinctionTrials: { default: 0, low: 0, high: 10_000, doc: "Trials after them in which nothing is rewarded." },
  probability: { default: 1, low: 0, high: 1, doc: "Probability of reward after cue A during acquisition." },
  cueDuration: { default: 1, low: 0.02, high: 60, doc: "Time that a cue is shown, s." },
  traceInterval: { default: 0.4, low: 0, high: 60, doc: "Time between cue and outcome, s; 0 for none." },
  outcomeDuration: { default: 0.4, low: 0.02, high: 60, doc: "Time that the outcome is perceived, s." },
  interval: { default: 1.2, low: 0.02, high: 600, doc: "Time from outcome to the next cue, s." },
};

interface PavlovianSchedule {
  /** Cue of each trial: 0 = A, 1 = B. */
  readonly cues: readonly number[];
  readonly rewarded: readonly boolean[];
}

const streams = { order: 0, reward: 1 };

/**
 * Two cues, the first followed by reward, the second by nothing; the behaviour is the graded response during cue and
 * trace interval. Of every two trials one shows cue A and one cue B, in random order.
 */
export const pavlovian: TaskKind = {
  id,
  title,
  options,
  make(given = {}, schedule) {
    refuseSchedule(id, schedule);
    return makePavlovian(taskOptions(id, options, whole, given));
  },
};

type PavlovianOptions = Readonly<Record<keyof typeof options, number>>;

function makePavlovian(values: PavlovianOptions): Task {
  return { description: describe(values), session: (random) => play(values, random) };
}

/** A subject's session: cue, trace interval, outcome, interval, again and again. */
function* play(values: PavlovianOptions, random: TaskRandom): TaskSession {
  const { cueDuration, traceInterval, outcomeDuration, interval } = values;
  const { cues, rewarded } = drawSchedule(random, values);
  // Cue A is at the first place, cue B at the second: `[place, feature]`.
  const shown = [Float32Array.of(1, 0, 0, 0), Float32Array.of(0, 0, 0, 1)];
  let record: TrialRow | null = null;
  for (const [trial, cue] of cues.entries()) {
    const begin: Moment = { phase: "cue", duration: cueDuration, objects: shown[cue]!, trialStarts: true };
    const duringCue: Deed = yield record ? { ...begin, record } : begin;
    const duringTrace = traceInterval > 0 ? yield { phase: "trace", duration: traceInterval } : null;
    yield { phase: "outcome", duration: outcomeDuration, outcome: Float32Array.of(Number(rewarded[trial])) };
    const between = yield { phase: "interval", duration: interval, rest: true };
    const trace = duringTrace ? duringTrace.responses[0]! * traceInterval : 0;
    const extinction = trial >= values.acquisitionTrials;
    record = {
      block: Number(extinction),
      trial,
      trialInBlock: extinction ? trial - values.acquisitionTrials : trial,
      outcome: Number(rewarded[trial]),
      cue,
      response: (duringCue.responses[0]! * cueDuration + trace) / (cueDuration + traceInterval),
      restingResponse: between.responses[0]!,
    };
  }
  return record;
}

function drawSchedule(
  random: TaskRandom,
  { acquisitionTrials, extinctionTrials, probability }: PavlovianOptions,
): PavlovianSchedule {
  const trials = acquisitionTrials + extinctionTrials;
  const cues = Array.from({ length: trials }, (_, trial) => {
    const first = random.uniform(streams.order, Math.floor(trial / 2)) < 0.5 ? 0 : 1;
    return trial % 2 === 0 ? first : 1 - first;
  });
  const rewarded = cues.map(
    (cue, trial) => cue === 0 && trial < acquisitionTrials && random.uniform(streams.reward, trial) < probability,
  );
  return { cues, rewarded };
}

function describe(values: PavlovianOptions): TaskDescription {
  const phases = [
    { name: "cue", doc: "One of the cues is there.", duration: values.cueDuration },
    { name: "trace", doc: "The cue is gone.", duration: values.traceInterval },
    { name: "outcome", doc: "Reward, or its absence, is perceived.", duration: values.outcomeDuration },
    { name: "interval", doc: "Nothing happens until the next cue.", duration: values.interval, rest: true },
  ].filter(({ duration }) => duration > 0);
  const trials = values.acquisitionTrials + values.extinctionTrials;
  const labels = ["cue A", "cue B"];
  return {
    id,
    title,
    summary:
      "Two cues appear in random order; one is followed by reward, the other by nothing. Nothing has to be done.",
    sources: ["pavlov1927"],
    world: {
      places: 2,
      placeLabels: labels,
      features: labels.map((name) => ({ name, modality: "auditory", dimension: "cue" })),
      outcomes: [{ name: "food", valence: 1 }],
      contexts: 1,
      positions: 0,
      responses: ["approach"],
    },
    phases,
    trials,
    blockLength: null,
    maximumTime: trials * phases.reduce((sum, { duration }) => sum + duration, 0),
    rest: "stepped",
    columns: [
      ...commonColumns,
      { name: "cue", unit: "1", doc: "Cue shown: 0 = A (rewarded), 1 = B (not)." },
      { name: "response", unit: "1", doc: "Mean graded response during cue and trace interval." },
      { name: "restingResponse", unit: "1", doc: "Mean graded response between trials." },
    ],
    optionLabels: labels,
  };
}
