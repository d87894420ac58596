import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import type { FitMethod } from "../fitting/fitSummary.ts";
import { FitInterrupted } from "../fitting/fits/executor.ts";
import { defineBehaviour } from "../fitting/model/readBehaviour.ts";
import { findFitCheckpoint } from "../io/fitting/fitCheckpoint.ts";
import { fitThreads } from "../io/fitting/fitThreads.node.ts";
import { rareLevelWarning } from "../io/fitting/rareLevels.ts";
import { type FinishedFit, type FitRequest, fileHash, runFit } from "../io/fitting/runFit.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { type ResultPaths, readManifest, resultPaths } from "../io/resultsFolder.ts";
import { renderFitReport } from "../report/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { dryFit } from "./fitDryRun.ts";
import { listBehaviourModels, listEnvironments } from "./fitList.ts";
import { FitProgressBar } from "./fitProgress.ts";
import { fitRequest } from "./fitRequest.ts";
import { fitText } from "./fitText.ts";
import { interruption } from "./interruption.ts";
import { quoted, Terminal } from "./terminal.ts";

/** Options of `fit`. */
export interface FitCommandOptions extends FitRunOptions {
  readonly model?: readonly string[];
  readonly method: FitMethod;
  readonly out?: string;
  readonly map?: readonly string[];
  readonly missing?: readonly string[];
  readonly levels?: readonly string[];
  readonly rows?: readonly string[];
  readonly subjects?: readonly string[];
  readonly condition?: readonly string[];
  readonly within?: readonly string[];
  readonly covariate?: readonly string[];
  readonly prior?: boolean;
  readonly starts?: number;
  readonly chains?: number;
  readonly warmup?: number;
  readonly draws?: number;
  readonly acceptance?: number;
  readonly seed?: number;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  readonly list?: "models" | "environments";
  readonly posteriorPredictive?: boolean;
  readonly priorPredictive?: boolean;
}

/** Options of `fit` that do not change its result. */
export interface FitRunOptions {
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly force?: boolean;
  readonly strict?: boolean;
}

/** `neohebb fit`. */
export async function fit(data: string | undefined, options: FitCommandOptions): Promise<void> {
  const terminal = new Terminal(options);
  if (options.list === "environments") return listEnvironments(terminal);
  if (options.list) return listBehaviourModels(terminal);
  if (data === undefined)
    throw new CommandError("which data? give a table, a results folder or a bundled set's name", exitCodes.wrongUse);
  const request = fitRequest(data, options);
  const paths = resultPaths(options.out ?? join("results", `fit-${nameOf(data)}`));
  if (options.dryRun) return dryFit(request, paths, terminal);
  await carryOut(request, { paths, command: commandText(data, options), options, terminal });
}

/** `neohebb resume` of a fit. @returns false if there is no interrupted fit at the path */
export async function resumeFit(folder: string, options: FitRunOptions): Promise<boolean> {
  const found = findFitCheckpoint(folder);
  if (!found) return false;
  const { plan, paths } = found;
  if (plan.version !== packageVersion())
    throw new CommandError(
      `the interrupted fit was made by neohebb ${plan.version}, this is ${packageVersion()}: start again with --force`,
      exitCodes.wrongFile,
    );
  if (!existsSync(plan.data.file))
    throw new CommandError(
      `the data of the interrupted fit, ${plan.data.file}, are not there; go on from the folder in which it began`,
      exitCodes.wrongFile,
    );
  if ((await fileHash(plan.data.file)) !== plan.dataHash)
    throw new CommandError(
      `${plan.data.file} is not as it was when the fit began; start again with --force`,
      exitCodes.wrongFile,
    );
  const models = Object.values(plan.models).map(({ path, text }) => ({
    ...{ path, text, definition: defineBehaviour(text, path) },
  }));
  const { data, settings, command } = plan;
  await carryOut({ data, models, settings }, { paths, command, options, terminal: new Terminal(options) });
  return true;
}

/** Where simulated responses come from: `--prior-predictive`, `--posterior-predictive`. */
const sources = ["prior", "posterior"] as const;

