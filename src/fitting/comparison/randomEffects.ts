import { regularisedGamma } from "../../math/distributions.ts";
import { digamma, exponential, logarithm, logarithmOfGamma } from "../../math/double.ts";
import { logarithmOfSum } from "./paretoSmoothing.ts";

/** Which model a group's people follow, when different people may follow different ones. */
export interface ModelFrequencies {
  /** Parameters of the Dirichlet posterior of the models' frequencies, [model]. */
  readonly concentrations: Float64Array;
  /** Expected share of people who follow each model, [model]. */
  readonly frequencies: Float64Array;
  /** Probability that each person follows each model, [person, model]. */
  readonly responsibilities: Float64Array;
  /** Probability that each model is the most frequent, if frequencies differ at all, [model]. */
  readonly exceedance: Float64Array;
  /** The same, allowing for frequencies that are all equal, [model]. */
  readonly protectedExceedance: Float64Array;
  /** Probability that all frequencies are equal and differences in evidence are chance (Bayesian omnibus risk). */
  readonly omnibusRisk: number;
}

const TOLERANCE = 1e-10;
const ITERATIONS = 10_000;

/**
 * Random-effects Bayesian model selection (Stephan et al. 2009, doi:10.1016/j.neuroimage.2009.03.025) with protected
 * exceedance probabilities (Rigoux et al. 2014, doi:10.1016/j.neuroimage.2013.08.065).
 *
 * Exceedance probabilities are integrals, not samples.
 *
 * @param logEvidence - Of each person's data under each model, [person, model].
 * @param prior - Concentration of the Dirichlet prior of the frequencies, the same for all models.
 * @throws RangeError where there is no model, or an evidence is not finite.
 */
export function modelFrequencies(logEvidence: Float64Array, models: number, prior = 1): ModelFrequencies {
  const people = logEvidence.length / models;
  if (!(models >= 1 && people >= 1 && Number.isInteger(people)))
    throw new RangeError(`${logEvidence.length} evidences for ${models} models: a whole number of people is needed`);
  const odd = logEvidence.findIndex((x) => !Number.isFinite(x));
  if (odd >= 0)
    throw new RangeError(
      `the evidence of person ${Math.floor(odd / models)} under model ${odd % models} is ${logEvidence[odd]}; leave the person out`,
    );

  const concentrations = new Float64Array(models).fill(prior);
  const responsibilities = new Float64Array(people * models);
  let moved = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ITERATIONS && moved > TOLERANCE; i++) {
    assign(logEvidence, expectedLogs(concentrations), responsibilities);
    moved = 0;
    for (let k = 0; k < models; k++) {
      let next = prior;
      for (let p = 0; p < people; p++) next += responsibilities[p * models + k]!;
      moved = Math.max(moved, Math.abs(next - concentrations[k]!));
      concentrations[k] = next;
    }
  }

  const total = sum(concentrations);
  const exceedance = exceedanceProbabilities(concentrations);
  const gain =
    freeEnergy({ logEvidence, responsibilities, concentrations, prior }) - chanceEvidence(logEvidence, models);
  const omnibusRisk = 1 / (1 + exponential(gain));
  return {
    ...{ concentrations, responsibilities, exceedance, omnibusRisk },
    frequencies: concentrations.map((a) => a / total),
    protectedExceedance: exceedance.map((x) => (1 - omnibusRisk) * x + omnibusRisk / models),
  };
}

/** E[log r] of a Dirichlet distribution. */
export function expectedLogs(concentrations: Float64Array): Float64Array {
  const ofTotal = digamma(sum(concentrations));
  return concentrations.map((a) => digamma(a) - ofTotal);
}

/** Responsibilities ∝ exp(log evidence + E[log r]), into `into`. */
export function assign(logEvidence: Float64Array, logFrequencies: Float64Array, into: Float64Array): void {
  const models = logFrequencies.length;
  const row = new Float64Array(models);
  for (let at = 0; at < logEvidence.length; at += models) {
    for (let k = 0; k < models; k++) row[k] = logEvidence[at + k]! + logFrequencies[k]!;
    const total = logarithmOfSum(row);
    for (let k = 0; k < models; k++) into[at + k] = exponential(row[k]! - total);
  }
}

/** Variational bound of the evidence that frequencies differ (Rigoux et al. 2014, appendix A). */
function freeEnergy(of: {
  readonly logEvidence: Float64Array;
  readonly responsibilities: Float64Array;
  readonly concentrations: Float64Array;
  readonly prior: number;
}): number {
  const { logEvidence, responsibilities, concentrations, prior } = of;
  const models = concentrations.length;
  const logs = expectedLogs(concentrations);
  let energy = logarithmOfGamma(models * prior) - models * logarithmOfGamma(prior);
  energy -= logarithmOfGamma(sum(concentrations));
  concentrations.forEach((a, k) => {
    energy += logarithmOfGamma(a) + (prior - a) * logs[k]!;
  });
  responsibilities.forEach((g, at) => {
    if (g > 0) energy += g * (logEvidence[at]! + logs[at % models]! - logarithm(g));
  });
  return energy;
}

/** Log evidence that all models are equally frequent. */
function chanceEvidence(logEvidence: Float64Array, models: number): number {
  let total = 0;
  for (let at = 0; at < logEvidence.length; at += models)
    total += logarithmOfSum(logEvidence.slice(at, at + models)) - logarithm(models);
  return total;
}

/** Points of the integral. */
const POINTS = 2000;
/** Log probability that may lie outside. */
const OUTSIDE = -34;

/**
 * Probability that each share of a Dirichlet variable is the largest: with independent gamma variables of its
 * concentrations, ∫ p(log x) Π P(others < x) d log x, by the trapezoidal rule (Soch & Allefeld 2016,
 * arXiv:1611.01439).
 */
export function exceedanceProbabilities(concentrations: Float64Array): Float64Array {
  const probabilities = concentrations.map((own, k) => {
    const low = (logarithmOfGamma(own + 1) + OUTSIDE) / own;
    const high = logarithm(own + 10 * Math.sqrt(own) + 50);
    const step = (high - low) / POINTS;
    let integral = 0;
    for (let i = 0; i <= POINTS; i++) {
      const log = low + i * step;
      const x = exponential(log);
      let density = exponential(own * log - x - logarithmOfGamma(own));
      for (let j = 0; j < concentrations.length && density > 0; j++)
        if (j !== k) density *= regularisedGamma(concentrations[j]!, x);
      integral += i === 0 || i === POINTS ? 0.5 * density : density;
    }
    return integral * step;
  });
  const total = sum(probabilities);
  return probabilities.map((p) => p / total);
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
