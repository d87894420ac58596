import { option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { banditKind } from "./bandit.ts";

const streams = { probability: 0, length: 10, reward: 20 };

/** Two spouts whose reward probabilities change by themselves, each at times of its own, among three values. */
export const independentBandit = banditKind({
  id: "independent-bandit-v1",
  title: "Two spouts that change independently",
  summary: "Choose one of two spouts; how often each pays changes unsignalled, independently of the other.",
  sources: ["grossman2022"],
  labels: ["left spout", "right spout"],
  trials: 500,
  presets: {
    session: {
      doc: "A session of 500 trials; .1, .5 or .9, each spout changing after 20 to 35 trials. Grossman et al. 2022, doi 10.1016/j.cub.2021.12.006 (block lengths recalled).",
    },
    "trained-animals": {
      doc: "Ten sessions of training, then twelve more for two conditions in turn.",
      options: { sessions: 22 },
    },
  },
  times: { responseWindow: 2, delay: 0, outcomeDuration: 0.4, interval: 3 },
  options: {
    low: option(0.1, 0, 1, "Lowest probability of reward."),
    middle: option(0.5, 0, 1, "Middle probability of reward."),
    high: option(0.9, 0, 1, "Highest probability of reward."),
    shortestBlock: option(20, 1, 1000, "Fewest trials between changes of a spout."),
    longestBlock: option(35, 1, 1000, "Most trials between changes of a spout."),
  },
  whole: ["shortestBlock", "longestBlock"],
  bandit({ low, middle, high, shortestBlock, longestBlock }, random) {
    const levels = [low, middle, high];
    const length = (spout: number, number: number): number =>
      shortestBlock +
      drawInteger(random, Math.max(1, longestBlock - shortestBlock + 1), streams.length + spout, number);
    const spouts = [0, 1].map((spout) => ({
      spout,
      changes: 0,
      level: drawInteger(random, 3, streams.probability + spout, 0),
      left: length(spout, 0),
    }));
    let block = 0;
    return {
      next(trial) {
        let changed = false;
        for (const spout of spouts) {
          if (spout.left === 0) {
            spout.changes++;
            const step = 1 + drawInteger(random, 2, streams.probability + spout.spout, spout.changes);
            spout.level = (spout.level + step) % 3;
            spout.left = length(spout.spout, spout.changes);
            changed = true;
          }
          spout.left--;
        }
        if (changed) block++;
        const expected = spouts.map(({ level }) => levels[level]!);
        return {
          block,
          expected,
          amounts: expected.map((probability, spout) =>
            Number(random.uniform(streams.reward, trial, spout) < probability),
          ),
        };
      },
    };
  },
});
