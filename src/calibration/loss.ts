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

/** Loss of an effect that could not be run, or that gave no number: as bad as can be. */
export function lostEffect(effect: Effect): EffectLoss {
  return { loss: 1, holding: 0, bands: bandsOf(effect).length };
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
export function effectLoss(effect: Effect, readings: Table | null): EffectLoss {
  if (readings === null) return lostEffect(effect);
  const measures = measuresOf(effect, readingsOf(readings));
  const distances = bandsOf(effect).map((band) =>
    bandDistance(
      band,
      evaluateScalar(band.value, (name) => measures[name]!),
    ),
  );
  return {
    loss: distances.reduce((sum, distance) => sum + saturating(distance), 0) / distances.length,
    holding: distances.filter((distance) => distance === 0).length,
    bands: distances.length,
  };
}

/** Mean over seeds. */
export function overSeeds(losses: readonly EffectLoss[]): EffectLoss {
  const mean = (of: (loss: EffectLoss) => number) => losses.reduce((sum, one) => sum + of(one), 0) / losses.length;
  return {
    loss: mean(({ loss }) => loss),
    holding: Math.min(...losses.map(({ holding }) => holding)),
    bands: losses[0]!.bands,
  };
}
