import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { agentKinds } from "../agents/index.ts";
import { drugs } from "../interventions/index.ts";
import { bundledBehaviour } from "../io/behaviourBundled.ts";
import { bundledModels, readTextFile, shortPath } from "../io/machine.ts";
import { packageRoot } from "../io/packageRoot.ts";
import { nearestName } from "../math/nearestName.ts";
import { readModel, readYaml } from "../spec/index.ts";
import { taskKinds } from "../tasks/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { surroundings } from "./loadExperiment.ts";
import { Terminal, terminalWidth } from "./terminal.ts";
import { cut, textTable } from "./textTable.ts";

/** Options of `list`. */
export interface ListOptions {
  readonly json?: boolean;
  readonly model: string;
}

/** Something that can be listed. */
interface Item {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly [detail: string]: unknown;
}

const kinds: Readonly<Record<string, (model: string) => Item[]>> = {
  tasks: () =>
    taskKinds.map((kind) => {
      const { title, summary } = kind.make().description;
      return { id: kind.id, label: title, doc: summary, options: kind.options };
    }),
  areas: (model) => partsOf(model, "areas"),
  nuclei: (model) => partsOf(model, "nuclei"),
  modulators: (model) => partsOf(model, "modulators"),
  receptors: (model) => partsOf(model, "receptors"),
  drugs: () => drugs.map((drug) => ({ ...drug, label: drug.affinities.map(({ receptor }) => receptor).join(", ") })),
  rules: (model) => partsOf(model, "rules"),
  agents: () => agentKinds.map(({ id, label, description }) => ({ id, label, doc: description })),
  data: () => bundledBehaviour.map(({ id, title, note, citation }) => ({ id, label: title, doc: note, citation })),
  models: () => Object.entries(bundledModels()).map(([id, file]) => ({ ...titleOf(file), id, file: shortPath(file) })),
  examples: () => ["experiments", "examples"].flatMap(experimentsIn),
};

/** `neohebb list`. */
export async function list(kind: string | undefined, options: ListOptions): Promise<void> {
  const terminal = new Terminal(options);
  const names = Object.keys(kinds);
  if (kind !== undefined && !names.includes(kind)) {
    const nearest = nearestName(kind, names);
    const hint = nearest ? `did you mean "${nearest}"?` : `kinds are ${names.join(", ")}`;
    throw new CommandError(`there is nothing called "${kind}" to list; ${hint}`, exitCodes.wrongUse);
  }
  const shown = kind === undefined ? names : [kind];
  const items = Object.fromEntries(shown.map((name) => [name, kinds[name]!(options.model)]));
  terminal.document(kind === undefined ? items : items[kind]);
  for (const name of shown) {
    terminal.result(`${terminal.bold(name)}\n${tableOf(items[name]!)}\n`);
  }
}

function tableOf(items: readonly Item[]): string {
  if (items.length === 0) return "(none)";
  const idWidth = Math.max(...items.map(({ id }) => id.length));
  const labelWidth = Math.min(28, Math.max(...items.map(({ label }) => label.length)));
  const room = Math.max(20, terminalWidth() - idWidth - labelWidth - 4);
  return textTable(
    [
      { title: "name", align: "left" },
      { title: "", align: "left" },
      { title: "", align: "left" },
    ],
    items.map(({ id, label, doc }) => [id, cut(label, labelWidth), cut(doc.replace(/\s+/gu, " "), room)]),
  );
}

type ModelPart = "areas" | "nuclei" | "modulators" | "receptors" | "rules";

function partsOf(model: string, part: ModelPart): Item[] {
  const places = surroundings();
  const path = places.findModel(model, join(process.cwd(), "experiment.yaml"));
  if (path === null) {
    const nearest = nearestName(model, places.models);
    const hint = nearest ? `; did you mean "${nearest}"?` : "";
    throw new CommandError(`there is no model "${model}"${hint}`, exitCodes.wrongUse);
  }
  return readModel(path, places.readText).documents.flatMap(({ data }) =>
    Object.entries(data[part] ?? {}).map(([id, value]) => {
      const { label, doc } = value as { label?: string; doc?: string };
      return { id, label: label ?? "", doc: doc ?? "" };
    }),
  );
}

function titleOf(file: string): { label: string; doc: string } {
  const data = readYaml(readTextFile(file), file).data as Record<string, unknown> | undefined;
  const text = (name: string) => (typeof data?.[name] === "string" ? data[name] : "");
  return { label: text("title") || text("name"), doc: text("description") || text("summary") };
}

function experimentsIn(folder: string): Item[] {
  const path = join(packageRoot(), folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ id: shortPath(join(path, name)), ...titleOf(join(path, name)) }));
}
