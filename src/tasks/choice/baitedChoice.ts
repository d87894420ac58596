import { column, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import type { TaskPreset } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { banditKind } from "./bandit.ts";

const streams = { arm: 0, ratio: 1, first: 2, length: 3 };

const presets: Readonly<Record<string, TaskPreset>> = {
  frequency: {
    doc: "Probabilities of arming sum to .3 in ratios 6:1, 3:1, 1:3 and 1:6; blocks of 90 to 160 trials. Lau & Glimcher 2005, doi 10.1901/jeab.2005.110-04.",
  },
  magnitude: {
    doc: "Equal arming (.15 each), rewards of ratios 3:1, 2:1, 1:2 and 1:3. Lau & Glimcher 2005, doi 10.1901/jeab.2005.110-04.",
    options: { byMagnitude: 1, steepRatio: 3, shallowRatio: 2 },
  },
  "long-and-short-intervals": {
    doc: "Arming with .4 and .1, sides exchanged after 50 to 100 rewards, intervals of 1 to 20 s, half of the trials marked for stimulation at the outcome. Iigaya et al. 2018, doi 10.1038/s41467-018-04840-2 (arming recalled, intervals and blocks chosen).",
    options: {
      totalArming: 0.5,
      steepRatio: 4,
      shallowRatio: 4,
      countRewards: 1,
      shortestBlock: 50,
      longestBlock: 100,
      trials: 300,
      sessions: 20,
      interval: 1,
      longestInterval: 20,
      stimulated: 0.5,
    },
  },
};

/**
 * Two options, each of which is armed on any trial with its own chance and stays armed until it is taken: what has not
 * been tried for long is likely to pay. Ratios of the two change from block to block, unsignalled.
 */
export const baitedChoice = banditKind({
  id: "baited-choice-v1",
  title: "Baited choice (matching)",
  summary: "Choose one of two options; a reward that has been laid out stays until it is collected.",
  sources: ["lau2005"],
  labels: ["left", "right"],
  trials: 1000,
  times: { responseWindow: 1.5, delay: 0.2, outcomeDuration: 0.3, interval: 1 },
  presets,
  options: {
    totalArming: option(0.3, 0, 1, "Sum of the two probabilities of being armed on a trial."),
    steepRatio: option(6, 1, 100, "The steeper ratio of the two options."),
    shallowRatio: option(3, 1, 100, "The other ratio."),
    byMagnitude: option(0, 0, 1, "0: ratios of arming, rewards of 1; 1: equal arming, ratios of reward, mean 1."),
    shortestBlock: option(90, 1, 5000, "Fewest trials in a block."),
    longestBlock: option(160, 1, 5000, "Most trials in a block."),
    countRewards: option(0, 0, 1, "0: a block's length is in trials; 1: in rewards collected."),
  },
  whole: ["byMagnitude", "shortestBlock", "longestBlock", "countRewards"],
  columns: [
    column("arming0", "Probability that option 0 is armed on a trial."),
    column("arming1", "Probability that option 1 is armed on a trial."),
    column("amount0", "Reward at option 0 when armed."),
    column("amount1", "Reward at option 1 when armed."),
    column("armed0", "1 if a reward was laid out at option 0."),
    column("armed1", "1 if a reward was laid out at option 1."),
  ],
  bandit(values, random) {
    const { shortestBlock, longestBlock, countRewards } = values;
    const armed = [false, false];
    const first = drawInteger(random, 2, streams.first, 0);
    let block = 0;
    let ratio = blockRatio(values, random, block, first);
    let left = blockLength(random, shortestBlock, longestBlock, block);
    let wait = [1, 1];
    return {
      next(trial) {
        if (left <= 0) {
          block++;
          ratio = blockRatio(values, random, block, first);
          left = blockLength(random, shortestBlock, longestBlock, block);
        }
        const { arming, amounts } = ratio;
        for (const place of [0, 1]) armed[place] ||= random.uniform(streams.arm, trial, place) < arming[place]!;
        // Probability that an option is armed, given when it was last taken.
        const expected = arming.map((chance, place) => amounts[place]! * (1 - (1 - chance) ** wait[place]!));
        return {
          block,
          expected,
          amounts: amounts.map((amount, place) => (armed[place] ? amount : 0)),
          columns: {
            arming0: arming[0]!,
            arming1: arming[1]!,
            amount0: amounts[0]!,
            amount1: amounts[1]!,
            armed0: Number(armed[0]),
            armed1: Number(armed[1]),
          },
        };
      },
      chosen(choice, amount) {
        wait = wait.map((trials, place) => (place === choice ? 1 : trials + 1));
        if (choice >= 0) armed[choice] = false;
        left -= countRewards === 1 ? Number(amount > 0) : 1;
      },
    };
  },
});

/** The richer side changes on every block, the ratio is drawn. */
function blockRatio(
  values: Readonly<Record<"totalArming" | "steepRatio" | "shallowRatio" | "byMagnitude", number>>,
  random: TaskRandom,
  block: number,
  first: number,
): { readonly arming: readonly number[]; readonly amounts: readonly number[] } {
  const { totalArming, steepRatio, shallowRatio, byMagnitude } = values;
  const ratio = random.uniform(streams.ratio, block) < 0.5 ? steepRatio : shallowRatio;
  const share = ratio / (ratio + 1);
  const shares = (first + block) % 2 === 0 ? [share, 1 - share] : [1 - share, share];
  return byMagnitude === 1
    ? { arming: [totalArming / 2, totalArming / 2], amounts: shares.map((one) => 2 * one) }
    : { arming: shares.map((one) => one * totalArming), amounts: [1, 1] };
}

function blockLength(random: TaskRandom, shortest: number, longest: number, block: number): number {
  return shortest + drawInteger(random, Math.max(1, longest - shortest + 1), streams.length, block);
}
