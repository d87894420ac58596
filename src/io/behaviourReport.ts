import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BehaviourComparison,
  compareBehaviour,
  type GroupSummary,
  measureDescriptions,
  type Summary,
} from "../analysis/index.ts";
import { renderReport } from "../report/index.ts";
import { writeWhole } from "./files.ts";
import { packageRoot, packageVersion } from "./packageRoot.ts";

/** Real behaviour to be shown in a page of its own. */
export interface BehaviourReport {
  readonly group: GroupSummary;
  /** What it is compared with, and how the comparison came out. */
  readonly reference: GroupSummary | null;
  readonly comparison: BehaviourComparison | null;
  /** The experiment that it is compared with, if it is one: then its report is written with these people in it. */
  readonly experiment: Summary | null;
  readonly notes: readonly string[];
  readonly command: string;
}

/** Writes real behaviour as a page with the plots of an experiment's report. */
export function writeBehaviourReport(path: string, report: BehaviourReport): void {
  const script = readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8");
  const summary = report.experiment ? withPeople(report.experiment, report) : behaviourSummary(report);
  writeWhole(path, renderReport(summary, { script }));
}

/** An experiment's summary with other people in it, and its groups and agents compared with these. */
function withPeople(experiment: Summary, { group, notes, command }: BehaviourReport): Summary {
  const few = group.subjects < 4;
  return {
    ...experiment,
    command,
    people: [{ ...group, citation: "", note: "" }],
    comparisons: few ? [] : [...experiment.groups, ...experiment.agents].map((other) => compareBehaviour(other, group)),
    warnings: [...notes, ...(few ? [`${group.label} has too few subjects to be compared with.`] : [])],
  };
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
