import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Interrupted } from "../experiment/errors.ts";
import { canonicalJson, sha256 } from "../experiment/hash.ts";
import { calibrate, confuse, generatedPredictive, power, recover } from "../fitting/checks/index.ts";
import type { FitChecks, ModelCalibration, ModelRecovery, PredictiveCheck } from "../fitting/fitSummary.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { SimulationError } from "../fitting/model/sampleResponse.ts";
import { bundledBehaviourModels, loadBehaviourModel } from "../io/fitting/behaviourModels.ts";
import { fitThreads } from "../io/fitting/fitThreads.node.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { checkDestination, publish, removeLeftovers, resultPaths } from "../io/resultsFolder.ts";
import { renderChecksPage } from "../report/index.ts";
import { environmentOf } from "./environmentOptions.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { CheckOptions } from "./fitCheckOptions.ts";
import { checksText, doubtsOf } from "./fitCheckText.ts";
import { interruption } from "./interruption.ts";
import { ProgressBar } from "./progressBar.ts";
import { quoted, Terminal } from "./terminal.ts";

/** Carries out the checks that are asked for, writes the results folder, and tells what came out. */
export async function runFitChecks(options: CheckOptions, data?: string): Promise<void> {
  if (data !== undefined)
    throw new CommandError(
      `${data}: checks simulate their data; fit the data in a command of its own (with --posterior-predictive, if wanted)`,
      exitCodes.wrongUse,
    );
  const terminal = new Terminal(options);
  const definitions = modelsOf(options);
  const seed = options.seed ?? 1;
  const name = `checks of ${definitions.map(({ id }) => id).join(", ")}`;
  const paths = options.out === undefined ? null : resultPaths(options.out);
  if (paths) {
    checkDestination(paths, name, options.force ?? false);
    removeLeftovers(paths);
  }
  const abort = interruption();
  const started = performance.now();
  try {
    const checks = await carryOut(definitions, { ...options, seed }, abort.signal);
    const doubts = doubtsOf(checks);
    const document = { format: "neohebb-checks-1", models: definitions.map(({ id }) => id), seed, checks, doubts };
    const command = commandText(definitions, options);
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
          ...{ format: "neohebb-results/1", name, version, specification, seed, startedFrom: null, columnHashes: {} },
          specificationHash: await sha256(canonicalJson(specification)),
          resultHash: await sha256(canonicalJson(checks)),
          subjects: 0,
          timing: {
            command,
            seconds: Number(((performance.now() - started) / 1000).toFixed(3)),
            node: process.version,
          },
        },
      );
    }
    terminal.document(document);
    terminal.result(checksText(checks));
    for (const doubt of doubts) terminal.note(`! ${doubt}`);
    if (paths) terminal.note(`Report: ${shortPath(join(paths.results, "report.html"))}`);
    if (options.strict && doubts.length > 0) process.exitCode = exitCodes.strictCheck;
  } catch (error) {
    // The settings ask for something that the model or its task cannot do.
    if (error instanceof RangeError || error instanceof SimulationError)
      throw new CommandError(error.message, exitCodes.wrongUse);
    throw error;
  } finally {
    abort.release();
  }
}

