import type { Table } from "../math/table.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";
import { blockEnds } from "./blocks.ts";
import type { SessionPlan } from "./plan.ts";
import type { Group, ResultData } from "./resultTables.ts";

const missing = Number.NaN;

/** The signal table under construction; its length is known beforehand. */
class SignalRows {
  readonly #group: string[];
  readonly #subject: Float64Array;
  readonly #block: Float64Array;
  readonly #trial: Float64Array;
  readonly #phase: (string | null)[];
  readonly #time: Float32Array;
  readonly #area: string[];
  readonly #variable: string[];
  readonly #value: Float32Array;
  readonly #unit: string[];
  #row = 0;

  constructor(rows: number) {
    this.#group = new Array<string>(rows);
    this.#subject = new Float64Array(rows);
    this.#block = new Float64Array(rows);
    this.#trial = new Float64Array(rows);
    this.#phase = new Array<string | null>(rows);
    this.#time = new Float32Array(rows);
    this.#area = new Array<string>(rows);
    this.#variable = new Array<string>(rows);
    this.#value = new Float32Array(rows);
    this.#unit = new Array<string>(rows);
  }

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
    const row = this.#row++;
    this.#group[row] = group;
    this.#subject[row] = subject;
    this.#block[row] = block;
    this.#trial[row] = trial;
    this.#phase[row] = phase;
    this.#time[row] = time;
    this.#area[row] = signal.area;
    this.#variable[row] = signal.variable;
    this.#value[row] = value;
    this.#unit[row] = signal.unit;
  }

  table(): Table {
    return {
      group: this.#group,
      subject: this.#subject,
      block: this.#block,
      trial: this.#trial,
      phase: this.#phase,
      time: this.#time,
      area: this.#area,
      variable: this.#variable,
      value: this.#value,
      unit: this.#unit,
    };
  }
}

/** Modulators, occupancies and activity: means by phase and full traces. */
export function signalTable({ plan, task }: ResultData, groups: readonly Group[]): Table {
  const rows = new SignalRows(groups.reduce((sum, group) => sum + signalRows(group, task), 0));
  for (const group of groups) {
    group.data.subjects.forEach((subject, place) => {
      const means = group.data.blockMeans[place];
      if (means) addBlocks(rows, group, task, subject, means);
      const trace = group.data.traces.get(subject);
      if (trace) addTrace(rows, group, plan, task, subject, trace);
    });
    addPhases(rows, group, task);
  }
  return rows.table();
}

function signalRows({ data, model }: Group, task: TaskDescription): number {
  const perSubject = blockEnds(task).length * task.phases.length * model.signals.length;
  const traces = [...data.traces.values()].reduce((sum, { length }) => sum + length, 0);
  return data.blockMeans.length * perSubject + traces + task.trials * task.phases.length * model.signals.length;
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
