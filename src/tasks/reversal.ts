import { commonColumns } from "./columns.ts";
import type { Phase, Task, TaskDescription, TaskKind } from "./lockstepTask.ts";
import { taskOptions } from "./taskOptions.ts";
import type { TaskRandom } from "./taskRandom.ts";
import { trialTask } from "./trialTask.ts";

/** What tells one bandit with reversals from another. */
export interface ReversalDefinition {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly sources: readonly string[];
  readonly optionLabels: readonly string[];
  readonly defaults: {
    readonly blocks: number;
    readonly blockLength: number;
    readonly rewardBest: number;
    readonly rewardOther: number;
  };
}

interface ReversalSchedule {
  /** Best option of each block. */
  readonly best: readonly number[];
  /** Whether an option would be rewarded, `[trial][option]`; drawn whether or not it is chosen. */
  readonly rewarded: readonly (readonly boolean[])[];
}

const streams = { bestOption: 0, reward: 1 };

/**
 * A bandit whose best option changes from block to block: the first one is drawn uniformly, each later one uniformly
 * from the options that were not best in the block before. Every option's reward is drawn independently on each trial.
 */
export function reversalKind(definition: ReversalDefinition): TaskKind {
  const { id, title, defaults } = definition;
  const options = {
    blocks: {
      default: defaults.blocks,
      low: 1,
      high: 100,
      doc: "Number of blocks; each after the first is a reversal.",
    },
    blockLength: { default: defaults.blockLength, low: 1, high: 1000, doc: "Trials in a block." },
    rewardBest: { default: defaults.rewardBest, low: 0, high: 1, doc: "Probability of reward for the best option." },
    rewardOther: {
      default: defaults.rewardOther,
      low: 0,
      high: 1,
      doc: "Probability of reward for each other option.",
    },
    responseWindow: { default: 1.6, low: 0.1, high: 20, doc: "Time that the options are shown and can be chosen, s." },
    delay: { default: 0.2, low: 0, high: 20, doc: "Time between response window and outcome, s." },
    outcomeDuration: { default: 0.4, low: 0.02, high: 20, doc: "Time that the outcome is perceived, s." },
    interval: { default: 0.6, low: 0, high: 60, doc: "Time from outcome to the next trial, s." },
  };
  return {
    id,
    title,
    options,
    make(given = {}) {
      return makeReversal(definition, taskOptions(id, options, ["blocks", "blockLength"], given));
    },
  };
}

function makeReversal(
  definition: ReversalDefinition,
  values: Readonly<
    Record<
      | "blocks"
      | "blockLength"
      | "rewardBest"
      | "rewardOther"
      | "responseWindow"
      | "delay"
      | "outcomeDuration"
      | "interval",
      number
    >
  >,
): Task {
  const { blockLength, rewardBest, rewardOther } = values;
  const description = describe(definition, values);
  const count = definition.optionLabels.length;
  const shown = Array.from({ length: count }, () => 1);
  const hidden = Array.from({ length: count }, () => 0);
  const bestIn = (schedule: ReversalSchedule, trial: number): number => schedule.best[Math.floor(trial / blockLength)]!;

  return trialTask<ReversalSchedule>({
    description,
    schedule: (random) => drawSchedule(random, count, values),
    stimuli: (_schedule, _trial, phase) => (phase.awaitsAction ? shown : hidden),
    reward: (schedule, trial, { choice }) => (choice >= 0 && schedule.rewarded[trial]![choice] ? 1 : 0),
    record(schedule, trial, { choice, reactionTime }) {
      const block = Math.floor(trial / blockLength);
      const best = bestIn(schedule, trial);
      const chosen = choice >= 0;
      return {
        block,
        trial,
        trialInBlock: trial % blockLength,
        choice: chosen ? choice : Number.NaN,
        correct: chosen ? Number(choice === best) : Number.NaN,
        outcome: Number(chosen && schedule.rewarded[trial]![choice]!),
        reactionTime,
        bestOption: best,
        formerBestOption: block > 0 ? schedule.best[block - 1]! : Number.NaN,
        rewardProbability: chosen ? (choice === best ? rewardBest : rewardOther) : Number.NaN,
      };
    },
  });
}

function drawSchedule(
  random: TaskRandom,
  count: number,
  { blocks, blockLength, rewardBest, rewardOther }: ReversalDefinition["defaults"],
): ReversalSchedule {
  const best = [Math.floor(random.uniform(streams.bestOption, 0) * count)];
  for (let block = 1; block < blocks; block++) {
    const step = 1 + Math.floor(random.uniform(streams.bestOption, block) * (count - 1));
    best.push((best[block - 1]! + step) % count);
  }
  const rewarded = Array.from({ length: blocks * blockLength }, (_, trial) =>
    Array.from({ length: count }, (_, option) => {
      const probability = option === best[Math.floor(trial / blockLength)] ? rewardBest : rewardOther;
      return random.uniform(streams.reward, trial, option) < probability;
    }),
  );
  return { best, rewarded };
}

function describe(
  { id, title, summary, sources, optionLabels }: ReversalDefinition,
  values: Parameters<typeof makeReversal>[1],
): TaskDescription {
  const count = optionLabels.length;
  const phase = (name: string, duration: number, kind: Partial<Phase> = {}): Phase => ({
    name,
    duration,
    awaitsAction: false,
    givesOutcome: false,
    ...kind,
  });
  return {
    id,
    title,
    summary,
    sources,
    observationSpace: {
      stimuli: { kind: "box", shape: [count], low: 0, high: 1, doc: "Strength of each option's picture." },
      available: { kind: "binary", count, doc: "1 for each option that can be chosen now." },
    },
    actionSpace: {
      choice: { kind: "discrete", count, doc: "Option chosen; -1 for none." },
      response: { kind: "box", shape: [1], low: 0, high: 1, doc: "Graded response; has no effect here." },
    },
    phases: [
      phase("cue", values.responseWindow, { awaitsAction: true }),
      phase("delay", values.delay),
      phase("outcome", values.outcomeDuration, { givesOutcome: true }),
      phase("interval", values.interval),
    ].filter(({ duration }) => duration > 0),
    trials: values.blocks * values.blockLength,
    blockLength: values.blockLength,
    columns: [
      ...commonColumns,
      { name: "bestOption", unit: "1", doc: "Option with the highest probability of reward, from 0." },
      { name: "formerBestOption", unit: "1", doc: "Best option of the block before; missing in the first block." },
      { name: "rewardProbability", unit: "1", doc: "Probability of reward of the option taken; missing if none was." },
    ],
    optionLabels,
  };
}
