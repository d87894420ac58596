import { option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { banditKind } from "./bandit.ts";

const streams = { first: 0, length: 1, reward: 2 };

/** Two sides of which one is rewarded; the side changes after a number of rewards, right after a rewarded trial. */
export const rewardSwitching = banditKind({
  id: "reward-switching-v1",
  title: "Side that changes after rewards",
  summary: "Choose left or right; only one side is ever rewarded, and after some rewards it is the other one.",
  sources: ["tai2012"],
  labels: ["left port", "right port"],
  trials: 1000,
  times: { responseWindow: 4, delay: 0.1, outcomeDuration: 0.3, interval: 2 },
  options: {
    rewardBest: option(0.75, 0, 1, "Probability of reward on the rewarded side."),
    rewardOther: option(0, 0, 1, "Probability of reward on the other side."),
    fewestRewards: option(7, 1, 1000, "Fewest rewards before a change."),
    mostRewards: option(23, 1, 1000, "Most rewards before a change."),
  },
  presets: {
    plain: {
      doc: "One side with .75, the other never; the side changes after 7 to 23 rewards. Tai et al. 2012, doi 10.1038/nn.3188 (numbers recalled).",
    },
    stimulation: { doc: "With 6 % of the trials marked for stimulation.", options: { stimulated: 0.06 } },
  },
  whole: ["fewestRewards", "mostRewards"],
  bandit({ rewardBest, rewardOther, fewestRewards, mostRewards }, random) {
    let side = drawInteger(random, 2, streams.first, 0);
    let block = 0;
    let rewards = 0;
    const length = (): number =>
      fewestRewards + drawInteger(random, Math.max(1, mostRewards - fewestRewards + 1), streams.length, block);
    let wanted = length();
    return {
      next(trial) {
        const expected = [0, 1].map((place) => (place === side ? rewardBest : rewardOther));
        return {
          block,
          expected,
          amounts: expected.map((probability, place) =>
            Number(random.uniform(streams.reward, trial, place) < probability),
          ),
        };
      },
      chosen(choice, amount) {
        if (amount > 0 && choice === side) rewards++;
        if (rewards < wanted || amount <= 0) return;
        side = 1 - side;
        block++;
        rewards = 0;
        wanted = length();
      },
    };
  },
});
