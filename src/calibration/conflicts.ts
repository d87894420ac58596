import type { Evaluation } from "./campaign.ts";
import { correlation } from "./correlation.ts";

/** Two effects and how their losses go together over the sets that were tried. */
export interface EffectPair {
  readonly effects: readonly [string, string];
  /** Pearson's correlation of the losses; below 0: what helps one harms the other. */
  readonly correlation: number;
}

/** Which effects pull at the parameters in opposite directions. */
export interface ConflictReport {
  readonly evaluations: number;
  /** From the strongest conflict on; pairs of which one loss never varies are left out. */
  readonly pairs: readonly EffectPair[];
  /** Effects whose loss is the same for all sets: these parameters do not move them. */
  readonly unmoved: readonly string[];
}

/** Correlates the losses of all pairs of effects over evaluations. @throws RangeError for fewer than three */
export function conflictsOf(evaluations: readonly Evaluation[]): ConflictReport {
  if (evaluations.length < 3)
    throw new RangeError(`${evaluations.length} evaluations are too few to compare effects; at least 3 are needed`);
  const ids = Object.keys(evaluations[0]!.effects);
  const rows = ids.map((id) => evaluations.map(({ effects }) => effects[id]!.loss));
  const unmoved = ids.filter((_, place) => rows[place]!.every((loss) => loss === rows[place]![0]));
  const pairs: EffectPair[] = [];
  for (let i = 0; i < ids.length; i++)
    for (let j = i + 1; j < ids.length; j++) {
      const together = correlation(rows[i]!, rows[j]!);
      if (!Number.isNaN(together)) pairs.push({ effects: [ids[i]!, ids[j]!], correlation: together });
    }
  pairs.sort((a, b) => a.correlation - b.correlation);
  return { evaluations: evaluations.length, pairs, unmoved };
}
