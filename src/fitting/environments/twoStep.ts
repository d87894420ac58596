import type { Environment } from "./environment.ts";

/** A choice leads to one of two states, usually to its own; there a second choice is rewarded, with wandering probability. */
export const twoStep: Environment = {
  id: "two-step",
  title: "two-step task",
  source: "daw2011",
  trials: 201,
  options: {
    common: { default: 0.7, title: "probability of the usual transition", range: [0, 1] },
    diffusion: { default: 0.025, title: "standard deviation of a reward probability's step", range: [0, 1] },
    least: { default: 0.25, title: "least reward probability; steps are reflected there", range: [0, 1] },
    most: { default: 0.75, title: "greatest reward probability", range: [0, 1] },
  },
  columns: {
    firstChoice: "choice in the first state; choice k usually leads to state k",
    secondState: "second state reached",
    secondChoice: "choice there",
    outcome: "1 for a reward, else 0",
  },
  counts: () => ({ firstChoice: 2, secondState: 2, secondChoice: 2 }),
  play(options, random) {
    const [least, most] = [options.number("least"), options.number("most")];
    if (most < least) throw new RangeError("environment two-step: most is below least");
    const probabilities = Array.from({ length: 4 }, () => least + (most - least) * random.uniform());
    const reflected = (value: number): number => {
      const inside = value < least ? 2 * least - value : value > most ? 2 * most - value : value;
      return Math.min(most, Math.max(least, inside));
    };
    return {
      begin(trial) {
        if (trial > 0)
          for (const [place, probability] of probabilities.entries())
            probabilities[place] = reflected(probability + options.number("diffusion") * random.normal());
        return {};
      },
      observe(_, { firstChoice, secondState, secondChoice }) {
        if (firstChoice === undefined || Number.isNaN(firstChoice)) return {};
        if (secondState === undefined || Number.isNaN(secondState))
          return { secondState: random.uniform() < options.number("common") ? firstChoice : 1 - firstChoice };
        if (secondChoice === undefined || Number.isNaN(secondChoice)) return { secondState };
        const probability = probabilities[2 * secondState + secondChoice]!;
        return { secondState, outcome: random.uniform() < probability ? 1 : 0 };
      },
    };
  },
};
