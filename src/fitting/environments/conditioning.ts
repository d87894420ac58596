import type { Environment } from "./environment.ts";

/** Cues that are followed by an outcome with different probabilities, which change places. */
export const conditioning: Environment = {
  id: "conditioning",
  title: "cues, partial reinforcement and reversal",
  source: "li2011",
  trials: 120,
  options: {
    probabilities: { default: [0.5, 0], title: "probability of the outcome after each cue", range: [0, 1] },
    reversalEvery: {
      default: 40,
      title: "trials after which the cues' probabilities move on by one",
      range: [1, 1e6],
      isWhole: true,
    },
    strength: { default: 1, title: "size of the outcome", range: [0, 1e6] },
  },
  columns: {
    cue: "cue",
    firstCue: "the same",
    rating: "rating",
    conditionedResponse: "response to the cue",
    outcome: "size of the outcome, or 0",
  },
  counts: (options) => ({ cue: options.list("probabilities").length, firstCue: options.list("probabilities").length }),
  play(options, random) {
    const probabilities = options.list("probabilities");
    let moved = 0;
    let order: number[] = [];
    return {
      begin(trial) {
        moved = Math.floor(trial / options.number("reversalEvery"));
        if (order.length === 0)
          order = random.shuffle(Array.from({ length: 4 * probabilities.length }, (_, i) => i % probabilities.length));
        const cue = order.pop()!;
        return { cue, firstCue: cue };
      },
      observe(_, { cue }) {
        const probability = probabilities[(cue! + moved) % probabilities.length]!;
        return { outcome: random.uniform() < probability ? options.number("strength") : 0 };
      },
    };
  },
};
