/**
 * Speed of the inference on one thread, one line of JSON: `node bench/fitting/run.mjs map|nuts [subjects]`.
 *
 * `map`: maximum a posteriori of each subject, 200 trials, 10 starts. `nuts`: hierarchical Q-learning, 200 trials, two
 * chains of 1,000 + 1,000 iterations; a second thread would draw two more in the same time.
 */
import { bulkEffectiveSize } from "../../src/fitting/inference/convergence.ts";
import { fitSubjects } from "../../src/fitting/inference/fitSubjects.ts";
import { groupChains, groupDraws, sampleGroup } from "../../src/fitting/inference/sampleGroup.ts";
import { planSampling } from "../../src/fitting/inference/samplingPlan.ts";
import { quantityOf } from "../../src/fitting/inference/summariseDraws.ts";
import type { Likelihood } from "../../src/fitting/likelihood.ts";
import { learnersLikelihood, simulateLearners } from "./learners.ts";

interface Timed {
  /** Seconds of the clock and of the processor. */
  readonly wall: number;
  readonly processor: number;
}

function timed(work: () => void): Timed {
  const processor = process.cpuUsage();
  const wall = performance.now();
  work();
  return { wall: (performance.now() - wall) / 1e3, processor: process.cpuUsage(processor).user / 1e6 };
}

function measureMap(likelihood: Likelihood): object {
  const rounds = [0, 1, 2].map(() => timed(() => fitSubjects(likelihood)));
  return { best: rounds.reduce((a, b) => (b.wall < a.wall ? b : a)), rounds };
}

function measureNuts(likelihood: Likelihood): object {
  const options = { seed: 1, warmup: 1000, draws: 1000 };
  const plan = planSampling(likelihood, { chains: 2, seed: 1 })!;
  const planned = timed(() => planSampling(likelihood, { chains: 2, seed: 1 }));
  const states = groupChains(plan, options);
  const sampled = timed(() => sampleGroup(likelihood, plan, { ...options, states }));
  const { effects, spreads } = groupDraws(
    likelihood,
    plan,
    states.map(({ draws }) => draws),
  );
  const sizes = [effects, spreads].flatMap((draws) => [0, 1].map((k) => bulkEffectiveSize(quantityOf(draws, 2, k))));
  const steps = states.reduce(
    (sum, { draws, warmupSteps }) => sum + warmupSteps + draws.steps.reduce((a, b) => a + b),
    0,
  );
  const seconds = planned.processor + sampled.processor;
  return {
    ...{ planned, sampled, centring: [...plan.centring], steps },
    effectiveSizes: sizes,
    effectivePerSecond: { means: Math.min(sizes[0]!, sizes[1]!) / seconds, all: Math.min(...sizes) / seconds },
  };
}

const [task = "map", subjects = task === "map" ? "1000" : "20"] = process.argv.slice(2);
const learners = simulateLearners(Number(subjects), 200, 1);
if (task === "data") process.stdout.write(JSON.stringify(learners));
else {
  const likelihood = await learnersLikelihood(learners, `${process.cwd()}/`);
  const result = task === "map" ? measureMap(likelihood) : measureNuts(likelihood);
  process.stdout.write(`${JSON.stringify({ task, subjects: Number(subjects), ...result })}\n`);
}
