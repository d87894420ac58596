import { availableParallelism } from "node:os";
import { join } from "node:path";
import { analyseStudy } from "../bridge/pharmacology/analyseStudy.ts";
import { pharmacologyStudies } from "../bridge/pharmacology/studies.ts";
import { type BlockedExperiment, blockReceptors } from "../bridge/receptorBlocks.ts";
import { type ReceptorMatrix, receptorMatrix } from "../bridge/receptorMatrix.ts";
import { Interrupted } from "../experiment/errors.ts";
import { canonicalJson, sha256 } from "../experiment/hash.ts";
import { readExperiment } from "../experiment/readExperiment.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { readStudy } from "../io/bridge/readStudy.ts";
import { simulateTrials } from "../io/bridge/simulateTrials.ts";
import { writeFiles } from "../io/bridge/writeFiles.ts";
import { FileError } from "../io/files.ts";
import { bundledBehaviourModels, loadBehaviourModel } from "../io/fitting/behaviourModels.ts";
import { shortPath } from "../io/machine.ts";
import { packageRoot, packageVersion } from "../io/packageRoot.ts";
import { renderBridgePage } from "../report/bridge/bridgePage.ts";
import { matrixText, reportedMatrix, reportedStudy, type StudyOnBridge, studyText } from "./bridgeText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import { type AccessOptions, inputText, issuesError, surroundings } from "./loadExperiment.ts";
import { ProgressBar } from "./progressBar.ts";
import { Terminal, terminalWidth } from "./terminal.ts";

/** Options of `bridge`. */
export interface BridgeOptions extends AccessOptions {
  readonly model?: string;
  readonly block?: readonly string[];
  readonly dose: readonly number[];
  readonly subjects: number;
  readonly seed?: number;
  readonly data?: string;
  readonly studies: boolean;
  readonly threads?: number;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Model that is fitted if none is asked for. */
export const usualBridgeModel = "q-learning-gain-loss";

/** The default experiment. */
export function defaultExperiment(): string {
  return join(packageRoot(), "experiments", "three-armed-reversal.yaml");
}

/** `neohebb bridge`. */
export async function bridge(file: string | undefined, options: BridgeOptions): Promise<void> {
  const terminal = new Terminal(options);
  const path = file ?? defaultExperiment();
  const definitions = (options.model ?? usualBridgeModel).split(",").map((name) => loadBehaviour(name.trim()));
  const blocked = blockedFrom(path, options);
  const bar = new ProgressBar(terminal.quiet);
  const abort = interruption();
  try {
    const { plan } = blocked.experiment;
    terminal.note(
      `${blocked.experiment.title}: ${blocked.blocks.length} receptor blocks and control, ${plan.subjects} subjects each`,
    );
    bar.stage("simulating");
    const trials = await simulateTrials(plan, {
      ...{ threads: options.threads ?? availableParallelism(), signal: abort.signal },
      onProgress: (progress) => bar.update(progress),
    });
    const matrices: ReceptorMatrix[] = [];
    for (const definition of definitions) {
      bar.stage(`fitting ${definition.id}`);
      const settings = { seed: plan.seed, signal: abort.signal };
      matrices.push(finished(await fitted(() => receptorMatrix(definition, blocked, trials, settings))));
    }
    bar.stage("real pharmacology");
    const studies = options.studies ? await studiesFor(options, abort.signal) : [];
    bar.end();
    await report({ path, matrices, studies, blocked, options, terminal });
  } catch (error) {
    bar.end();
    if (error instanceof Interrupted) throw new CommandError("Interrupted; nothing is written.", exitCodes.interrupted);
    throw error;
  } finally {
    abort.release();
  }
}

/** A behavioural model by name or file. @throws CommandError (wrong use) if there is none. */
export function loadBehaviour(reference: string): BehaviourDefinition {
  try {
    return loadBehaviourModel(reference).definition;
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
    if (error instanceof FileError) throw new CommandError(error.message, exitCodes.wrongFile);
    throw error;
  }
}

function blockedFrom(path: string, options: BridgeOptions): BlockedExperiment {
  const overrides = [`subjects=${options.subjects}`, ...(options.seed === undefined ? [] : [`seed=${options.seed}`])];
  const { source, issues } = readExperiment(inputText(path), path, overrides);
  if (!source) throw issuesError(issues);
  try {
    const receptors = options.block === undefined ? {} : { receptors: options.block };
    return blockReceptors(source, surroundings(path, options), { ...receptors, doses: options.dose });
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
    throw error;
  }
}

/** A model that does not suit the task is a wrong choice; the models that do are named. */
async function fitted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const suited = [...bundledBehaviourModels().keys()]
      .map((name) => loadBehaviourModel(name).definition)
      .filter(({ tasks }) => tasks.some((task) => task === "bandit" || task === "reversal"))
      .map(({ id }) => id);
    throw new CommandError(
      `${error.message}\nmodels for bandits and reversals: ${suited.join(", ")}`,
      exitCodes.wrongUse,
    );
  }
}

