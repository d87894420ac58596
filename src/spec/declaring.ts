import type { Domain } from "../engine/program.ts";
import type { Dimension } from "../units/index.ts";
import type { IssueCollector, Location } from "./issue.ts";
import type { Manipulations } from "./manipulations.ts";
import type { ModelPart, VariableFile } from "./modelFile.ts";
import type { ModelDocument } from "./modelSource.ts";
import { unitDimension } from "./quantities.ts";
import { entriesOf, inside, type Placed, section } from "./sections.ts";
import {
  type AliasKind,
  type DefinitionSymbol,
  domainOf,
  type InitialValue,
  type ModelSymbol,
  type Owner,
  type PopulationOwner,
  type Scope,
  sourceText,
  type VariableSymbol,
} from "./symbols.ts";
import type { Guard } from "./varied.ts";

/** Words with a meaning of their own. */
const reserved = new Set([
  ...["step", "clock", "time", "index", "size", "pre", "post", "and", "or", "not", "modulation", "antagonist", "yoked"],
  ...[
    "exp",
    "log",
    "tanh",
    "floor",
    "sigmoid",
    "abs",
    "positive",
    "sqrt",
    "min",
    "max",
    "clip",
    "mod",
    "power",
    "where",
  ],
  ...[
    "normal",
    "uniform",
    "sum",
    "mean",
    "maximum",
    "minimum",
    "input",
    "delayed",
    "occupancy",
    "resting",
    "concentration",
    "elapsed",
  ],
]);

const drugInputs = "input of drugs";

/** What may be left out when a variable is made. */
interface VariableOptions {
  readonly name: string;
  readonly dimension: Dimension | null;
  readonly place: Location;
  readonly role?: VariableSymbol["role"];
  readonly storage?: VariableSymbol["storage"];
  readonly domain?: Domain;
  readonly owner?: Owner | null;
  readonly label?: string;
  readonly initial?: InitialValue | null;
  readonly plastic?: boolean;
  readonly derived?: boolean;
}

/** Gathers what the files of a model declare. */
export class Declaring {
  readonly documents: readonly ModelDocument[];
  /** Main file. */
  readonly file: string;
  readonly issues: IssueCollector;
  /** What is done to cells, terminals, receptors and transporters. */
  readonly manipulations: Manipulations;
  /** What must come out alike for all subjects whose parameters differ. */
  readonly guards: Guard[] = [];
  /** Names visible everywhere. */
  readonly globals = new Map<string, ModelSymbol>();
  readonly populations = new Map<string, PopulationOwner>();
  /** All variables of the program in order of declaration. */
  readonly variables = new Map<string, VariableSymbol>();
  readonly aliases: Record<AliasKind, Map<string, string>> = {
    area: new Map(),
    nucleus: new Map(),
    modulator: new Map(),
    receptor: new Map(),
  };
  private readonly claimed = new Map<string, string>();

  constructor(
    documents: readonly ModelDocument[],
    file: string,
    issues: IssueCollector,
    manipulations: Manipulations = {},
  ) {
    this.documents = documents;
    this.file = file;
    this.issues = issues;
    this.manipulations = manipulations;
  }

  section<Name extends Exclude<Parameters<typeof section>[1], never>>(name: Name) {
    return section<Name>(this.documents, name, this.issues);
  }

  /** Takes a name of the top level, where every name has one meaning. */
  claim(name: string, kind: string, placed: Placed<unknown>): void {
    const place = placed.positions.key(placed.path);
    this.checkReserved(name, place);
    const before = this.claimed.get(name);
    if (before !== undefined)
      this.issues.error("duplicate", place, `"${name}" is the name of ${article(before)} and of ${article(kind)}`);
    else this.claimed.set(name, kind);
  }

  /** Takes the first word of the inputs by which drugs act (several inputs may share it). */
  claimDrugInput(kind: string, placed: Placed<unknown>): void {
    if (this.claimed.get(kind) !== drugInputs) this.claim(kind, drugInputs, placed);
  }

