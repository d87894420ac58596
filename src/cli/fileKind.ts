import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { findCheckpoint } from "../io/checkpoint.ts";
import { findFitCheckpoint } from "../io/fitting/fitCheckpoint.ts";
import { readTextFile } from "../io/machine.ts";
import { readManifest } from "../io/resultsFolder.ts";
import { readYaml } from "../spec/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { quoted } from "./terminal.ts";

/** What a path can lead to. */
export type FileKind =
  | "experiment"
  | "protocol"
  | "model"
  | "behaviouralModel"
  | "bibliography"
  | "table"
  | "results"
  | "interrupted"
  | "folder"
  | "page";

/** What each kind is called, and which commands take it. */
const kinds: Readonly<Record<FileKind, { readonly what: string; readonly commands: readonly string[] }>> = {
  experiment: { what: "an experiment", commands: ["run FILE", "check FILE"] },
  protocol: { what: "a pairing protocol", commands: ["run FILE", "check FILE"] },
  model: { what: "a model", commands: ["check FILE", "explain FILE", "methods FILE", "list areas --model FILE"] },
  behaviouralModel: { what: "a behavioural model", commands: ["check FILE", "fit DATA --model FILE"] },
  bibliography: { what: "a bibliography (BibTeX)", commands: ["check FILE"] },
  table: { what: "a table of behaviour", commands: ["behaviour FILE", "check FILE", "fit FILE --model NAME"] },
  results: { what: "a folder with the results of a run", commands: ["behaviour FILE"] },
  interrupted: { what: "the checkpoint of an interrupted run", commands: ["resume FILE"] },
  folder: { what: "a folder", commands: [] },
  page: { what: "a page (HTML): open it in a browser", commands: [] },
};

/** What a path leads to; null if there is nothing, or nothing can be said of it. */
export function kindOfFile(path: string): FileKind | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isDirectory()) {
    if (findCheckpoint(path) || findFitCheckpoint(path)) return "interrupted";
    return readManifest(path) ? "results" : "folder";
  }
  if (/\.bib$/iu.test(path)) return "bibliography";
  if (/\.(csv|tsv|parquet)$/iu.test(path)) return "table";
  if (/\.html?$/iu.test(path)) return "page";
  const text = textOf(path);
  if (text === null) return null;
  if (/^\s*@\w+\s*\{/u.test(text)) return "bibliography";
  const { data } = readYaml(text, path);
  const { neohebb, extends: base } = (data ?? {}) as { neohebb?: unknown; extends?: unknown };
  const format =
    typeof neohebb === "string" ? /^(experiment|protocol|model|behaviour)\//u.exec(neohebb)?.[1] : undefined;
  if (format === "behaviour") return "behaviouralModel";
  if (format !== undefined) return format as FileKind;
  return typeof base === "string" ? "model" : null;
}

function textOf(path: string): string | null {
  try {
    return readTextFile(path);
  } catch {
    return null;
  }
}

/**
 * Refuses a file of another kind than those that are wanted, and says which commands take it. What cannot be told apart,
 * and a mere folder, passes: it is read, and what is wrong with it said.
 *
 * @throws CommandError (wrong file)
 */
export function demandKind(path: string, wanted: readonly FileKind[]): void {
  const kind = kindOfFile(path);
  if (kind === null || kind === "folder" || wanted.includes(kind)) return;
  const { what, commands } = kinds[kind];
  const takes = wanted.map((one) => kinds[one].what).join(" or ");
  const inside = kind === "results" ? `; its figures are in ${join(path, "report.html")}` : "";
  const lines = [
    `${path}:1:1: this is ${what}, not ${takes}${inside}`,
    ...(commands.length > 0 ? ["what can be done with it:"] : []),
    ...commands.map((one) => `  npx neohebb ${one.replace("FILE", quoted(path))}`),
    ...modelHint(path, kind, wanted),
  ];
  throw new CommandError(lines.join("\n"), exitCodes.wrongFile);
}

/** For an experiment or protocol where a model is wanted: the model that it names. */
function modelHint(path: string, kind: FileKind, wanted: readonly FileKind[]): string[] {
  if (!wanted.includes("model") || (kind !== "experiment" && kind !== "protocol")) return [];
  const { model } = (readYaml(readTextFile(path), path).data ?? {}) as { model?: unknown };
  return typeof model === "string" ? [`its model is ${model}`] : [];
}
