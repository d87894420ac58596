import type { Environment } from "./environment.ts";

/** Arms whose mean payoffs wander; the mean of each returns to a centre. */
export const restlessBandit: Environment = {
  id: "restless-bandit",
  title: "restless four-armed bandit",
  source: "daw2006",
  trials: 300,
  options: {
    arms: { default: 4, title: "number of arms", range: [2, 16], isWhole: true },
    decay: { default: 0.9836, title: "share of a mean's distance from the centre that stays", range: [0, 1] },
    centre: { default: 50, title: "where means return to", range: [-1e6, 1e6] },
    diffusion: { default: 2.8, title: "standard deviation of a mean's step", range: [0, 1e6] },
    noise: { default: 4, title: "standard deviation of payoffs around the mean", range: [0, 1e6] },
    least: { default: 1, title: "least payoff", range: [-1e6, 1e6] },
    most: { default: 100, title: "greatest payoff", range: [-1e6, 1e6] },
  },
  columns: { choice: "arm chosen", outcome: "points, whole" },
  counts: (options) => ({ choice: options.number("arms") }),
  play(options, random) {
    const [decay, centre] = [options.number("decay"), options.number("centre")];
    const [diffusion, noise] = [options.number("diffusion"), options.number("noise")];
    // Begins where a long walk ends; without a pull to the centre, at the centre.
    const spread = decay < 1 ? diffusion / Math.sqrt(1 - decay * decay) : 0;
    const means = Array.from({ length: options.number("arms") }, () => centre + spread * random.normal());
    return {
      begin(trial) {
        if (trial > 0)
          for (const [arm, mean] of means.entries())
            means[arm] = decay * mean + (1 - decay) * centre + diffusion * random.normal();
        return {};
      },
      observe(_, { choice }) {
        const mean = means[choice ?? -1];
        if (mean === undefined) return {};
        const points = Math.round(mean + noise * random.normal());
        return { outcome: Math.min(options.number("most"), Math.max(options.number("least"), points)) };
      },
    };
  },
};
