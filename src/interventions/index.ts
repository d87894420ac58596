export {
  antagonistOccupancy,
  DoseError,
  drugDose,
  drugTargetDose,
  type ReceptorDose,
  receptorDose,
  type TargetDose,
} from "./dose.ts";
export type { Affinity, Drug, DrugKinetics, Kinetics, TargetAffinity } from "./drug.ts";
export { drugs, findDrug } from "./drugs/index.ts";
