import { commonColumns } from "./columns.ts";
import type { Phase, Task, TaskDescription, TaskKind } from "./lockstepTask.ts";
import { taskOptions } from "./taskOptions.ts";
import type { TaskRandom } from "./taskRandom.ts";
import { trialTask } from "./trialTask.ts";

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
  make: (given = {}) => makePavlovian(taskOptions(id, options, whole, given)),
};

function makePavlovian(values: Readonly<Record<keyof typeof options, number>>): Task {
  const description = describe(values);
  const { acquisitionTrials, cueDuration, traceInterval } = values;
  return trialTask<PavlovianSchedule>({
    description,
    schedule: (random) => drawSchedule(random, values),
    stimuli: ({ cues }, trial, phase) => (phase.name === "cue" ? (cues[trial] === 0 ? [1, 0] : [0, 1]) : [0, 0]),
    reward: ({ rewarded }, trial) => Number(rewarded[trial]),
    record({ cues, rewarded }, trial, { responses }) {
      const extinction = trial >= acquisitionTrials;
      const during = traceInterval > 0 ? responses[1]! * traceInterval : 0;
      return {
        block: Number(extinction),
        trial,
        trialInBlock: extinction ? trial - acquisitionTrials : trial,
        outcome: Number(rewarded[trial]),
        cue: cues[trial]!,
        response: (responses[0]! * cueDuration + during) / (cueDuration + traceInterval),
        restingResponse: responses[responses.length - 1]!,
      };
    },
  });
}

function drawSchedule(
  random: TaskRandom,
  { acquisitionTrials, extinctionTrials, probability }: Readonly<Record<keyof typeof options, number>>,
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

function describe(values: Readonly<Record<keyof typeof options, number>>): TaskDescription {
  const phase = (name: string, duration: number, givesOutcome = false): Phase => ({
    name,
    duration,
    awaitsAction: false,
    givesOutcome,
  });
  return {
    id,
    title,
    summary:
      "Two cues appear in random order; one is followed by reward, the other by nothing. Nothing has to be done.",
    sources: ["pavlov1927"],
    observationSpace: {
      stimuli: { kind: "box", shape: [2], low: 0, high: 1, doc: "Strength of cue A and cue B." },
      available: { kind: "binary", count: 2, doc: "The cues are out of reach: always 0." },
    },
    actionSpace: {
      choice: { kind: "discrete", count: 2, doc: "Approach to a cue; has no effect." },
      response: { kind: "box", shape: [1], low: 0, high: 1, doc: "Conditioned response, such as licking." },
    },
    phases: [
      phase("cue", values.cueDuration),
      phase("trace", values.traceInterval),
      phase("outcome", values.outcomeDuration, true),
      phase("interval", values.interval),
    ].filter(({ duration }) => duration > 0),
    trials: values.acquisitionTrials + values.extinctionTrials,
    blockLength: null,
    columns: [
      ...commonColumns,
      { name: "cue", unit: "1", doc: "Cue shown: 0 = A (rewarded), 1 = B (not)." },
      { name: "response", unit: "1", doc: "Mean graded response during cue and trace interval." },
      { name: "restingResponse", unit: "1", doc: "Mean graded response between trials." },
    ],
    optionLabels: ["cue A", "cue B"],
  };
}
