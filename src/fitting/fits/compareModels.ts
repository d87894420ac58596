import { inferModels } from "../comparison/hierarchicalInference.ts";
import type { FitComparison, ModelShares } from "../fitSummary.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { Likelihood } from "../likelihood.ts";
import { compareFits, sharedRecords, sharesOf } from "./compareFits.ts";
import { FitInterrupted } from "./executor.ts";
import type { ModelFit } from "./modelFit.ts";

/** How a comparison meets the outside. */
export interface ComparisonRun {
  /** Called after each iteration of the inference over models. */
  readonly onIteration?: (iteration: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Compares models as `compareFits` does; after fits by empirical Bayes also by hierarchical inference over models, in
 * which each model's group is learned from those who follow it.
 *
 * @throws FitInterrupted
 */
export async function compareModels(fits: readonly ModelFit[], run: ComparisonRun = {}): Promise<FitComparison | null> {
  const comparison = compareFits(fits);
  if (comparison === null || fits[0]!.settings.method !== "hierarchical") return comparison;
  const notes: string[] = [];
  const hierarchicalShares = await inferShares(fits, notes, run);
  notes.push(...disagreement(comparison.frequencies, hierarchicalShares));
  return { ...comparison, hierarchicalShares, notes: [...comparison.notes, ...notes] };
}

/** Says where two inferences do not agree about the most frequent model. */
export function disagreement(one: ModelShares | null, other: ModelShares | null): string[] {
  if (one === null || other === null) return [];
  const [first, second] = [one, other].map(
    ({ models, frequencies }) => models[frequencies.indexOf(Math.max(...frequencies))]!,
  );
  if (first === second) return [];
  return [
    `Random-effects selection finds ${first} most frequent, hierarchical inference ${second}: with so few people or trials the groups' priors decide, and which model most people follow is open.`,
  ];
}

/** Which model how many people follow, their groups learned from them alone. */
async function inferShares(
  fits: readonly ModelFit[],
  notes: string[],
  { onIteration, signal }: ComparisonRun,
): Promise<ModelShares | null> {
  const { within, between } = fits[0]!.job;
  const columns = [...within, ...between].map(({ name }) => name);
  if (columns.length > 0) {
    notes.push(
      `Hierarchical inference over models is left out: it knows no effects of ${columns.join(", ")} yet; the models' shares stand on each model's group of everybody.`,
    );
    return null;
  }
  const possible = sharedRecords(fits, []).filter((name) =>
    fits.every(({ estimates }) =>
      Number.isFinite(estimates.find(({ record }) => record.name === name)?.logEvidence ?? Number.NaN),
    ),
  );
  if (possible.length === 0) return null;
  const likelihoods = await Promise.all(fits.map((fit) => likelihoodOf(fit, possible)));
  const found = await inferModels(likelihoods, {
    ...(onIteration && { onStep: onIteration }),
    ...(signal && { signal }),
  });
  if (found === null) throw new FitInterrupted();
  if (!found.converged)
    notes.push("Hierarchical inference over models did not come to rest: its shares of models are provisional.");
  return sharesOf(
    fits.map(({ definition }) => definition.id),
    possible,
    found,
  );
}

/** A model's likelihood of some of its records, in the order of the names. */
function likelihoodOf({ job }: ModelFit, names: readonly string[]): Promise<Likelihood> {
  const order = new Map(job.records.map(({ name }, at) => [name, at]));
  return createLikelihood(
    job.program,
    job.parameters,
    names.map((name) => job.rows[order.get(name)!]!),
  );
}
