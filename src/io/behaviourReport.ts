import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BehaviourComparison, type GroupSummary, measureDescriptions, type Summary } from "../analysis/index.ts";
import { renderReport } from "../report/index.ts";
import { writeWhole } from "./files.ts";
import { packageRoot, packageVersion } from "./packageRoot.ts";

/** Real behaviour to be shown in a page of its own. */
export interface BehaviourReport {
  readonly group: GroupSummary;
  /** What it is compared with, and how the comparison came out. */
  readonly reference: GroupSummary | null;
  readonly comparison: BehaviourComparison | null;
  readonly notes: readonly string[];
  readonly command: string;
}

/** Writes real behaviour as a page with the plots of an experiment's report. */
export function writeBehaviourReport(path: string, report: BehaviourReport): void {
  const script = readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8");
  writeWhole(path, renderReport(behaviourSummary(report), { script }));
}

function behaviourSummary({ group, reference, comparison, notes, command }: BehaviourReport): Summary {
  const people = [...(reference ? [reference] : []), group].map((sample) => ({ ...sample, citation: "", note: "" }));
  const trials = group.sessionCurve?.x.length ?? 0;
  return {
    format: "neohebb-summary/1",
    name: group.id,
    title: `Behaviour: ${group.label}`,
    description: reference ? `Compared with ${reference.label}.` : "",
    version: packageVersion(),
    seed: 0,
    subjectsPerGroup: group.subjects,
    specification: { file: group.id, against: reference?.id ?? null },
    specificationHash: "",
    resultHash: "",
    command,
    task: { id: "", title: "", summary: "", trials, blockLength: null, optionLabels: [], phases: [] },
    model: {
      name: "",
      version: 0,
      summary: "",
      parameters: { measured: 0, derived: 0, fitted: 0, chosen: 0 },
      operators: [],
    },
    measures: measureDescriptions,
    control: "",
    groups: [],
    people,
    agents: [],
    comparisons: comparison ? [comparison] : [],
    effects: [],
    expectations: [],
    signals: [],
    traces: [],
    plasticity: null,
    attribution: [],
    warnings: notes,
  };
}
