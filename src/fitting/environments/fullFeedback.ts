import type { Environment } from "./environment.ts";

/** Two arms; what the other one would have given is shown as well. */
export const fullFeedback: Environment = {
  id: "full-feedback",
  title: "two arms with full feedback",
  source: "palminteri2017",
  trials: 96,
  options: {
    probabilities: { default: [0.25, 0.75], title: "probability of a win for each arm", range: [0, 1] },
    reversalEvery: { default: 24, title: "trials after which the arms change places", range: [1, 1e6], isWhole: true },
    win: { default: 1, title: "outcome of a win", range: [-1e6, 1e6] },
    loss: { default: -1, title: "outcome otherwise", range: [-1e6, 1e6] },
  },
  columns: { choice: "arm chosen", outcome: "what it gave", forgoneOutcome: "what the other arm would have given" },
  counts: () => ({ choice: 2 }),
  play(options, random) {
    const probabilities = options.list("probabilities");
    if (probabilities.length !== 2) throw new RangeError("environment full-feedback: two probabilities are needed");
    let isSwapped = false;
    return {
      begin(trial) {
        isSwapped = Math.floor(trial / options.number("reversalEvery")) % 2 === 1;
        return {};
      },
      observe(_, { choice }) {
        const drawn = [0, 1].map((arm) => {
          const probability = probabilities[isSwapped ? 1 - arm : arm]!;
          return options.number(random.uniform() < probability ? "win" : "loss");
        });
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: drawn[choice]!, forgoneOutcome: drawn[1 - choice]! };
      },
    };
  },
};
