import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Interrupted } from "../experiment/errors.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { type BackendName, backendNamed } from "../io/backends.ts";
import { type CheckpointPlan, findCheckpoint } from "../io/checkpoint.ts";
import { keptModel } from "../io/keptModels.ts";
import { shortPath } from "../io/machine.ts";
import { packageVersion } from "../io/packageRoot.ts";
import { type ResultPaths, readManifest, resultPaths } from "../io/resultsFolder.ts";
import { runExperiment } from "../io/runExperiment.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import {
  type AccessOptions,
  formatIssues,
  inputText,
  issuesError,
  loadExperiment,
  surroundings,
} from "./loadExperiment.ts";
import { demandRoom, roomFor, runNeed } from "./memory.ts";
import { duration, ProgressBar } from "./progressBar.ts";
import { resultTable } from "./resultTable.ts";
import { quoted, Terminal } from "./terminal.ts";

/** Options of `run`. */
export interface RunCommandOptions extends AccessOptions {
  readonly set?: readonly string[];
  readonly subjects?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly backend?: BackendName;
  readonly out?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
  readonly force?: boolean;
}

/** Options of `resume`. */
export type ResumeOptions = Pick<RunCommandOptions, "threads" | "backend" | "json" | "quiet" | "force">;

/** `neohebb run`. */
export async function run(file: string, options: RunCommandOptions): Promise<void> {
  const terminal = new Terminal(options);
  const overrides = [
    ...(options.set ?? []),
    ...(options.subjects === undefined ? [] : [`subjects=${options.subjects}`]),
    ...(options.seed === undefined ? [] : [`seed=${options.seed}`]),
  ];
  const text = inputText(file);
  const { experiment, issues } = loadExperiment(text, file, overrides, surroundings(file, options));
  if (!experiment) throw issuesError(issues);
  if (issues.length > 0) terminal.note(formatIssues(issues));
  const paths = resultPaths(options.out ?? join("results", experiment.name));
  if (options.dryRun) {
    await (await import("./dryRun.ts")).dryRun(experiment, paths, threadsFor(experiment, options), terminal);
    return;
  }
  demandRoom(runNeed(experiment, threadsFor(experiment, options)), roomFor(paths.results));
  await carryOut(experiment, { text, overrides, command: commandText(file, overrides), paths, options, terminal });
}

/** `neohebb resume`. */
export async function resume(folder: string, options: ResumeOptions): Promise<void> {
  const found = findCheckpoint(folder);
  if (!found) {
    const { results } = resultPaths(folder);
    const hint = readManifest(results) ? "; the run there is finished" : "";
    throw new CommandError(`there is no interrupted run at ${folder}${hint}`, exitCodes.wrongFile);
  }
  const { plan, paths } = found;
  if (plan.version !== packageVersion()) {
    throw new CommandError(
      `the interrupted run was made by neohebb ${plan.version}, this is ${packageVersion()}: start again with --force`,
      exitCodes.wrongFile,
    );
  }
  const { experiment, issues } = loadExperiment(plan.text, plan.file, plan.overrides, keptFiles(plan));
  if (!experiment) throw issuesError(issues);
  const { text, overrides, command } = plan;
  await carryOut(experiment, { text, overrides, command, paths, options, terminal: new Terminal(options) });
}

/** The model files as they were when the run began. */
function keptFiles(plan: CheckpointPlan): ReturnType<typeof surroundings> {
  const machine = surroundings(plan.file, { allowOutside: true }); // What the run was allowed is allowed again.
  return {
    ...machine,
    findModel: (reference, from) =>
      from === plan.file
        ? plan.modelPath
        : (keptModel(Object.keys(plan.modelFiles), reference, from) ?? machine.findModel(reference, from)),
    readText: (path) => plan.modelFiles[path] ?? machine.readText(path),
  };
}

interface Task {
  readonly text: string;
  readonly overrides: readonly string[];
  readonly command: string;
  readonly paths: ResultPaths;
  readonly options: ResumeOptions;
  readonly terminal: Terminal;
}

async function carryOut(experiment: Experiment, task: Task): Promise<void> {
  const { paths, options, terminal } = task;
  const bar = new ProgressBar(terminal.quiet);
  const abort = interruption();
  terminal.note(headline(experiment));
  try {
    const finished = await runExperiment(experiment, {
      ...task,
      threads: threadsFor(experiment, options),
      backend: await backendFor(options, terminal),
      force: options.force ?? false,
      signal: abort.signal,
      onStage: (stage) => bar.stage(stage),
      onProgress: (progress) => bar.update(progress),
    });
    bar.end();
    const { folder, summary, timing } = finished;
    terminal.result(resultTable(summary, terminal));
    terminal.result(
      `\nSimulated in ${duration(timing.simulation)}, summed up in ${duration(timing.evaluation)}. ` +
        `Result ${summary.resultHash.slice(0, 16)}\nReport: ${shortPath(join(folder, "report.html"))}`,
    );
    const manifest = readManifest(folder);
    terminal.document({ folder, report: join(folder, "report.html"), manifest, summary: brief(summary) });
  } catch (error) {
    bar.end();
    if (!(error instanceof Interrupted)) throw error;
    throw new CommandError(
      `Interrupted. What is finished is kept; go on with:\n  npx neohebb resume ${quoted(shortPath(paths.results))}`,
      exitCodes.interrupted,
    );
  } finally {
    abort.release();
  }
}

function headline({ title, plan, task, groups }: Experiment): string {
  const attributions = plan.arms.length - groups.length;
  const extra = attributions > 0 ? `, ${attributions} attribution runs of control` : "";
  return `${title}: ${groups.length} groups of ${plan.subjects} subjects, ${task.trials ?? "any number of"} trials each${extra}`;
}

/** What a caller of `--json` needs without reading the folder: everything but curves, traces and subjects. */
function brief(summary: Parameters<typeof resultTable>[0]): unknown {
  const measures = (groups: readonly { id: string; label: string; subjects: number; measures: object }[]) =>
    groups.map(({ id, label, subjects, measures: all }) => ({
      id,
      label,
      subjects,
      measures: Object.fromEntries(
        Object.entries(all as Record<string, { mean: number; standardDeviation: number }>).map(([name, value]) => [
          name,
          { mean: value.mean, standardDeviation: value.standardDeviation },
        ]),
      ),
    }));
  const { name, seed, resultHash, specificationHash, effects, comparisons, expectations, warnings } = summary;
  return {
    name,
    seed,
    resultHash,
    specificationHash,
    people: measures(summary.people),
    groups: measures(summary.groups),
    agents: measures(summary.agents),
    effects,
    comparisons,
    expectations,
    warnings,
  };
}

/** As many threads as asked for or as there are cores, but no more than there is work for. */
function threadsFor({ plan }: Experiment, { threads }: ResumeOptions): number {
  const units = plan.arms.length * Math.ceil(plan.subjects / 4);
  return Math.max(1, Math.min(threads ?? availableParallelism(), units));
}

/** The back end asked for, or WebAssembly, with a word about it, where there can be no native code. */
async function backendFor({ backend = "wasm" }: ResumeOptions, terminal: Terminal): Promise<BackendName> {
  try {
    await backendNamed(backend);
    return backend;
  } catch (error) {
    if (!(error instanceof Error && error.name === "NativeUnavailable")) throw error;
    terminal.note(`No native code: ${error.message}. WebAssembly is used instead; results are the same.`);
    return "wasm";
  }
}

function commandText(file: string, overrides: readonly string[]): string {
  return ["npx neohebb run", quoted(file), ...overrides.map((text) => `--set ${quoted(text)}`)].join(" ");
}
