import { lowerModel } from "../src/spec/lowerModel.ts";
import { readModel } from "../src/spec/modelSource.ts";

/** Where workload R stands in the model language. */
export const WORKLOAD_R = "bench/models/workload-r.yaml";

/** The program of workload R, or of another model. */
export function workloadR(read: (path: string) => string, path = WORKLOAD_R) {
  return lowerModel(readModel(path, read)).program;
}
