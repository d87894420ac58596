import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bundledModels, readTextFile, shortPath } from "../io/machine.ts";
import { packageRoot } from "../io/packageRoot.ts";
import { type ModelSource, type RuleFile, readYaml } from "../spec/index.ts";
import { quoted } from "./terminal.ts";

/** A plasticity rule as `list` shows it. */
export interface RuleItem {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  /** The model that has it, or `library` for the rules that any model can import. */
  readonly from: string;
  /** File in which it stands. */
  readonly file: string;
  /** Of a model's rule: the projections that follow it. */
  readonly projections?: readonly string[];
  /** Of a rule of the library: protocols that show its published curves. */
  readonly protocols?: readonly string[];
  readonly sources: readonly string[];
  readonly details: readonly string[];
  readonly [detail: string]: unknown;
}

/** The rules of a model, then those of the library (`models/rules`) that the model does not have already. */
export function ruleItems(source: ModelSource): RuleItem[] {
  const own = modelRules(source);
  const files = new Set(source.documents.map(({ file }) => resolve(file)));
  return [...own, ...libraryRules().filter(({ file }) => !files.has(resolve(file)))];
}

function modelRules({ file: main, documents }: ModelSource): RuleItem[] {
  const model = documents.at(-1)?.data.name ?? "model";
  const reference = model in bundledModels() ? model : shortPath(main);
  const projections = documents.flatMap(({ data }) => Object.entries(data.projections ?? {}));
  return documents.flatMap(({ file, data }) =>
    Object.entries(data.rules ?? {}).map(([id, rule]) => {
      const followed = projections.filter(([, projection]) => projection?.rule === id).map(([name]) => name);
      const use =
        followed.length > 0
          ? [
              `used by ${followed.join(", ")}`,
              `see npx neohebb explain ${quoted(reference)} --projection ${followed[0]}`,
            ]
          : ["used by no projection"];
      const facts = { from: model, file: shortPath(file), projections: followed };
      return { ...named(id, rule), ...facts, details: [`of ${model}, in ${facts.file}; ${use.join("; ")}`] };
    }),
  );
}

function libraryRules(): RuleItem[] {
  const protocols = protocolsByRuleFile();
  return yamlFiles("models/rules").flatMap((file) =>
    Object.entries((dataOf(file).rules ?? {}) as Readonly<Record<string, RuleFile>>).map(([id, rule]) => {
      const shown = (protocols.get(file) ?? []).map(shortPath);
      const path = shortPath(file);
      const given = Object.entries(rule.parameters ?? {}).map(
        ([name, { unit, default: usual }]) => `${name} (${usual === undefined ? unit : `default ${usual}`})`,
      );
      return {
        ...named(id, rule),
        from: "library",
        file: path,
        protocols: shown,
        details: [
          `of the library, in ${path}`,
          `use it in a model: imports: [${path}] (relative to the model's file), and in a projection rule: ${id}`,
          ...(given.length > 0 ? [`with: ${given.join(", ")}`] : []),
          ...shown.map((protocol) => `run it: npx neohebb run ${protocol}`),
        ],
      };
    }),
  );
}

function named(id: string, { label = "", doc = "", sources = [] }: RuleFile) {
  return { id, label, doc: doc.trim(), sources };
}

/** Protocols of the examples by the files of rules that their models import. */
function protocolsByRuleFile(): ReadonlyMap<string, readonly string[]> {
  const protocols = new Map<string, string[]>();
  for (const protocol of yamlFiles("examples/rules")) {
    const { model } = dataOf(protocol);
    const bench = resolve(dirname(protocol), String(model));
    if (!existsSync(bench)) continue;
    const { imports } = dataOf(bench);
    for (const name of Array.isArray(imports) ? imports : []) {
      const file = resolve(dirname(bench), String(name));
      protocols.set(file, [...(protocols.get(file) ?? []), protocol]);
    }
  }
  return protocols;
}

function yamlFiles(folder: string): string[] {
  const path = join(packageRoot(), folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(path, name));
}

function dataOf(file: string): Readonly<Record<string, unknown>> {
  const { data } = readYaml(readTextFile(file), file);
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
}
