import type { Environment } from "./environment.ts";

/** Blocks of two new arms with normal payoffs. */
export const shortBandits: Environment = {
  id: "short-bandits",
  title: "short two-armed bandits with normal payoffs",
  source: "gershman2018",
  trials: 200,
  options: {
    arms: { default: 2, title: "number of arms", range: [2, 16], isWhole: true },
    blockLength: { default: 10, title: "trials with the same arms", range: [1, 1e6], isWhole: true },
    meanDeviation: { default: 10, title: "standard deviation of the arms' means around 0", range: [0, 1e6] },
    noise: { default: Math.sqrt(10), title: "standard deviation of payoffs around the mean", range: [0, 1e6] },
  },
  columns: { block: "number of the block", choice: "arm chosen", outcome: "points" },
  counts: (options) => ({ choice: options.number("arms") }),
  play(options, random) {
    const blockLength = options.number("blockLength");
    const means: number[] = Array.from({ length: options.number("arms") }, () => 0);
    return {
      begin(trial) {
        if (trial % blockLength === 0)
          for (const arm of means.keys()) means[arm] = options.number("meanDeviation") * random.normal();
        return { block: Math.floor(trial / blockLength) };
      },
      observe(_, { choice }) {
        const mean = means[choice ?? -1];
        return mean === undefined ? {} : { outcome: Math.round(mean + options.number("noise") * random.normal()) };
      },
    };
  },
};