async function carryOut(
  definitions: readonly BehaviourDefinition[],
  options: CheckOptions & { readonly seed: number },
  signal: AbortSignal,
): Promise<FitChecks> {
  const { seed, starts, chains, warmup, draws } = options;
  const subjects = peopleOf(options);
  const where = environmentOf(options);
  const bars: ProgressBar[] = [];
  const watch = (stage: string, scale = 1) => {
    bars.at(-1)?.end();
    bars.push(new ProgressBar(options.quiet ?? false));
    return follow(bars.at(-1)!, stage, scale);
  };
  const recoveries: ModelRecovery[] = [];
  const calibrations: ModelCalibration[] = [];
  const predictive: PredictiveCheck[] = [];
  const executor = fitThreads(options.threads ?? availableParallelism(), signal);
  const common = { where, seed, signal, executor, ...(starts !== undefined && { starts }) };
  const people = subjects === null ? {} : { subjects };
  const simulations = options.simulations === undefined ? {} : { simulations: options.simulations };
  let confusion: Awaited<ReturnType<typeof confuse>> = null;
  for (const definition of definitions) {
    const { id } = definition;
    if (options.recover)
      recoveries.push(
        finished(await recover(definition, { ...common, ...people, onSubject: watch(`recovery of ${id}`) })),
      );
    if (options.sbc)
      calibrations.push(
        finished(
          await calibrate(definition, {
            ...{ where, seed, signal, executor, ...simulations },
            ...(chains !== undefined && { chains }),
            ...(warmup !== undefined && { warmup }),
            ...(draws !== undefined && { draws }),
            onSimulation: watch(`calibration of ${id}`),
          }),
        ),
      );
    if (options.priorPredictive)
      predictive.push(
        finished(
          await generatedPredictive(definition, {
            ...{ where, seed, signal, ...people, ...simulations },
            onSimulation: watch(`prior of ${id}`, subjects ?? 30),
          }),
        ),
      );
  }
  if (options.recover && definitions.length > 1)
    confusion = finished(
      await confuse(definitions, { ...common, ...people, onSubject: watch("which model is found") }),
    );
  const study = options.power
    ? finished(
        await power(definitions[0]!, {
          ...{ where, seed, signal, executor, ...simulations, parameter: options.parameter! },
          ...(options.effect !== undefined && { effect: options.effect }),
          ...(options.design && { design: options.design }),
          ...(options.subjectNumbers && { subjects: options.subjectNumbers }),
          ...(options.trialNumbers && { trials: options.trialNumbers }),
          onStudy: watch("simulated studies"),
        }),
      )
    : null;
  bars.at(-1)?.end();
  const [first] = recoveries;
  return {
    recovery: first
      ? {
          environment: first.environment,
          trials: first.trials,
          subjects: first.subjects,
          seed,
          models: recoveries,
          confusion,
        }
      : null,
    calibration: calibrations.length > 0 ? { models: calibrations } : null,
    ...{ predictive, power: study },
  };
}

/** A whole result. @throws Interrupted */
function finished<Result>(result: Result | null): Result {
  if (result === null) throw new Interrupted("interrupted: nothing was written");
  return result;
}

function follow(bar: ProgressBar, stage: string, scale: number): (done: number, total: number) => void {
  bar.stage(stage);
  const began = performance.now();
  return (done, total) => {
    const seconds = (performance.now() - began) / 1000;
    bar.update({
      ...{ done, total, kept: 0, last: stage },
      sessionsPerSecond: (done * scale) / Math.max(seconds, 1e-3),
      secondsLeft: done < 2 ? null : (seconds / done) * (total - done),
    });
  };
}

/** The models asked for; `all` are those that come with the program. */
function modelsOf(options: CheckOptions): BehaviourDefinition[] {
  const { model = [], parameter } = options;
  const names = model.length === 1 && model[0] === "all" ? [...bundledBehaviourModels().keys()] : model;
  const wrong = (text: string) => new CommandError(text, exitCodes.wrongUse);
  if (names.length === 0) throw wrong("which model? say it with --model NAME[,NAME…], or --model all");
  if (options.power && parameter === undefined)
    throw wrong("--power: whose difference is looked for? say it with --parameter NAME");
  if (options.power && names.length > 1) throw wrong("--power takes one model");
  return names.map((reference) => {
    try {
      return loadBehaviourModel(reference).definition;
    } catch (error) {
      if (error instanceof RangeError) throw wrong(error.message);
      throw error;
    }
  });
}

function peopleOf({ subjects }: CheckOptions): number | null {
  if (subjects === undefined) return null;
  if (subjects.length === 1 && /^[1-9]\d{0,5}$/u.test(subjects[0]!)) return Number(subjects[0]);
  throw new CommandError(
    `--subjects ${subjects.join(",")}: a check simulates its people; how many? (a whole number)`,
    exitCodes.wrongUse,
  );
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
function commandText(definitions: readonly BehaviourDefinition[], options: CheckOptions): string {
  const flags = Object.entries(settingsOf(options)).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
    if (Array.isArray(value) && name === "set") return value.flatMap((one) => [flag, quoted(String(one))]);
    return value === true ? [flag] : [flag, quoted(String(value))];
  });
  const models = (options.model ?? definitions.map(({ id }) => id)).join(",");
  return ["npx neohebb fit --model", quoted(models), ...flags].join(" ");
}
