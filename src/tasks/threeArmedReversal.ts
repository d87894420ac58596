import { reversalKind } from "./reversal.ts";

/**
 * The three-armed bandit with reversals of Zorowitz et al. 2023, doi 10.1038/s41562-023-01640-7: 6 blocks of 15 trials,
 * the best arm rewarded with .8, each other one with .2. People had up to 10 s to answer; here the response window is
 * short, so that a session of a virtual subject is not mostly waiting.
 */
export const threeArmedReversal = reversalKind({
  id: "three-armed-reversal-v1",
  title: "Three-armed bandit with reversals",
  summary: "Choose one of three arms; one pays more often than the others, and after each block it is another one.",
  sources: ["zorowitz2023"],
  optionLabels: ["arm 1", "arm 2", "arm 3"],
  defaults: { blocks: 6, blockLength: 15, rewardBest: 0.8, rewardOther: 0.2 },
});
