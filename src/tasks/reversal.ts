import { commonColumns } from "./columns.ts";
import type { Phase, Task, TaskDescription, TaskKind, TaskSession, TrialRow } from "./task.ts";
import { refuseSchedule, taskOptions } from "./taskOptions.ts";
import type { TaskRandom } from "./taskRandom.ts";

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
    make(given = {}, schedule) {
      refuseSchedule(id, schedule);
      return makeReversal(definition, taskOptions(id, options, ["blocks", "blockLength"], given));
    },
  };
}

type ReversalOptions = Readonly<
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
>;

function makeReversal(definition: ReversalDefinition, values: ReversalOptions): Task {
  return { description: describe(definition, values), session: (random) => play(definition, values, random) };
}

/** A subject's session: options, delay, outcome, interval, again and again. */
function* play({ optionLabels }: ReversalDefinition, values: ReversalOptions, random: TaskRandom): TaskSession {
  const count = optionLabels.length;
  const schedule = drawSchedule(random, count, values);
  const objects = eachAtItsPlace(count);
  const available = new Float32Array(count).fill(1);
  const { responseWindow, delay, outcomeDuration, interval } = values;
  let record: TrialRow | null = null;
  for (let trial = 0; trial < values.blocks * values.blockLength; trial++) {
    const cue = { phase: "cue", duration: responseWindow, objects, available, trialStarts: true };
    const { choice, time } = yield record ? { ...cue, record } : cue;
    if (delay > 0) yield { phase: "delay", duration: delay };
    const outcome = Float32Array.of(Number(choice >= 0 && schedule.rewarded[trial]![choice]!));
    yield { phase: "outcome", duration: outcomeDuration, outcome, feedback: choice >= 0 };
    if (interval > 0) yield { phase: "interval", duration: interval, rest: true };
    record = rowOf(schedule, values, trial, choice, time);
  }
  return record;
}

/** As many pictures as places, the first at the first place, and so on: `[place, feature]`. */
function eachAtItsPlace(count: number): Float32Array {
  return Float32Array.from({ length: count * count }, (_, at) => Number(Math.floor(at / count) === at % count));
}

function rowOf(
  { best, rewarded }: ReversalSchedule,
  { blockLength, rewardBest, rewardOther }: ReversalOptions,
  trial: number,
  choice: number,
  reactionTime: number,
): TrialRow {
  const block = Math.floor(trial / blockLength);
  const bestOption = best[block]!;
  const chosen = choice >= 0;
  return {
    block,
    trial,
    trialInBlock: trial % blockLength,
    choice: chosen ? choice : Number.NaN,
    correct: chosen ? Number(choice === bestOption) : Number.NaN,
    outcome: Number(chosen && rewarded[trial]![choice]!),
    reactionTime,
    bestOption,
    formerBestOption: block > 0 ? best[block - 1]! : Number.NaN,
    rewardProbability: chosen ? (choice === bestOption ? rewardBest : rewardOther) : Number.NaN,
  };
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
  values: ReversalOptions,
): TaskDescription {
  const { blocks, blockLength, responseWindow, delay, outcomeDuration, interval } = values;
  const phases: readonly Phase[] = [
    { name: "cue", doc: "The options are shown and can be chosen.", duration: responseWindow, awaitsAction: true },
    { name: "delay", doc: "Nothing is shown.", duration: delay },
    { name: "outcome", doc: "Reward, or its absence, is perceived.", duration: outcomeDuration },
    { name: "interval", doc: "Nothing is shown until the next trial.", duration: interval, rest: true },
  ];
  const lasting = phases.filter(({ duration }) => duration > 0);
  const trials = blocks * blockLength;
  return {
    id,
    title,
    summary,
    sources,
    world: {
      places: optionLabels.length,
      placeLabels: optionLabels,
      features: optionLabels.map((label) => ({
        name: `picture of ${label}`,
        modality: "visual",
        dimension: "picture",
      })),
      outcomes: [{ name: "points", valence: 1 }],
      contexts: 1,
      positions: 0,
      responses: [],
    },
    phases: lasting,
    trials,
    blockLength,
    maximumTime: trials * lasting.reduce((sum, { duration }) => sum + duration, 0),
    rest: "stepped",
    columns: [
      ...commonColumns,
      { name: "bestOption", unit: "1", doc: "Option with the highest probability of reward, from 0." },
      { name: "formerBestOption", unit: "1", doc: "Best option of the block before; missing in the first block." },
      { name: "rewardProbability", unit: "1", doc: "Probability of reward of the option taken; missing if none was." },
    ],
    optionLabels,
  };
}
