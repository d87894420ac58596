export {
  antagonistOccupancy,
  DoseError,
  drugDose,
  drugTargetDose,
  occupancyLink,
  type ReceptorDose,
  receptorDose,
  type TargetDose,
} from "./dose.ts";
export type {
  Affinity,
  Drug,
  DrugKinetics,
  Evidence,
  HalfOccupancy,
  Kinetics,
  ReceptorAction,
  TargetAffinity,
  TargetSite,
} from "./drug.ts";
export { drugs, findDrug } from "./drugs/index.ts";
export { ageing, youngAge } from "./presets/ageing.ts";
export { findGenotype, genotypes } from "./presets/genotypes.ts";
export type { Change, Genotype } from "./presets/preset.ts";
