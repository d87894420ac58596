import { batches } from "../batches.ts";
import { LANES } from "../likelihood.ts";
import { beginChain, type ChainOptions, type ChainState, chainSettings, runChain } from "./chain.ts";
import { type Density, runInLanes } from "./lanes.ts";

export interface SampleOptions extends ChainOptions {
  readonly seed: number;
  /** Called after each iteration of a chain with the iterations that it has done. */
  readonly onIteration?: (chain: number, iterations: number) => void;
  /** Stops between two evaluations; the states are then whole up to the last iteration. */
  readonly signal?: AbortSignal;
}

/** Numbers of the chains that share a thread, `LANES` by `LANES`: each group is work for one thread. */
export function chainGroups(chains: number): number[][] {
  return batches([...Array(chains).keys()], LANES);
}

/** States of new chains. @param starts - Number of each chain and where it starts. */
export function newChains(starts: ReadonlyMap<number, Float64Array>, options: ChainOptions): ChainState[] {
  const settings = chainSettings(options);
  return [...starts].map(([chain, start]) => beginChain(start, { chain, settings }));
}

/**
 * Runs chains side by side in the lanes of one density, until they are whole or stopped.
 *
 * What a chain draws depends on seed, chain number and start, not on which others run beside it or on which thread;
 * states that were stopped go on with the same draws.
 *
 * @param states - Brought up to date in place.
 * @returns Whether all are whole.
 */
export function sample(density: Density, states: readonly ChainState[], options: SampleOptions): boolean {
  const { seed, onIteration, signal } = options;
  const settings = chainSettings(options);
  const chains = states.map((state) =>
    runChain(state, {
      ...{ settings, seed },
      onIteration: () => onIteration?.(state.draws.chain, state.iteration),
    }),
  );
  return runInLanes(density, chains, () => signal?.aborted ?? false) !== null;
}
