import type { AgentKind } from "./agent.ts";
import { softmaxChoice } from "./softmax.ts";

const learningRate = 0.4;
const inverseTemperature = 6;

/**
 * Learns the value of each option taken with one learning rate: Q ← Q + α (r − Q), chosen by softmax with inverse
 * temperature β; α = .4, β = 6, first values 0.
 *
 * @see Sutton and Barto 2018, Reinforcement Learning, 2nd edition, sections 2.4 and 2.8.
 */
export const qLearner: AgentKind = {
  id: "q-learner-v1",
  label: "Q-learner",
  description: "Learns the value of the option taken with one learning rate (.4) and chooses by softmax (6).",
  sources: ["sutton2018"],
  make(options, random) {
    const values = Array.from({ length: options }, () => 0);
    return {
      choose: () =>
        softmaxChoice(
          values.map((value) => inverseTemperature * value),
          random,
        ),
      learn(choice, reward) {
        values[choice]! += learningRate * (reward - values[choice]!);
      },
    };
  },
};
