import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareWithNumpyro, numpyroCases } from "../../../src/fitting/inference/fixtures/numpyroCase.ts";

/** Means and deviations of posteriors beside NumPyro's, in Monte Carlo errors of the difference. */
export function posteriorRows(root: string): string[] {
  const folder = join(root, "src", "fitting", "inference", "fixtures");
  return numpyroCases.map((name) => {
    const quantities = compareWithNumpyro(name, readFileSync(join(folder, `group-${name}.json`), "utf8"));
    const largest = (of: "mean" | "standardDeviation") =>
      Math.max(...quantities.map((quantity) => quantity[of].difference / quantity[of].error)).toFixed(2);
    return `| ${name} | ${quantities.length} | ${largest("mean")} | ${largest("standardDeviation")} |`;
  });
}
