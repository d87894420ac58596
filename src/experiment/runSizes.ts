import { listedSubjects } from "../analysis/index.ts";
import type { Program } from "../engine/program.ts";
import { alignments, traceWindow, windowTimes } from "./alignedTrace.ts";
import { armTask } from "./armTask.ts";
import { blockEnds } from "./blocks.ts";
import type { Experiment } from "./experiment.ts";
import { elementsOf } from "./resolveRecording.ts";
import { phaseSteps, sessionLength } from "./sessionLength.ts";
import { signalForm } from "./signalTable.ts";
import { rowsAtOnce, type TableForm } from "./tableStream.ts";
import { trialForm } from "./trialTable.ts";
import { rowsOfRecording, variableForm } from "./variableTable.ts";
import { weightForm } from "./weightTable.ts";

/** Sizes of a run as they follow from its plan: nothing is compiled or simulated. Bytes. */
export interface RunSizes {
  /** Steps of one session. */
  readonly steps: number;
  /** The largest model's numbers, for the four subjects of a tile. */
  readonly tile: number;
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The largest finished unit, and all of them. */
  readonly unit: number;
  readonly units: number;
  /** Rows that are gathered before they are written. */
  readonly gathered: number;
  /** The tables as columns of plain numbers, all and the largest; as files they are smaller. */
  readonly tables: number;
  readonly largestTable: number;
  /** What is added up over subjects, kept of each, and kept of those that are listed. */
  readonly sums: number;
  readonly ofSubjects: number;
  readonly listed: number;
}

/** Bytes of a value of a column as it stands in memory; texts are held once. */
const bytesOfValue = 8;
/** Bytes of a number of all four subjects of a tile: as a variable, and kept in double precision. */
const bytesOfNumber = 16;
const bytesOfDouble = 32;
/** Measures of behaviour. */
const numbersOfSubject = 11;

/** Works out the sizes of a run. */
export function runSizes(experiment: Experiment): RunSizes {
  const { plan, groups, task, model } = experiment;
  const shape = shapeOf(experiment);
  const forms: Record<string, TableForm> = {
    trials: trialForm(task),
    signals: signalForm,
    weights: weightForm,
    ...(plan.recording.variables.length > 0 ? { variables: variableForm } : {}),
  };
  const rows = tableRows(experiment, shape);
  const bytesOf = (name: string, count: number) => count * forms[name]!.length * bytesOfValue;
  const tables = Object.entries(rows).map(([name, count]) => bytesOf(name, count));
  const { ofGroup, ofAttribution } = unitBytes(experiment, shape);
  const tiles = Math.ceil(plan.subjects / 4);
  const attributions = plan.arms.length - groups.length;
  const bins = model.signals.length * shape.bins * alignments.length * 3;
  return {
    steps: shape.steps,
    tile: bytesOfNumber * Math.max(...plan.models.map(({ program }) => numbersPerSubject(program))),
    rows,
    unit: ofGroup + recordedBytes(experiment, shape, 4),
    units:
      tiles * (groups.length * ofGroup + attributions * ofAttribution) +
      groups.length * recordedBytes(experiment, shape, plan.subjects),
    gathered: Object.entries(rows).reduce((sum, [name, count]) => sum + bytesOf(name, Math.min(count, rowsAtOnce)), 0),
    tables: tables.reduce((sum, bytes) => sum + bytes, 0),
    largestTable: Math.max(...tables),
    sums: plan.arms.length * bytesOfValue * (2 * model.signals.length * shape.trials * task.phases.length + bins),
    ofSubjects: plan.arms.length * plan.subjects * numbersOfSubject * bytesOfValue,
    listed:
      plan.arms.length * Math.min(plan.subjects, listedSubjects) * shape.trials * forms.trials!.length * bytesOfValue,
  };
}

interface Shape {
  readonly steps: number;
  readonly trials: number;
  readonly blocks: number;
  readonly projections: number;
  readonly bins: number;
  readonly recorded: number;
  /** Samples of one subject's full trace. */
  readonly samples: number;
}

function shapeOf({ plan, task, model }: Experiment): Shape {
  const { step } = model.program;
  const { steps, trials } = sessionLength(armTask(plan), model.program, plan.rest);
  return {
    steps,
    trials,
    blocks: blockEnds(task).length,
    projections: model.projections.filter(({ weight }) => weight !== null).length,
    bins: windowTimes(traceWindow(step), step).length,
    recorded: Math.min(plan.subjects, plan.recordedSubjects),
    samples: Math.ceil(steps / plan.traces.every),
  };
}

/** Rows of declared variables of the first subjects of a group. */
function variableRows({ plan, task, model }: Experiment, { trials }: Shape, subjects: number): number {
  const lengths = phaseSteps(task, model.program.step);
  return plan.recording.variables.reduce(
    (sum, recording) => sum + Math.min(subjects, recording.subjects) * rowsOfRecording(recording, trials, lengths),
    0,
  );
}

/** Bytes that full traces and declared variables of the first subjects add to the units of a group. */
function recordedBytes(experiment: Experiment, shape: Shape, subjects: number): number {
  const { plan, model } = experiment;
  const place = 3 * bytesOfValue;
  const traces = Math.min(subjects, plan.traces.subjects) * shape.samples * (4 * model.signals.length + place);
  return variableRows(experiment, shape, subjects) * (4 + place) + traces;
}

function tableRows(experiment: Experiment, shape: Shape): Readonly<Record<string, number>> {
  const { plan, task, groups, model } = experiment;
  const { areas, phases, everyTrials } = plan.recording;
  const signals = areas === null ? model.signals : model.signals.filter(({ area }) => areas.includes(area));
  const plastic = model.projections.filter(
    ({ weight, targetArea }) => weight !== null && (areas === null || areas.includes(targetArea)),
  );
  const phaseCount = phases === null ? task.phases.length : phases.length;
  const traced = Math.min(plan.subjects, plan.traces.subjects);
  const snapshots = shape.recorded * (shape.blocks + 1) * plastic.length;
  const own = shape.recorded * shape.blocks * phaseCount;
  const means = Math.ceil(shape.trials / everyTrials) * phaseCount;
  return {
    trials: groups.length * plan.subjects * shape.trials,
    signals: groups.length * signals.length * (own + means + traced * shape.samples),
    weights: plan.arms.length * snapshots,
    ...(plan.recording.variables.length > 0
      ? { variables: groups.length * variableRows(experiment, shape, plan.subjects) }
      : {}),
  };
}

/** Bytes of a packed unit, of a group and of an attribution run, without full traces and declared variables. */
function unitBytes({ task, model }: Experiment, shape: Shape) {
  const phases = task.phases.length;
  const signals = model.signals.length;
  const trials = shape.trials * (task.columns.length + 1) * bytesOfDouble;
  const weights = (shape.blocks + 1) * shape.projections * 3 * bytesOfDouble;
  const change = shape.blocks * phases * shape.projections * bytesOfDouble;
  const means = signals * shape.trials * phases * bytesOfNumber;
  const aligned = alignments.length * signals * shape.bins * bytesOfNumber;
  const head = 4000;
  const ofAttribution = head + trials + weights + change;
  return { ofAttribution, ofGroup: ofAttribution + means + aligned };
}

function numbersPerSubject(program: Program): number {
  return program.variables.reduce((sum, variable) => sum + elementsOf(variable, program), 1);
}
