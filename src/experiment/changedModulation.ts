import type { Change } from "../interventions/index.ts";
import type { Manipulations } from "../spec/index.ts";

/**
 * What changes of receptors and modulators are in the model: densities, removals, synthesis.
 *
 * @param area - Where they apply; null for everywhere.
 */
export function changedModulation(
  changes: readonly Pick<Change, "receptor" | "modulator" | "of" | "factor">[],
  area: string | null,
): Manipulations {
  const ofModulator = (wanted: (of: Change["of"]) => boolean) =>
    changes.filter(({ modulator, of }) => modulator !== undefined && wanted(of));
  return {
    densities: changes.flatMap(({ receptor, factor }) => (receptor === undefined ? [] : [{ receptor, area, factor }])),
    removals: ofModulator((of) => of !== "synthesis").map(({ modulator, of, factor }) => ({
      modulator: modulator!,
      by: of === "enzyme" ? "enzyme" : "transporter",
      area,
      factor,
    })),
    synthesis: ofModulator((of) => of === "synthesis").map(({ modulator, factor }) => ({
      modulator: modulator!,
      area,
      factor,
    })),
  };
}

/** Changes of modulators together. */
export function joinedChanges(all: readonly Manipulations[]): Manipulations {
  return {
    removals: all.flatMap(({ removals = [] }) => removals),
    synthesis: all.flatMap(({ synthesis = [] }) => synthesis),
  };
}
