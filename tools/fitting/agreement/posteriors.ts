import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DelayedChoices, discounting } from "../../../src/fitting/inference/fixtures/discounting.ts";
import { type Choices, qLearning } from "../../../src/fitting/inference/fixtures/qLearning.ts";
import { groupChains, groupDraws, sampleGroup } from "../../../src/fitting/inference/sampleGroup.ts";
import { planSampling } from "../../../src/fitting/inference/samplingPlan.ts";
import { quantityOf, summariseQuantity } from "../../../src/fitting/inference/summariseDraws.ts";
import type { Likelihood } from "../../../src/fitting/likelihood.ts";

interface Moments {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
  readonly effectiveSize: readonly number[];
}

/** Made by tools/fitting/inference.py with NumPyro; arrays of arrays are [row][column]. */
interface Case {
  readonly data: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly personOf: readonly number[];
  readonly within: readonly (readonly number[])[];
  readonly between: readonly (readonly number[])[];
  readonly coefficients: readonly (readonly [number, number])[];
  readonly prior: {
    readonly mean: readonly (readonly number[])[];
    readonly standardDeviation: readonly (readonly number[])[];
    readonly spread: readonly number[];
  };
  readonly reference: { readonly effects: Moments; readonly spread: Moments; readonly own: Moments };
}

const models: Readonly<Record<string, (records: readonly Record<string, readonly number[]>[]) => Likelihood>> = {
  learning: (records) => qLearning(records as unknown as Choices[]),
  crossover: (records) => qLearning(records as unknown as Choices[]),
  discounting: (records) => discounting(records as unknown as DelayedChoices[]),
};

/** Means and deviations of posteriors beside NumPyro's, in Monte Carlo errors of the difference. */
export function posteriorRows(root: string): string[] {
  return Object.entries(models).map(([name, likelihoodOf]) => {
    const file = join(root, "src", "fitting", "inference", "fixtures", `group-${name}.json`);
    const given = JSON.parse(readFileSync(file, "utf8")) as Case;
    const names = Object.keys(given.data);
    const records = given.data[names[0]!]!.map((_, i) =>
      Object.fromEntries(names.map((column) => [column, given.data[column]![i]!])),
    );
    const likelihood = likelihoodOf(records);
    const draws = drawsOf(likelihood, given);
    const compared = [
      ["effects", given.reference.effects],
      ["spreads", given.reference.spread],
      ["people", given.reference.own],
    ] as const;
    let [quantities, means, deviations] = [0, 0, 0];
    for (const [kind, reference] of compared)
      reference.mean.forEach((mean, i) => {
        const found = summariseQuantity(kind, quantityOf(draws[kind], reference.mean.length, i));
        const deviation = reference.standardDeviation[i]!;
        const own = deviation / Math.sqrt(reference.effectiveSize[i]!);
        quantities++;
        means = Math.max(means, Math.abs(found.mean - mean) / Math.hypot(found.errorOfMean, own));
        const error = Math.hypot(found.errorOfStandardDeviation, own);
        deviations = Math.max(deviations, Math.abs(found.standardDeviation - deviation) / error);
      });
    return `| ${name} | ${quantities} | ${means.toFixed(2)} | ${deviations.toFixed(2)} |`;
  });
}

function drawsOf(likelihood: Likelihood, given: Case) {
  const columns = (rows: readonly (readonly number[])[]) => ({
    names: rows[0]!.map((_, j) => `column ${j}`),
    values: Float64Array.from(rows.flat()),
  });
  const design = {
    people: given.between.map((_, p) => `person ${p}`),
    personOf: Int32Array.from(given.personOf),
    ...{ within: columns(given.within), between: columns(given.between) },
    coefficients: given.coefficients.map(([parameter, column]) => ({
      ...{ name: `${parameter}:${column}`, parameter, within: column },
    })),
  };
  const prior = {
    mean: Float64Array.from(given.prior.mean.flat()),
    standardDeviation: Float64Array.from(given.prior.standardDeviation.flat()),
    spread: Float64Array.from(given.prior.spread),
  };
  const options = { seed: 12, warmup: 300, draws: 1000 };
  const plan = planSampling(likelihood, { chains: 2, seed: 12, design, prior })!;
  const states = groupChains(plan, options);
  sampleGroup(likelihood, plan, { ...options, states });
  return groupDraws(
    likelihood,
    plan,
    states.map(({ draws }) => draws),
  );
}