  checkReserved(name: string, place: Location): void {
    if (reserved.has(name))
      this.issues.error("duplicate", place, `"${name}" is a word of the language and cannot be a name`);
  }

  /** Takes a label as an alias of a name. */
  alias(kind: AliasKind, name: string, placed: Placed<{ readonly label?: string | undefined }>): string {
    const label = placed.value.label;
    if (label === undefined) return name;
    const place = placed.positions.value([...placed.path, "label"]);
    const known = this.aliases[kind].get(label);
    if (known !== undefined && known !== name)
      this.issues.error("duplicate", place, `label "${label}" is already that of ${known}`);
    this.aliases[kind].set(label, name);
    return label;
  }

  /** Makes a variable of the program. */
  variable(options: VariableOptions): VariableSymbol {
    const variable: VariableSymbol = {
      kind: "variable",
      domain: { kind: "subject" },
      role: "state",
      storage: "subject",
      owner: null,
      label: options.name,
      initial: null,
      plastic: false,
      derived: false,
      ...options,
    };
    this.variables.set(variable.name, variable);
    return variable;
  }

  /** Declares the variables that an owner's part of a file gives; later ones of the same name replace earlier ones. */
  members(
    owner: Owner,
    placed: Placed<{ readonly variables?: Readonly<Record<string, VariableFile>> | undefined }>,
    scope: Scope,
  ): void {
    for (const [name, entry] of entriesOf(inside(placed, "variables"))) {
      const place = entry.positions.key(entry.path);
      this.checkReserved(name, place);
      const shared = entry.value.storage === "shared";
      const initial = inside(entry, "initial");
      if (shared && initial)
        this.issues.error(
          "usage",
          initial.positions.key(initial.path),
          "a shared table is written by the host: no initial value",
        );
      if (entry.value.plastic && owner.kind !== "projection")
        this.issues.error(
          "usage",
          entry.positions.key([...entry.path, "plastic"]),
          "only a projection's variable can be plastic",
        );
      owner.symbols.set(
        name,
        this.variable({
          name: `${owner.name}.${name}`,
          dimension: unitDimension(inside(entry, "unit")!, this.issues),
          place,
          domain: domainOf(owner),
          owner,
          role: shared ? "input" : "state",
          storage: shared ? "shared" : "subject",
          label: entry.value.label ?? name,
          initial: initial && { text: sourceText(initial.value, initial.positions, initial.path), scope },
          plastic: entry.value.plastic ?? false,
        }),
      );
    }
  }

  /** Declares the definitions of an owner's part of a file. */
  definitions(owner: Owner, placed: Placed<Pick<ModelDefinitions, "definitions">>, scope: Scope): void {
    for (const [name, entry] of entriesOf(inside(placed, "definitions"))) {
      const place = entry.positions.key(entry.path);
      this.checkReserved(name, place);
      const before = owner.symbols.get(name);
      if (before && before.kind !== "definition")
        this.issues.error("duplicate", place, `"${name}" is already a quantity of ${owner.name}`);
      else owner.symbols.set(name, this.definition(owner, name, entry, scope));
    }
  }

  private definition(owner: Owner, name: string, entry: Placed<DefinitionFile>, scope: Scope): DefinitionSymbol {
    return {
      kind: "definition",
      name,
      dimension: unitDimension(inside(entry, "unit")!, this.issues),
      text: sourceText(entry.value.expression, entry.positions, [...entry.path, "expression"]),
      scope,
      owner,
    };
  }
}

type ModelDefinitions = NonNullable<NonNullable<ModelPart["areas"]>[string]>;
type DefinitionFile = NonNullable<ModelDefinitions["definitions"]>[string];

function article(kind: string): string {
  return /^[aeiou]/u.test(kind) ? `an ${kind}` : `a ${kind}`;
}
