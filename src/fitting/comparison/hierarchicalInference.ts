import { exponential, logarithm, logarithmOfGamma } from "../../math/double.ts";
import { turns } from "../checks/turns.ts";
import { estimatePerson } from "../inference/estimatePerson.ts";
import { groupDesign } from "../inference/groupDesign.ts";
import { unboundedMoments } from "../inference/groupPrior.ts";
import type { PersonEstimate } from "../inference/groupStep.ts";
import { PersonLikelihood } from "../inference/personLikelihood.ts";
import { PersonPosterior } from "../inference/personPosterior.ts";
import type { Likelihood } from "../likelihood.ts";
import {
  beginBelief,
  divergence,
  expectedCovariance,
  type GroupBelief,
  uncertaintyCost,
  updateBelief,
} from "./groupBelief.ts";
import { assign, exceedanceProbabilities, expectedLogs } from "./randomEffects.ts";

export interface HierarchicalInferenceOptions {
  /** Change of the responsibilities below which the fit ends. Default 1e-4. */
  readonly tolerance?: number;
  /** Default 200. */
  readonly iterations?: number;
  /** Told of each iteration of the search without preference, and of its bound. */
  readonly onIteration?: (iteration: number, freeEnergy: number) => void;
  /** Told after each iteration of any search, for showing that it goes on: how many there were in all. */
  readonly onStep?: (iterations: number) => void;
  readonly signal?: AbortSignal;
}

