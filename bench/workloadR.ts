import { lowerModel } from "../src/spec/lowerModel.ts";
import { readModel } from "../src/spec/modelSource.ts";

/** Workload R from its file in the model language. */
export function workloadR(read: (path: string) => string, path = "bench/models/workload-r.yaml") {
  return lowerModel(readModel(path, read)).program;
}
