import { override } from "../experiment/overrides.ts";
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
  readonly issues: readonly Issue[];
}

/**
 * Reads a protocol from text. Never throws: what is wrong is in `issues`.
 *
 * @param overrides - Texts `path=value` that replace parts of the file.
 */
export function readProtocol(text: string, file: string, overrides: readonly string[] = []): ReadProtocol {
  const document = readYaml(text, file);
  if (document.issues.length > 0) return { source: null, issues: document.issues };
  const issues = new IssueCollector();
  const { data } = document;
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    issues.error("type", document.positions.value([]), "not a protocol", {
      expected: "keys with values (neohebb, name, model, …)",
    });
    return { source: null, issues: issues.all };
  }
  const changed = override(data, document.positions, overrides);
  for (const issue of changed.issues) issues.add(issue);
  checkFormat("protocol", changed.data as { neohebb?: unknown }, changed.positions, issues);
  if (issues.hasErrors) return { source: null, issues: issues.all };
  for (const issue of checkShape(protocolSchema, changed.data, changed.positions)) issues.add(issue);
  if (issues.hasErrors) return { source: null, issues: issues.all };
  return { source: { file, data: changed.data as ProtocolFile, positions: changed.positions }, issues: issues.all };
}
