import type { EndedTrial } from "./session.ts";
import type { PhaseTable, TrialSampleTable, TrialTable } from "./simulate.ts";
import type { SampledTrial } from "./trialSamples.ts";

/** One subject's trial. */
export interface SubjectTrial {
  readonly subject: number;
  readonly ended: EndedTrial;
  /** Means of recorded variables, `[phase]` each; none if nothing is recorded. */
  readonly signals: Readonly<Record<string, Float32Array>>;
  /** Null if no samples are taken. */
  readonly samples: SampledTrial | null;
}

/** The trials of a group. */
export interface GroupTrials {
  readonly group: string;
  /** In the order of the rows. */
  readonly trials: readonly SubjectTrial[];
}

/** A row for each trial. @param names - Columns of the task. */
export function trialTable(groups: readonly GroupTrials[], names: readonly string[]): TrialTable {
  const count = groups.reduce((sum, { trials }) => sum + trials.length, 0);
  const group = new Array<string>(count);
  const subject = new Int32Array(count);
  const session = new Int32Array(count);
  const columns = names.map((name) => [name, new Float64Array(count)] as const);
  let row = 0;
  // Row by row, not column by column: the rows lie apart in memory, and each is fetched once.
  for (const { group: id, trials } of groups) {
    for (const { subject: number, ended } of trials) {
      group[row] = id;
      subject[row] = number;
      session[row] = ended.session;
      for (const [name, column] of columns) column[row] = ended.row[name]!;
      row++;
    }
  }
  return { group, subject, session, ...Object.fromEntries(columns) } as unknown as TrialTable;
}

/** A row for each trial and phase; none if nothing is recorded. @param names - Recorded columns. */
export function phaseTable(
  groups: readonly GroupTrials[],
  names: readonly string[],
  phases: readonly string[],
): PhaseTable {
  const trialsOfAll = names.length === 0 ? 0 : groups.reduce((sum, { trials }) => sum + trials.length, 0);
  const count = trialsOfAll * phases.length;
  const group = new Array<string>(count);
  const subject = new Int32Array(count);
  const trial = new Int32Array(count);
  const phase = new Array<string>(count);
  const columns = names.map((name) => [name, new Float32Array(count)] as const);
  let row = 0;
  for (const { group: id, trials } of count === 0 ? [] : groups) {
    for (const { subject: number, ended, signals } of trials) {
      group.fill(id, row, row + phases.length);
      subject.fill(number, row, row + phases.length);
      trial.fill(ended.trial, row, row + phases.length);
      for (const [name, column] of columns) column.set(signals[name]!.subarray(0, phases.length), row);
      for (const name of phases) phase[row++] = name;
    }
  }
  return { group, subject, trial, phase, ...Object.fromEntries(columns) };
}

/** A row for each sample of each trial. @param names - Recorded columns. @param step - Length of a step, s. */
export function sampleTable(
  groups: readonly GroupTrials[],
  names: readonly string[],
  phases: readonly string[],
  step: number,
): TrialSampleTable {
  const rows = groups.flatMap(({ group, trials }) =>
    trials.flatMap(({ subject, ended: { trial }, samples }) => (samples ? [{ group, subject, trial, samples }] : [])),
  );
  const count = rows.reduce((sum, { samples }) => sum + samples.steps.length, 0);
  const table = {
    group: new Array<string>(count),
    subject: new Int32Array(count),
    trial: new Int32Array(count),
    phase: new Array<string>(count),
    step: new Int32Array(count),
    time: new Float64Array(count),
  };
  const columns = names.map((name) => [name, new Float32Array(count)] as const);
  let row = 0;
  for (const { group, subject, trial, samples } of rows) {
    const end = row + samples.steps.length;
    table.group.fill(group, row, end);
    table.subject.fill(subject, row, end);
    table.trial.fill(trial, row, end);
    table.step.set(samples.steps, row);
    for (const [variable, [, column]] of columns.entries()) column.set(samples.values[variable]!, row);
    for (const [sample, steps] of samples.steps.entries()) {
      table.phase[row] = phases[samples.phases[sample]!]!;
      table.time[row++] = steps * step;
    }
  }
  return { ...table, ...Object.fromEntries(columns) };
}
