import { basename, join } from "node:path";
import { presentThread } from "../fitting/fits/executor.ts";
import type { FitMethod } from "../fitting/fits/settings.ts";
import { runFit } from "../io/fitting/runFit.ts";
import { shortPath } from "../io/machine.ts";
import { resultPaths } from "../io/resultsFolder.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { fitRequest } from "./fitRequest.ts";
import { interruption } from "./interruption.ts";
import { quoted, Terminal } from "./terminal.ts";

/** Options of `fit`. */
export interface FitCommandOptions {
  readonly model?: readonly string[];
  readonly method: FitMethod;
  readonly out?: string;
  readonly map?: readonly string[];
  readonly missing?: readonly string[];
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
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  readonly list?: boolean;
}

/** `neohebb fit`. */
export async function fit(data: string | undefined, options: FitCommandOptions): Promise<void> {
  const terminal = new Terminal(options);
  if (data === undefined)
    throw new CommandError("which data? give a table, a results folder or a bundled set's name", exitCodes.wrongUse);
  const request = fitRequest(data, options);
  const paths = resultPaths(options.out ?? join("results", `fit-${nameOf(data)}`));
  const abort = interruption();
  try {
    const { folder, resultHash } = await runFit(request, {
      ...{ paths, force: options.force ?? false, command: `npx neohebb fit ${quoted(data)}` },
      ...{ executor: presentThread(abort.signal), signal: abort.signal },
      onReady: ({ notes }) => {
        for (const note of notes) terminal.note(note);
      },
    });
    terminal.result(`Result ${resultHash.slice(0, 16)} in ${shortPath(folder)}`);
  } finally {
    abort.release();
  }
}

function nameOf(data: string): string {
  return basename(data).replace(/(\.(csv|tsv|txt|parquet))?(\.gz)?$/iu, "");
}
