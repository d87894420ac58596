import { RandomSequence, seedWords } from "../../math/random.ts";
import type { PredictiveCheck } from "../fitSummary.ts";
import type { ModelFit } from "../fits/modelFit.ts";
import { drawFromPriors, seedOf } from "./drawnPeople.ts";
import { type ParametersOf, type PosteriorPredictiveOptions, posteriorPredictive } from "./predictive.ts";

/** Where the parameters of simulated responses come from. */
export type PredictiveSource = "posterior" | "prior";

export interface FittedPredictiveOptions extends Omit<PosteriorPredictiveOptions, "parametersOf" | "seed"> {
  readonly seed: number;
  /** Default: the posterior. */
  readonly from?: PredictiveSource;
}

/**
 * Predictive check of a fit, one step ahead, for all its records. From the posterior with its draws where there are some,
 * else with the estimates; from the prior with parameters that each record draws from the parameters' own priors.
 *
 * @returns null if stopped by `signal`.
 */
export async function fittedPredictive(
  fit: ModelFit,
  { from = "posterior", ...options }: FittedPredictiveOptions,
): Promise<PredictiveCheck | null> {
  const { lowered, job, estimates } = fit;
  const isPrior = from === "prior";
  const drawn = isPrior ? priorDraws(fit, options.seed) : posteriorDraws(fit);
  const check = await posteriorPredictive(lowered, job.rows, {
    ...options,
    parametersOf: drawn ?? { estimates: estimates.map(({ estimate }) => estimate) },
  });
  const note = isPrior
    ? "Parameters are drawn from their priors, anew for each data set and record"
    : drawn
      ? "Parameters are draws of the posterior"
      : "Parameters are everybody’s estimates, so that the bands hold the chance of responses alone";
  return check && { ...check, kind: isPrior ? "priorOneStepAhead" : check.kind, notes: [...check.notes, note] };
}

/** The draw of its chain that a simulation takes: simulations go from chain to chain, and evenly along each. */
export function predictiveDraw(
  simulation: number,
  { chains, draws, simulations }: { readonly chains: number; readonly draws: number; readonly simulations: number },
): { readonly chain: number; readonly draw: number } {
  const ofChain = Math.ceil(simulations / chains);
  const place = Math.floor(simulation / chains);
  return { chain: simulation % chains, draw: Math.floor(((place + 0.5) * draws) / ofChain) };
}

function posteriorDraws({ sampled, job }: ModelFit): ParametersOf | null {
  if (!sampled) return null;
  const width = job.parameters.length;
  const chains = sampled.draws.records;
  const draws = chains[0]!.length / (width * job.records.length);
  return (record, simulation, simulations) => {
    const { chain, draw } = predictiveDraw(simulation, { chains: chains.length, draws, simulations });
    const at = (draw * job.records.length + record) * width;
    return chains[chain]!.subarray(at, at + width);
  };
}

function priorDraws({ job }: ModelFit, seed: number): ParametersOf {
  return (record, simulation) =>
    drawFromPriors(
      job.parameters,
      new RandomSequence(seedWords(seedOf(seed, simulation)), record, "parameters of predictions"),
    );
}
