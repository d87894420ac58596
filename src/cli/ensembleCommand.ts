import { availableParallelism } from "node:os";
import { join } from "node:path";
import { searchedParameters } from "../calibration/index.ts";
import { CalibrationError } from "../io/calibration/campaignFiles.ts";
import { CandidateThreads } from "../io/calibration/candidateThreads.node.ts";
import { type EnsembleRun, readEnsemble, runEnsemble } from "../io/calibration/runEnsemble.ts";
import { makeFolder, writeWhole } from "../io/files.ts";
import { shortPath } from "../io/machine.ts";
import { type Claim, isDoneByBrain } from "../phenomena/index.ts";
import { ensembleReport, ensembleText } from "./ensembleText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { duration } from "./progressBar.ts";
import { commandText, resumable } from "./resumable.ts";
import type { Terminal } from "./terminal.ts";
import { counted } from "./textTable.ts";

/** How an ensemble is judged. */
export interface EnsembleOptions extends AccessOptions {
  readonly ensemble: string;
  readonly subjects?: number;
  readonly model?: string;
  readonly seeds: readonly number[];
  readonly report?: boolean;
  readonly threads?: number;
  readonly out?: string;
}

/**
 * Effects over an ensemble of parameters: in what share of the sets each of them comes out.
 *
 * @throws CommandError for a file that is no ensemble, parameters that the model has not, no effect that a brain does
 */
export async function ensembleBoard(
  claims: readonly Claim[],
  options: EnsembleOptions,
  terminal: Terminal,
): Promise<void> {
  const folder = join(options.out ?? join("results", "phenomena"), "ensemble");
  const run = { ...(await prepared(claims, options)), folder };
  const left = claims.length - run.effects.length;
  if (left > 0) terminal.note(`${counted(left, "effect")} left out: preparations have parameters of their own`);
  terminal.note(
    `${run.model}: ${counted(run.sets.length, "set")} of ${counted(run.parameters.length, "parameter")} and the model's own`,
  );
  const threads = new CandidateThreads(Math.min(options.threads ?? availableParallelism(), run.effects.length), {
    model: run.model,
    parameters: run.parameters.map(({ name }) => name),
    backend: "wasm",
  });
  const started = performance.now();
  const onProgress = progress(terminal);
  const effects = await resumable(terminal, (signal) => runEnsemble({ ...run, signal, onProgress }, threads)).finally(
    () => threads.close(),
  );
  const { model, sets, seeds } = run;
  const document = { model, sets: sets.length, parameters: run.parameters.map(({ name }) => name), seeds, effects };
  terminal.result(ensembleText(effects, sets.length));
  terminal.result(`\n${duration((performance.now() - started) / 1000)}. Outcomes: ${shortPath(folder)}`);
  if (options.report) {
    makeFolder(folder);
    const path = join(folder, "ensemble.md");
    writeWhole(path, ensembleReport({ ...document, subjects: options.subjects ?? null, command: commandText() }));
    terminal.result(`Report: ${shortPath(path)}`);
  }
  terminal.document(document);
}

async function prepared(claims: readonly Claim[], options: EnsembleOptions): Promise<Omit<EnsembleRun, "folder">> {
  const { seeds, subjects } = options;
  try {
    const ensemble = readEnsemble(options.ensemble);
    const model = options.model ?? ensemble.model;
    const sets = ensemble.sets.map(({ values }) => values);
    const parameters = searchedParameters(loadModel(model, options).model, Object.keys(sets[0]!));
    const effects = claims.map(({ id }) => id).filter(isDoneByBrain);
    if (effects.length === 0)
      throw new CommandError(
        "none of these effects is done by the brain; preparations have parameters of their own",
        exitCodes.wrongUse,
      );
    return { model, parameters, sets, effects, seeds, ...(subjects === undefined ? {} : { subjects }) };
  } catch (error) {
    if (error instanceof CalibrationError) throw new CommandError(error.message, exitCodes.wrongFile);
    if (error instanceof RangeError)
      throw new CommandError(`${shortPath(options.ensemble)}: ${error.message}`, exitCodes.wrongFile);
    throw error;
  }
}

/** Shows progress: one line that is overwritten in a terminal, else a line an effect. */
function progress({ quiet }: Terminal): (done: number, total: number, effect: string) => void {
  return (done, total, effect) => {
    if (quiet) return;
    const text = `${done} of ${total} effects${effect === "" ? "" : `, ${effect}`}`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done === total ? "" : text}`);
    else process.stderr.write(`${text}\n`);
  };
}
