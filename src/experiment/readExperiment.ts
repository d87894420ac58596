import type { Positions } from "../spec/index.ts";
import { checkFormat, checkShape, type Issue, IssueCollector, readYaml } from "../spec/index.ts";
import { type ExperimentFile, experimentSchema } from "./experimentFile.ts";
import { override } from "./overrides.ts";
import { withoutFaults } from "./withoutFaults.ts";

/** An experiment file of the right form; names in it are not looked up yet. */
export interface ExperimentSource {
  readonly file: string;
  readonly data: ExperimentFile;
  readonly positions: Positions;
}

/** What reading gives: the source if the form is right, and every problem. */
export interface ReadExperiment {
  readonly source: ExperimentSource | null;
  /** If the form is wrong: what of the file can be looked up nevertheless, to say what else is wrong. */
  readonly rest: ExperimentSource | null;
  readonly issues: readonly Issue[];
}

/**
 * Reads an experiment from text. Never throws: what is wrong is in `issues`.
 *
 * @param overrides - Texts `path=value` that replace parts of the file.
 */
export function readExperiment(text: string, file: string, overrides: readonly string[] = []): ReadExperiment {
  const document = readYaml(text, file);
  if (document.issues.length > 0) return { source: null, rest: null, issues: document.issues };
  const issues = new IssueCollector();
  if (!isObject(document.data)) {
    issues.error("type", document.positions.value([]), "not an experiment", {
      expected: "keys with values (neohebb, name, task, …)",
    });
    return { source: null, rest: null, issues: issues.all };
  }
  const changed = override(document.data, document.positions, overrides);
  for (const issue of changed.issues) issues.add(issue);
  const { positions } = changed;
  if (issues.hasErrors) return { source: null, rest: null, issues: issues.all };
  if (!checkFormat("experiment", changed.data as { neohebb?: unknown }, positions, issues))
    return { source: null, rest: null, issues: issues.all };
  const versionTold = issues.all.some(({ code }) => code === "version");
  for (const issue of checkShape(experimentSchema, changed.data, positions))
    if (!(versionTold && issue.path === "neohebb")) issues.add(issue);
  if (issues.hasErrors) {
    const data = withoutFaults(experimentSchema, changed.data, standIns);
    return { source: null, rest: data && { file, data, positions }, issues: issues.all };
  }
  const source = { file, data: changed.data as ExperimentFile, positions };
  return { source, rest: null, issues: issues.all };
}

/** What stands in for required parts that are missing or wrong, where nothing else depends on them. */
const standIns = { neohebb: "experiment/1", name: "unnamed", subjects: 1, seed: 0 };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
