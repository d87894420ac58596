import type { Environment } from "./environment.ts";

/** Evidence of different strengths for one of two sides. */
export const perceptualChoice: Environment = {
  id: "perceptual-choice",
  title: "two-choice discrimination of different difficulties",
  source: "roitman2002",
  trials: 400,
  options: {
    strengths: {
      default: [0.0625, 0.125, 0.25, 0.5, 1],
      title: "strengths of the evidence, as a share of the strongest",
      range: [0, 1e6],
    },
    predictorDeviation: {
      default: 0,
      title: "standard deviation of a measure that differs from trial to trial; 0: there is none",
      range: [0, 1e6],
    },
  },
  columns: {
    evidence: "strength, positive for choice 1",
    correctOption: "right choice",
    choice: "choice; 1 is the upper boundary",
    reactionTime: "seconds",
    outcome: "1 if right, else 0",
    predictor: "a measure of the trial, such as a brain signal",
  },
  counts: () => ({ correctOption: 2, choice: 2 }),
  play(options, random) {
    const strengths = options.list("strengths");
    const deviation = options.number("predictorDeviation");
    let order: number[] = [];
    return {
      begin() {
        if (order.length === 0)
          order = random.shuffle(Array.from({ length: 2 * strengths.length }, (_, place) => place));
        const place = order.pop()!;
        const correctOption = place % 2;
        const strength = strengths[Math.floor(place / 2)]!;
        const measure = deviation > 0 ? { predictor: deviation * random.normal() } : {};
        return { evidence: correctOption === 1 ? strength : -strength, correctOption, ...measure };
      },
      observe(_, { choice, correctOption }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: choice === correctOption ? 1 : 0 };
      },
    };
  },
};
