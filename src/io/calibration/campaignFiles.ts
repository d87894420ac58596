import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Campaign, Evaluation } from "../../calibration/index.ts";
import { makeFolder, touching, writeWhole } from "../files.ts";
import { shortPath } from "../machine.ts";

/** A folder does not hold the calibration that is asked for. */
export class CalibrationError extends Error {
  override readonly name = "CalibrationError";
}

const checkpoint = "calibration.json";

function generationFile(generation: number): string {
  return `generation-${String(generation).padStart(5, "0")}.json`;
}

/** Whether a folder holds a calibration. */
export function hasCampaign(folder: string): boolean {
  return existsSync(join(folder, checkpoint));
}

/**
 * Keeps a generation: first its evaluations, then the checkpoint, each whole or not at all. A generation that has no
 * checkpoint yet is done again.
 *
 * @throws FileError
 */
export function keepGeneration(folder: string, campaign: Campaign, evaluations: readonly Evaluation[]): void {
  makeFolder(folder);
  if (evaluations.length > 0)
    writeWhole(join(folder, generationFile(campaign.generations)), `${JSON.stringify(evaluations)}\n`);
  writeWhole(join(folder, checkpoint), `${JSON.stringify(campaign, null, 1)}\n`);
}

/** The calibration of a folder. @throws CalibrationError, FileError */
export function readCampaign(folder: string): Campaign {
  const path = join(folder, checkpoint);
  if (!existsSync(path)) throw new CalibrationError(`${shortPath(folder)} holds no calibration (${checkpoint})`);
  const campaign = readJson(path) as Campaign;
  if (campaign.format !== "neohebb-calibration/1")
    throw new CalibrationError(`${shortPath(path)} is not a calibration of this version of neohebb`);
  return campaign;
}

/** All evaluations of a calibration, in order. @throws CalibrationError if a generation is missing, FileError */
export function readEvaluations(folder: string, { generations }: Campaign): Evaluation[] {
  const there = new Set(readdirSync(folder));
  return Array.from({ length: generations }, (_, place) => generationFile(place + 1)).flatMap((name) => {
    if (!there.has(name)) throw new CalibrationError(`${shortPath(folder)} lacks ${name}`);
    return readJson(join(folder, name)) as Evaluation[];
  });
}

/** A JSON file. @throws CalibrationError if it is none, FileError */
export function readJson(path: string): unknown {
  const text = touching("read", path, () => readFileSync(path, "utf8"));
  try {
    return JSON.parse(text);
  } catch {
    throw new CalibrationError(`${shortPath(path)} is damaged: it is no JSON`);
  }
}
