import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Interrupted } from "../experiment/errors.ts";
import { brainName } from "../io/board/boardJob.ts";
import { type AblationRow, recordAblations, runAblations } from "../io/board/runAblations.ts";
import { shortPath } from "../io/machine.ts";
import { nearestName } from "../math/nearestName.ts";
import { effectOf, type Mechanism, mechanisms } from "../phenomena/index.ts";
import { ablationsText } from "./ablationsText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { chosenClaims, commandText, progressLine } from "./phenomenaCommand.ts";
import { duration } from "./progressBar.ts";
import { Terminal } from "./terminal.ts";

/** Options of `neohebb ablations`. */
export interface AblationsOptions extends AccessOptions {
  readonly tier?: number;
  readonly id?: readonly string[];
  readonly mechanism?: readonly string[];
  readonly seed?: number;
  readonly subjects?: number;
  readonly model?: string;
  readonly record?: string | true;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `neohebb ablations`: which mechanism carries which effect. */
export async function ablations(options: AblationsOptions): Promise<void> {
  const terminal = new Terminal(options);
  const seed = options.seed ?? 1;
  if (options.record !== undefined && options.model !== undefined)
    throw new CommandError("--record keeps the table of the reference brain; leave out --model", exitCodes.wrongUse);
  if (options.model !== undefined) loadModel(options.model, options);
  const removed = chosenMechanisms(options);
  const claims = chosenClaims(options).filter(({ id }) => effectOf(id)?.protocol.kind === "sessions");
  if (claims.length === 0)
    throw new CommandError(
      "none of these effects is done by the brain; preparations have none of its mechanisms",
      exitCodes.wrongUse,
    );
  const folder = options.out ?? join("results", "phenomena");
  const started = performance.now();
  const abort = interruption();
  let rows: readonly AblationRow[];
  try {
    rows = await runAblations({
      ...{ claims, mechanisms: removed, seed, folder },
      subjects: options.subjects ?? 16,
      brain: options.model ?? brainName,
      threads: options.threads ?? availableParallelism(),
      backend: "wasm",
      signal: abort.signal,
      onProgress: progressLine(terminal.quiet),
    });
  } catch (error) {
    if (process.stderr.isTTY && !terminal.quiet) process.stderr.write("\n");
    if (!(error instanceof Interrupted)) throw error;
    throw new CommandError(
      `Interrupted. What is finished is kept; the same command goes on:\n  ${commandText()}`,
      exitCodes.interrupted,
    );
  } finally {
    abort.release();
  }
  terminal.result(ablationsText(rows, removed));
  terminal.result(`\n${duration((performance.now() - started) / 1000)}. Readings: ${shortPath(folder)}`);
  if (options.record !== undefined) {
    const place = options.record === true ? join("scoreboard", "ablations") : options.record;
    recordAblations(rows, mechanisms, place);
    terminal.result(`Recorded: ${shortPath(place)}`);
  }
  terminal.document({ mechanisms: removed.map(({ id, label }) => ({ id, label })), effects: rows });
}

function chosenMechanisms({ mechanism }: AblationsOptions): readonly Mechanism[] {
  const known = mechanisms.map(({ id }) => id);
  for (const wanted of mechanism ?? []) {
    if (known.includes(wanted)) continue;
    const nearest = nearestName(wanted, known);
    const hint = nearest ? `did you mean "${nearest}"?` : `there are ${known.join(", ")}`;
    throw new CommandError(`there is no mechanism "${wanted}" in the table of ablations; ${hint}`, exitCodes.wrongUse);
  }
  return mechanism ? mechanisms.filter(({ id }) => mechanism.includes(id)) : mechanisms;
}
