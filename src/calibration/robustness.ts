import { type Band, effectOf } from "../phenomena/index.ts";
import { bandDistance, bandsOf, type EffectOutcome } from "./loss.ts";

/** A band over sets of parameters. */
export interface BandRobustness {
  readonly text: string;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether it belongs to the side observations. */
  readonly side: boolean;
  /** Share of the sets in which it holds on every seed. */
  readonly share: number;
  /** Whether it holds in the model's own set. */
  readonly own: boolean;
  /** Value in the model's own set, mean over seeds. */
  readonly value: number;
  /** Least, middle and largest value over the sets that have one, means over seeds; NaN if none has. */
  readonly range: readonly [number, number, number];
}

/** How an effect fares in many sets of parameters. */
export interface EffectRobustness {
  readonly id: string;
  /** Share of the sets in which criterion and side observations hold on every seed. */
  readonly share: number;
  /** Whether they hold in the model's own set. */
  readonly own: boolean;
  /** Places of the sets in which they hold. */
  readonly sets: readonly number[];
  /** Least, middle and largest loss over the sets. */
  readonly loss: readonly [number, number, number];
  readonly bands: readonly BandRobustness[];
}

/**
 * How robust an effect is over an ensemble of parameters.
 *
 * @param own - Outcome with the model's own set.
 * @param sets - Outcomes with the sets of the ensemble, at least one.
 */
export function robustnessOf(id: string, own: EffectOutcome, sets: readonly EffectOutcome[]): EffectRobustness {
  const effect = effectOf(id)!;
  const holding = [...sets.keys()].filter((place) => sets[place]!.holding === sets[place]!.bands);
  return {
    id,
    share: holding.length / sets.length,
    own: own.holding === own.bands,
    sets: holding,
    loss: rangeOf(sets.map(({ loss }) => loss)),
    bands: bandsOf(effect).map((band, place) => ({
      text: band.text,
      low: band.low ?? null,
      high: band.high ?? null,
      side: place >= effect.criterion.length,
      share: sets.filter((set) => holds(band, set, place)).length / sets.length,
      own: holds(band, own, place),
      value: bandValue(own, place),
      range: rangeOf(sets.map((set) => bandValue(set, place)).filter((value) => !Number.isNaN(value))),
    })),
  };
}

/** On every seed. */
function holds(band: Band, { values }: EffectOutcome, place: number): boolean {
  return values.every((own) => bandDistance(band, own[place]!) === 0);
}

/** Mean over seeds. */
function bandValue({ values }: EffectOutcome, place: number): number {
  return values.reduce((sum, own) => sum + own[place]!, 0) / values.length;
}

function rangeOf(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return sorted.length === 0 ? [Number.NaN, Number.NaN, Number.NaN] : [sorted[0]!, median, sorted.at(-1)!];
}
