import type { Expression, Statement } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { spelling } from "./issue.ts";
import { loseCells, type Routines } from "./lostCells.ts";
import { changeSynapses, changeTerminals } from "./lostTerminals.ts";
import { factorIn, type Manipulations } from "./manipulations.ts";
import { rewritten, scaled } from "./rewriting.ts";
import { stimulateCells } from "./stimulatedCells.ts";
import { areaOf, type NucleusOwner, type PopulationOwner, type SymbolTable, type VariableSymbol } from "./symbols.ts";

/** What a model is manipulated with. */
export interface ManipulatingTask {
  readonly declaring: Declaring;
  readonly lowering: ExpressionLowering;
  readonly table: SymbolTable;
  readonly manipulations: Manipulations;
}

/**
 * Puts manipulations into the statements of a lowered model: stimulation of cells first, then what their terminals bring,
 * then the loss of cells, receptors and the places of drugs. What nothing is asked of stays the very same statement.
 */
export function manipulated<Lowered extends Routines>(lowered: Lowered, task: ManipulatingTask): Lowered {
  const routines = { ...lowered, events: new Map(lowered.events) };
  const { table, manipulations } = task;
  const { light = [], stimulation = [], cells = [], terminals = [] } = manipulations;
  checkNames(task);
  const asked = (name: string, ...lists: (readonly { readonly of: string }[])[]) =>
    lists.some((list) => list.some(({ of }) => of === name));
  for (const owner of [...table.nuclei.values(), ...table.populations.values()]) stimulate(routines, task, owner);
  for (const nucleus of table.nuclei.values()) {
    const rate = rateOf(nucleus);
    if (rate && asked(nucleus.name, light, cells, terminals)) changeTerminals(routines, task, nucleus, rate);
  }
  for (const projection of table.projections.values()) {
    if (asked(projection.name, light, terminals))
      changeSynapses(routines, task, projection, rateOf(projection.source.population));
  }
  for (const population of table.populations.values()) {
    const left = cells.filter(({ of }) => of === population.name).reduce((all, { share }) => all * (1 - share), 1);
    if (left < 1) loseCells(routines, { ...task, population }, 1 - left);
  }
  changeChemistry(routines, task);
  return routines;

  function stimulate(all: Routines, parts: ManipulatingTask, owner: NucleusOwner | PopulationOwner): void {
    const shining = light.filter(({ of, area }) => of === owner.name && area === null);
    const held = stimulation.find(({ of }) => of === owner.name);
    const rate = rateOf(owner);
    if (!rate || (shining.length === 0 && !held)) return;
    const share = Math.max(0, ...shining.map((entry) => entry.share ?? 1));
    stimulateCells(all, parts, {
      owner,
      rate,
      light: shining.length > 0 ? { share } : null,
      window: held?.window ?? null,
    });
  }
}

function rateOf(owner: NucleusOwner | PopulationOwner): VariableSymbol | null {
  const rate = owner.symbols.get("rate");
  return rate?.kind === "variable" && rate.role === "state" ? rate : null;
}

/** Receptors' densities, and inputs of drugs that reach one area alone. */
function changeChemistry(routines: Routines, { declaring, table, manipulations }: ManipulatingTask): void {
  const { densities = [], local = [] } = manipulations;
  if (densities.length === 0 && local.length === 0) return;
  const density = new Map<string, number>();
  for (const area of table.areas.values())
    for (const { receptors } of [area, ...area.populations.values()])
      for (const { receptor, occupancy } of receptors.values()) {
        const own = densities.filter((entry) => entry.receptor === receptor);
        if (own.length > 0) density.set(occupancy.name, factorIn(own, area.name));
      }
  for (const { input, area } of local) {
    const given = declaring.variables.get(input);
    if (given && !declaring.variables.has(`${input}.${area}`))
      declaring.variable({ ...given, name: `${input}.${area}`, derived: true });
  }
  const change = (statement: Statement): Statement => {
    const area = areaOf(declaring.variables.get(statement.variable)?.owner ?? null)?.name;
    const here = new Set(local.filter((entry) => entry.area === area).map(({ input }) => input));
    const both = (part: Expression) =>
      part.kind === "read" && here.has(part.variable)
        ? fold.binary("add", part, fold.read(`${part.variable}.${area}`))
        : null;
    const expression = here.size > 0 ? rewritten(statement.expression, both) : statement.expression;
    const changed = scaled(expression, density.get(statement.variable) ?? 1);
    return changed === statement.expression ? statement : { ...statement, expression: changed };
  };
  routines.initial = routines.initial.map(change);
  routines.step = routines.step.map(change);
  for (const [event, statements] of routines.events) routines.events.set(event, statements.map(change));
}

/** Reports names that are none of the model's. */
function checkNames({ declaring, table, manipulations }: ManipulatingTask): void {
  const { ligands = {}, targets = {}, local = [], cells = [], terminals = [], densities = [] } = manipulations;
  const { removals = [], synthesis = [], light = [], stimulation = [] } = manipulations;
  const check = (kind: string, name: string | null, known: Iterable<string>) => {
    const names = [...known];
    if (name === null || names.includes(name)) return;
    const place = { file: declaring.file, line: 0, column: 0, path: "manipulations" };
    declaring.issues.error(
      "unknown-name",
      place,
      `the model has no ${kind} "${name}"`,
      spelling(nearestName(name, names)),
    );
  };
  const areas = table.areas.keys();
  const areaNames = [...areas];
  for (const { area } of [...local, ...terminals, ...densities, ...removals, ...synthesis, ...light])
    check("area", area, areaNames);
  for (const name of [...Object.keys(ligands), ...densities.map(({ receptor }) => receptor)])
    check("receptor", name, table.receptors.keys());
  for (const name of [...Object.keys(targets), ...[...removals, ...synthesis].map(({ modulator }) => modulator)])
    check("modulator", name, table.modulators.keys());
  for (const { input } of local) check("input", input, declaring.variables.keys());
  const somata = [
    ...table.nuclei.keys(),
    ...[...table.populations.values()].filter(({ area }) => area).map(({ name }) => name),
  ];
  for (const { of } of [...cells, ...stimulation]) check("population or nucleus", of, somata);
  for (const { of } of [...light, ...terminals])
    check("population, nucleus or projection", of, [...somata, ...table.projections.keys()]);
}
