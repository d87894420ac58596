import { option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { banditKind } from "./bandit.ts";

const streams = { first: 0, outcome: 1 };

/** Two stimuli: the better one wins points with .7 and loses them otherwise, the other one the other way round. */
export const gainLossReversal = banditKind({
  id: "gain-loss-reversal-v1",
  title: "Reversal with points won and lost",
  summary: "Choose one of two options; each wins or loses points, and halfway the better one becomes the worse one.",
  sources: ["denouden2013"],
  labels: ["left", "right"],
  trials: 80,
  times: { responseWindow: 3, delay: 0, outcomeDuration: 0.5, interval: 1 },
  losses: true,
  options: {
    probability: option(0.7, 0.5, 1, "How often the better option wins (else it loses) and the worse one loses."),
    blockLength: option(40, 1, 5000, "Trials before each reversal."),
    gain: option(1, 0, 10, "Points won."),
    loss: option(1, 0, 10, "Points lost."),
  },
  whole: ["blockLength"],
  bandit({ probability, blockLength, gain, loss }, random) {
    const first = drawInteger(random, 2, streams.first, 0);
    const average = (chance: number): number => chance * gain - (1 - chance) * loss;
    return {
      next(trial) {
        const block = Math.floor(trial / blockLength);
        const best = (first + block) % 2;
        const chances = [0, 1].map((place) => (place === best ? probability : 1 - probability));
        return {
          block,
          stage: block === 0 ? "acquisition" : "reversal",
          expected: chances.map(average),
          amounts: chances.map((chance, place) =>
            random.uniform(streams.outcome, trial, place) < chance ? gain : -loss,
          ),
        };
      },
    };
  },
});
