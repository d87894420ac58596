import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { agentKinds } from "../agents/index.ts";
import { bundledBehaviour } from "../io/behaviourBundled.ts";
import { bundledSets } from "../io/fitting/bundledTrials.ts";
import { bundledModels, machineSurroundings, readTextFile, shortPath } from "../io/machine.ts";
import { packageRoot } from "../io/packageRoot.ts";
import { nearestName } from "../math/nearestName.ts";
import { claims, effectOf } from "../phenomena/index.ts";
import { type ModelSource, readModel, readYaml } from "../spec/index.ts";
import { taskKinds } from "../tasks/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { behaviourModelItems, environmentItems } from "./fitList.ts";
import { type DrugPlaces, drugItems, genotypeItems } from "./listDrugs.ts";
import { ruleItems } from "./listRules.ts";
import { type AccessOptions, issuesError, surroundings } from "./loadExperiment.ts";
import { modelPath } from "./loadModel.ts";
import { Terminal, terminalWidth } from "./terminal.ts";
import { wrap } from "./textTable.ts";

/** Options of `list`. */
export interface ListOptions extends AccessOptions {
  readonly json?: boolean;
  readonly model: string;
}

/** Something that can be listed. */
interface Item {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  /** Further lines, shown when only this kind is listed. */
  readonly details?: readonly string[];
  readonly [detail: string]: unknown;
}

const kinds: Readonly<Record<string, (model: ModelSource) => Item[]>> = {
  tasks: () =>
    taskKinds.map((kind) => {
      const { title, summary } = kind.make().description;
      return {
        id: kind.id,
        label: title,
        doc: summary,
        options: kind.options,
        forms: formsOf(kind),
        details: [...optionDetails(kind.options), ...formDetails(kind)],
      };
    }),
  areas: (model) => partsOf(model, "areas"),
  nuclei: (model) => partsOf(model, "nuclei"),
  modulators: (model) => partsOf(model, "modulators"),
  receptors: receptorsOf,
  parameters: parametersOf,
  drugs: (model) => drugItems(drugPlaces(model)),
  genotypes: genotypeItems,
  rules: ruleItems,
  phenomena: () =>
    claims.map(({ id, name, covers, tier }) => ({
      id,
      label: name,
      doc: `tier ${tier}${effectOf(id) ? "" : ", not yet run"}: ${covers}`,
      tier,
      programmed: effectOf(id) !== null,
    })),
  agents: () => agentKinds.map(({ id, label, description }) => ({ id, label, doc: description })),
  data: dataItems,
  models: () => Object.entries(bundledModels()).map(([id, file]) => ({ ...titleOf(file), id, file: shortPath(file) })),
  "behaviour-models": behaviourModelItems,
  environments: environmentItems,
  examples: () => ["experiments", "examples", "examples/rules"].flatMap(experimentsIn),
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
  const model = modelSource(options); // A wrong model is said even where nothing of it is listed.
  // Without a kind, parameters are left to `list parameters` and `explain`: there are too many of them.
  const shown = kind === undefined ? names.filter((name) => name !== "parameters") : [kind];
  const items = Object.fromEntries(shown.map((name) => [name, kinds[name]!(model)]));
  const documents = Object.fromEntries(
    shown.map((name) => [name, items[name]!.map(({ details: _, ...item }) => item)]),
  );
  terminal.document(kind === undefined ? documents : documents[kind]);
  for (const name of shown) {
    const brief = items[name]!.map(({ details: _, ...item }) => item);
    terminal.result(`${name}\n${listing(kind === undefined ? brief : items[name]!, terminal)}\n`);
  }
}

/** Name and label, the description beside or (if there is no room) below them, details further in. */
function listing(items: readonly Item[], terminal: Terminal): string {
  if (items.length === 0) return "  (none)";
  const indent = "    ";
  const room = terminalWidth() - indent.length;
  return items
    .flatMap(({ id, label, doc, details = [] }) => [
      `  ${terminal.bold(id)}${label === "" || label === id ? "" : `  ${label}`}`,
      ...[doc, ...details].flatMap((text) => wrap(text, room)).map((line) => indent + line),
    ])
    .join("\n");
}

/** The published forms of a task with what they are. */
function formsOf({ presets = {} }: (typeof taskKinds)[number]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(presets).map(([name, { doc }]) => [name, doc]));
}

/** A task's published forms, a line each. */
function formDetails(kind: (typeof taskKinds)[number]): string[] {
  return Object.entries(formsOf(kind)).map(([name, doc]) => `schedule: ${name}: ${doc}`);
}

