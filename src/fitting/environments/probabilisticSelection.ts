import type { Environment } from "./environment.ts";

/** Pairs of symbols, each symbol with its own probability of a reward. */
export const probabilisticSelection: Environment = {
  id: "probabilistic-selection",
  title: "probabilistic selection among pairs of symbols",
  source: "frank2004",
  trials: 360,
  options: {
    probabilities: {
      default: [0.8, 0.2, 0.7, 0.3, 0.6, 0.4],
      title: "probability of a win for each symbol; the first two are a pair, and so on",
      range: [0, 1],
    },
    win: { default: 1, title: "outcome of a win", range: [-1e6, 1e6] },
    loss: { default: 0, title: "outcome otherwise", range: [-1e6, 1e6] },
    showsBoth: { default: 0, title: "1 to show what the other symbol would have given", range: [0, 1], isWhole: true },
  },
  columns: {
    firstSymbol: "symbol in place 0",
    secondSymbol: "symbol in place 1",
    choice: "place chosen",
    reactionTime: "seconds",
    outcome: "win or loss",
    forgoneOutcome: "what the other symbol would have given",
  },
  counts(options) {
    const symbols = options.list("probabilities").length;
    return { firstSymbol: symbols, secondSymbol: symbols, choice: 2 };
  },
  play(options, random) {
    const probabilities = options.list("probabilities");
    if (probabilities.length % 2 !== 0)
      throw new RangeError("environment probabilistic-selection: symbols come in pairs, so their number must be even");
    let order: number[] = [];
    return {
      begin() {
        // Each pair in both arrangements.
        if (order.length === 0) order = random.shuffle([...probabilities.keys()]);
        const first = order.pop()!;
        return { firstSymbol: first, secondSymbol: first % 2 === 0 ? first + 1 : first - 1 };
      },
      observe(_, { firstSymbol, secondSymbol, choice }) {
        const drawn = [firstSymbol!, secondSymbol!].map((symbol) =>
          options.number(random.uniform() < probabilities[symbol]! ? "win" : "loss"),
        );
        if (choice === undefined || Number.isNaN(choice)) return {};
        const forgone = options.number("showsBoth") === 1 ? { forgoneOutcome: drawn[1 - choice]! } : {};
        return { outcome: drawn[choice]!, ...forgone };
      },
    };
  },
};
