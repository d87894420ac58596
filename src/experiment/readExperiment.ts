import type { Positions } from "../spec/index.ts";
import { checkShape, type Issue, IssueCollector, readYaml } from "../spec/index.ts";
import { type ExperimentFile, experimentSchema } from "./experimentFile.ts";
import { override } from "./overrides.ts";

/** An experiment file of the right form; names in it are not looked up yet. */
export interface ExperimentSource {
  readonly file: string;
  readonly data: ExperimentFile;
  readonly positions: Positions;
}

/** What reading gives: the source if the form is right, and every problem. */
export interface ReadExperiment {
  readonly source: ExperimentSource | null;
  readonly issues: readonly Issue[];
}

/**
 * Reads an experiment from text. Never throws: what is wrong is in `issues`.
 *
 * @param overrides - Texts `path=value` that replace parts of the file.
 */
export function readExperiment(text: string, file: string, overrides: readonly string[] = []): ReadExperiment {
  const document = readYaml(text, file);
  if (document.issues.length > 0) return { source: null, issues: document.issues };
  const issues = new IssueCollector();
  if (!isObject(document.data)) {
    issues.error("type", document.positions.value([]), "not an experiment", {
      expected: "keys with values (neohebb, name, task, …)",
    });
    return { source: null, issues: issues.all };
  }
  const changed = override(document.data, document.positions, overrides);
  for (const issue of changed.issues) issues.add(issue);
  checkFormat(changed.data, changed.positions, issues);
  if (issues.hasErrors) return { source: null, issues: issues.all };
  for (const issue of checkShape(experimentSchema, changed.data, changed.positions)) issues.add(issue);
  if (issues.hasErrors) return { source: null, issues: issues.all };
  const source = { file, data: changed.data as ExperimentFile, positions: changed.positions };
  return { source, issues: issues.all };
}

const format = "experiment/1";

function checkFormat(data: unknown, positions: Positions, issues: IssueCollector): void {
  const version = (data as { neohebb?: unknown }).neohebb;
  if (version === undefined || version === format) return;
  const kind = String(version).split("/")[0];
  issues.error(
    "version",
    positions.value(["neohebb"]),
    kind === "experiment" ? "this version of the experiment format is not supported" : "this is not an experiment file",
    { expected: format, got: String(version) },
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
