import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StudyTrials } from "../../bridge/pharmacology/analyseStudy.ts";
import type { PharmacologyStudy } from "../../bridge/pharmacology/study.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { readModelData } from "../fitting/readModelData.ts";
import { packageRoot } from "../packageRoot.ts";

/** Trials of a study, or why there are none. */
export type ReadStudy =
  | { readonly trials: StudyTrials; readonly notes: readonly string[] }
  | { readonly absent: string };

/**
 * Reads a study's trials from the data that come with the program, or from a folder of data.
 *
 * @param folder - `--data`, or null.
 * @throws DataFileError if the file is not as the study's description says.
 */
export async function readStudy(
  study: PharmacologyStudy,
  definition: BehaviourDefinition,
  folder: string | null,
): Promise<ReadStudy> {
  const path = placeOf(study, folder);
  if (path === null) return { absent: absence(study, folder) };
  const { mapping, missing, splitBy } = study;
  const { table, extra, notes } = await readModelData(path, definition, {
    ...{ mapping, extra: splitBy },
    ...(missing ? { missing } : {}),
  });
  return { trials: { table, extra }, notes };
}

function placeOf({ file, bundled }: PharmacologyStudy, folder: string | null): string | null {
  const places = [
    ...(bundled ? [join(packageRoot(), "data", file)] : []),
    ...(folder === null ? [] : [join(folder, file)]),
  ];
  return places.find((place) => existsSync(place)) ?? null;
}

function absence({ file, licence }: PharmacologyStudy, folder: string | null): string {
  return folder === null
    ? `the data do not come with neohebb (licence: ${licence}); give their folder with --data or NEOHEBB_DATA`
    : `${join(folder, file)} is not there`;
}
