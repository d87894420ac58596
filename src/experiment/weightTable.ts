import type { LoweredModel } from "../spec/lowered.ts";
import type { ArmShape, SubjectData } from "./armData.ts";
import type { Arm, SessionPlan } from "./plan.ts";
import type { TableForm, TableStream } from "./tableStream.ts";
import { weightStatistics } from "./weightRecorder.ts";

const missing = Number.NaN;

/** The columns of `weights`. */
export const weightForm: TableForm = [
  { name: "group", type: "text", optional: false },
  { name: "subject", type: "whole", optional: false },
  { name: "trial", type: "whole", optional: false },
  { name: "projection", type: "text", optional: false },
  ...weightStatistics.map((name) => ({ name, type: "double" as const, optional: false })),
  { name: "absoluteChange", type: "double", optional: true },
  { name: "attributedTo", type: "text", optional: true },
  { name: "effect", type: "text", optional: true },
];

/** Writes the rows of `weights`: snapshots of the plastic weights, and what each modulator contributed to them. */
export class WeightRows {
  readonly #rows: TableStream;
  readonly #phases: number;
  readonly #areas: readonly string[] | null;

  constructor(rows: TableStream, plan: SessionPlan, { task }: ArmShape) {
    this.#rows = rows;
    this.#phases = task.phases.length;
    this.#areas = plan.recording.areas;
  }

  /** One subject's snapshots; with `control`, control's values minus these. */
  add(arm: Arm, model: LoweredModel, data: SubjectData, control: SubjectData | null): void {
    const projections = model.projections.filter(({ weight }) => weight !== null);
    const { subject, weights } = data;
    data.snapshotTrials.forEach((trials, snapshot) => {
      projections.forEach(({ name, targetArea }, projection) => {
        if (this.#areas !== null && !this.#areas.includes(targetArea)) return;
        const statistics = weightStatistics.map((_, index) => {
          const at = (snapshot * projections.length + projection) * 3 + index;
          return control ? control.weights[at]! - weights[at]! : weights[at]!;
        });
        const change = this.#blockChange(data, projections.length, projection, snapshot);
        const absolute = control
          ? this.#blockChange(control, projections.length, projection, snapshot) - change
          : change;
        const { modulator = null, effect = null } = arm.attribution ?? {};
        this.#rows.add([arm.group, subject, trials, name, ...statistics, absolute, modulator, effect]);
      });
    });
  }

  /** Mean absolute change per synapse and trial in the block that ended at a snapshot; missing for the first one. */
  #blockChange({ change }: SubjectData, projections: number, projection: number, snapshot: number): number {
    if (snapshot === 0) return missing;
    const blocks = change.length / (projections * this.#phases);
    let sum = 0;
    for (let phase = 0; phase < this.#phases; phase++) {
      sum += change[(projection * blocks + snapshot - 1) * this.#phases + phase]!;
    }
    return sum;
  }
}
