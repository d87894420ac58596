import type { Environment } from "./environment.ts";

/** A bandit whose arms pay with fixed probabilities. */
export const bandit: Environment = {
  id: "bandit",
  title: "bandit with fixed probabilities",
  source: "wilson2019",
  trials: 100,
  options: {
    probabilities: { default: [0.2, 0.8], title: "probability of a win for each arm", range: [0, 1] },
    win: { default: 1, title: "outcome of a win", range: [-1e6, 1e6] },
    loss: { default: 0, title: "outcome otherwise", range: [-1e6, 1e6] },
  },
  columns: { choice: "arm chosen", outcome: "win or loss" },
  counts: (options) => ({ choice: options.list("probabilities").length }),
  play(options, random) {
    const probabilities = options.list("probabilities");
    return {
      begin: () => ({}),
      observe(_, { choice }) {
        const probability = probabilities[choice ?? -1];
        if (probability === undefined) return {};
        return { outcome: options.number(random.uniform() < probability ? "win" : "loss") };
      },
    };
  },
};