/** A task's options, a line each. */
function optionDetails(options: (typeof taskKinds)[number]["options"]): string[] {
  return Object.entries(options).map(
    ([name, { default: usual, low, high, doc }]) => `${name} (${usual}; ${low} to ${high}): ${doc}`,
  );
}

/** Bundled tables of trials, which `fit` takes by name; one that reports can stand beside says so. */
function dataItems(): Item[] {
  return bundledSets().map(({ id, title, task, citation, licence }) => {
    const compared = bundledBehaviour.find((one) => one.id === id)?.note ?? null;
    const details = [
      `${citation} Licence: ${licence}.`,
      ...(compared === null ? [] : [`Also for \`references\` of experiments and \`behaviour --against\`. ${compared}`]),
    ];
    return { id, label: title, doc: task, citation, licence, isReference: compared !== null, details };
  });
}

type ModelPart = "areas" | "nuclei" | "modulators" | "receptors" | "parameters";

/** Everything of one kind that a model's files declare, by name. */
function declared<Part extends ModelPart>(
  model: ModelSource,
  part: Part,
): [string, NonNullable<ModelSource["documents"][number]["data"][Part]>[string]][] {
  return model.documents.flatMap(({ data }) => Object.entries(data[part] ?? {}));
}

function partsOf(model: ModelSource, part: ModelPart): Item[] {
  return declared(model, part).map(([id, value]) => {
    const { label, doc } = value as { label?: string; doc?: string };
    return { id, label: label ?? "", doc: doc ?? "" };
  });
}

function drugPlaces(model: ModelSource): DrugPlaces {
  const modulators = declared(model, "modulators");
  const degraded = declared(model, "areas").flatMap(([, area]) =>
    Object.entries(area.modulators ?? {}).flatMap(([name, { enzyme }]) => (enzyme === undefined ? [] : [name])),
  );
  return {
    receptors: declared(model, "receptors").map(([id]) => id),
    modulators: modulators.map(([id]) => id),
    degraded: modulators.flatMap(([id, { label = id }]) =>
      degraded.some((name) => [id, label].includes(name)) ? [id] : [],
    ),
  };
}

/** Receptors with their modulator, affinity and the density in each area. */
function receptorsOf(model: ModelSource): Item[] {
  const areas = declared(model, "areas");
  return declared(model, "receptors").map(([id, receptor]) => {
    const { label = "", doc = "", modulator, halfMaximalConcentration, hillCoefficient = 1, status, source } = receptor;
    const densities = Object.fromEntries(areas.flatMap(([area, file]) => densitiesIn(area, file, [id, label])));
    const places = Object.entries(densities).map(([area, density]) => `${area} (density ${density})`);
    const details = [
      `of ${modulator}; half occupied at ${halfMaximalConcentration} × tonic, Hill coefficient ${hillCoefficient} ` +
        `(${status}: ${source})`,
      `in ${places.length > 0 ? places.join(", ") : "no area"}`,
    ];
    const facts = { modulator, halfMaximalConcentration, hillCoefficient, status, source, densities };
    return { id, label, doc, ...facts, details };
  });
}

type AreaFile = NonNullable<ModelSource["documents"][number]["data"]["areas"]>[string];

/** Densities of a receptor, by any of its names, in an area and on its populations. */
function densitiesIn(area: string, file: AreaFile, names: readonly string[]): [string, string | number][] {
  const owners: [string, { readonly receptors?: Readonly<Record<string, string | number>> | undefined }][] = [
    [area, file],
    ...Object.entries(file.populations ?? {}).map(([name, population]): [string, object] => [
      `${area}.${name}`,
      population,
    ]),
  ];
  return owners.flatMap(([owner, { receptors = {} }]) =>
    Object.entries(receptors).flatMap(([name, density]): [string, string | number][] =>
      names.includes(name) ? [[owner, density]] : [],
    ),
  );
}

/** Parameters with value, range and where they come from. */
function parametersOf(model: ModelSource): Item[] {
  return declared(model, "parameters").map(([id, { value, range, status, source, doc = "", scatter = 0 }]) => {
    const between = range ? `, ${range[0]} to ${range[1]}` : "";
    const spread = scatter > 0 ? `; scatter ${scatter}` : "";
    const details = [`${status}: ${source}${spread}`];
    return { id, label: `${value}${between}`, doc, value, range: range ?? null, status, source, scatter, details };
  });
}

function modelSource({ model, ...access }: ListOptions): ModelSource {
  const path = modelPath(model);
  const source = readModel(path, surroundings(path, access).readText, machineSurroundings());
  if (source.issues.some(({ severity }) => severity === "error")) throw issuesError(source.issues);
  return source;
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
