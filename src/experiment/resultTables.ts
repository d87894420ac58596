import type { Column, Table } from "../math/table.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import type { TaskDescription } from "../tasks/task.ts";
import type { ArmData } from "./armData.ts";
import { blockEnds } from "./blocks.ts";
import type { Arm, SessionPlan } from "./plan.ts";
import { weightStatistics } from "./weightRecorder.ts";

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

interface Group {
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
    for (const { name } of task.columns) columns[name]!.set(data.columns[name]!, at);
    at += data.subjects.length * data.trials;
  }
  return { group, subject, session: new Int32Array(rows), ...columns };
}

/** Rows of the signal table under construction. */
class SignalRows {
  readonly group: string[] = [];
  readonly subject: number[] = [];
  readonly block: number[] = [];
  readonly trial: number[] = [];
  readonly phase: (string | null)[] = [];
  readonly time: number[] = [];
  readonly area: string[] = [];
  readonly variable: string[] = [];
  readonly value: number[] = [];
  readonly unit: string[] = [];

  add(
    group: string,
    subject: number,
    block: number,
    trial: number,
    phase: string | null,
    time: number,
    signal: LoweredModel["signals"][number],
    value: number,
  ): void {
    this.group.push(group);
    this.subject.push(subject);
    this.block.push(block);
    this.trial.push(trial);
    this.phase.push(phase);
    this.time.push(time);
    this.area.push(signal.area);
    this.variable.push(signal.variable);
    this.value.push(value);
    this.unit.push(signal.unit);
  }

  table(): Table {
    const { group, phase, area, variable, unit } = this;
    return {
      group,
      subject: Float64Array.from(this.subject),
      block: Float64Array.from(this.block),
      trial: Float64Array.from(this.trial),
      phase,
      time: Float32Array.from(this.time),
      area,
      variable,
      value: Float32Array.from(this.value),
      unit,
    };
  }
}

const missing = Number.NaN;

function signalTable({ plan, task }: ResultData, groups: readonly Group[]): Table {
  const rows = new SignalRows();
  for (const group of groups) {
    group.data.subjects.forEach((subject, place) => {
      addBlocks(rows, group, task, subject, group.data.blockMeans[place]!);
      const trace = group.data.traces.get(subject);
      if (trace) addTrace(rows, group, plan, task, subject, trace);
    });
    addPhases(rows, group, task);
  }
  return rows.table();
}

/** A subject's mean in each block and phase. */
function addBlocks(
  rows: SignalRows,
  { arm, model }: Group,
  task: TaskDescription,
  subject: number,
  means: Float32Array,
): void {
  const blocks = blockEnds(task).length;
  const phases = task.phases.length;
  for (let block = 0; block < blocks; block++) {
    for (let phase = 0; phase < phases; phase++) {
      model.signals.forEach((signal, index) => {
        const value = means[(index * blocks + block) * phases + phase]!;
        rows.add(arm.group, subject, block, missing, task.phases[phase]!.name, missing, signal, value);
      });
    }
  }
}

/** A subject's full trace, time from the beginning of the trial. */
function addTrace(
  rows: SignalRows,
  { arm, model }: Group,
  plan: SessionPlan,
  task: TaskDescription,
  subject: number,
  trace: Float32Array,
): void {
  const { step } = model.program;
  const samples = trace.length / model.signals.length;
  const perTrial = task.phases.reduce((sum, { duration }) => sum + Math.max(1, Math.round(duration / step)), 0);
  const ends = blockEnds(task);
  for (let sample = 0; sample < samples; sample++) {
    const now = sample * plan.traces.every;
    const trial = Math.floor(now / perTrial);
    const block = ends.findIndex((end) => trial < end);
    const time = (now - trial * perTrial + 1) * step;
    model.signals.forEach((signal, index) => {
      rows.add(arm.group, subject, block, trial, null, time, signal, trace[index * samples + sample]!);
    });
  }
}

/** The mean over subjects in each trial and phase. */
function addPhases(rows: SignalRows, { arm, data, model }: Group, task: TaskDescription): void {
  const phases = task.phases.length;
  const ends = blockEnds(task);
  for (let trial = 0; trial < task.trials; trial++) {
    const block = ends.findIndex((end) => trial < end);
    for (let phase = 0; phase < phases; phase++) {
      model.signals.forEach((signal, index) => {
        const sum = data.phaseSums[(index * task.trials + trial) * phases + phase]!;
        const value = sum / data.subjects.length;
        rows.add(arm.group, missing, block, trial, task.phases[phase]!.name, missing, signal, value);
      });
    }
  }
}

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

function weightTable({ plan, arms }: ResultData, groups: readonly Group[]): Table {
  const rows = new WeightRows();
  const control = arms[plan.control]!;
  for (const group of groups) {
    group.data.subjects.forEach((_, place) => {
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
