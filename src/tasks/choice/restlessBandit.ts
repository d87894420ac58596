import { option } from "../defineTask.ts";
import { drawNormal } from "../draws.ts";
import { numbered } from "../scene.ts";
import { banditKind } from "./bandit.ts";

const streams = { walk: 0, payoff: 10 };

/** Four arms whose mean payoffs wander: each decays towards a middle and is moved by chance on every trial. */
export const restlessBandit = banditKind({
  id: "restless-bandit-v1",
  title: "Restless four-armed bandit",
  summary: "Choose one of four arms; what each pays on average wanders all the time.",
  sources: ["daw2006"],
  labels: numbered("arm", 4),
  trials: 300,
  times: { responseWindow: 1.5, delay: 1, outcomeDuration: 1, interval: 2 },
  options: {
    decay: option(0.9836, 0, 1, "Share of a mean's distance from the middle that remains on the next trial."),
    middle: option(0.5, 0, 1, "Payoff to which means decay, of 100 points."),
    diffusion: option(0.028, 0, 1, "Standard deviation of a mean's change on each trial."),
    noise: option(0.04, 0, 1, "Standard deviation of a payoff around its mean."),
  },
  bandit({ decay, middle, diffusion, noise }, random) {
    const means = [0, 1, 2, 3].map(
      (arm) => middle + spread(decay, diffusion) * drawNormal(random, streams.walk + arm, 0),
    );
    return {
      next(trial) {
        if (trial > 0) {
          for (const arm of means.keys()) {
            const step = diffusion * drawNormal(random, streams.walk + arm, trial);
            means[arm] = decay * means[arm]! + (1 - decay) * middle + step;
          }
        }
        return {
          block: 0,
          expected: means.map(limited),
          amounts: means.map((mean, arm) => limited(mean + noise * drawNormal(random, streams.payoff, trial, arm))),
        };
      },
    };
  },
});

/** Standard deviation of a wandering mean in the long run. */
function spread(decay: number, diffusion: number): number {
  return decay < 1 ? diffusion / Math.sqrt(1 - decay * decay) : 0;
}

function limited(payoff: number): number {
  return Math.min(1, Math.max(0, payoff));
}
