import { subjectWarning } from "../inference/subjectWarning.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import type { SubjectRows } from "../program.ts";

/** Says of which responses a record has only one kind. */
export function sameResponses({ definition }: LoweredBehaviour, rows: SubjectRows): string[] {
  return definition.columns.flatMap(({ name, kind, role }, column) => {
    if (role !== "response" || kind === "number" || rows.trials < 2) return [];
    const values = new Set(
      rows.values.subarray(column * rows.trials, (column + 1) * rows.trials).filter((value) => !Number.isNaN(value)),
    );
    const [value] = values;
    return values.size === 1 ? [subjectWarning("sameResponse", { column: name, value: value! }).message] : [];
  });
}
