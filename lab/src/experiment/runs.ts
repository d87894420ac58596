import type { Thing } from "../workspace/workspace.ts";
import type { Findings, FindingsTable } from "./runMessages.ts";

/** A finished run as it is kept. */
export interface KeptRun {
  /** The experiment's text. */
  readonly text: string;
  readonly resultHash: string;
  /** Hash of everything that decides the data; its parts are kept under it. */
  readonly hash: string;
  /** s */
  readonly seconds: number;
  readonly findings: Findings;
}

/** Runs side by side in one table: the groups of each, under the run's name. */
export function sideBySide(runs: readonly Thing<KeptRun>[]): FindingsTable {
  const measures = new Map(
    runs.flatMap(({ data }) => data.findings.table.measures.map((one) => [one.name, one] as const)),
  );
  return {
    measures: [...measures.values()],
    groups: runs.flatMap(({ name, data }) =>
      data.findings.table.groups.map((group) => ({ ...group, label: `${name}: ${group.label}` })),
    ),
  };
}
