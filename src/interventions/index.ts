export { antagonistOccupancy, DoseError, drugDose, type ReceptorDose, receptorDose } from "./dose.ts";
export type { Affinity, Drug } from "./drug.ts";
export { drugs, findDrug } from "./drugs/index.ts";