function finished<T>(result: T | null): T {
  if (result === null) throw new Interrupted("interrupted");
  return result;
}

/** All studies, with what came of each. */
async function studiesFor({ data, seed = 1 }: BridgeOptions, signal: AbortSignal): Promise<StudyOnBridge[]> {
  const folder = data ?? process.env.NEOHEBB_DATA ?? null;
  const found: StudyOnBridge[] = [];
  for (const study of pharmacologyStudies) {
    const definition = loadBehaviourModel(study.model).definition;
    const read = await readStudy(study, definition, folder);
    if ("absent" in read) found.push({ study, contrasts: [], absent: read.absent });
    else {
      const contrasts = finished(await analyseStudy(study, definition, read.trials, { seed, signal }));
      found.push({ study, contrasts, absent: null });
    }
  }
  return found;
}

interface Found {
  readonly path: string;
  readonly matrices: readonly ReceptorMatrix[];
  readonly studies: readonly StudyOnBridge[];
  readonly blocked: BlockedExperiment;
  readonly options: BridgeOptions;
  readonly terminal: Terminal;
}

async function report({ path, matrices, studies, blocked, options, terminal }: Found): Promise<void> {
  const { plan, name, title } = blocked.experiment;
  const version = packageVersion();
  const numbers = {
    format: "neohebb-bridge/1",
    ...{ experiment: name, seed: plan.seed, subjects: plan.subjects, version, matrices },
    studies: studies.map(({ study, contrasts, absent }) => ({
      ...{ id: study.id, model: study.model, known: study.known, contrasts, absent },
    })),
  };
  const hash = await sha256(canonicalJson({ matrices, studies: numbers.studies }));
  const page = renderBridgePage({
    title: `Receptors and parameters: ${title}`,
    lead: "Each receptor of the circuit is blocked; behavioural models are fitted to what its virtual subjects choose. Which parameters does which receptor move?",
    ...{ version, hash },
    matrices: matrices.map(reportedMatrix),
    studies: studies.map(reportedStudy),
    facts: [
      ["Experiment", shortPath(path)],
      ["Seed", String(plan.seed)],
      ["Virtual subjects", `${plan.subjects} in each condition`],
      ["Doses", `${options.dose.join(", ")} × the inhibition constant, insurmountable antagonist, whole session`],
    ],
  });
  writeFiles(options.out, { "bridge.json": `${JSON.stringify({ ...numbers, hash }, null, 2)}\n`, "bridge.html": page });
  const width = terminalWidth();
  for (const matrix of matrices) terminal.result(`${matrixText(matrix, width)}\n`);
  for (const study of studies) terminal.result(`${studyText(study, width)}\n`);
  terminal.result(`Numbers ${hash.slice(0, 16)}\nPage: ${shortPath(join(options.out, "bridge.html"))}`);
  terminal.document({ ...numbers, hash, folder: options.out });
}
