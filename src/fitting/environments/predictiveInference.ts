import type { Environment } from "./environment.ts";

/** Numbers around a mean that changes at unforeseen times. */
export const predictiveInference: Environment = {
  id: "predictive-inference",
  title: "predicting numbers whose mean changes now and then",
  source: "nassar2010",
  trials: 400,
  options: {
    deviations: { default: [10], title: "standard deviation of the numbers, block by block", range: [0, 1e6] },
    blockLength: { default: 200, title: "trials of a block", range: [1, 1e6], isWhole: true },
    hazard: { default: 0.1, title: "probability of a change", range: [0, 1] },
    safeTrials: { default: 3, title: "trials after a change without another", range: [0, 1e6], isWhole: true },
    most: { default: 300, title: "greatest number; the least is 0", range: [0, 1e9] },
  },
  columns: {
    prediction: "number predicted",
    outcome: "number, whole",
    deviation: "standard deviation of the numbers around their mean",
    block: "number of the block",
    isChange: "1 in the first trial of a new mean",
  },
  counts: () => ({}),
  play(options, random) {
    const most = options.number("most");
    const deviations = options.list("deviations");
    let mean = 0;
    let since = Number.POSITIVE_INFINITY;
    let deviation = 0;
    return {
      begin(trial) {
        const block = Math.floor(trial / options.number("blockLength"));
        deviation = deviations[block % deviations.length]!;
        since++;
        const isChange =
          trial === 0 || (since > options.number("safeTrials") && random.uniform() < options.number("hazard"));
        if (isChange) {
          mean = most * random.uniform();
          since = 0;
        }
        return { block, deviation, isChange: isChange ? 1 : 0 };
      },
      observe() {
        const number = Math.round(mean + deviation * random.normal());
        return { outcome: Math.min(most, Math.max(0, number)) };
      },
    };
  },
};
