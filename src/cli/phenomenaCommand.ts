import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type BoardProgress, runBoard } from "../io/board/runBoard.ts";
import { shortPath } from "../io/machine.ts";
import { nearestName } from "../math/nearestName.ts";
import { type BoardEntry, type Claim, claims, selectClaims } from "../phenomena/index.ts";
import { boardText } from "./boardText.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { duration } from "./progressBar.ts";
import { commandText, resumable } from "./resumable.ts";
import { Terminal, terminalWidth, usesColour } from "./terminal.ts";

/** Options of `neohebb phenomena`. */
export interface PhenomenaOptions extends AccessOptions {
  readonly tier?: number;
  readonly id?: readonly string[];
  readonly subjects?: number;
  readonly model?: string;
  readonly ensemble?: string;
  readonly seeds?: readonly number[];
  readonly report?: boolean;
  readonly record?: string | true;
  readonly ablations?: boolean;
  readonly strict?: boolean;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The judging seeds, which are for judging only. */
const judgingSeeds = [1001, 1002, 1003];

/** `neohebb phenomena`: runs the scoreboard of published effects. */
export async function phenomena(options: PhenomenaOptions): Promise<void> {
  const terminal = new Terminal(options);
  const chosen = chosenClaims(options);
  if (options.ensemble !== undefined) return overEnsemble(options.ensemble, chosen, options, terminal);
  if (options.model !== undefined) loadModel(options.model, options); // Says what is wrong before anything runs.
  if (
    options.record !== undefined &&
    (options.ablations === false ||
      options.model !== undefined ||
      (options.record === true && options.subjects !== undefined))
  )
    throw new CommandError(
      "--record keeps the board of the reference brain as each protocol says; leave out --no-ablations, --subjects and --model",
      exitCodes.wrongUse,
    );
  const folder = options.out ?? join("results", "phenomena");
  const seeds = options.seeds ?? judgingSeeds;
  const files = options.report || options.record !== undefined ? await import("../io/board/boardFiles.ts") : null;
  const started = performance.now();
  const entries = await resumable(terminal, (signal) =>
    runBoard({
      claims: chosen,
      seeds,
      threads: options.threads ?? availableParallelism(),
      backend: "wasm",
      folder,
      ablations: options.ablations ?? true,
      ...(options.model === undefined ? {} : { brain: options.model }),
      ...(options.subjects === undefined ? {} : { subjects: options.subjects }),
      signal,
      onProgress: progressLine(terminal.quiet),
    }),
  );
  const colour = usesColour(process.stdout);
  terminal.result(boardText(entries, { detailed: options.id !== undefined, width: terminalWidth(), colour }));
  terminal.result(`\n${duration((performance.now() - started) / 1000)}. Readings: ${shortPath(folder)}`);
  if (files) await written(files, entries, { ...options, folder, terminal });
  terminal.document(entries);
  if (options.strict && entries.some((entry) => !entry.pass && entry.notYet === undefined))
    process.exitCode = exitCodes.strictCheck;
}

/** Runs the effects over an ensemble of parameters instead. */
async function overEnsemble(
  ensemble: string,
  chosen: readonly Claim[],
  options: PhenomenaOptions,
  terminal: Terminal,
): Promise<void> {
  const given = options.record !== undefined ? "record" : options.strict ? "strict" : null;
  if (given)
    throw new CommandError(
      `--${given} is about the board of one set of parameters; leave it out with --ensemble`,
      exitCodes.wrongUse,
    );
  const { ensembleBoard } = await import("./ensembleCommand.ts");
  const seeds = options.seeds ?? judgingSeeds;
  await ensembleBoard(chosen, { ...options, ensemble, seeds }, terminal);
}

/** Writes what was asked for besides the table: the page, the record of the scoreboard. */
async function written(
  { boardReport, recordBoard, writeBoardReport }: typeof import("../io/board/boardFiles.ts"),
  entries: readonly BoardEntry[],
  { report, record, folder, terminal }: PhenomenaOptions & { folder: string; terminal: Terminal },
): Promise<void> {
  if (record !== undefined) {
    const place = recordBoard(entries, record === true ? "scoreboard" : record);
    terminal.result(`Recorded: ${shortPath(place)}`);
  }
  if (report) {
    const path = writeBoardReport(await boardReport(entries, commandText()), folder);
    terminal.result(`Report: ${shortPath(path)}`);
  }
}

/** The claims that are asked for. @throws CommandError (wrong use) if there is none. */
export function chosenClaims({ tier, id }: Pick<PhenomenaOptions, "tier" | "id">): readonly Claim[] {
  const known = claims.map((claim) => claim.id);
  for (const wanted of id ?? []) {
    if (known.includes(wanted)) continue;
    const nearest = nearestName(wanted, known);
    const hint = nearest ? `did you mean "${nearest}"?` : "`npx neohebb list phenomena` shows all";
    throw new CommandError(`there is no effect "${wanted}" on the board; ${hint}`, exitCodes.wrongUse);
  }
  const chosen = selectClaims({ ...(tier === undefined ? {} : { tier }), ...(id ? { ids: id } : {}) });
  if (chosen.length === 0) throw new CommandError(`no effect with these ids is of tier ${tier}`, exitCodes.wrongUse);
  return chosen;
}

/** Shows progress: one line that is overwritten in a terminal, else a line at each quarter. */
export function progressLine(silent: boolean): (progress: BoardProgress) => void {
  let next = 0;
  return ({ done, total, kept, last }) => {
    if (silent || total === 0) return;
    const text = `${done} of ${total} runs${kept > 0 ? ` (${kept} kept)` : ""}${last === "" ? "" : `, ${last}`}`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001b[K${done === total ? "" : text}`);
      return;
    }
    if (done / total < next) return;
    next = (Math.floor((done / total) * 4) + 1) / 4;
    process.stderr.write(`${text}\n`);
  };
}
