import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Interrupted } from "../experiment/errors.ts";
import { canonicalJson, sha256 } from "../experiment/hash.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { defineBehaviour } from "../fitting/model/readBehaviour.ts";
import { SimulationError } from "../fitting/model/sampleResponse.ts";
import { bundledBehaviourModels, type LoadedBehaviour, loadBehaviourModel } from "../io/fitting/behaviourModels.ts";
import { type FitCheckpoint, findChecksCheckpoint, openFitCheckpoint } from "../io/fitting/fitCheckpoint.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { checkDestination, publish, type ResultPaths, removeLeftovers, resultPaths } from "../io/resultsFolder.ts";
import { renderChecksPage } from "../report/index.ts";
import { carryOutChecks } from "./carryOutChecks.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { CheckOptions } from "./fitCheckOptions.ts";
import { checksText, doubtsOf } from "./fitCheckText.ts";
import { interruption } from "./interruption.ts";
import { quoted, Terminal } from "./terminal.ts";

/** Carries out the checks that are asked for, writes the results folder, and tells what came out. */
export async function runFitChecks(options: CheckOptions, data?: string): Promise<void> {
  if (data !== undefined)
    throw new CommandError(
      `${data}: checks simulate their data; fit the data in a command of its own (with --posterior-predictive, if wanted)`,
      exitCodes.wrongUse,
    );
  const loaded = modelsOf(options);
  const paths = options.out === undefined ? null : resultPaths(options.out);
  await runChecks(loaded, { options, paths, command: commandText(loaded, options) });
}

/** `neohebb resume` of checks. @returns false if there are no interrupted ones at the path */
export async function resumeChecks(folder: string, options: ResumedOptions): Promise<boolean> {
  const found = findChecksCheckpoint(folder);
  if (!found) return false;
  const { plan, paths } = found;
  if (plan.version !== packageVersion())
    throw new CommandError(
      `the interrupted checks were made by neohebb ${plan.version}, this is ${packageVersion()}: start again with --force`,
      exitCodes.wrongFile,
    );
  const loaded = Object.values(plan.models).map(({ path, text }) => ({
    ...{ path, text, definition: defineBehaviour(text, path) },
  }));
  await runChecks(loaded, { options: { ...plan.settings, ...options }, paths, command: plan.command });
  return true;
}

/** What may be different when checks go on. */
type ResumedOptions = Pick<CheckOptions, "threads" | "json" | "quiet" | "force">;

interface Task {
  readonly options: CheckOptions;
  readonly paths: ResultPaths | null;
  readonly command: string;
}

async function runChecks(loaded: readonly LoadedBehaviour[], { options, paths, command }: Task): Promise<void> {
  const terminal = new Terminal(options);
  const definitions = loaded.map(({ definition }) => definition);
  const seed = options.seed ?? 1;
  const name = `checks of ${definitions.map(({ id }) => id).join(", ")}`;
  let checkpoint: FitCheckpoint | null = null;
  if (paths) {
    checkDestination(paths, name, options.force ?? false);
    removeLeftovers(paths);
    checkpoint = openFitCheckpoint(paths, planOf(loaded, options, command), options.force ?? false);
  }
  const abort = interruption();
  const started = performance.now();
  const spent = () => checkpoint?.secondsSpent() ?? (performance.now() - started) / 1000;
  try {
    const { signal } = abort;
    const storeOf = checkpoint?.storeOf;
    const checks = await carryOutChecks(definitions, { ...options, seed }, { signal, ...(storeOf && { storeOf }) });
    const doubts = doubtsOf(checks);
    const document = { format: "neohebb-checks-1", models: definitions.map(({ id }) => id), seed, checks, doubts };
    if (paths) {
      const text = `${JSON.stringify(document, null, 1)}\n`;
      const script = readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8");
      const version = packageVersion();
      const page = renderChecksPage(
        { version, title: `Checks: ${titles(definitions)}`, command, checks, doubts },
        { script },
      );
      const specification = { command: "fit", ...settingsOf(options), models: document.models };
      await publish(
        paths,
        { "checks.json": text, "report.html": page },
        {
          ...{ format: "neohebb-results/1", name, version, specification, seed, columnHashes: {} },
          startedFrom: checkpoint?.kept ? checkpoint.folder : null,
          specificationHash: await sha256(canonicalJson(specification)),
          resultHash: await sha256(canonicalJson(checks)),
          subjects: 0,
          timing: { command, seconds: Number(spent().toFixed(3)), node: process.version },
        },
      );
      checkpoint?.remove();
    }
    terminal.document(document);
    terminal.result(checksText(checks));
    for (const doubt of doubts) terminal.note(`! ${doubt}`);
    if (paths) terminal.note(`Report: ${shortPath(join(paths.results, "report.html"))}`);
    if (options.strict && doubts.length > 0) process.exitCode = exitCodes.strictCheck;
  } catch (error) {
    if (error instanceof Interrupted) {
      checkpoint?.keepSeconds();
      throw new CommandError(
        paths
          ? `Interrupted. What is finished is kept; go on with:\n  npx neohebb resume ${quoted(shortPath(paths.results))}`
          : "Interrupted. Nothing was kept; with --out FOLDER checks can go on where they were interrupted.",
        exitCodes.interrupted,
      );
    }
    // The settings ask for something that the model or its task cannot do: nothing of it is worth being kept.
    if (error instanceof RangeError || error instanceof SimulationError) {
      checkpoint?.remove();
      throw new CommandError(error.message, exitCodes.wrongUse);
    }
    throw error;
  } finally {
    checkpoint?.release();
    abort.release();
  }
}

