import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GroupSummary, groupFromTable, type Summary } from "../analysis/index.ts";
import { rowsWhere } from "../math/table.ts";
import { touching } from "./files.ts";
import { fromParquet } from "./parquet.ts";
import { ResultsError, readManifest } from "./resultsFolder.ts";

/**
 * The summary of a results folder.
 *
 * @throws ResultsError if the folder holds no results.
 */
export function readSummary(folder: string): Summary {
  if (!readManifest(folder)) throw new ResultsError(`${folder} holds no results of neohebb`);
  const path = join(folder, "summary.json");
  return JSON.parse(touching("read", path, () => readFileSync(path, "utf8"))) as Summary;
}

/**
 * The behaviour of a results folder's control group.
 *
 * @throws ResultsError if the folder holds no results.
 */
export async function readResultGroup(folder: string): Promise<GroupSummary> {
  const summary = readSummary(folder);
  const trialsPath = join(folder, "trials.parquet");
  const bytes = touching("read", trialsPath, () => readFileSync(trialsPath));
  const trials = await fromParquet(bytes).catch((error: Error) => {
    throw new ResultsError(`${trialsPath} is damaged: ${error.message}`);
  });
  const control = summary.groups.find(({ id }) => id === summary.control);
  return groupFromTable(rowsWhere(trials, "group", summary.control), {
    id: `${summary.name}/${summary.control}`,
    label: `${summary.title}, ${control?.label ?? summary.control}`,
    kind: "virtual",
  });
}
