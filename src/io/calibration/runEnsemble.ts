import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type EffectOutcome,
  type EffectRobustness,
  type Ensemble,
  robustnessOf,
  type SearchedParameter,
} from "../../calibration/index.ts";
import { canonicalJson, sha256 } from "../../experiment/hash.ts";
import { effectOf, writtenEffect } from "../../phenomena/index.ts";
import { makeFolder, writeWhole } from "../files.ts";
import { shortPath } from "../machine.ts";
import { CalibrationError, readJson } from "./campaignFiles.ts";
import { type Evaluator, programHashOf } from "./runCampaign.ts";

/** Sets of parameters over which effects are to be judged. */
export interface EnsembleRun {
  /** Name or path of the model. */
  readonly model: string;
  /** The parameters of the sets, with the model's own values. */
  readonly parameters: readonly SearchedParameter[];
  /** Values of the sets. */
  readonly sets: readonly Readonly<Record<string, number>>[];
  /** Ids of effects that the brain does. */
  readonly effects: readonly string[];
  /** Subjects an arm; default each protocol's own. */
  readonly subjects?: number;
  readonly seeds: readonly number[];
  /** Folder for outcomes; what is there already and was made alike is used. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number, effect: string) => void;
}

/** Outcomes of an effect on disk. Values that are no numbers are null. */
interface KeptOutcomes {
  readonly key: string;
  readonly outcomes: readonly (Omit<EffectOutcome, "values"> & { readonly values: (number | null)[][] })[];
}

/**
 * An ensemble of `neohebb calibrate --report`.
 *
 * @throws CalibrationError if the file is none, or its sets do not have the same parameters; FileError
 */
export function readEnsemble(path: string): Ensemble {
  const ensemble = readJson(path) as Partial<Ensemble> | null;
  const wrong = (what: string) => new CalibrationError(`${shortPath(path)}: ${what}`);
  if (ensemble?.format !== "neohebb-ensemble/1")
    throw wrong(
      'it is no ensemble ("format": "neohebb-ensemble/1"); `neohebb calibrate --report FOLDER` writes one (ensemble.json)',
    );
  if (typeof ensemble.model !== "string") throw wrong("it names no model");
  if (!Array.isArray(ensemble.sets) || ensemble.sets.length === 0) throw wrong("it holds no sets of parameters");
  const names = Object.keys(ensemble.sets[0]?.values ?? {});
  for (const [place, set] of ensemble.sets.entries()) {
    const values: Readonly<Record<string, unknown>> = set?.values ?? {};
    const faulty = names.find((name) => !Number.isFinite(values[name]));
    if (faulty !== undefined) throw wrong(`sets[${place}].values.${faulty} is no number`);
    const more = Object.keys(values).find((name) => !names.includes(name));
    if (more !== undefined) throw wrong(`sets[${place}].values has "${more}", which the first set has not`);
  }
  if (names.length === 0) throw wrong("sets[0].values names no parameters");
  return ensemble as Ensemble;
}

/**
 * Runs effects with all sets of an ensemble and the model's own as lanes of one batch, and keeps what came out.
 *
 * @throws Interrupted after `signal` was aborted; effects that are finished are kept
 */
export async function runEnsemble(run: EnsembleRun, threads: Evaluator): Promise<EffectRobustness[]> {
  const { effects, folder, parameters, sets, seeds, signal, onProgress } = run;
  const own = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const candidates = [own, ...sets];
  const found = new Map<string, readonly EffectOutcome[]>();
  const keys = new Map<string, string>();
  const program = await programHashOf(run.model, parameters, []);
  for (const id of effects) {
    const effect = writtenEffect(effectOf(id)!);
    const made = { program, effect, candidates, subjects: subjectsOf(run, id), seeds: [...seeds] };
    keys.set(id, await sha256(canonicalJson(made)));
    const kept = keptOutcomes(folder, id, keys.get(id)!);
    if (kept) found.set(id, kept);
  }
  makeFolder(folder);
  onProgress?.(found.size, effects.length, "");
  for (const subjects of new Set(effects.map((id) => subjectsOf(run, id)))) {
    await threads.evaluate({
      ...{ candidates, subjects, seeds },
      effects: effects.filter((id) => !found.has(id) && subjectsOf(run, id) === subjects),
      ...(signal ? { signal } : {}),
      onEffect(id, outcomes) {
        found.set(id, outcomes);
        writeWhole(join(folder, `${id}.json`), `${JSON.stringify({ key: keys.get(id), outcomes })}\n`);
        onProgress?.(found.size, effects.length, id);
      },
    });
  }
  return effects.map((id) => {
    const [first, ...others] = found.get(id)!;
    return robustnessOf(id, first!, others);
  });
}

function subjectsOf({ subjects }: EnsembleRun, id: string): number {
  return subjects ?? effectOf(id)!.protocol.subjects;
}

function keptOutcomes(folder: string, id: string, key: string): readonly EffectOutcome[] | null {
  const path = join(folder, `${id}.json`);
  if (!existsSync(path)) return null;
  try {
    const kept = readJson(path) as KeptOutcomes;
    if (kept.key !== key) return null;
    return kept.outcomes.map((outcome) => ({
      ...outcome,
      values: outcome.values.map((own) => own.map((value) => value ?? Number.NaN)),
    }));
  } catch {
    return null; // A damaged file is made again.
  }
}
