import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BehaviourComparison,
  cautions,
  compareBehaviour,
  type GroupSummary,
  type Summary,
} from "../analysis/index.ts";
import { renderReport } from "../report/index.ts";
import { behaviourSummary } from "./behaviourSummary.ts";
import { writeWhole } from "./files.ts";
import { packageRoot, packageVersion } from "./packageRoot.ts";

/** Real behaviour to be shown in a page of its own. */
export interface BehaviourReport {
  /** Name of the file. */
  readonly name: string;
  /** Its groups (at least one), and how each compares with the reference. */
  readonly compared: readonly { readonly group: GroupSummary; readonly comparison: BehaviourComparison | null }[];
  /** What it is compared with. */
  readonly reference: GroupSummary | null;
  /** The experiment that it is compared with, if it is one: then its report is written with these people in it. */
  readonly experiment: Summary | null;
  readonly notes: readonly string[];
  readonly command: string;
}

/** Writes real behaviour as a page with the plots of an experiment's report. */
export function writeBehaviourReport(path: string, report: BehaviourReport): void {
  const script = readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8");
  const summary = report.experiment
    ? withPeople(report.experiment, report)
    : behaviourSummary({ ...report, version: packageVersion() });
  writeWhole(path, renderReport(summary, { script }));
}

/** An experiment's summary with other people in it, and its groups and agents compared with these. */
function withPeople(experiment: Summary, { compared, notes, command }: BehaviourReport): Summary {
  const { group } = compared[0]!;
  const few = group.subjects < 4;
  return {
    ...experiment,
    command,
    people: compared.map((one) => ({ ...one.group, citation: "", note: "" })),
    comparisons: few ? [] : [...experiment.groups, ...experiment.agents].map((other) => compareBehaviour(other, group)),
    turnedComparisons: compared.flatMap(({ comparison }) => (comparison ? [comparison] : [])),
    warnings: [
      ...cautions(compared.map((one) => one.group)),
      ...(few ? [`${group.label} has too few subjects to be compared with.`] : []),
    ],
    notes,
  };
}
