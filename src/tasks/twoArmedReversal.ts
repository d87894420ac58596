import { reversalKind } from "./reversal.ts";

/**
 * Probabilistic reversal between two options, the kind of task of den Ouden et al. 2013,
 * doi 10.1016/j.neuron.2013.08.030: 40 trials of acquisition and 40 after the reversal, .7 against .3 by default, the
 * two rewards drawn independently.
 */
export const twoArmedReversal = reversalKind({
  id: "two-armed-reversal-v1",
  title: "Two-armed probabilistic reversal",
  summary: "Choose one of two options; the better one pays more often, and after each block the two change places.",
  sources: ["denouden2013"],
  optionLabels: ["left", "right"],
  defaults: { blocks: 2, blockLength: 40, rewardBest: 0.7, rewardOther: 0.3 },
});
