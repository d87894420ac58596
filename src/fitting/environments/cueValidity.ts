import type { Environment } from "./environment.ts";

/** Two cues point to sides; one of them predicts the target's side, for a while. */
export const cueValidity: Environment = {
  id: "cue-validity",
  title: "which of two cues predicts, and how well",
  source: "yu2005",
  trials: 300,
  options: {
    validities: { default: [0.95, 0.7, 0.85], title: "validity of the predictive cue, block by block", range: [0, 1] },
    shortest: { default: 30, title: "fewest trials between changes", range: [1, 1e6], isWhole: true },
    longest: { default: 70, title: "most trials between changes", range: [1, 1e6], isWhole: true },
  },
  columns: {
    firstCue: "side to which the first cue points",
    secondCue: "side to which the second cue points",
    choice: "side chosen",
    target: "side of the target",
    relevantCue: "cue that predicts",
  },
  counts: () => ({ firstCue: 2, secondCue: 2, choice: 2, target: 2, relevantCue: 2 }),
  play(options, random) {
    const [shortest, longest] = [options.number("shortest"), options.number("longest")];
    if (longest < shortest) throw new RangeError("environment cue-validity: longest is below shortest");
    const validities = options.list("validities");
    let block = -1;
    let ends = 0;
    return {
      begin(trial) {
        if (trial === ends) {
          block++;
          ends += shortest + random.integer(longest - shortest + 1);
        }
        return { firstCue: random.integer(2), secondCue: random.integer(2), relevantCue: block % 2 };
      },
      observe(_, { firstCue, secondCue }) {
        const side = block % 2 === 0 ? firstCue! : secondCue!;
        return { target: random.uniform() < validities[block % validities.length]! ? side : 1 - side };
      },
    };
  },
};
