import { quantile, sorted } from "../../math/statistics.ts";
import type { ChainDraws } from "./chain.ts";
import type { Chains } from "./convergence.ts";

/** Draws of a quantity that troubles are looked for in. */
export interface WatchedQuantity {
  readonly name: string;
  readonly kind: "effect" | "spread";
  readonly chains: Chains;
}

/** Standard deviations of the log density by which a stuck chain lies below the others. */
const FAR_BELOW = 5;
/** A stuck chain's steps are that many times smaller than the others'. */
const SMALLER = 20;
/** Share of trajectories that diverge in a chain that does not move. */
const MOSTLY = 0.5;

/**
 * Chains that do not draw from where the others do, in a sentence with what is odd about them; null where none are, or
 * where it is not clear which.
 */
export function stuckChains(chains: readonly ChainDraws[]): string | null {
  const facts = chains.map(factsOf);
  const odd = facts.filter((one) => isStuck(one, without(facts, one)));
  if (odd.length === 0 || 2 * odd.length >= facts.length) return null;
  const others = facts.filter((one) => !odd.includes(one));
  const usual = { density: middle(others, "logDensity"), step: middle(others, "step") };
  const described = odd.map(({ number, logDensity, step, divergent }) => {
    const diverge = divergent > 0 ? `, ${Math.round(100 * divergent)} % of its trajectories diverge` : "";
    return `chain ${number} is stuck: its mean log density is ${shown(logDensity)} (others ${shown(usual.density)}), its step size ${shown(step)} (others ${shown(usual.step)})${diverge}`;
  });
  const [it, each] = odd.length === 1 ? ["it", "the chain"] : ["they", "a chain"];
  return `${described.join("; ")}. What ${it} drew is no part of the posterior: draw anew with another --seed or a longer --warmup; if ${each} sticks again, narrow the priors`;
}

interface ChainFacts {
  /** From 1. */
  readonly number: number;
  readonly logDensity: number;
  readonly deviation: number;
  readonly step: number;
  /** Share of trajectories. */
  readonly divergent: number;
}

function factsOf({ chain, count, logDensity, stepSize, divergent }: ChainDraws): ChainFacts {
  const { mean, deviation } = moments(logDensity.subarray(0, count));
  const diverged = divergent.subarray(0, count).reduce((sum, one) => sum + one, 0);
  return { number: chain + 1, logDensity: mean, deviation, step: stepSize[count - 1]!, divergent: diverged / count };
}

function isStuck(one: ChainFacts, others: readonly ChainFacts[]): boolean {
  if (others.length === 0) return false;
  const below = middle(others, "logDensity") - one.logDensity;
  return (
    below > FAR_BELOW * middle(others, "deviation") ||
    one.step < middle(others, "step") / SMALLER ||
    (one.divergent > MOSTLY && middle(others, "divergent") < 0.5 * MOSTLY)
  );
}

/** Distance of two groups of chains, in standard deviations within them, from which they have different places. */
const APART = 2;

/** Where chains have settled at different places: the quantity that tells them apart best; null where none does. */
export function separatePlaces(chains: readonly ChainDraws[], watched: readonly WatchedQuantity[]): string | null {
  let best: { readonly distance: number; readonly text: string } | null = null;
  for (const { name, chains: draws } of watched) {
    const places = draws
      .map((chain, at) => ({ ...moments(chain), number: chains[at]!.chain + 1 }))
      .sort((a, b) => a.mean - b.mean);
    const deviation = places.reduce((sum, place) => sum + place.deviation, 0) / places.length;
    for (let cut = 1; cut < places.length; cut++) {
      const distance = (places[cut]!.mean - places[cut - 1]!.mean) / deviation;
      if (!(distance > APART && distance > (best?.distance ?? 0))) continue;
      const [low, high] = [places.slice(0, cut), places.slice(cut)];
      best = { distance, text: `${name} is near ${around(low)} and near ${around(high)}` };
    }
  }
  return best && `${best.text}: there is more than one peak, or chains have not met yet`;
}

function around(places: readonly { readonly mean: number; readonly number: number }[]): string {
  const numbers = places.map(({ number }) => number).sort((a, b) => a - b);
  const mean = places.reduce((sum, place) => sum + place.mean, 0) / places.length;
  return `${shown(mean)} in chain${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}`;
}

/** Fewest divergences of which a place can be told, and how far it is from the middle, in standard deviations. */
const FEWEST = 5;
const AWAY = 0.7;

/** Where trajectories diverge, with what follows from it; null where that cannot be told. */
export function divergentPlaces(chains: readonly ChainDraws[], watched: readonly WatchedQuantity[]): string | null {
  const number = chains.reduce((sum, { divergent, count }) => sum + ones(divergent, count), 0);
  if (number < FEWEST) return null;
  const places = watched
    .map(({ name, kind, chains: draws }) => {
      const all = moments(Float64Array.from(draws.flatMap((chain) => [...chain])));
      const own = moments(
        Float64Array.from(draws.flatMap((chain, c) => [...chain].filter((_, i) => chains[c]!.divergent[i] === 1))),
      );
      return { name, kind, all: all.mean, own: own.mean, away: (own.mean - all.mean) / all.deviation };
    })
    .filter(({ away }) => Math.abs(away) > AWAY)
    .sort((a, b) => Math.abs(b.away) - Math.abs(a.away))
    .slice(0, 2);
  if (places.length === 0) return null;
  const where = places.map(
    ({ name, kind, own, all }) =>
      `${kind === "spread" ? "the spread of " : ""}${name} is ${shown(own)} (mean ${shown(all)})`,
  );
  const narrow = places.filter(({ kind, away }) => kind === "spread" && away < 0).map(({ name }) => name);
  const advice =
    narrow.length > 0
      ? `; people hardly differ in ${narrow.join(", ")}: if a higher acceptance does not help, hold it equal for all`
      : "";
  return `mostly where ${where.join(" and ")}${advice}`;
}

function ones(flags: Uint8Array, count: number): number {
  return flags.subarray(0, count).reduce((sum, one) => sum + one, 0);
}

function without<Value>(values: readonly Value[], one: Value): Value[] {
  return values.filter((value) => value !== one);
}

function middle(facts: readonly ChainFacts[], of: Exclude<keyof ChainFacts, "number">): number {
  return quantile(sorted(Float64Array.from(facts, (one) => one[of])), 0.5);
}

function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toString().replace("-", "−");
}
