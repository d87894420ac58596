import { nearestName } from "../math/nearestName.ts";
import { dimensionless, raiseDimension, timeDimension } from "../units/index.ts";
import type { Declaring } from "./declaring.ts";
import { spelling } from "./issue.ts";
import type { Placed } from "./sections.ts";
import { canonical, namesOfKind, type Scope, type SymbolTable } from "./symbols.ts";

/** Inputs of each ligand: doses in units of its affinity, or rates. */
const ligandInputs = {
  agonist: ["agonist", "agonistEffect"],
  competitor: ["competitor"],
  slow: ["association", "dissociation"],
} as const;

const perSecond = raiseDimension(timeDimension, -1);

/** An input by which drugs act, such as `transporter.dopamine`; its first word is then no name for anything else. */
function drugInput(declaring: Declaring, kind: string, name: string, placed: Placed<unknown>): void {
  const place = placed.positions.key(placed.path);
  declaring.claimDrugInput(kind, placed);
  const isRate = kind === "association" || kind === "dissociation";
  declaring.variable({
    name: `${kind}.${name}`,
    dimension: isRate ? perSecond : dimensionless,
    role: "input",
    place,
  });
}

/** Modulators, receptors and operators of the files, and the inputs by which drugs act on them. */
export function makeTable(
  declaring: Declaring,
  globals: Scope,
  vectorInputs: SymbolTable["vectorInputs"],
): SymbolTable {
  const given = declaring.manipulations;
  const modulators: SymbolTable["modulators"] = new Map();
  for (const [name, placed] of declaring.section("modulators")) {
    declaring.checkReserved(name, placed.positions.key(placed.path));
    const targets = [...new Set([...(placed.value.targets ?? []), ...(given.targets?.[name] ?? [])])];
    modulators.set(name, {
      label: declaring.alias("modulator", name, placed),
      doc: placed.value.doc ?? "",
      targets,
    });
    for (const target of targets) drugInput(declaring, target, name, placed);
  }
  const operators = new Set<string>();
  for (const [name, placed] of declaring.section("operators")) {
    declaring.checkReserved(name, placed.positions.key(placed.path));
    operators.add(name);
  }
  const table: SymbolTable = {
    globals,
    areas: new Map(),
    nuclei: new Map(),
    populations: declaring.populations,
    vectorInputs,
    projections: new Map(),
    modulators,
    receptors: new Map(),
    modulatory: new Map(),
    operators,
    aliases: declaring.aliases,
  };
  for (const [name, placed] of declaring.section("receptors")) {
    const place = placed.positions.key(placed.path);
    const ligands = [...new Set([...(placed.value.ligands ?? []), ...(given.ligands?.[name] ?? [])])];
    declaring.checkReserved(name, place);
    const modulator = canonical(table, "modulator", placed.value.modulator);
    if (modulator === null)
      declaring.issues.error(
        "unknown-name",
        placed.positions.value([...placed.path, "modulator"]),
        `unknown modulator "${placed.value.modulator}"`,
        spelling(nearestName(placed.value.modulator, namesOfKind(table, "modulator"))),
      );
    table.receptors.set(name, {
      label: declaring.alias("receptor", name, placed),
      doc: placed.value.doc ?? "",
      modulator: modulator ?? placed.value.modulator,
      ligands,
    });
    declaring.variable({ name: `antagonist.${name}`, dimension: dimensionless, role: "input", place });
    for (const ligand of ligands) for (const input of ligandInputs[ligand]) drugInput(declaring, input, name, placed);
  }
  return table;
}
