import type { Environment } from "./environment.ts";

/** A cue is paired with an outcome in one context, no longer in another, and comes back in a third phase. */
export const contexts: Environment = {
  id: "contexts",
  title: "acquisition, extinction and test in contexts",
  source: "gershman2010",
  trials: 80,
  options: {
    phases: { default: [30, 30, 20], title: "trials of each phase; the last goes on", range: [1, 1e6], isWhole: true },
    contexts: { default: [0, 1, 0], title: "context of each phase", range: [0, 63], isWhole: true },
    probabilities: { default: [1, 0, 0], title: "probability of the outcome in each phase", range: [0, 1] },
  },
  columns: { cue: "cue", context: "context", phase: "number of the phase", rating: "rating", outcome: "1 if it came" },
  counts: (options) => ({ cue: 1, context: Math.max(...options.list("contexts")) + 1, outcome: 2 }),
  play(options, random) {
    const [lengths, places, probabilities] = ["phases", "contexts", "probabilities"].map((name) =>
      options.list(name),
    ) as [readonly number[], readonly number[], readonly number[]];
    if (places.length !== lengths.length || probabilities.length !== lengths.length)
      throw new RangeError("environment contexts: phases, contexts and probabilities must be of the same length");
    let phase = 0;
    let ends = lengths[0]!;
    return {
      begin(trial) {
        if (trial === ends && phase + 1 < lengths.length) ends += lengths[++phase]!;
        return { cue: 0, context: places[phase]!, phase };
      },
      observe: () => ({ outcome: random.uniform() < probabilities[phase]! ? 1 : 0 }),
    };
  },
};
