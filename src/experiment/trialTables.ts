import type { EndedTrial } from "./session.ts";
import type { PhaseTable, TrialTable } from "./simulate.ts";

/** One subject's trial. */
export interface SubjectTrial {
  readonly subject: number;
  readonly ended: EndedTrial;
  /** Means of recorded variables, `[phase]` each; none if nothing is recorded. */
  readonly signals: Readonly<Record<string, Float32Array>>;
}

/** The trials of a group. */
export interface GroupTrials {
  readonly group: string;
  /** In the order of the rows. */
  readonly trials: readonly SubjectTrial[];
}

/** A row for each trial. @param names - Columns of the task. */
export function trialTable(groups: readonly GroupTrials[], names: readonly string[]): TrialTable {
  const rows = groups.flatMap(({ group, trials }) => trials.map((trial) => ({ group, ...trial })));
  return {
    group: rows.map(({ group }) => group),
    subject: Int32Array.from(rows, ({ subject }) => subject),
    session: Int32Array.from(rows, ({ ended }) => ended.session),
    ...Object.fromEntries(names.map((name) => [name, Float64Array.from(rows, ({ ended }) => ended.row[name]!)])),
  } as unknown as TrialTable;
}

/** A row for each trial and phase; none if nothing is recorded. @param names - Recorded columns. */
export function phaseTable(
  groups: readonly GroupTrials[],
  names: readonly string[],
  phases: readonly string[],
): PhaseTable {
  const rows =
    names.length === 0
      ? []
      : groups.flatMap(({ group, trials }) =>
          trials.flatMap((trial) => phases.map((phase, at) => ({ group, phase, at, ...trial }))),
        );
  return {
    group: rows.map(({ group }) => group),
    subject: Int32Array.from(rows, ({ subject }) => subject),
    trial: Int32Array.from(rows, ({ ended }) => ended.trial),
    phase: rows.map(({ phase }) => phase),
    ...Object.fromEntries(
      names.map((name) => [name, Float32Array.from(rows, ({ signals, at }) => signals[name]![at]!)]),
    ),
  };
}
