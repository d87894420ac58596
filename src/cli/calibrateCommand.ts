import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  beginCampaign,
  type Campaign,
  candidatesOf,
  chooseProxy,
  defaultDeviation,
  type Evaluation,
  heldEffects,
  type ProxyChoice,
  searchedParameters,
} from "../calibration/index.ts";
import { Interrupted } from "../experiment/errors.ts";
import { brainName } from "../io/board/boardJob.ts";
import {
  CalibrationError,
  hasCampaign,
  readCampaign,
  readEvaluations,
  readJson,
} from "../io/calibration/campaignFiles.ts";
import { CandidateThreads } from "../io/calibration/candidateThreads.node.ts";
import { programHashOf, runCampaign } from "../io/calibration/runCampaign.ts";
import { makeFolder, writeWhole } from "../io/files.ts";
import { shortPath } from "../io/machine.ts";
import { nearestName } from "../math/nearestName.ts";
import { claims, effectOf, isDoneByBrain } from "../phenomena/index.ts";
import { campaignText, generationText, settingsText } from "./calibrationText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { Terminal } from "./terminal.ts";

/** Options of `neohebb calibrate`. */
export interface CalibrateOptions extends AccessOptions {
  readonly parameters?: readonly string[];
  readonly effects?: readonly string[];
  readonly proxy?: string;
  readonly generations: number;
  readonly seconds?: number;
  readonly population?: number;
  readonly deviation?: number;
  readonly subjects?: number;
  readonly seeds?: readonly number[];
  readonly seed?: number;
  readonly model?: string;
  readonly resume?: boolean;
  readonly report?: string;
  readonly chooseProxy?: string;
  readonly dryRun?: boolean;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What decides a calibration and therefore cannot be given when one goes on. */
const fixed = [
  "parameters",
  "effects",
  "proxy",
  "population",
  "deviation",
  "subjects",
  "seeds",
  "seed",
  "model",
] as const;

/** `neohebb calibrate`: searches the brain's parameters over the effects of the scoreboard. */
export async function calibrate(options: CalibrateOptions): Promise<void> {
  const terminal = new Terminal(options);
  const folder = options.out ?? join("results", "calibration");
  try {
    if (options.report !== undefined || options.chooseProxy !== undefined) await readBack(folder, options, terminal);
    else await search(folder, options, terminal);
  } catch (error) {
    if (error instanceof CalibrationError) throw new CommandError(error.message, exitCodes.wrongFile);
    throw error;
  }
}

async function search(folder: string, options: CalibrateOptions, terminal: Terminal): Promise<void> {
  const begun = options.resume ? await resumed(folder, options) : await fresh(options);
  if (options.dryRun) {
    terminal.result(settingsText(begun));
    terminal.document({ ...begun.settings, candidates: candidatesOf(begun).length, programHash: begun.programHash });
    return;
  }
  if (!options.resume && hasCampaign(folder))
    throw new CommandError(
      `${shortPath(folder)} holds a calibration already; go on with --resume, or name another folder with --out`,
      exitCodes.wrongUse,
    );
  terminal.note(settingsText(begun));
  const abort = interruption();
  const threads = threadsFor(begun, options);
  let campaign: Campaign;
  try {
    const limits = { generations: options.generations, seconds: options.seconds ?? Number.POSITIVE_INFINITY };
    campaign = await runCampaign(begun, folder, threads, limits, {
      signal: abort.signal,
      onEffect: progressLine(terminal.quiet),
      onGeneration: (now, evaluations, seconds) => terminal.note(generationText(now, evaluations, seconds)),
    });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const place = options.out === undefined ? "" : ` --out ${options.out}`;
    throw new CommandError(
      `Interrupted. Finished generations are kept; go on with:\n  npx neohebb calibrate --resume${place}`,
      exitCodes.interrupted,
    );
  } finally {
    abort.release();
    await threads.close();
  }
  terminal.result(campaignText(campaign));
  terminal.result(`\nCheckpoint and evaluations: ${shortPath(folder)}`);
  terminal.document(documentOf(campaign));
}

/** A calibration as `--json` gives it. */
function documentOf({ strategy, accepted, ...campaign }: Campaign): unknown {
  const best = accepted.at(-1);
  return {
    ...campaign,
    restarts: strategy.restart,
    own: accepted[0] ?? null,
    best: best ?? null,
    held: best ? heldEffects(best) : [],
    accepted,
  };
}

async function fresh(options: CalibrateOptions): Promise<Campaign> {
  const model = options.model ?? brainName;
  const seeds = options.seeds ?? [1];
  const judging = seeds.find((seed) => seed < 1 || seed > 99);
  if (judging !== undefined)
    throw new CommandError(
      `seed ${judging} is not for calibrating: 1 to 99 are; what is calibrated on other seeds cannot be judged by them`,
      exitCodes.wrongUse,
    );
  const effects = chosenEffects(options);
  return usable(async () => {
    const parameters = searchedParameters(loadModel(model, options).model, options.parameters);
    const settings = {
      ...{ model, parameters, effects, seeds },
      subjects: options.subjects ?? 8,
      seed: options.seed ?? 1,
      population: options.population ?? null,
      deviation: options.deviation ?? defaultDeviation,
    };
    return beginCampaign(settings, await programHashOf(model, parameters, effects));
  });
}

/** Wrong names and settings are wrong use of the command. */
async function usable<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
    throw error;
  }
}