/** People and groups when different people may follow different models. */
export interface HierarchicalInference {
  /** Probability that each person follows each model, [person, model]. */
  readonly responsibilities: Float64Array;
  /** Expected share of people who follow each model, [model]. */
  readonly frequencies: Float64Array;
  /** Probability that each model is the most frequent, [model]. */
  readonly exceedance: Float64Array;
  /** The same, allowing for frequencies that are all equal, [model]. */
  readonly protectedExceedance: Float64Array;
  /** Probability that all frequencies are equal. */
  readonly omnibusRisk: number;
  /** The group of each model's followers. */
  readonly groups: readonly GroupBelief[];
  /** Each person under each model, [model][person]. */
  readonly people: readonly (readonly PersonEstimate[])[];
  /** Bound of the log evidence of all data. */
  readonly freeEnergy: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** The state of one variational fit. */
interface Fit {
  readonly groups: GroupBelief[];
  /** [model][person], as far as they were estimated. */
  readonly people: PersonEstimate[][];
  readonly responsibilities: Float64Array;
  readonly concentrations: Float64Array;
  freeEnergy: number;
  iterations: number;
  converged: boolean;
}

/**
 * Hierarchical Bayesian inference over models (Piray et al. 2019, doi:10.1371/journal.pcbi.1007043): people's parameters
 * under every model, the models' groups, each person's probability of following each model, and how frequent the models
 * are, by mean-field variational inference with Laplace's method for people. A group is learned from those who probably
 * follow its model.
 *
 * The bound charges a model for not knowing its group: models with few followers look rarer than they are, and a person
 * between two models is counted to the more frequent one. So there are several explanations of the same people, each a
 * peak of the bound: where two models say the same, everybody follows the one or everybody the other. The search begins
 * once without preference and once from each model's own group, and what it finds counts by the evidence that it is
 * worth; one search alone would be certain of whichever it met.
 *
 * Departs from the source in that, and in the groups' prior, which is worth one person with the parameters' own priors.
 *
 * @param likelihoods - One for each model, of the same subjects in the same order.
 * @returns null if stopped by `signal`.
 * @throws RangeError where the models are not about the same subjects, or a person is impossible under a model.
 */
export async function inferModels(
  likelihoods: readonly Likelihood[],
  settings: HierarchicalInferenceOptions = {},
): Promise<HierarchicalInference | null> {
  let steps = 0;
  const options: HierarchicalInferenceOptions = { ...settings, onStep: () => settings.onStep?.(++steps) };
  const [first] = likelihoods;
  if (first === undefined) throw new RangeError("no model to compare");
  likelihoods.forEach(({ subjects }, k) => {
    if (subjects.join("\n") !== first.subjects.join("\n"))
      throw new RangeError(
        `model ${k} is about other subjects than model 0: compare models of the same ones, in one order`,
      );
  });
  const posteriors = likelihoods.map(
    (likelihood) => new PersonPosterior(new PersonLikelihood(likelihood, groupDesign(likelihood))),
  );
  const priors = likelihoods.map(({ parameters }, k) => {
    const moments = parameters.map((parameter, d) => unboundedMoments(parameter, posteriors[k]!.people.transforms[d]!));
    return beginBelief(
      Float64Array.from(moments, ({ mean }) => mean),
      Float64Array.from(moments, ({ standardDeviation }) => standardDeviation),
    );
  });
  const fits = await explanations(posteriors, priors, options);
  if (fits === null) return null;
  const best = fits.reduce((a, b) => (b.freeEnergy > a.freeEnergy ? b : a));
  const evenFits: Fit[] = [];
  for (const from of fits) {
    const even = await iterate(posteriors, priors, { ...options, equal: true, from });
    if (even === null) return null;
    addNew(evenFits, even);
  }

  const models = likelihoods.length;
  const { weights, freeEnergy } = weighed(fits);
  const mean = (of: (fit: Fit) => Float64Array) =>
    of(best).map((_, i) => fits.reduce((sum, fit, at) => sum + weights[at]! * of(fit)[i]!, 0));
  const exceedance = mean(({ concentrations }) => exceedanceProbabilities(concentrations));
  const omnibusRisk = 1 / (1 + exponential(freeEnergy - weighed(evenFits).freeEnergy));
  return {
    ...{ responsibilities: mean(({ responsibilities }) => responsibilities), exceedance, omnibusRisk },
    frequencies: mean(({ concentrations }) => {
      const total = concentrations.reduce((a, b) => a + b, 0);
      return concentrations.map((a) => a / total);
    }),
    protectedExceedance: exceedance.map((x) => (1 - omnibusRisk) * x + omnibusRisk / models),
    ...{ groups: best.groups, people: best.people, freeEnergy },
    ...{ iterations: best.iterations, converged: fits.every(({ converged }) => converged) },
  };
}

/** Difference of responsibilities up to which two explanations are the same. */
const SAME = 0.01;

/** What the search finds, without preference and from each model's own group; each once. Null if stopped. */
async function explanations(
  posteriors: readonly PersonPosterior[],
  priors: readonly GroupBelief[],
  options: HierarchicalInferenceOptions,
): Promise<Fit[] | null> {
  const found: Fit[] = [];
  const first = await iterate(posteriors, priors, { ...options, equal: false });
  if (first === null) return null;
  found.push(first);
  if (posteriors.length === 1) return found;
  const { onIteration: _, ...silent } = options;
  for (const [k, posterior] of posteriors.entries()) {
    const alone = await iterate([posterior], [priors[k]!], { ...silent, equal: false });
    if (alone === null) return null;
    const from = {
      groups: priors.map((prior, model) => (model === k ? alone.groups[0]! : prior)),
      people: posteriors.map((_, model) => (model === k ? alone.people[0]! : [])),
    };
    const fit = await iterate(posteriors, priors, { ...silent, equal: false, from });
    if (fit === null) return null;
    addNew(found, fit);
  }
  return found;
}

/** Adds an explanation unless it is there already. */
function addNew(found: Fit[], fit: Fit): void {
  const isSame = (other: Fit) => fit.responsibilities.every((r, i) => Math.abs(r - other.responsibilities[i]!) < SAME);
  if (!found.some(isSame)) found.push(fit);
}

/** Probability of each explanation, and the bound of all of them together: none overlaps with another. */
function weighed(fits: readonly Fit[]): { readonly weights: number[]; readonly freeEnergy: number } {
  const most = Math.max(...fits.map(({ freeEnergy }) => freeEnergy));
  const shares = fits.map(({ freeEnergy }) => exponential(freeEnergy - most));
  const total = shares.reduce((a, b) => a + b, 0);
  return { weights: shares.map((share) => share / total), freeEnergy: most + logarithm(total) };
}

interface IterateOptions extends HierarchicalInferenceOptions {
  /** Hold all models equally frequent. */
  readonly equal: boolean;
  /** Begin from what another fit found. */
  readonly from?: Pick<Fit, "groups" | "people">;
}

async function iterate(
  posteriors: readonly PersonPosterior[],
  priors: readonly GroupBelief[],
  { tolerance = 1e-4, iterations: limit = 200, onIteration, onStep, signal, equal, from }: IterateOptions,
): Promise<Fit | null> {
  const models = posteriors.length;
  const turn = turns(signal);
  const count = posteriors[0]!.people.design.people.length;
  const fit: Fit = {
    groups: [...(from?.groups ?? priors)],
    people: from?.people.map((people) => [...people]) ?? posteriors.map(() => []),
    responsibilities: new Float64Array(count * models).fill(1 / models),
    concentrations: new Float64Array(models).fill(1 + count / models),
    ...{ freeEnergy: Number.NEGATIVE_INFINITY, iterations: 0, converged: false },
  };
  const logEvidence = new Float64Array(count * models);
  while (!fit.converged && fit.iterations < limit) {
    for (let k = 0; k < models; k++) {
      const group = { effects: fit.groups[k]!.mean, covariance: expectedCovariance(fit.groups[k]!) };
      posteriors[k]!.setGroup(group.covariance);
      const cost = uncertaintyCost(fit.groups[k]!);
      for (let person = 0; person < count; person++) {
        if (await turn()) return null;
        const found = estimatePerson(posteriors[k]!, { group, person, before: fit.people[k]![person] ?? null });
        if (found === null)
          throw new RangeError(
            `${posteriors[k]!.people.design.people[person]}: the responses are impossible under model ${k}; leave the person or the model out`,
          );
        fit.people[k]![person] = found;
        logEvidence[person * models + k] = found.logMarginal + cost;
      }
    }
    const logFrequencies = equal ? new Float64Array(models).fill(-logarithm(models)) : expectedLogs(fit.concentrations);
    const before = fit.responsibilities.slice();
    assign(logEvidence, logFrequencies, fit.responsibilities);
    fit.freeEnergy = freeEnergyOf(fit, { logEvidence, logFrequencies, priors, equal });
    for (let k = 0; k < models; k++) {
      const weight = (person: number) => fit.responsibilities[person * models + k]!;
      fit.groups[k] = updateBelief(priors[k]!, fit.people[k]!, weight);
      fit.concentrations[k] = fit.people[k]!.reduce((sum, _, person) => sum + weight(person), 1);
    }
    fit.iterations++;
    const moved = before.reduce((most, r, i) => Math.max(most, Math.abs(r - fit.responsibilities[i]!)), 0);
    fit.converged = fit.iterations > 5 && moved < tolerance;
    if (!equal) onIteration?.(fit.iterations, fit.freeEnergy);
    onStep?.(fit.iterations);
  }
  return fit;
}

function freeEnergyOf(
  { responsibilities, groups, concentrations }: Fit,
  of: {
    readonly logEvidence: Float64Array;
    readonly logFrequencies: Float64Array;
    readonly priors: readonly GroupBelief[];
    readonly equal: boolean;
  },
): number {
  const { logEvidence, logFrequencies, priors, equal } = of;
  const models = priors.length;
  let energy = 0;
  responsibilities.forEach((r, at) => {
    if (r > 0) energy += r * (logEvidence[at]! + logFrequencies[at % models]! - logarithm(r));
  });
  groups.forEach((group, k) => {
    energy -= divergence(group, priors[k]!);
  });
  if (equal) return energy;
  // Divergence of the frequencies' Dirichlet distribution from the even one.
  energy += logarithmOfGamma(models) - logarithmOfGamma(concentrations.reduce((a, b) => a + b, 0));
  concentrations.forEach((a, k) => {
    energy += logarithmOfGamma(a) + (1 - a) * logFrequencies[k]!;
  });
  return energy;
}
