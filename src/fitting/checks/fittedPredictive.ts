import type { PredictiveCheck } from "../fitSummary.ts";
import type { ModelFit } from "../fits/modelFit.ts";
import { posteriorPredictive } from "./predictive.ts";
import type { KnownOfTrials } from "./trialsSeen.ts";

/**
 * Posterior predictive check of a fit, one step ahead, for all its records: with draws of the posterior where there are
 * some, else with the estimates.
 *
 * @returns null if stopped by `signal`.
 */
export async function fittedPredictive(
  { lowered, job, estimates, sampled }: ModelFit,
  options: {
    readonly seed: number;
    readonly simulations?: number;
    /** What is known of each record's trials besides the model's columns. */
    readonly known?: readonly (KnownOfTrials | undefined)[];
    /** Called with every record's simulated trials, values [column, trial]. */
    readonly onPredicted?: (record: number, simulation: number, values: Float64Array) => void;
    readonly onPerson?: (done: number, total: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<PredictiveCheck | null> {
  const width = job.parameters.length;
  const chains = sampled?.draws.records ?? [];
  const numbersIn = (chain: Float64Array) => chain.length / (width * job.records.length);
  /** Draws far apart in their chains, from one chain after the other. */
  const drawn = (record: number, simulation: number): Float64Array => {
    const chain = chains[simulation % chains.length]!;
    const draw = ((Math.floor(simulation / chains.length) + 1) * 37) % numbersIn(chain);
    const at = (draw * job.records.length + record) * width;
    return chain.subarray(at, at + width);
  };
  const check = await posteriorPredictive(lowered, job.rows, {
    ...options,
    parametersOf: chains.length > 0 ? drawn : { estimates: estimates.map(({ estimate }) => estimate) },
  });
  const note =
    chains.length > 0
      ? "Parameters are draws of the posterior"
      : "Parameters are everybody’s estimates, so that the bands hold the chance of responses alone";
  return check && { ...check, notes: [...check.notes, note] };
}
