import { writeYaml } from "../spec/index.ts";
import type { ExperimentFile } from "./experimentFile.ts";

/** An experiment as the text of a file (YAML) that `readExperiment` reads as the same experiment. */
export function writeExperiment(data: ExperimentFile): string {
  return writeYaml(data);
}
