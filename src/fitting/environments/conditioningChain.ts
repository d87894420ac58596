import type { Environment } from "./environment.ts";

/** A chain of states, at whose end a reward may come; a trial is one state. */
export const conditioningChain: Environment = {
  id: "conditioning-chain",
  title: "a chain of states with a reward at its end",
  source: "gershman2015",
  trials: 240,
  options: {
    states: {
      default: 4,
      title: "number of states; an episode begins in any but the last",
      range: [2, 64],
      isWhole: true,
    },
    probability: { default: 0.8, title: "probability of the reward", range: [0, 1] },
    reward: { default: 1, title: "size of the reward", range: [-1e6, 1e6] },
  },
  columns: { state: "state", nextState: "state that follows; none at the end", rating: "rating", outcome: "reward" },
  counts: (options) => ({ state: options.number("states"), nextState: options.number("states") }),
  play(options, random) {
    const states = options.number("states");
    let state = states - 1;
    return {
      begin() {
        state = state === states - 1 ? random.integer(states - 1) : state + 1;
        return { state, ...(state < states - 1 ? { nextState: state + 1 } : {}) };
      },
      observe() {
        const isRewarded = state === states - 1 && random.uniform() < options.number("probability");
        return { outcome: isRewarded ? options.number("reward") : 0 };
      },
    };
  },
};
