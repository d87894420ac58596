import type { Domain, Expression } from "../engine/program.ts";
import type { Dimension } from "../units/index.ts";
import type { Location } from "./issue.ts";
import type { ModulatorTarget, ReceptorLigand } from "./lowered.ts";
import type { Path, Positions } from "./positions.ts";
import type { Varied } from "./varied.ts";

/** A text of the language and where its characters stand. */
export interface SourceText {
  readonly value: string;
  /** Place of a character. */
  at(offset: number): Location;
}

/** The text at a path of a document; numbers are read as they would be written. */
export function sourceText(value: string | number, positions: Positions, path: Path): SourceText {
  return { value: String(value), at: (offset) => positions.within(path, offset) };
}

/** The expression of a value at the beginning, and where its names are looked up. */
export interface InitialValue {
  readonly text: SourceText;
  readonly scope: Scope;
}

/** A quantity held in the program's memory. Its dimension is null where the file's unit cannot be read. */
export interface VariableSymbol {
  readonly kind: "variable";
  /** Name in the program. */
  readonly name: string;
  readonly domain: Domain;
  readonly role: "state" | "parameter" | "input";
  readonly storage: "subject" | "shared";
  readonly dimension: Dimension | null;
  readonly owner: Owner | null;
  readonly place: Location;
  readonly label: string;
  readonly initial: InitialValue | null;
  readonly plastic: boolean;
  /** Computed by the language itself (concentrations, modulation, …): not to be assigned to. */
  readonly derived: boolean;
}

/** A named expression, put in where it is used. */
export interface DefinitionSymbol {
  readonly kind: "definition";
  readonly name: string;
  readonly dimension: Dimension | null;
  readonly text: SourceText;
  /** Where its names are looked up. */
  readonly scope: Scope;
  readonly owner: Owner;
}

/** A parameter that is the same in all subjects, or a size: a number known beforehand. */
export interface ConstantSymbol {
  readonly kind: "constant";
  readonly name: string;
  readonly value: number;
  readonly dimension: Dimension | null;
  /** Set if the host gives each subject a value of its own. */
  readonly varied?: Varied;
}

/** What a name can mean. */
export type ModelSymbol = VariableSymbol | DefinitionSymbol | ConstantSymbol;

/** Names visible from a place, innermost first. */
export class Scope {
  readonly owner: Owner | null;
  private readonly symbols: ReadonlyMap<string, ModelSymbol>;
  private readonly outer: Scope | null;

  constructor(symbols: ReadonlyMap<string, ModelSymbol>, outer: Scope | null, owner: Owner | null) {
    this.symbols = symbols;
    this.outer = outer;
    this.owner = owner;
  }

  find(name: string): ModelSymbol | undefined {
    return this.symbols.get(name) ?? this.outer?.find(name);
  }

  /** A name of this scope alone. */
  own(name: string): ModelSymbol | undefined {
    return this.symbols.get(name);
  }

  names(): string[] {
    return [...this.symbols.keys(), ...(this.outer?.names() ?? [])];
  }

  ownNames(): string[] {
    return [...this.symbols.keys()];
  }
}

interface OwnerBase {
  /** Full name (`striatum.d1`). */
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly symbols: Map<string, ModelSymbol>;
  readonly scope: Scope;
  readonly place: Location;
}

/** An area. */
export interface AreaOwner extends OwnerBase {
  readonly kind: "area";
  readonly populations: Map<string, PopulationOwner>;
  /** Concentration variables by modulator. */
  readonly concentrations: Map<string, VariableSymbol>;
  readonly receptors: Map<string, ReceptorSite>;
}

/** A receptor in an area. */
export interface ReceptorSite {
  readonly receptor: string;
  readonly modulator: string;
  readonly occupancy: VariableSymbol;
  /** Occupancy at tonic concentration without drug. */
  readonly resting: Expression;
}

/** A population of an area, or a vector input (then `area` is null). */
export interface PopulationOwner extends OwnerBase {
  readonly kind: "population";
  readonly area: AreaOwner | null;
  readonly size: number;
  /** Receptors whose density on these units is given, instead of the area's. */
  readonly receptors: Map<string, ReceptorSite>;
}

