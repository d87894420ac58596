import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Likelihood } from "../likelihood.ts";
import { type DelayedChoices, discounting } from "./fixtures/discounting.ts";
import { type Choices, qLearning } from "./fixtures/qLearning.ts";
import type { GroupDesign } from "./groupDesign.ts";
import { type GroupDraws, groupChains, groupDraws, sampleGroup } from "./sampleGroup.ts";
import { planSampling } from "./samplingPlan.ts";
import { quantityOf, summariseQuantity } from "./summariseDraws.ts";

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

/** [record], from columns [name][record]. */
function records<Row>(data: Case["data"]): Row[] {
  const names = Object.keys(data);
  return data[names[0]!]!.map((_, i) => Object.fromEntries(names.map((name) => [name, data[name]![i]!])) as Row);
}

const models: Readonly<Record<string, (data: Case["data"]) => Likelihood>> = {
  learning: (data) => qLearning(records<Choices>(data)),
  crossover: (data) => qLearning(records<Choices>(data)),
  discounting: (data) => discounting(records<DelayedChoices>(data)),
};

function designOf({ personOf, within, between, coefficients }: Case): GroupDesign {
  const columns = (rows: readonly (readonly number[])[]) => ({
    names: rows[0]!.map((_, j) => `column ${j}`),
    values: Float64Array.from(rows.flat()),
  });
  return {
    people: between.map((_, p) => `person ${p}`),
    personOf: Int32Array.from(personOf),
    ...{ within: columns(within), between: columns(between) },
    coefficients: coefficients.map(([parameter, column]) => ({
      name: `${parameter}:${column}`,
      parameter,
      within: column,
    })),
  };
}

describe("posteriors equal NumPyro's within Monte Carlo error", () => {
  for (const [name, likelihoodOf] of Object.entries(models))
    it(name, () => {
      const file = new URL(`./fixtures/group-${name}.json`, import.meta.url);
      const given = JSON.parse(readFileSync(file, "utf8")) as Case;
      const likelihood = likelihoodOf(given.data);
      const prior = {
        mean: Float64Array.from(given.prior.mean.flat()),
        standardDeviation: Float64Array.from(given.prior.standardDeviation.flat()),
        spread: Float64Array.from(given.prior.spread),
      };
      const options = { seed: 12, warmup: 300, draws: 1000 };
      const plan = planSampling(likelihood, { chains: 2, seed: 12, design: designOf(given), prior })!;
      const states = groupChains(plan, options);
      sampleGroup(likelihood, plan, { ...options, states });
      const draws = groupDraws(
        likelihood,
        plan,
        states.map(({ draws }) => draws),
      );
      const compared: readonly (readonly [keyof GroupDraws, Moments])[] = [
        ["effects", given.reference.effects],
        ["spreads", given.reference.spread],
        ["people", given.reference.own],
      ];
      for (const [kind, reference] of compared)
        reference.mean.forEach((mean, i) => {
          const found = summariseQuantity(kind, quantityOf(draws[kind], reference.mean.length, i));
          const deviation = reference.standardDeviation[i]!;
          const size = reference.effectiveSize[i]!;
          const error = Math.hypot(found.errorOfMean, deviation / Math.sqrt(size));
          expect(Math.abs(found.mean - mean), `mean of ${kind} ${i}`).toBeLessThan(4.5 * error);
          const errorOfDeviation = Math.hypot(found.errorOfStandardDeviation, deviation / Math.sqrt(size));
          expect(Math.abs(found.standardDeviation - deviation), `deviation of ${kind} ${i}`).toBeLessThan(
            4.5 * errorOfDeviation,
          );
        });
    }, 120_000);
});
