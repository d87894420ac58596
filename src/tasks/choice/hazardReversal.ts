import { option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { banditKind } from "./bandit.ts";

const streams = { first: 0, reversal: 1, reward: 2 };

/** Two ports whose probabilities change places on any trial with a small chance, unsignalled. */
export const hazardReversal = banditKind({
  id: "hazard-reversal-v1",
  title: "Two ports with reversals at random",
  summary: "Choose one of two ports; one pays more often, and on every trial the two may change places.",
  sources: ["beron2022"],
  labels: ["left port", "right port"],
  trials: 600,
  presets: {
    session: {
      doc: "A session of 600 trials, .8 against .2, reversal with .02 a trial. Beron et al. 2022, doi 10.1073/pnas.2113961119.",
    },
    "trained-animals": {
      doc: "Twelve sessions of 650 trials, of which the first ten are training. Beron et al. 2022.",
      options: { trials: 650, sessions: 12 },
    },
  },
  times: { responseWindow: 2, delay: 0, outcomeDuration: 0.3, interval: 1 },
  options: {
    rewardBest: option(0.8, 0, 1, "Probability of reward at the better port."),
    rewardOther: option(0.2, 0, 1, "Probability of reward at the other port."),
    hazard: option(0.02, 0, 1, "Probability of a reversal after each trial."),
  },
  bandit({ rewardBest, rewardOther, hazard }, random) {
    let better = drawInteger(random, 2, streams.first, 0);
    let block = 0;
    return {
      next(trial) {
        if (trial > 0 && random.uniform(streams.reversal, trial) < hazard) {
          better = 1 - better;
          block++;
        }
        const expected = [0, 1].map((port) => (port === better ? rewardBest : rewardOther));
        return {
          block,
          expected,
          amounts: expected.map((probability, port) =>
            Number(random.uniform(streams.reward, trial, port) < probability),
          ),
        };
      },
    };
  },
});
