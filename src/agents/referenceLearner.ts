import type { RandomSequence } from "../math/random.ts";
import { exponential } from "../math/single.ts";
import type { AgentKind } from "./agent.ts";
import { softmaxChoice } from "./softmax.ts";

/** Typical values, found by searching for the least distance from the attentive people of `zorowitz2023`. */
const typical = {
  rateAfterBetter: 0.69,
  rateAfterWorse: 0.63,
  /** Rate for the options not taken, as a share of the rate after worse. */
  counterfactualShare: 0.94,
  /** Share of the value of an option not taken that is forgotten on each trial, towards 1/2. */
  forgetting: 0.15,
  inverseTemperature: 3.9,
  stickiness: 1.4,
};
/** Standard deviation over subjects of the logarithm of each parameter. */
const scatter = 0.3;

/**
 * A learner with counterfactual updates, forgetting and stickiness, its parameters fitted to people: a reference for
 * how near a learning rule with six free parameters comes, not a theory.
 *
 * The option taken is updated with one rate after better and another after worse than expected; each other one towards
 * an equal share of the reward that was missed, 1 − r, after fading towards 1/2. The choice before is preferred.
 */
export const referenceLearner: AgentKind = {
  id: "reference-learner-v1",
  label: "Reference learner",
  fitted: true,
  description:
    "A learner that also updates the options not taken, forgets and sticks to its last choice; its six parameters were fitted to the 301 attentive people of zorowitz2023.",
  sources: [],
  make(options, random) {
    const own = drawParameters(random);
    const values = Array.from({ length: options }, () => 0.5);
    let last = -1;
    return {
      choose: () =>
        softmaxChoice(
          values.map((value, option) => own.inverseTemperature * value + (option === last ? own.stickiness : 0)),
          random,
        ),
      learn(choice, reward) {
        const rate = reward > values[choice]! ? own.rateAfterBetter : own.rateAfterWorse;
        const counterfactual = Math.min(1, own.counterfactualShare * own.rateAfterWorse);
        const missed = (1 - reward) / Math.max(1, options - 1);
        values.forEach((value, option) => {
          const faded = value + own.forgetting * (0.5 - value);
          values[option] =
            option === choice ? value + rate * (reward - value) : faded + counterfactual * (missed - faded);
        });
        last = choice;
      },
    };
  },
};

function drawParameters(random: RandomSequence): typeof typical {
  const scattered = (value: number): number => value * exponential(Math.fround(scatter * random.normal()));
  const share = (value: number): number => Math.min(1, scattered(value));
  return {
    rateAfterBetter: share(typical.rateAfterBetter),
    rateAfterWorse: share(typical.rateAfterWorse),
    counterfactualShare: share(typical.counterfactualShare),
    forgetting: share(typical.forgetting),
    inverseTemperature: scattered(typical.inverseTemperature),
    stickiness: scattered(typical.stickiness),
  };
}
