import { existsSync } from "node:fs";
import { checkBibliography, directReadings } from "../description/index.ts";
import { experimentSchema } from "../experiment/experimentFile.ts";
import { readBehaviour } from "../fitting/model/readBehaviour.ts";
import { DataFileError } from "../io/csv.ts";
import { bundledModels, shortPath } from "../io/machine.ts";
import { orBundled } from "../io/packageRoot.ts";
import { dataSetNames, peopleSamples } from "../io/people.ts";
import { rowCount } from "../math/table.ts";
import {
  checkModel,
  checkModelPart,
  type Issue,
  modelPartSchema,
  outlineModel,
  readModel,
  readYaml,
  type YamlDocument,
} from "../spec/index.ts";
import { behaviourOf } from "./behaviourCommand.ts";
import { demandKind, kindOfFile } from "./fileKind.ts";
import {
  type AccessOptions,
  formatIssues,
  inputText,
  issuesError,
  loadExperiment,
  surroundings,
} from "./loadExperiment.ts";
import { bibliographyOf } from "./modelBibliography.ts";
import { loadProtocol } from "./protocolCommand.ts";
import { Terminal } from "./terminal.ts";
import { counted } from "./textTable.ts";

/** Options of `check`. */
export interface CheckOptions extends AccessOptions {
  readonly set?: readonly string[];
  readonly column?: readonly string[];
  readonly rows?: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

interface Finding {
  readonly kind: "experiment" | "protocol" | "model" | "behaviour" | "behavioural model" | "bibliography";
  readonly issues: readonly Issue[];
  /** What the file holds, if it is sound. */
  readonly summary: string;
  readonly notes: readonly string[];
}

/** `neohebb check`. */
export async function check(path: string, options: CheckOptions): Promise<void> {
  const file = orBundled(path);
  const terminal = new Terminal(options);
  const finding = await found(file, options, terminal);
  const errors = finding.issues.filter(({ severity }) => severity === "error");
  terminal.document({
    file,
    kind: finding.kind,
    ok: errors.length === 0,
    issues: finding.issues,
    notes: finding.notes,
  });
  if (errors.length > 0) throw issuesError(finding.issues);
  if (finding.issues.length > 0) terminal.note(formatIssues(finding.issues));
  for (const note of finding.notes) terminal.note(note);
  terminal.result(`${file}: ${finding.summary}`);
}

/** What is found; a faulty table is an error, but told in the document as well. */
async function found(file: string, options: CheckOptions, terminal: Terminal): Promise<Finding> {
  try {
    return await find(file, options);
  } catch (error) {
    if (error instanceof DataFileError) {
      const issues = error.problems.map((problem) => ({ severity: "error", file: error.file, ...problem }));
      const kind = error.file === file ? "behaviour" : "experiment";
      terminal.document({ file, kind, ok: false, issues, notes: [] });
    }
    throw error;
  }
}

async function find(file: string, options: CheckOptions): Promise<Finding> {
  if (!existsSync(file)) {
    const model = bundledModels()[file];
    if (model !== undefined) return checkModelFile(shortPath(model), options);
    if (dataSetNames().includes(file)) return checkBehaviour(file, options);
  }
  if (/\.(csv|tsv|txt|parquet)$/iu.test(file)) return checkBehaviour(file, options);
  demandKind(file, ["experiment", "protocol", "model", "behaviouralModel", "table", "bibliography"]);
  const text = inputText(file);
  if (kindOfFile(file) === "bibliography") return checkBibliographyFile(text, file);
  const document = readYaml(text, file);
  const format = (document.data as { neohebb?: unknown } | null | undefined)?.neohebb;
  if (typeof format === "string" && format.startsWith("model/")) return checkModelFile(file, options);
  if (typeof format === "string" && format.startsWith("behaviour/")) return checkBehaviouralModel(text, file, options);
  if (typeof format === "string" && format.startsWith("protocol/")) return checkProtocol(text, file, options);
  if (document.issues.length > 0) return { kind: "experiment", issues: document.issues, summary: "", notes: [] };
  if (format === undefined && isModelPart(document.data)) return checkPart(text, file, document, options);
  return checkExperiment(text, file, options);
}

function checkBibliographyFile(text: string, file: string): Finding {
  const { entries, issues } = checkBibliography(text, file);
  const summary = `sound: bibliography of ${counted(entries.size, "entry", "entries")}`;
  return { kind: "bibliography", issues, summary, notes: [] };
}

function checkExperiment(text: string, file: string, options: CheckOptions): Finding {
  const places = surroundings(file, options);
  const { experiment, issues } = loadExperiment(text, file, options.set ?? [], places);
  if (experiment) peopleSamples(experiment); // Throws if a table to compare with is faulty.
  const summary = experiment
    ? `sound: experiment "${experiment.name}", ${counted(experiment.groups.length, "group")} of ` +
      `${counted(experiment.plan.subjects, "subject")}, ${trialsText(experiment.task)}, model ${experiment.model.name} ${experiment.model.version}`
    : "";
  const sources = experiment ? bibliographyOf(experiment.modelSource.documents, places.readText).issues : [];
  return { kind: "experiment", issues: [...issues, ...sources], summary, notes: [] };
}

/** How many trials a session has. */
function trialsText({ trials }: { readonly trials: number | null }): string {
  return trials === null ? "as many trials as a subject has" : counted(trials, "trial");
}

function checkProtocol(text: string, file: string, options: CheckOptions): Finding {
  const { protocol, issues } = loadProtocol(text, file, options.set ?? [], options);
  const summary = protocol
    ? `sound: protocol "${protocol.name}", ${counted(protocol.conditions.length, "curve")}, model ${protocol.model.name} ${protocol.model.version}`
    : "";
  return { kind: "protocol", issues, summary, notes: [] };
}

function checkBehaviouralModel(text: string, file: string, options: CheckOptions): Finding {
  const { definition, issues } = readBehaviour(text, file);
  const summary = definition
    ? `sound: behavioural model "${definition.id}", ${counted(definition.parameters.length, "parameter")} ` +
      `(${definition.parameters.map(({ name }) => name).join(", ")}), a row has ` +
      definition.columns.map(({ name, isOptional }) => (isOptional ? `${name} (may be missing)` : name)).join(", ")
    : "";
  const { data, positions } = readYaml(text, file);
  const isShaped = typeof data === "object" && data !== null && !Array.isArray(data);
  const { readText } = surroundings(file, options);
  const sources = isShaped ? bibliographyOf([{ file, data, positions }], readText).issues : [];
  return { kind: "behavioural model", issues: [...issues, ...sources], summary, notes: [] };
}

function checkModelFile(file: string, options: CheckOptions): Finding {
  const places = surroundings(file, options);
  const source = readModel(file, places.readText, places);
  const issues = [...checkModel(source), ...bibliographyOf(source.documents, places.readText).issues];
  const count = (part: "areas" | "nuclei" | "projections" | "parameters") =>
    source.documents.reduce((sum, { data }) => sum + Object.keys(data[part] ?? {}).length, 0);
  const summary =
    `sound: model of ${counted(count("areas"), "area")}, ${counted(count("nuclei"), "nucleus", "nuclei")}, ` +
    `${counted(count("projections"), "projection")}, ${counted(count("parameters"), "parameter")} ` +
    `in ${counted(source.files.length, "file")}`;
  const isSound = issues.every(({ severity }) => severity !== "error");
  const notes = isSound
    ? directReadings(outlineModel(source)).map(
        ({ place, text }) => `${place.file}:${place.line}:${place.column}: note: ${text}`,
      )
    : [];
  return { kind: "model", issues, summary, notes };
}

/** Sections of a model and nothing that only an experiment has: a file that models import. */
function isModelPart(data: unknown): data is Readonly<Record<string, unknown>> {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  const [part, experiment] = [modelPartSchema.shape, experimentSchema.shape];
  const keys = Object.keys(data);
  return keys.some((key) => key in part) && !keys.some((key) => key in experiment && !(key in part));
}

function checkPart(text: string, file: string, { data, positions }: YamlDocument, options: CheckOptions): Finding {
  const sections = Object.keys(data as object).join(", ");
  const issues = checkModelPart(text, file);
  const { readText } = surroundings(file, options);
  const sources = issues.length > 0 ? [] : bibliographyOf([{ file, data: data as object, positions }], readText).issues;
  const summary = `sound as far as it can be told alone: part of a model (${sections})`;
  return { kind: "model", issues: [...issues, ...sources], summary, notes: [] };
}

async function checkBehaviour(file: string, options: CheckOptions): Promise<Finding> {
  const { table, notes } = await behaviourOf(file, options);
  const subjects = new Set(table.subject as Iterable<unknown>).size;
  const summary = `sound: ${counted(rowCount(table), "trial")} of ${counted(subjects, "subject")}`;
  return { kind: "behaviour", issues: [], summary, notes };
}