function planOf(loaded: readonly LoadedBehaviour[], options: CheckOptions, command: string) {
  return {
    ...{ format: "neohebb-checks-partial/1" as const, version: packageVersion(), command },
    models: Object.fromEntries(loaded.map(({ definition, path, text }) => [definition.id, { path, text }] as const)),
    settings: { ...settingsOf(options), ...(options.strict && { strict: true }) },
  };
}

/** The models asked for; `all` are those that come with the program. */
function modelsOf(options: CheckOptions): LoadedBehaviour[] {
  const { model = [], parameter } = options;
  const names = model.length === 1 && model[0] === "all" ? [...bundledBehaviourModels().keys()] : model;
  const wrong = (text: string) => new CommandError(text, exitCodes.wrongUse);
  if (names.length === 0) throw wrong("which model? say it with --model NAME[,NAME…], or --model all");
  if (options.power && parameter === undefined)
    throw wrong("--power: whose difference is looked for? say it with --parameter NAME");
  if (options.power && names.length > 1) throw wrong("--power takes one model");
  return names.map((reference) => {
    try {
      return loadBehaviourModel(reference);
    } catch (error) {
      if (error instanceof RangeError) throw wrong(error.message);
      throw error;
    }
  });
}

function titles(definitions: readonly BehaviourDefinition[]): string {
  if (definitions.length > 3) return `${definitions.length} models`;
  return definitions.map(({ title }) => title).join(", ");
}

/** Options that decide the numbers, in the order of a command. */
const deciding = [
  ...[
    "recover",
    "sbc",
    "priorPredictive",
    "power",
    "subjects",
    "simulations",
    "trials",
    "environment",
    "set",
    "parameter",
  ],
  ...["effect", "design", "subjectNumbers", "trialNumbers", "starts", "chains", "warmup", "draws", "seed"],
] as const satisfies readonly (keyof CheckOptions)[];

function settingsOf(options: CheckOptions): Record<string, unknown> {
  return Object.fromEntries(deciding.map((name) => [name, options[name]]).filter(([, value]) => value !== undefined));
}

/** The command that makes the checks again. */
function commandText(loaded: readonly LoadedBehaviour[], options: CheckOptions): string {
  const flags = Object.entries(settingsOf(options)).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
    if (Array.isArray(value) && name === "set") return value.flatMap((one) => [flag, quoted(String(one))]);
    return value === true ? [flag] : [flag, quoted(String(value))];
  });
  const models = (options.model ?? loaded.map(({ definition }) => definition.id)).join(",");
  return ["npx neohebb fit --model", quoted(models), ...flags].join(" ");
}