interface Task {
  readonly paths: ResultPaths;
  readonly command: string;
  readonly options: FitRunOptions;
  readonly terminal: Terminal;
}

async function carryOut(request: FitRequest, task: Task): Promise<void> {
  const { paths, command, options, terminal } = task;
  const bar = new FitProgressBar(terminal.quiet);
  const abort = interruption();
  const told = new Set<string>();
  const tell = (note: string) => {
    if (!told.has(note)) terminal.note(note);
    told.add(note);
  };
  try {
    const finished = await runFit(request, {
      ...{ paths, command, force: options.force ?? false, signal: abort.signal },
      executor: fitThreads(options.threads ?? availableParallelism(), abort.signal),
      onReady: ({ notes }) => notes.forEach(tell),
      onNote: tell,
      predictive: sources.filter((source) => command.includes(` --${source}-predictive`)),
      render: (summary) =>
        renderFitReport(summary, { script: readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8") }),
      onProgress: (model, progress) => bar.update(model, progress),
    });
    bar.end();
    show(finished, terminal);
    if (options.strict) demandSound(finished);
  } catch (error) {
    bar.end();
    if (!(error instanceof FitInterrupted)) throw error;
    throw new CommandError(
      `Interrupted. What is finished is kept; go on with:\n  npx neohebb resume ${quoted(shortPath(paths.results))}`,
      exitCodes.interrupted,
    );
  } finally {
    abort.release();
  }
}

function show({ folder, summary }: FinishedFit, terminal: Terminal): void {
  const manifest = readManifest(folder)!;
  terminal.result(fitText(summary));
  const files = Object.keys(manifest.files).join(", ");
  terminal.result(`\nFitted in ${summary.seconds} s. Result ${manifest.resultHash.slice(0, 16)}`);
  terminal.result(`In ${shortPath(folder)}: ${files}`);
  terminal.document({ folder, manifest, fit: summary });
}

/** @throws CommandError (strict check) if a fit is not to be trusted. */
function demandSound({ fits, summary }: FinishedFit): void {
  const doubtful = fits.filter(({ isSound }) => !isSound);
  const rare = summary.data.notes.filter((note) => note.startsWith(rareLevelWarning));
  if (doubtful.length === 0 && rare.length === 0) return;
  const lines = [...rare, ...doubtful.map(({ definition, warnings }) => `${definition.id}: ${warnings.join("; ")}`)];
  throw new CommandError(lines.join("\n"), exitCodes.strictCheck);
}

function nameOf(data: string): string {
  return basename(data).replace(/(\.(csv|tsv|txt|parquet))?(\.gz)?$/iu, "");
}

/** The command that makes a fit again. */
function commandText(data: string, options: FitCommandOptions): string {
  const flags = (name: string, values: readonly (string | number)[] | undefined) =>
    (values ?? []).flatMap((value) => [`--${name}`, quoted(String(value))]);
  const one = (name: string, value: number | undefined) => (value === undefined ? [] : [`--${name}`, String(value)]);
  return [
    ...["npx neohebb fit", quoted(data), "--model", quoted((options.model ?? []).join(","))],
    ...["--method", options.method],
    ...flags("map", options.map),
    ...flags("missing", options.missing),
    ...flags("levels", options.levels),
    ...flags("rows", options.rows),
    ...(options.subjects ? ["--subjects", quoted(options.subjects.join(","))] : []),
    ...flags("condition", options.condition),
    ...flags("within", options.within),
    ...flags("covariate", options.covariate),
    ...(options.prior === false ? ["--no-prior"] : []),
    ...one("starts", options.starts),
    ...one("chains", options.chains),
    ...one("warmup", options.warmup),
    ...one("draws", options.draws),
    ...one("acceptance", options.acceptance),
    ...one("seed", options.seed),
    ...(options.priorPredictive ? ["--prior-predictive"] : []),
    ...(options.posteriorPredictive ? ["--posterior-predictive"] : []),
  ].join(" ");
}
