import type { Environment } from "./environment.ts";

/** One of two events is right in each trial; its probability is stable for a while, then switches often. */
export const volatileEvents: Environment = {
  id: "volatile-events",
  title: "stable and volatile probabilities",
  source: "behrens2007",
  trials: 290,
  options: {
    stableTrials: { default: 120, title: "trials of the stable phase, the first", range: [0, 1e6], isWhole: true },
    stableProbability: { default: 0.75, title: "probability of event 1 in the stable phase", range: [0, 1] },
    volatileProbability: {
      default: 0.8,
      title: "probability of the likelier event in the volatile phase",
      range: [0, 1],
    },
    shortest: { default: 30, title: "fewest trials between switches", range: [1, 1e6], isWhole: true },
    longest: { default: 40, title: "most trials between switches", range: [1, 1e6], isWhole: true },
    payoffSum: { default: 0, title: "what both payoffs add up to; 0: each pays 1", range: [0, 1e6] },
  },
  columns: {
    choice: "event predicted",
    event: "what happened",
    outcome: "1 if the prediction was right, else 0",
    firstPayoff: "what option 0 pays if it is right",
    secondPayoff: "what option 1 pays if it is right",
  },
  counts: () => ({ choice: 2, event: 2 }),
  play(options, random) {
    const [shortest, longest] = [options.number("shortest"), options.number("longest")];
    if (longest < shortest) throw new RangeError("environment volatile-events: longest is below shortest");
    const stable = options.number("stableTrials");
    const total = options.number("payoffSum");
    let probability = options.number("stableProbability");
    let next = stable;
    let event = 0;
    return {
      begin(trial) {
        if (trial === next) {
          const high = options.number("volatileProbability");
          probability = probability > 0.5 ? 1 - high : high;
          next += shortest + random.integer(longest - shortest + 1);
        }
        event = random.uniform() < probability ? 1 : 0;
        const first = total * random.uniform();
        return total === 0 ? { firstPayoff: 1, secondPayoff: 1 } : { firstPayoff: first, secondPayoff: total - first };
      },
      observe(_, { choice }) {
        const isAnswered = choice !== undefined && !Number.isNaN(choice);
        return { event, ...(isAnswered ? { outcome: choice === event ? 1 : 0 } : {}) };
      },
    };
  },
};
