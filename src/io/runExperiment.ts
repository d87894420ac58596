import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Summary } from "../analysis/index.ts";
import { createSimulation } from "../engine/index.ts";
import { Interrupted } from "../experiment/errors.ts";
import { type EvaluationContext, specificationHash, sumUp } from "../experiment/evaluate.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { ResultWriter } from "../experiment/resultTables.ts";
import { type Executor, localExecutor, type Progress, runUnits } from "../experiment/run.ts";
import { seedWords } from "../math/random.ts";
import { renderReport } from "../report/index.ts";
import { type BackendName, backendNamed } from "./backends.ts";
import { type Checkpoint, type CheckpointPlan, openCheckpoint } from "./checkpoint.ts";
import { packageRoot, packageVersion } from "./packageRoot.ts";
import { peopleSamples } from "./people.ts";
import { ResultFiles, type WrittenTables } from "./resultFiles.ts";
import { checkDestination, publish, type ResultPaths, removeLeftovers } from "./resultsFolder.ts";
import { threadExecutor } from "./threads.node.ts";

/** How an experiment is to be run on this machine. */
export interface RunOptions {
  readonly paths: ResultPaths;
  /** Text of the experiment file, and the `path=value` put into it. */
  readonly text: string;
  readonly overrides: readonly string[];
  /** What to type to run it again. */
  readonly command: string;
  readonly threads: number;
  /** Default `wasm`; `native` must be available. */
  readonly backend?: BackendName;
  readonly force: boolean;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** A finished run. */
export interface FinishedRun {
  readonly folder: string;
  readonly summary: Summary;
  /** s */
  readonly timing: { readonly simulation: number; readonly evaluation: number };
}

/**
 * Runs an experiment and writes its results folder, which appears whole or not at all. Finished units are kept in the
 * checkpoint folder until then.
 *
 * @throws ResultsError, FileError, NumericalError, Interrupted
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<FinishedRun> {
  const { paths, force } = options;
  checkDestination(paths, experiment.name, force);
  const people = peopleSamples(experiment);
  const checkpoint = openCheckpoint(paths, await checkpointPlan(experiment, options), force);
  try {
    removeLeftovers(paths);
    const context = { people, version: packageVersion(), command: options.command };
    const finished = await carryOut(experiment, checkpoint, context, options);
    checkpoint.remove();
    return finished;
  } finally {
    checkpoint.release();
  }
}

/** Simulates, writes the tables on the way, and publishes them with what they come to. */
async function carryOut(
  experiment: Experiment,
  checkpoint: Checkpoint & { readonly kept: boolean },
  context: EvaluationContext,
  options: RunOptions,
): Promise<FinishedRun> {
  const facts = {
    specificationHash: await specificationHash(experiment),
    seed: String(experiment.plan.seed),
    experiment: experiment.name,
  };
  const files = new ResultFiles(checkpoint.tables, facts);
  try {
    const writer = new ResultWriter(experiment.plan, files.makeSink);
    const started = performance.now();
    options.onStage?.("simulating");
    await simulate(experiment, checkpoint, writer, options);
    const simulated = performance.now();
    if (options.signal?.aborted) throw new Interrupted("interrupted");
    options.onStage?.("summing up");
    const data = writer.end();
    const tables = await files.finish();
    const summary = await sumUp(experiment, data, tables.resultHash, context);
    const timing = { simulation: seconds(started, simulated), evaluation: seconds(simulated, performance.now()) };
    if (options.signal?.aborted) throw new Interrupted("interrupted");
    options.onStage?.("writing");
    await write(experiment, summary, tables, options, checkpoint.kept, timing);
    return { folder: options.paths.results, summary, timing };
  } finally {
    files.remove();
  }
}

async function simulate(
  experiment: Experiment,
  checkpoint: Checkpoint,
  writer: ResultWriter,
  options: RunOptions,
): Promise<void> {
  const { backend = "wasm" } = options;
  if (backend === "native") await compileModels(experiment.plan, options);
  const executor = await executorFor(experiment, options.threads, backend);
  try {
    await runUnits(experiment.plan, checkpoint.store, executor, {
      writer,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    });
  } finally {
    await executor.close();
  }
}

async function executorFor({ plan }: Experiment, threads: number, backend: BackendName): Promise<Executor> {
  return threads > 1 ? threadExecutor(plan, threads, backend) : localExecutor(plan, await backendNamed(backend));
}

/** Has the machine's compiler make the code of all models, so that no two threads do the same work. */
async function compileModels({ models, seed }: Experiment["plan"], options: RunOptions): Promise<void> {
  const backend = await backendNamed("native");
  for (const [i, { program }] of models.entries()) {
    if (options.signal?.aborted) throw new Interrupted("interrupted");
    options.onStage?.(`compiling model ${i + 1} of ${models.length}`);
    await createSimulation(program, { subjects: [0], seed: seedWords(seed), backend });
  }
  options.onStage?.("simulating");
}

async function write(
  { name, plan }: Experiment,
  summary: Summary,
  { files, resultHash, columnHashes }: WrittenTables,
  options: RunOptions,
  continued: boolean,
  timing: FinishedRun["timing"],
): Promise<void> {
  const script = readFileSync(join(packageRoot(), "dist", "report-client.js"), "utf8");
  const all = {
    ...files,
    "summary.json": `${JSON.stringify(summary)}\n`,
    "report.html": renderReport(summary, { script }),
  };
  const used = process.resourceUsage();
  await publish(options.paths, all, {
    format: "neohebb-results/1",
    name,
    version: summary.version,
    specification: summary.specification,
    specificationHash: summary.specificationHash,
    seed: plan.seed,
    subjects: plan.subjects,
    resultHash,
    columnHashes,
    startedFrom: continued ? options.paths.partial : null,
    timing: {
      ...timing,
      threads: options.threads,
      backend: options.backend ?? "wasm",
      processorTime: Number(((used.userCPUTime + used.systemCPUTime) / 1e6).toFixed(3)),
      peakMemory: used.maxRSS * 1024,
      finished: new Date().toISOString(),
      node: process.version,
    },
  });
}

async function checkpointPlan(experiment: Experiment, options: RunOptions): Promise<CheckpointPlan> {
  const { modelSource } = experiment;
  return {
    format: "neohebb-partial/1",
    version: packageVersion(),
    command: options.command,
    file: resolve(experiment.file),
    text: options.text,
    overrides: options.overrides,
    modelPath: modelSource.file,
    modelFiles: Object.fromEntries(modelSource.files.map(({ file, text }) => [file, text])),
    specificationHash: await specificationHash(experiment),
  };
}

function seconds(from: number, to: number): number {
  return Number(((to - from) / 1000).toFixed(3));
}
