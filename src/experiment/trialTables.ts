import { subjectsPerTile } from "./plan.ts";
import type { PhaseTable, TrialTable } from "./simulate.ts";

/** A trial of all tiles. */
export interface TrialRows {
  /** The task's columns by tile, `[subject of the tile]`. */
  readonly parts: readonly Readonly<Record<string, Float64Array>>[];
  /** Recorded variables by tile, `[phase, lane]`. */
  readonly signals: readonly Readonly<Record<string, Float32Array>>[];
}

/** The trials of a group, in order. */
export interface GroupRows {
  readonly group: string;
  readonly trials: readonly TrialRows[];
}

/** Rows by group, subject, trial. */
export function trialTable(groups: readonly GroupRows[], subjects: readonly number[]): TrialTable {
  const names = Object.keys(groups[0]?.trials[0]?.parts[0] ?? {});
  const rows = groups.reduce((sum, { trials }) => sum + subjects.length * trials.length, 0);
  const group: string[] = [];
  const subject = new Int32Array(rows);
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(rows)] as const));
  for (const { group: id, trials } of groups) {
    subjects.forEach((number, place) => {
      const tile = Math.floor(place / subjectsPerTile);
      for (const { parts } of trials) {
        const row = group.push(id) - 1;
        subject[row] = number;
        for (const name of names) columns[name]![row] = parts[tile]![name]![place % subjectsPerTile]!;
      }
    });
  }
  return { group, subject, session: new Int32Array(rows), ...columns } as unknown as TrialTable;
}

/** Rows by group, subject, trial, phase. @param first - Number of the first trial. */
export function phaseTable(
  groups: readonly GroupRows[],
  subjects: readonly number[],
  phases: readonly string[],
  first: number,
): PhaseTable {
  const names = Object.keys(groups[0]?.trials[0]?.signals[0] ?? {});
  const trialCount = groups.reduce((sum, { trials }) => sum + trials.length, 0);
  const rows = names.length === 0 ? 0 : trialCount * subjects.length * phases.length;
  const group: string[] = [];
  const phase: string[] = [];
  const subject = new Int32Array(rows);
  const trial = new Int32Array(rows);
  const columns = Object.fromEntries(names.map((name) => [name, new Float32Array(rows)] as const));
  const addTrial = (id: string, number: number, place: number, index: number, { signals }: TrialRows) => {
    const own = signals[Math.floor(place / subjectsPerTile)]!;
    phases.forEach((label, at) => {
      const row = group.push(id) - 1;
      phase.push(label);
      subject[row] = number;
      trial[row] = first + index;
      for (const name of names) columns[name]![row] = own[name]![at * subjectsPerTile + (place % subjectsPerTile)]!;
    });
  };
  if (rows > 0) {
    for (const { group: id, trials } of groups)
      subjects.forEach((number, place) => {
        trials.forEach((one, index) => {
          addTrial(id, number, place, index, one);
        });
      });
  }
  return { group, subject, trial, phase, ...columns };
}
