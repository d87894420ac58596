import { nearestName } from "../math/nearestName.ts";
import type { Declaring } from "./declaring.ts";
import { spelling } from "./issue.ts";
import type { AreaFile, NucleusFile, PopulationFile } from "./modelFile.ts";
import { sizeOf } from "./quantities.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import {
  type AreaOwner,
  canonical,
  type ModelSymbol,
  type NucleusOwner,
  namesOfKind,
  type PopulationOwner,
  Scope,
  type SymbolTable,
} from "./symbols.ts";

/** An owner with the part (or parts) of the files that its equations come from. */
export interface Sourced<T, File> {
  readonly owner: T;
  readonly file: Placed<File>;
}

/** Areas with their populations. */
export function declareAreas(
  declaring: Declaring,
  sizes: ReadonlyMap<string, number>,
  globals: Scope,
): { areas: Sourced<AreaOwner, AreaFile>[]; populations: Map<AreaOwner, Sourced<PopulationOwner, PopulationFile>[]> } {
  const areas: Sourced<AreaOwner, AreaFile>[] = [];
  const populations = new Map<AreaOwner, Sourced<PopulationOwner, PopulationFile>[]>();
  for (const [name, placed] of declaring.section("areas")) {
    declaring.claim(name, "area", placed);
    const symbols = new Map<string, ModelSymbol>();
    const owner: AreaOwner = {
      kind: "area",
      name,
      label: declaring.alias("area", name, placed),
      doc: placed.value.doc ?? "",
      symbols,
      scope: new Scope(symbols, globals, null),
      place: placed.positions.key(placed.path),
      populations: new Map(),
      concentrations: new Map(),
      receptors: new Map(),
    };
    Object.assign(owner, { scope: new Scope(symbols, globals, owner) });
    declaring.members(owner, placed, owner.scope);
    declaring.definitions(owner, placed, owner.scope);
    const inArea = entriesOf(inside(placed, "populations")).map(([key, entry]) =>
      declarePopulation(declaring, owner, key, entry, sizes),
    );
    areas.push({ owner, file: placed });
    populations.set(owner, inArea);
  }
  return { areas, populations };
}

function declarePopulation(
  declaring: Declaring,
  area: AreaOwner,
  key: string,
  placed: Placed<PopulationFile>,
  sizes: ReadonlyMap<string, number>,
): Sourced<PopulationOwner, PopulationFile> {
  const place = placed.positions.key(placed.path);
  declaring.checkReserved(key, place);
  if (area.symbols.has(key))
    declaring.issues.error("duplicate", place, `"${key}" is already a quantity of ${area.name}`);
  const symbols = new Map<string, ModelSymbol>();
  const owner: PopulationOwner = {
    kind: "population",
    name: `${area.name}.${key}`,
    label: placed.value.label ?? key,
    doc: placed.value.doc ?? "",
    symbols,
    scope: area.scope,
    place,
    area,
    receptors: new Map(),
    size: sizeOf(inside(placed, "size")!, sizes, declaring.issues) ?? 1,
  };
  Object.assign(owner, { scope: new Scope(symbols, area.scope, owner) });
  declaring.members(owner, placed, owner.scope);
  declaring.definitions(owner, placed, owner.scope);
  area.populations.set(key, owner);
  declaring.populations.set(owner.name, owner);
  return { owner, file: placed };
}

/** Nuclei. */
export function declareNuclei(declaring: Declaring, table: SymbolTable): Sourced<NucleusOwner, NucleusFile>[] {
  return [...declaring.section("nuclei")].map(([name, placed]) => {
    declaring.claim(name, "nucleus", placed);
    const symbols = new Map<string, ModelSymbol>();
    const owner: NucleusOwner = {
      kind: "nucleus",
      name,
      label: declaring.alias("nucleus", name, placed),
      doc: placed.value.doc ?? "",
      symbols,
      scope: table.globals,
      place: placed.positions.key(placed.path),
      modulator: aliased(declaring, table, "modulator", inside(placed, "modulator")!) ?? placed.value.modulator,
      corelease: entriesOf(inside(placed, "corelease") as Placed<Readonly<Record<string, string>>> | null).flatMap(
        ([, text]) => aliased(declaring, table, "modulator", text) ?? [],
      ),
    };
    Object.assign(owner, { scope: new Scope(symbols, table.globals, owner) });
    declaring.members(owner, placed, owner.scope);
    declaring.definitions(owner, placed, owner.scope);
    if (symbols.get("rate")?.kind !== "variable")
      declaring.issues.error("missing", owner.place, `nucleus "${name}" has no variable "rate"`, {
        hint: "every nucleus has a rate, 1 = tonic",
      });
    table.nuclei.set(name, owner);
    return { owner, file: placed };
  });
}

/** The thing of a kind that a text of the file names; null (and an issue) if there is none. */
export function aliased(
  declaring: Declaring,
  table: SymbolTable,
  kind: "area" | "nucleus" | "modulator" | "receptor",
  text: Placed<string>,
  at: "value" | "key" = "value",
): string | null {
  const found = canonical(table, kind, text.value);
  if (found !== null) return found;
  const place = text.positions[at](text.path);
  declaring.issues.error(
    "unknown-name",
    place,
    `unknown ${kind} "${text.value}"`,
    spelling(nearestName(text.value, namesOfKind(table, kind))),
  );
  return null;
}
