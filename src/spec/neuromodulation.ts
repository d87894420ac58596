import type { AreaChemistry, ChemistryTask } from "./chemistry.ts";
import { concentrationStatements, declareConcentration } from "./concentrations.ts";
import { aliased, type Sourced } from "./declareOwners.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import type { AreaFile, PopulationFile, ReceptorFile } from "./modelFile.ts";
import { ReceptorSites } from "./receptorSites.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import type { AreaOwner, PopulationOwner, SymbolTable } from "./symbols.ts";

/** Declares the concentrations and receptors of an area and of its populations, and says how they change. */
export function lowerAreaChemistry(
  declaring: Declaring,
  lowering: ExpressionLowering,
  table: SymbolTable,
  { owner: area, file }: Sourced<AreaOwner, AreaFile>,
  populations: readonly Sourced<PopulationOwner, PopulationFile>[],
  receptors: ReadonlyMap<string, Placed<ReceptorFile>>,
): AreaChemistry {
  const task: ChemistryTask = { declaring, lowering, table, area, receptors };
  const concentrations = entriesOf(inside(file, "modulators")).flatMap(([key, entry]) => {
    const modulator = aliased(declaring, table, "modulator", { ...entry, value: key }, "key");
    return modulator === null ? [] : [declareConcentration(task, modulator, entry)];
  });
  const sites = new ReceptorSites(task);
  for (const [key, entry] of entriesOf(inside(file, "receptors"))) sites.add(area, key, entry);
  for (const { owner, file: population } of populations)
    for (const [key, entry] of entriesOf(inside(population, "receptors"))) sites.add(owner, key, entry);
  const chemistry: AreaChemistry = { initial: [], step: [], rest: [] };
  for (const concentration of concentrations) {
    const { initial, step, rest } = concentrationStatements(task, concentration);
    chemistry.initial.push(...initial);
    chemistry.step.push(...step);
    chemistry.rest.push(...rest);
  }
  chemistry.initial.push(...sites.initial);
  chemistry.step.push(...sites.step);
  chemistry.rest.push(...sites.rest);
  return chemistry;
}
