import type { Table } from "../math/table.ts";
import { type Band, type Effect, evaluateScalar, measuresOf, readingsOf } from "../phenomena/index.ts";

/** How far an effect is from its bands. */
export interface EffectLoss {
  /** Mean over bands of the saturating distance, 0 (all hold) … 1. */
  readonly loss: number;
  /** Bands that hold, of all. */
  readonly holding: number;
  readonly bands: number;
}

/** A loss with what each band came to. */
export interface EffectOutcome extends EffectLoss {
  /** Value of each band of `bandsOf`, one list a seed; NaN where there is none. */
  readonly values: readonly (readonly number[])[];
}

/** Loss of an effect that could not be run, or that gave no number: as bad as can be. */
export function lostEffect(effect: Effect): EffectOutcome {
  const bands = bandsOf(effect).length;
  return { loss: 1, holding: 0, bands, values: [new Array<number>(bands).fill(Number.NaN)] };
}

/** Least width of a band without a second end, in the measure's unit: where the limit is 0. */
const leastWidth = 0.1;

/** All that must hold for an effect: the criterion, then the side observations. */
export function bandsOf({ criterion, sideObservations }: Effect): readonly Band[] {
  return [...criterion, ...sideObservations.flatMap(({ bands }) => bands)];
}

/**
 * Distance of a value from a band in widths of it, 0 inside. A band with one end is as wide as the end is far from 0, at
 * least a tenth. Infinite if there is no value.
 */
export function bandDistance({ low, high }: Pick<Band, "low" | "high">, value: number): number {
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  const outside = Math.max(0, (low ?? value) - value, value - (high ?? value));
  if (outside === 0) return 0;
  if (low !== undefined && high !== undefined) return outside / Math.max(high - low, Number.EPSILON);
  return outside / Math.max(Math.abs(low ?? high ?? 0), leastWidth);
}

/** `d / (1 + d)`: one width outside counts ½, and no distance more than 1. */
export function saturating(distance: number): number {
  return distance === Number.POSITIVE_INFINITY ? 1 : distance / (1 + distance);
}

/** Loss of an effect from its readings with one seed; null (no readings) is a lost effect. */
export function effectLoss(effect: Effect, readings: Table | null): EffectOutcome {
  if (readings === null) return lostEffect(effect);
  const measures = measuresOf(effect, readingsOf(readings));
  const bands = bandsOf(effect);
  const values = bands.map(({ value }) => evaluateScalar(value, (name) => measures[name]!));
  const distances = bands.map((band, place) => bandDistance(band, values[place]!));
  return {
    loss: distances.reduce((sum, distance) => sum + saturating(distance), 0) / distances.length,
    holding: distances.filter((distance) => distance === 0).length,
    bands: distances.length,
    values: [values],
  };
}

/** Mean over seeds. */
export function overSeeds(outcomes: readonly EffectOutcome[]): EffectOutcome {
  return {
    loss: outcomes.reduce((sum, { loss }) => sum + loss, 0) / outcomes.length,
    holding: Math.min(...outcomes.map(({ holding }) => holding)),
    bands: outcomes[0]!.bands,
    values: outcomes.flatMap(({ values }) => values),
  };
}
