import { availableParallelism } from "node:os";
import { join } from "node:path";
import { brainName } from "../io/board/boardJob.ts";
import { recordAblations, runAblations } from "../io/board/runAblations.ts";
import { shortPath } from "../io/machine.ts";
import { nearestName } from "../math/nearestName.ts";
import { isDoneByBrain, type Mechanism, mechanisms } from "../phenomena/index.ts";
import { ablationsText } from "./ablationsText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { chosenClaims, progressLine } from "./phenomenaCommand.ts";
import { duration } from "./progressBar.ts";
import { resumable } from "./resumable.ts";
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
  const claims = chosenClaims(options).filter(({ id }) => isDoneByBrain(id));
  if (claims.length === 0)
    throw new CommandError(
      "none of these effects is done by the brain; preparations have none of its mechanisms",
      exitCodes.wrongUse,
    );
  const folder = options.out ?? join("results", "phenomena");
  const started = performance.now();
  const rows = await resumable(terminal, (signal) =>
    runAblations({
      ...{ claims, mechanisms: removed, seed, folder },
      subjects: options.subjects ?? 16,
      brain: options.model ?? brainName,
      threads: options.threads ?? availableParallelism(),
      backend: "wasm",
      signal,
      onProgress: progressLine(terminal.quiet),
    }),
  );
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