/** A nucleus. */
export interface NucleusOwner extends OwnerBase {
  readonly kind: "nucleus";
  readonly modulator: string;
  /** What its axons release besides. */
  readonly corelease: readonly string[];
}

/** A projection. */
export interface ProjectionOwner extends OwnerBase {
  readonly kind: "projection";
  readonly source: SliceOf;
  readonly target: SliceOf;
  readonly connection: "all-to-all" | "one-to-one";
  /** Where modulators act. */
  readonly area: AreaOwner;
  readonly transmits: { readonly text: SourceText; readonly scope: Scope };
  /** State that lives in the units at its ends or in its area. */
  readonly parts: ReadonlyMap<PartSide, PartOwner>;
}

/** Where a part of a projection's state lives. */
export type PartSide = "pre" | "post" | "area";

/** State of a projection in each unit of its source or of its target, or once in its area. */
export interface PartOwner extends OwnerBase {
  readonly kind: "part";
  readonly side: PartSide;
  readonly projection: ProjectionOwner;
}

/** Units `from … from + count − 1` of a population. */
export interface SliceOf {
  readonly population: PopulationOwner;
  readonly from: number;
  readonly count: number;
}

/** What holds quantities and equations. */
export type Owner = AreaOwner | PopulationOwner | NucleusOwner | ProjectionOwner | PartOwner;

/** The units of a part, or null for that of an area. */
export function unitsOf({ side, projection }: PartOwner): SliceOf | null {
  if (side === "area") return null;
  return side === "pre" ? projection.source : projection.target;
}

/** The domain of an owner's variables. */
export function domainOf(owner: Owner): Domain {
  if (owner.kind === "population") return { kind: "population", population: owner.name };
  if (owner.kind === "projection") return { kind: "projection", projection: owner.name };
  const units = owner.kind === "part" ? unitsOf(owner) : null;
  if (units) return { kind: "population", population: units.population.name };
  return { kind: "subject" };
}

/** The area that an owner belongs to, if any. */
export function areaOf(owner: Owner | null): AreaOwner | null {
  if (!owner) return null;
  if (owner.kind === "area") return owner;
  if (owner.kind === "population" || owner.kind === "projection") return owner.area;
  if (owner.kind === "part") return owner.projection.area;
  return null;
}

/** Everything that names in the model can mean. */
export interface SymbolTable {
  readonly globals: Scope;
  readonly areas: Map<string, AreaOwner>;
  readonly nuclei: Map<string, NucleusOwner>;
  /** All populations by full name, vector inputs among them. */
  readonly populations: Map<string, PopulationOwner>;
  readonly vectorInputs: Map<string, PopulationOwner>;
  readonly projections: Map<string, ProjectionOwner>;
  readonly modulators: Map<
    string,
    { readonly label: string; readonly doc: string; readonly targets: readonly ModulatorTarget[] }
  >;
  readonly receptors: Map<
    string,
    {
      readonly label: string;
      readonly doc: string;
      readonly modulator: string;
      readonly ligands: readonly ReceptorLigand[];
    }
  >;
  /** Concentration and occupancy variables by name: their modulator, and the value at rest. */
  readonly modulatory: Map<
    string,
    { readonly modulator: string; readonly area: AreaOwner; readonly resting: Expression }
  >;
  readonly operators: Set<string>;
  /** Labels as aliases, by kind. */
  readonly aliases: Readonly<Record<AliasKind, Map<string, string>>>;
}

/** Kinds of thing that may be named by their label. */
export type AliasKind = "area" | "nucleus" | "modulator" | "receptor";

/** The name behind a name or label, or null. */
export function canonical(table: SymbolTable, kind: AliasKind, name: string): string | null {
  const known = { area: table.areas, nucleus: table.nuclei, modulator: table.modulators, receptor: table.receptors }[
    kind
  ];
  if (known.has(name)) return name;
  const target = table.aliases[kind].get(name);
  return target !== undefined ? target : null;
}

/** All names and labels of a kind. */
export function namesOfKind(table: SymbolTable, kind: AliasKind): string[] {
  const known = { area: table.areas, nucleus: table.nuclei, modulator: table.modulators, receptor: table.receptors }[
    kind
  ];
  return [...known.keys(), ...table.aliases[kind].keys()];
}
