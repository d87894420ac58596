import { nearestName } from "../math/nearestName.ts";
import { checkShape } from "./checkShape.ts";
import { extendDocuments, type Override } from "./extend.ts";
import { extensionPartSchema, extensionSchema, type ModelExtension } from "./extension.ts";
import { checkFormat } from "./format.ts";
import { type Issue, IssueCollector, spelling } from "./issue.ts";
import { type ModelFile, type ModelPart, modelFileSchema, modelPartSchema } from "./modelFile.ts";
import { type Path, type Positions, pathPositions } from "./positions.ts";
import { readYaml } from "./readYaml.ts";
import { type SoundParts, soundParts } from "./soundParts.ts";

/** One file of a model. */
export interface ModelDocument {
  readonly file: string;
  readonly data: ModelPart;
  readonly positions: Positions;
}

/** A model as read: its files (imported ones first) and what is wrong with their form. */
export interface ModelSource {
  /** Path of the main file. */
  readonly file: string;
  /** Name and text of every file, imported ones first; for a model given as an object its JSON text. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly documents: readonly ModelDocument[];
  readonly issues: readonly Issue[];
  /** All files could be read, and their form allows names and units to be checked. */
  readonly complete: boolean;
  /** Where only the form of some parts keeps names and units from being checked: the other parts. */
  readonly parts?: SoundParts;
  /** What extending files changed, earlier ones first. */
  readonly overrides: readonly Override[];
}

/** Knows the models that a file can extend. */
export interface ModelFinder {
  /** Path of a model given by name or by a path relative to a file; null if there is none. */
  findModel(reference: string, from: string): string | null;
  /** Names of bundled models. */
  readonly models: readonly string[];
}

const mostFiles = 200;

/**
 * Reads a model file (YAML or JSON text), the files it imports and the model it extends. Never throws: problems are
 * reported by `checkModel`.
 *
 * @param path - Path of the file, as shown in messages.
 * @param read - Gives the text of a path; may throw. Paths of imports are relative to the file that imports them.
 * @param finder - Finds extended models; without it they are paths relative to the file that extends them.
 */
export function readModel(path: string, read: (path: string) => string, finder?: ModelFinder): ModelSource {
  const reading = new Reading(read, finder ?? { findModel: (reference, from) => resolve(from, reference), models: [] });
  const { documents, merged } = reading.model(path, null);
  const { files, issues, overrides } = reading;
  const harmful = issues.all.filter((issue) => !isHarmless(issue));
  const complete = merged && harmful.length === 0;
  const isForm = harmful.every(({ code, path: place }) => ["type", "missing", "range"].includes(code) && place !== "");
  const parts = merged && !complete && isForm ? { parts: soundParts(documents, harmful) } : {};
  return { file: path, files, documents, issues: issues.all, complete, overrides, ...parts };
}

/** Takes a model given as an object. It may not import files. */
export function defineModel(object: ModelFile, file = object.name): ModelSource {
  const positions = pathPositions(file, object);
  const issues = new IssueCollector();
  for (const issue of checkShape(modelFileSchema, object, positions)) issues.add(issue);
  checkFormat("model", object, positions, issues);
  if (object.imports?.length)
    issues.error("usage", positions.value(["imports"]), "a model given as an object cannot import files");
  return {
    file,
    files: [{ file, text: JSON.stringify(object) }],
    documents: [{ file, data: object, positions }],
    issues: issues.all,
    complete: issues.all.every(isHarmless),
    overrides: [],
  };
}

/**
 * Puts an extension given as an object over a model: what stands in both is replaced, null removes, new parts are
 * added. Never throws: problems are reported by `checkModel`.
 */
export function extendModel(base: ModelSource, extension: ModelExtension, file = extension.name): ModelSource {
  const positions = pathPositions(file, extension);
  const issues = new IssueCollector();
  for (const issue of base.issues) issues.add(issue);
  for (const issue of checkShape(extensionSchema, { extends: base.file, ...extension }, positions)) issues.add(issue);
  checkFormat("model", extension, positions, issues);
  const layer = [{ file, data: extension as unknown as ModelPart, positions }];
  const { documents, overrides, merged } = extended(base.documents, layer, issues);
  return {
    file,
    files: [...base.files, { file, text: JSON.stringify(extension) }],
    documents,
    issues: issues.all,
    complete: merged && issues.all.every(isHarmless),
    overrides: [...base.overrides, ...overrides],
  };
}

/** Puts files over others and checks the form of what comes out, unless that of the parts is wrong already. */
function extended(base: readonly ModelDocument[], layer: readonly ModelDocument[], issues: IssueCollector) {
  if (issues.hasErrors) return { documents: [...base, ...layer], overrides: [], merged: false };
  const result = extendDocuments(base, layer, issues);
  const { documents, touched } = result;
  const main = documents.at(-1);
  for (const document of documents.slice(base.length)) {
    const schema = document === main ? modelFileSchema : modelPartSchema;
    for (const issue of checkShape(schema, document.data, document.positions)) issues.add(issue);
  }
  for (const { data, positions } of touched)
    for (const issue of checkShape(modelPartSchema, data, positions)) issues.add(issue);
  return { ...result, merged: true };
}

