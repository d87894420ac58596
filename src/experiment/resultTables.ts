import type { Table } from "../math/table.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";
import type { ArmData } from "./armData.ts";
import type { Arm, SessionPlan } from "./plan.ts";
import { signalTable } from "./signalTable.ts";
import { weightTable } from "./weightTable.ts";

/** The three tables of a results folder. */
export interface ResultTables {
  readonly trials: Table;
  readonly signals: Table;
  readonly weights: Table;
}

/** Everything the tables are made of. */
export interface ResultData {
  readonly plan: SessionPlan;
  readonly task: TaskDescription;
  /** In order of the plan's arms. */
  readonly arms: readonly ArmData[];
}

/** Makes the tables; rows are sorted by group, subject, trial (so the file's order of groups does not matter). */
export function resultTables(data: ResultData): ResultTables {
  const groups = data.plan.arms
    .map((arm, index) => ({ arm, data: data.arms[index]!, model: data.plan.models[arm.model]! }))
    .filter(({ arm }) => arm.attribution === null)
    .sort((a, b) => (a.arm.group < b.arm.group ? -1 : 1));
  return {
    trials: trialTable(data.task, groups),
    signals: signalTable(data, groups),
    weights: weightTable(data, groups),
  };
}

/** A group's arm with its data and model. */
export interface Group {
  readonly arm: Arm;
  readonly data: ArmData;
  readonly model: LoweredModel;
}

function trialTable(task: TaskDescription, groups: readonly Group[]): Table {
  const rows = groups.reduce((sum, { data }) => sum + data.subjects.length * data.trials, 0);
  const group: string[] = [];
  const subject = new Int32Array(rows);
  const columns: Record<string, Float64Array> = {};
  for (const { name } of task.columns) columns[name] = new Float64Array(rows);
  let at = 0;
  for (const { arm, data } of groups) {
    for (const number of data.subjects) {
      for (let trial = 0; trial < data.trials; trial++) subject[group.push(arm.group) - 1] = number;
    }
    for (const { name } of task.columns) columns[name]!.set(data.column(name), at);
    at += data.subjects.length * data.trials;
  }
  return { group, subject, session: new Int32Array(rows), ...columns };
}
