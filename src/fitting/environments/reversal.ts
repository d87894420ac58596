import type { Environment } from "./environment.ts";

/** One arm is better than the others; after each block another one is. */
export const reversal: Environment = {
  id: "reversal",
  title: "probabilistic reversal learning",
  source: "denouden2013",
  trials: 80,
  options: {
    arms: { default: 2, title: "number of arms", range: [2, 16], isWhole: true },
    good: { default: 0.7, title: "probability of a win of the better arm", range: [0, 1] },
    bad: { default: 0.3, title: "probability of a win of the others", range: [0, 1] },
    blockLength: { default: 40, title: "trials before the better arm changes", range: [1, 1e6], isWhole: true },
    win: { default: 1, title: "outcome of a win", range: [-1e6, 1e6] },
    loss: { default: 0, title: "outcome otherwise", range: [-1e6, 1e6] },
  },
  columns: { choice: "arm chosen", outcome: "win or loss", block: "number of the block", correctOption: "better arm" },
  counts: (options) => ({ choice: options.number("arms"), correctOption: options.number("arms") }),
  play(options, random) {
    const arms = options.number("arms");
    const blockLength = options.number("blockLength");
    let better = random.integer(arms);
    return {
      begin(trial) {
        if (trial > 0 && trial % blockLength === 0) better = (better + 1 + random.integer(arms - 1)) % arms;
        return { block: Math.floor(trial / blockLength), correctOption: better };
      },
      observe(_, { choice }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        const probability = options.number(choice === better ? "good" : "bad");
        return { outcome: options.number(random.uniform() < probability ? "win" : "loss") };
      },
    };
  },
};