/** The part of a file that names another file. */
interface Referrer {
  readonly positions: Positions;
  readonly path: Path;
}

class Reading {
  readonly files: { file: string; text: string }[] = [];
  readonly issues = new IssueCollector();
  readonly overrides: Override[] = [];
  /** Files of the model that is being read, imported ones first. */
  private documents: ModelDocument[] = [];
  /** The model that it extends. */
  private base: readonly ModelDocument[] | null = null;
  private readonly seen = new Set<string>();
  private readonly opening: string[] = [];
  private readonly readText: (path: string) => string;
  private readonly finder: ModelFinder;

  constructor(readText: (path: string) => string, finder: ModelFinder) {
    this.readText = readText;
    this.finder = finder;
  }

  /** Reads a model with all that belongs to it. */
  model(path: string, from: Referrer | null): { documents: readonly ModelDocument[]; merged: boolean } {
    const { documents, base } = this;
    this.documents = [];
    this.base = null;
    this.open(path, from, true);
    const alone = { documents: this.documents, overrides: [], merged: true };
    const result = this.base === null ? alone : extended(this.base, this.documents, this.issues);
    this.overrides.push(...result.overrides);
    this.documents = documents;
    this.base = base;
    return result;
  }

  private open(path: string, from: Referrer | null, main: boolean): void {
    const place = from ? from.positions.value(from.path) : { file: path, line: 1, column: 1, path: "" };
    if (this.opening.includes(path)) {
      const circle = [...this.opening.slice(this.opening.indexOf(path)), path].join(" → ");
      const verb = main ? "extend" : "import";
      this.issues.error("cycle", place, `files ${verb} one another in a circle: ${circle}`);
      return;
    }
    if (this.seen.has(path)) return;
    this.seen.add(path);
    if (this.seen.size > mostFiles) {
      this.issues.error("limit", place, "too many imported files", { expected: `at most ${mostFiles}` });
      return;
    }
    let text: string;
    try {
      text = this.readText(path);
    } catch (error) {
      this.issues.error("file", place, `cannot read "${path}": ${reasonOf(error, path)}`);
      return;
    }
    this.opening.push(path);
    this.take(path, text, main);
    this.opening.pop();
  }

  private take(path: string, text: string, main: boolean): void {
    const { data, positions, issues } = readYaml(text, path);
    for (const issue of issues) this.issues.add(issue);
    if (data !== undefined && (typeof data !== "object" || data === null || Array.isArray(data))) {
      this.issues.error("type", positions.value([]), "not a model", {
        expected: "keys with values (neohebb, name, …)",
      });
      return;
    }
    if (data !== undefined) {
      const part = data as ModelPart & { readonly extends?: unknown };
      checkFormat("model", part, positions, this.issues);
      if (main && typeof part.extends === "string") this.extend(path, part.extends, positions);
      for (const issue of checkShape(this.schema(main, part), data, positions)) this.issues.add(issue);
      if (Array.isArray(part.imports))
        part.imports.forEach((name, place) => {
          if (typeof name === "string") this.open(resolve(path, name), { positions, path: ["imports", place] }, false);
        });
      this.documents.push({ file: path, data: part, positions });
    }
    this.files.push({ file: path, text });
  }

  /** An extending file and those that it imports may give parts of what the model below has. */
  private schema(main: boolean, part: { readonly extends?: unknown }) {
    if (main) return part.extends === undefined ? modelFileSchema : extensionSchema;
    return this.base === null ? modelPartSchema : extensionPartSchema;
  }

  private extend(path: string, reference: string, positions: Positions): void {
    const found = this.finder.findModel(reference, path);
    if (found === null) {
      const nearest = nearestName(reference, this.finder.models);
      const place = positions.value(["extends"]);
      this.issues.error("file", place, `there is no model or model file "${reference}"`, spelling(nearest));
    }
    this.base = found === null ? [] : this.model(found, { positions, path: ["extends"] }).documents;
  }
}

function reasonOf(error: unknown, path: string): string {
  if (typeof error === "object" && error !== null && "code" in error) {
    if (error.code === "ENOENT") return "there is no such file";
    if (error.code === "EISDIR") return "it is a folder";
    if (error.code === "EACCES") return "no permission";
  }
  const message = error instanceof Error ? error.message : String(error);
  const beginning = `cannot read ${path}: `;
  return message.startsWith(beginning) ? message.slice(beginning.length) : message;
}

/** Whether names and units can be checked in spite of an issue. */
function isHarmless(issue: Issue): boolean {
  if (issue.code === "version") return issue.got?.startsWith("model/") ?? false;
  if (issue.code !== "type" && issue.code !== "missing" && issue.code !== "range") return issue.code === "unknown-key";
  return /^(?:name|summary|version)$|^(?:parameters|receptors)\.[^.]+\.(?:status|source)$/u.test(issue.path);
}

/** A path relative to a file; `/` separates on every system. */
function resolve(from: string, path: string): string {
  if (/^(?:\/|[A-Za-z]:[\\/]|[a-z]+:\/\/)/u.test(path)) return path;
  const parts = from.replaceAll("\\", "/").split("/").slice(0, -1);
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") {
      if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
      else parts.push("..");
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/") || ".";
}
