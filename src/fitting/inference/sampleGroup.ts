import type { Likelihood } from "../likelihood.ts";
import type { ChainDraws, ChainOptions, ChainState } from "./chain.ts";
import { HierarchicalPosterior, hierarchicalLayout } from "./hierarchicalPosterior.ts";
import type { InverseMass } from "./massMatrix.ts";
import { newChains, type SampleOptions, sample } from "./sample.ts";
import type { SamplingPlan } from "./samplingPlan.ts";

/** States of a plan's chains before their first iteration. @param chains - Numbers of the chains; default all. */
export function groupChains(
  plan: SamplingPlan,
  options: ChainOptions,
  chains: readonly number[] = plan.starts.map((_, chain) => chain),
): ChainState[] {
  const starts = new Map(chains.map((chain) => [chain, plan.starts[chain]!]));
  return newChains(starts, { ...options, inverseMass: firstMass(plan, options.massMatrix ?? "diagonal") });
}

/** Brings chains of a plan to their end, or up to a stop. @returns Whether all are whole. */
export function sampleGroup(
  likelihood: Likelihood,
  plan: SamplingPlan,
  { states, ...options }: SampleOptions & { readonly states: readonly ChainState[] },
): boolean {
  return sample(new HierarchicalPosterior(likelihood, plan), states, options);
}

function firstMass({ variances }: SamplingPlan, kind: InverseMass["kind"]): InverseMass {
  if (kind === "diagonal") return { kind, values: variances.slice() };
  const n = variances.length;
  const values = new Float64Array(n * n);
  variances.forEach((variance, i) => {
    values[i * n + i] = variance;
  });
  return { kind, values };
}

/** What chains drew, as quantities of the group, its people and their records. */
export interface GroupDraws {
  /** B, [chain][draw, coefficient, between column] */
  readonly effects: readonly Float64Array[];
  /** σ, [chain][draw, coefficient] */
  readonly spreads: readonly Float64Array[];
  /** η, [chain][draw, person, coefficient] */
  readonly people: readonly Float64Array[];
  /** Parameters on their natural scale, [chain][draw, record, parameter] */
  readonly records: readonly Float64Array[];
}

export function groupDraws(likelihood: Likelihood, plan: SamplingPlan, chains: readonly ChainDraws[]): GroupDraws {
  const density = new HierarchicalPosterior(likelihood, plan);
  const { design } = plan;
  const layout = hierarchicalLayout(design);
  const count = design.coefficients.length;
  const parameters = likelihood.parameters.length;
  const each = chains.map(({ positions, count: draws, dimension }) => {
    const effects = new Float64Array(draws * layout.spreads);
    const spreads = new Float64Array(draws * count);
    const people = new Float64Array(draws * design.people.length * count);
    const records = new Float64Array(draws * design.personOf.length * parameters);
    for (let draw = 0; draw < draws; draw++) {
      const position = positions.subarray(draw * dimension, (draw + 1) * dimension);
      effects.set(position.subarray(0, layout.spreads), draw * layout.spreads);
      spreads.set(density.spreadsOf(position), draw * count);
      design.people.forEach((_, person) => {
        people.set(density.coefficientsOf(position, person), (draw * design.people.length + person) * count);
      });
      design.personOf.forEach((person, record) => {
        const at = (draw * design.people.length + person) * count;
        const natural = density.people.natural(record, people.subarray(at, at + count));
        records.set(natural, (draw * design.personOf.length + record) * parameters);
      });
    }
    return { effects, spreads, people, records };
  });
  return {
    effects: each.map(({ effects }) => effects),
    spreads: each.map(({ spreads }) => spreads),
    people: each.map(({ people }) => people),
    records: each.map(({ records }) => records),
  };
}
