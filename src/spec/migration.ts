import { type Document, parseDocument } from "yaml";
import { checkFormat, type FileKind, formatOf, formats } from "./format.ts";
import { type Issue, IssueCollector } from "./issue.ts";
import { readYaml } from "./readYaml.ts";

/** How files of one version become files of the next. */
export interface Migration {
  readonly kind: FileKind;
  /** Version of the files that it takes; they then are of the next. */
  readonly from: number;
  /** What it does, in a sentence. */
  readonly doc: string;
  /** Changes the document in place; comments stay with what they stand at. The header is set afterwards. */
  change(document: Document): void;
}

/**
 * All migrations. There is one version of each format so far, so there are none.
 *
 * Who changes a format so that files of before mean something else raises its version in `format.ts`, adds the migration
 * here, and adds a frozen file of the new version to `fixtures/formats`.
 */
export const migrations: readonly Migration[] = [];

/** A file brought to the newest version. */
export interface Migrated {
  /** The text, unchanged where nothing was to be done. */
  readonly text: string;
  /** Headers before and after; null where the file has none (a part that a model imports). */
  readonly from: string | null;
  readonly to: string | null;
  /** What was done, a sentence each. */
  readonly done: readonly string[];
  /** Why the file could not be brought there. */
  readonly issues: readonly Issue[];
}

/**
 * Brings a file to the newest version of its format, a version at a time.
 *
 * @param chain - Default: the migrations of this program.
 * @param newest - Version of each format after them.
 */
export function migrate(
  text: string,
  file: string,
  chain: readonly Migration[] = migrations,
  newest: Readonly<Record<FileKind, number>> = formats,
): Migrated {
  const { data, positions, issues } = readYaml(text, file);
  const collector = new IssueCollector();
  for (const issue of issues) collector.add(issue);
  const header = (data as { neohebb?: unknown } | undefined)?.neohebb;
  const from = header === undefined ? null : String(header);
  const unchanged = { text, from, to: from, done: [] };
  if (collector.hasErrors || from === null) return { ...unchanged, issues: collector.all };
  const given = formatOf(from);
  if (!given || given.version > newest[given.kind] || given.version < 1) {
    checkFormat(given?.kind ?? "model", { neohebb: header }, positions, collector);
    return { ...unchanged, issues: collector.all };
  }
  const document = parseDocument(text, { keepSourceTokens: true });
  const done: string[] = [];
  for (let version = given.version; version < newest[given.kind]; version++) {
    const step = chain.find((one) => one.kind === given.kind && one.from === version);
    if (!step) throw new Error(`no migration from ${given.kind}/${version}`);
    step.change(document);
    document.set("neohebb", `${given.kind}/${version + 1}`);
    done.push(step.doc);
  }
  if (done.length === 0) return { ...unchanged, issues: [] };
  const to = `${given.kind}/${newest[given.kind]}`;
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: false }), from, to, done, issues: [] };
}