async function resumed(folder: string, options: CalibrateOptions): Promise<Campaign> {
  const given = fixed.find((name) => options[name] !== undefined);
  if (given)
    throw new CommandError(
      `--${given} belongs to the calibration from its beginning and cannot be changed with --resume; begin another with --out`,
      exitCodes.wrongUse,
    );
  const campaign = readCampaign(folder);
  await demandSameProgram(campaign, folder);
  return campaign;
}

async function demandSameProgram({ settings, programHash }: Campaign, folder: string): Promise<void> {
  const now = await programHashOf(settings.model, settings.parameters, settings.effects);
  if (now === programHash) return;
  throw new CommandError(
    `${settings.model}, the effects' protocols or the version have changed since ${shortPath(folder)} was begun: losses before and after cannot be compared; begin another with --out`,
    exitCodes.wrongFile,
  );
}

/** Ids of the effects: those asked for, those of a proxy, or all that the brain does. */
function chosenEffects({ effects, proxy }: CalibrateOptions): string[] {
  if (effects && proxy !== undefined)
    throw new CommandError("--effects and --proxy both say which effects count; give one", exitCodes.wrongUse);
  const byBrain = claims.map(({ id }) => id).filter(isDoneByBrain);
  const asked = proxy === undefined ? effects : (readJson(proxy) as ProxyChoice).effects;
  if (proxy !== undefined && !Array.isArray(asked))
    throw new CommandError(`${proxy} is no choice of effects made by --choose-proxy`, exitCodes.wrongFile);
  for (const id of asked ?? [])
    if (!byBrain.includes(id)) throw new CommandError(whyNot(id, byBrain), exitCodes.wrongUse);
  return asked ? [...new Set(asked)] : byBrain;
}

function whyNot(id: string, byBrain: readonly string[]): string {
  if (effectOf(id)) return `"${id}" is done in a preparation, whose parameters are not the brain's`;
  if (claims.some((claim) => claim.id === id)) return `"${id}" is not programmed yet`;
  const nearest = nearestName(id, byBrain);
  return `there is no effect "${id}" on the board; ${nearest ? `did you mean "${nearest}"?` : "`npx neohebb list phenomena` shows all"}`;
}

function threadsFor({ settings }: Campaign, { threads }: CalibrateOptions): CandidateThreads {
  const { model, parameters, effects } = settings;
  const most = Math.min(threads ?? availableParallelism(), effects.length);
  return new CandidateThreads(most, { model, parameters: parameters.map(({ name }) => name), backend: "wasm" });
}

/** What is made of a calibration's evaluations: reports, a choice of effects. */
async function readBack(folder: string, options: CalibrateOptions, terminal: Terminal): Promise<void> {
  const campaign = readCampaign(folder);
  const evaluations = readEvaluations(folder, campaign);
  if (options.chooseProxy !== undefined) await proxyOf(evaluations, options.chooseProxy, terminal);
  if (options.report === undefined) return;
  await demandSameProgram(campaign, folder);
  const { writeCalibrationReport } = await import("./calibrationReport.ts");
  const threads = threadsFor(campaign, options);
  const abort = interruption();
  try {
    const run = { campaign, evaluations, threads, folder: options.report, signal: abort.signal, terminal };
    await usable(() => writeCalibrationReport(run));
  } finally {
    abort.release();
    await threads.close();
  }
}

async function proxyOf(evaluations: readonly Evaluation[], path: string, terminal: Terminal): Promise<void> {
  const proxy = await usable(async () => chooseProxy(evaluations));
  makeFolder(join(path, ".."));
  writeWhole(path, `${JSON.stringify(proxy, null, 2)}\n`);
  const { effects, of, correlation, error, spread } = proxy;
  terminal.result(
    `${effects.length} of ${of} effects, chosen by ${proxy.evaluations} evaluations: correlation with the mean loss of all ${correlation.toFixed(3)}, error ${error.toFixed(4)} (${spread.toFixed(4)} without them)\n${effects.join(", ")}\nWritten: ${shortPath(path)}`,
  );
  terminal.document(proxy);
}

/** Shows how far a generation is, on a terminal only. */
function progressLine(quiet: boolean): (done: number, total: number, effect: string) => void {
  if (quiet || !process.stderr.isTTY) return () => {};
  return (done, total, effect) =>
    process.stderr.write(`\r\u001b[K${done === total ? "" : `${done} of ${total} effects, last ${effect}`}`);
}
