import { checkShape } from "./checkShape.ts";
import { type Issue, IssueCollector } from "./issue.ts";
import { type ModelFile, type ModelPart, modelFileSchema, modelPartSchema } from "./modelFile.ts";
import { type Path, type Positions, pathPositions } from "./positions.ts";
import { readYaml } from "./readYaml.ts";

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
}

const format = "model/1";
const mostFiles = 200;

/**
 * Reads a model file (YAML or JSON text) and the files it imports. Never throws: problems are reported by `checkModel`.
 *
 * @param path - Path of the file, as shown in messages.
 * @param read - Gives the text of a path; may throw. Paths of imports are relative to the file that imports them.
 */
export function readModel(path: string, read: (path: string) => string): ModelSource {
  const reading = new Reading(read);
  reading.open(path, null);
  const { files, documents, issues } = reading;
  return { file: path, files, documents, issues: issues.all, complete: issues.all.every(isHarmless) };
}

/** Takes a model given as an object. It may not import files. */
export function defineModel(object: ModelFile, file = object.name): ModelSource {
  const positions = pathPositions(file, object);
  const issues = new IssueCollector();
  for (const issue of checkShape(modelFileSchema, object, positions)) issues.add(issue);
  checkFormat(object, positions, issues);
  if (object.imports?.length)
    issues.error("usage", positions.value(["imports"]), "a model given as an object cannot import files");
  return {
    file,
    files: [{ file, text: JSON.stringify(object) }],
    documents: [{ file, data: object, positions }],
    issues: issues.all,
    complete: issues.all.every(isHarmless),
  };
}

class Reading {
  readonly files: { file: string; text: string }[] = [];
  readonly documents: ModelDocument[] = [];
  readonly issues = new IssueCollector();
  private readonly seen = new Set<string>();
  private readonly opening: string[] = [];
  private readonly readText: (path: string) => string;

  constructor(readText: (path: string) => string) {
    this.readText = readText;
  }

  open(path: string, from: { positions: Positions; path: Path } | null): void {
    const place = from ? from.positions.value(from.path) : { file: path, line: 1, column: 1, path: "" };
    if (this.opening.includes(path)) {
      const circle = [...this.opening.slice(this.opening.indexOf(path)), path].join(" → ");
      this.issues.error("cycle", place, `files import one another in a circle: ${circle}`);
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
      this.issues.error("file", place, `cannot read "${path}": ${reasonOf(error)}`);
      return;
    }
    this.opening.push(path);
    this.take(path, text, from === null);
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
      const part = data as ModelPart;
      checkFormat(part, positions, this.issues);
      for (const issue of checkShape(main ? modelFileSchema : modelPartSchema, data, positions)) this.issues.add(issue);
      if (Array.isArray(part.imports))
        part.imports.forEach((name, place) => {
          if (typeof name === "string") this.open(resolve(path, name), { positions, path: ["imports", place] });
        });
      this.documents.push({ file: path, data: part, positions });
    }
    this.files.push({ file: path, text });
  }
}

function reasonOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error) {
    if (error.code === "ENOENT") return "there is no such file";
    if (error.code === "EISDIR") return "it is a folder";
    if (error.code === "EACCES") return "no permission";
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether names and units can be checked in spite of an issue. */
function isHarmless(issue: Issue): boolean {
  if (issue.code !== "type" && issue.code !== "missing" && issue.code !== "range") return issue.code === "unknown-key";
  return /^(?:summary|version)$|^(?:parameters|receptors)\.[^.]+\.(?:status|source)$/u.test(issue.path);
}

function checkFormat(data: { neohebb?: unknown }, positions: Positions, issues: IssueCollector): void {
  if (typeof data.neohebb !== "string" || data.neohebb === format) return;
  const kind = data.neohebb.split("/")[0];
  issues.error(
    "version",
    positions.value(["neohebb"]),
    kind === "model" ? "this version of the model format is not supported" : "this is not a model file",
    { expected: format, got: data.neohebb },
  );
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
