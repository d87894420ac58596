import type { Expression, Program, Statement } from "../engine/index.ts";
import type { Location, LoweredModel, ModelOutline, OutlinedModel } from "../spec/index.ts";

/** A quantity whose equation reads a receptor's occupancy or a concentration, outside of `modulation`. */
export interface ModulatorAction {
  readonly modulator: string;
  /** Null where the concentration itself is read. */
  readonly receptor: string | null;
  /** Area whose receptors or concentration are meant. */
  readonly area: string;
  /** The quantity, `dorsalStriatum.directGain`. */
  readonly quantity: string;
  readonly doc: string;
  /** The quantity is a plastic projection's own: its plasticity reads the modulator outside of `modulation`. */
  readonly direct: boolean;
  /** Plastic projections that it reaches without crossing another synapse or nucleus, and the quantities on the way. */
  readonly reaches: readonly { readonly projection: string; readonly through: readonly string[] }[];
}

interface Source {
  readonly modulator: string;
  readonly receptor: string | null;
  readonly area: string;
}

/**
 * Where modulators act outside of `modulation` entries, found by following what equations read: who reads an occupancy
 * or a concentration, and which plastic synapses read that, through quantities of the synapse, of its two units and
 * populations and of their areas. Sums over other synapses and other nuclei end the way: beyond them everything reaches
 * everything.
 */
export function modulatorActions(model: LoweredModel, outline: ModelOutline): ModulatorAction[] {
  const sources = sourcesOf(model);
  const readers = readersOf(model.program);
  const docs = docsOf(outline);
  const plastic = model.projections.filter(({ weight }) => weight !== null);
  const actions = new Map<
    string,
    ModulatorAction & { readonly reaches: { projection: string; through: string[] }[] }
  >();
  for (const [quantity, reads] of readers) {
    if (isChemistry(quantity, sources, model)) continue;
    for (const variable of reads) {
      const source = sources.get(variable);
      if (!source || quantity.includes(".modulation.")) continue;
      const direct = plastic.some(({ name }) => quantity.startsWith(`${name}.`));
      const doc = docs.get(quantity) ?? "";
      actions.set(`${quantity} ${variable}`, { ...source, quantity, doc, direct, reaches: [] });
    }
  }
  for (const projection of plastic) {
    const paths = pathsTo(projection, readers, sources, model);
    for (const action of actions.values()) {
      const through = paths.get(action.quantity);
      if (through) action.reaches.push({ projection: projection.name, through });
    }
  }
  return [...actions.values()];
}

function sourcesOf({ signals }: LoweredModel): Map<string, Source> {
  return new Map(
    signals.flatMap(({ variable, kind, area, modulator, receptor }): [string, Source][] =>
      (kind === "occupancy" || kind === "concentration") && modulator !== null
        ? [[variable, { modulator, receptor, area }]]
        : [],
    ),
  );
}

/** What the statements of each variable read, in every routine but the first. */
function readersOf({ routines }: Program): Map<string, Set<string>> {
  const readers = new Map<string, Set<string>>();
  for (const { name, statements } of routines) {
    if (name === "initialise" || name === "rest") continue;
    for (const statement of statements) {
      const found = readers.get(statement.variable) ?? new Set<string>();
      readers.set(statement.variable, found);
      readsOf(statement, found);
    }
  }
  return readers;
}

/** Reads of a statement; what synapses bring is not looked into. */
function readsOf({ expression }: Statement, found: Set<string>): void {
  const visit = (part: Expression | { readonly kind: string }): void => {
    if (part.kind === "gather") return;
    if (part.kind === "read") found.add((part as Extract<Expression, { kind: "read" }>).variable);
    for (const value of Object.values(part))
      if (typeof value === "object" && value !== null && "kind" in value) visit(value as { readonly kind: string });
  };
  visit(expression);
}

/** What the language itself computes from concentrations: other concentrations, occupancies, vesicles, slow ligands. */
function isChemistry(quantity: string, sources: ReadonlyMap<string, Source>, { areas }: LoweredModel): boolean {
  if (sources.has(quantity)) return true;
  const derived = /^(.*)\.\w+(Pool|Autoreceptor|Slow)$/u.exec(quantity);
  return derived !== null && areas.some(({ name }) => name === derived[1]);
}

/** From each quantity that a projection's plasticity reads, the quantities on the way to it, nearest first. */
function pathsTo(
  projection: LoweredModel["projections"][number],
  readers: ReadonlyMap<string, ReadonlySet<string>>,
  sources: ReadonlyMap<string, Source>,
  { nuclei }: LoweredModel,
): Map<string, string[]> {
  const { name, source, target, sourceArea, targetArea } = projection;
  const isNear = (variable: string) =>
    [name, source, target, sourceArea, targetArea].some((owner) => variable.startsWith(`${owner}.`)) &&
    !nuclei.some((nucleus) => variable.startsWith(`${nucleus.name}.`));
  const paths = new Map<string, string[]>();
  const queue = [...readers.keys()]
    .filter((variable) => variable.startsWith(`${name}.`))
    .map((variable) => ({ variable, through: [] as string[] }));
  const seen = new Set(queue.map(({ variable }) => variable));
  for (let place = 0; place < queue.length; place++) {
    const { variable, through } = queue[place]!;
    for (const read of readers.get(variable) ?? []) {
      if (seen.has(read) || sources.has(read) || !isNear(read)) continue;
      seen.add(read);
      const own = variable.startsWith(`${name}.`) ? [] : [variable, ...through];
      paths.set(read, own);
      queue.push({ variable: read, through: own });
    }
  }
  for (const { variable } of queue) if (variable.startsWith(`${name}.`)) paths.set(variable, []);
  return paths;
}

function docsOf({ areas, nuclei, projections }: ModelOutline): Map<string, string> {
  const owners = [
    ...areas.flatMap((area) => [area, ...area.populations]),
    ...nuclei,
    ...projections.flatMap((projection) => [projection, ...projection.parts]),
  ];
  return new Map(
    owners.flatMap(({ name, variables }) =>
      variables.map((variable) => [`${name}.${variable.name}`, variable.doc] as const),
    ),
  );
}

/** Where plasticity reads a modulator in equations of its own, outside of `modulation`: a sentence each, with its place. */
export function directReadings({
  model,
  outline,
}: OutlinedModel): { readonly place: Location; readonly text: string }[] {
  const owners = outline.projections.flatMap((projection) => [projection, ...projection.parts]);
  return modulatorActions(model, outline).flatMap(({ direct, quantity, modulator, receptor }) => {
    const owner = owners.find(({ name, equations }) =>
      equations.some(({ target }) => quantity === `${name}.${target}`),
    );
    const equation = owner?.equations.find(({ target }) => quantity === `${owner.name}.${target}`);
    if (!direct || !equation) return [];
    const what = receptor === null ? `concentration(${modulator})` : `occupancy(${receptor})`;
    const text =
      `the plasticity of ${quantity} reads ${what} outside of "modulation": explain lists it as direct, but runs that ` +
      "hold a modulator's effects on plasticity at rest (attribution) leave it as it is";
    return [{ place: equation.expression.place, text }];
  });
}
