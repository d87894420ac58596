import { override } from "../experiment/overrides.ts";
import { withoutFaults } from "../experiment/withoutFaults.ts";
import { checkFormat, checkShape, type Issue, IssueCollector, type Positions, readYaml } from "../spec/index.ts";
import { type ProtocolFile, protocolSchema } from "./protocolFile.ts";

/** A protocol file of the right form; names in it are not looked up yet. */
export interface ProtocolSource {
  readonly file: string;
  readonly data: ProtocolFile;
  readonly positions: Positions;
}

/** What reading gives: the source if the form is right, and every problem. */
export interface ReadProtocol {
  readonly source: ProtocolSource | null;
  /** If the form is wrong: what of the file can be looked up nevertheless, to say what else is wrong. */
  readonly rest: ProtocolSource | null;
  readonly issues: readonly Issue[];
}

/** What stands in for required parts that are missing or wrong, where nothing else depends on them. */
const standIns = { neohebb: "protocol/1", name: "unnamed", title: "" };

/**
 * What is wrong with the sound parts of a faulty protocol. Problems that name something which the faulty parts may have
 * given a meaning to are left out.
 */
export function checkRest(
  { data, positions, file }: ProtocolSource,
  faults: readonly Issue[],
  resolve: (source: ProtocolSource) => readonly Issue[],
): Issue[] {
  const lost = new Set(faults.flatMap(({ path }) => path.split(/[.[\]]+/u)));
  const names = (issue: Issue) => [...issue.message.matchAll(/"([^"]*)"/gu)].map((match) => match[1]!);
  return resolve({ data, positions, file }).filter((issue) => !names(issue).some((name) => lost.has(name)));
}

/**
 * Reads a protocol from text. Never throws: what is wrong is in `issues`.
 *
 * @param overrides - Texts `path=value` that replace parts of the file.
 */
export function readProtocol(text: string, file: string, overrides: readonly string[] = []): ReadProtocol {
  const document = readYaml(text, file);
  if (document.issues.length > 0) return { source: null, rest: null, issues: document.issues };
  const issues = new IssueCollector();
  const { data } = document;
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    issues.error("type", document.positions.value([]), "not a protocol", {
      expected: "keys with values (neohebb, name, model, …)",
    });
    return { source: null, rest: null, issues: issues.all };
  }
  const changed = override(data, document.positions, overrides);
  for (const issue of changed.issues) issues.add(issue);
  checkFormat("protocol", changed.data as { neohebb?: unknown }, changed.positions, issues);
  if (issues.hasErrors) return { source: null, rest: null, issues: issues.all };
  for (const issue of checkShape(protocolSchema, changed.data, changed.positions)) issues.add(issue);
  const { positions } = changed;
  if (issues.hasErrors) {
    const data = withoutFaults(protocolSchema, changed.data, standIns);
    return { source: null, rest: data && { file, data, positions }, issues: issues.all };
  }
  return { source: { file, data: changed.data as ProtocolFile, positions }, rest: null, issues: issues.all };
}
