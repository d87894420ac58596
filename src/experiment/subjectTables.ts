import type { Simulation } from "../engine/simulation.ts";
import { type LoweredModel, subjectValues } from "../spec/index.ts";

/**
 * Values of a program's `perSubject` variables for each subject, `[subject][variable]`.
 *
 * @param values - For each parameter that differs, a value for each subject, SI.
 * @throws RangeError if a parameter's values are missing, too few, too many, or cannot be taken
 */
export function subjectTables(
  model: LoweredModel,
  subjects: number,
  values: Readonly<Record<string, readonly number[]>> = {},
): readonly Float32Array[] {
  if (!model.perSubject && Object.keys(values).length === 0) return [];
  for (const [name, own] of Object.entries(values))
    if (own.length !== subjects)
      throw new RangeError(`${name} has ${own.length} values; ${subjects} are needed, one for each subject`);
  return Array.from({ length: subjects }, (_, place) =>
    subjectValues(model, Object.fromEntries(Object.entries(values).map(([name, own]) => [name, own[place]!]))),
  );
}

/** Puts these values into a simulation; idle lanes take the last subject's. */
export function writeSubjectTables(simulation: Simulation, model: LoweredModel, tables: readonly Float32Array[]): void {
  const last = tables.length - 1;
  for (const [index, { variable }] of (model.perSubject?.variables ?? []).entries())
    for (let tile = 0; tile < simulation.tiles; tile++) {
      const view = simulation.view(variable, tile);
      for (let lane = 0; lane < simulation.lanes; lane++)
        view[lane] = tables[Math.min(last, simulation.lanes * tile + lane)]![index]!;
    }
}
