import type { Environment } from "./environment.ts";

/** Two first states from which each choice surely leads to one of two second states, whose points wander. */
export const deterministicTwoStep: Environment = {
  id: "deterministic-two-step",
  title: "two-step task with two first states and sure transitions",
  source: "kool2016",
  trials: 125,
  options: {
    diffusion: {
      default: 0.4,
      title: "standard deviation of a step of the points, in shares of the most",
      range: [0, 2],
    },
    least: { default: -0.8, title: "least points, in shares of the most; steps are reflected there", range: [-1, 1] },
  },
  columns: {
    firstState: "first state, 0 or 1",
    choice: "second state that the choice leads to",
    outcome: "points there, in shares of the most that there can be",
  },
  counts: () => ({ firstState: 2, choice: 2 }),
  play(options, random) {
    const least = options.number("least");
    const points = [0, 1].map(() => least + (1 - least) * random.uniform());
    return {
      begin(trial) {
        if (trial > 0)
          for (const [place, value] of points.entries())
            points[place] = reflected(value + options.number("diffusion") * random.normal(), least);
        return { firstState: random.integer(2) };
      },
      observe(_, { choice }) {
        return choice === undefined || Number.isNaN(choice) ? {} : { outcome: points[choice]! };
      },
    };
  },
};

/** A value brought back between `least` and 1 by reflection, however far it went. */
function reflected(value: number, least: number): number {
  const width = 1 - least;
  const turn = (((value - least) % (2 * width)) + 2 * width) % (2 * width);
  return least + (turn > width ? 2 * width - turn : turn);
}
