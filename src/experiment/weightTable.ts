import type { Column, Table } from "../math/table.ts";
import type { ArmData } from "./armData.ts";
import type { Group, ResultData } from "./resultTables.ts";
import { weightStatistics } from "./weightRecorder.ts";

const missing = Number.NaN;

/** Rows of the weight table under construction. */
class WeightRows {
  readonly group: string[] = [];
  readonly subject: number[] = [];
  readonly trial: number[] = [];
  readonly projection: string[] = [];
  readonly numbers: Record<(typeof weightStatistics)[number] | "absoluteChange", number[]> = {
    mean: [],
    standardDeviation: [],
    changeSinceStart: [],
    absoluteChange: [],
  };
  readonly attributedTo: (string | null)[] = [];
  readonly effect: (string | null)[] = [];

  table(): Table {
    const columns = Object.entries(this.numbers).map(([name, values]): [string, Column] => [
      name,
      Float64Array.from(values),
    ]);
    return {
      group: this.group,
      subject: Int32Array.from(this.subject),
      trial: Int32Array.from(this.trial),
      projection: this.projection,
      ...Object.fromEntries(columns),
      attributedTo: this.attributedTo,
      effect: this.effect,
    };
  }
}

/** Snapshots of the plastic weights, and what each modulator contributed to them. */
export function weightTable({ plan, arms }: ResultData, groups: readonly Group[]): Table {
  const rows = new WeightRows();
  const control = arms[plan.control]!;
  for (const group of groups) {
    group.data.subjects.slice(0, plan.recordedSubjects).forEach((_, place) => {
      addWeights(rows, group, place, null);
      if (group.arm !== plan.arms[plan.control]) return;
      plan.arms.forEach((arm, index) => {
        if (!arm.attribution) return;
        addWeights(rows, { arm, data: arms[index]!, model: plan.models[arm.model]! }, place, control);
      });
    });
  }
  return rows.table();
}

/** One subject's snapshots; with `control`, control's values minus these. */
function addWeights(rows: WeightRows, { arm, data, model }: Group, place: number, control: ArmData | null): void {
  const projections = model.projections.filter(({ weight }) => weight !== null);
  const weights = data.weights[place]!;
  data.snapshotTrials.forEach((trials, snapshot) => {
    projections.forEach(({ name }, projection) => {
      rows.group.push(arm.group);
      rows.subject.push(data.subjects[place]!);
      rows.trial.push(trials);
      rows.projection.push(name);
      weightStatistics.forEach((statistic, index) => {
        const at = (snapshot * projections.length + projection) * 3 + index;
        const value = weights[at]!;
        rows.numbers[statistic].push(control ? control.weights[place]![at]! - value : value);
      });
      const change = blockChange(data, place, projection, snapshot);
      rows.numbers.absoluteChange.push(control ? blockChange(control, place, projection, snapshot) - change : change);
      rows.attributedTo.push(arm.attribution?.modulator ?? null);
      rows.effect.push(arm.attribution?.effect ?? null);
    });
  });
}

/** Mean absolute change per synapse and trial in the block that ended at a snapshot; missing for the first one. */
function blockChange({ change, shape }: ArmData, place: number, projection: number, snapshot: number): number {
  if (snapshot === 0) return missing;
  const phases = shape.task.phases.length;
  const blocks = change[place]!.length / (shape.projections * phases);
  let sum = 0;
  for (let phase = 0; phase < phases; phase++) {
    sum += change[place]![(projection * blocks + snapshot - 1) * phases + phase]!;
  }
  return sum;
}
