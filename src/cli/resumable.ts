import { Interrupted } from "../experiment/errors.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { interruption } from "./interruption.ts";
import { quoted, type Terminal } from "./terminal.ts";

/**
 * Does work that keeps on disk what it has finished and shows progress in one line; once interrupted, it says how to go
 * on.
 *
 * @throws CommandError when it was interrupted
 */
export async function resumable<Result>(
  { quiet }: Terminal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = interruption();
  try {
    return await work(abort.signal);
  } catch (error) {
    if (process.stderr.isTTY && !quiet) process.stderr.write("\n");
    if (!(error instanceof Interrupted)) throw error;
    throw new CommandError(
      `Interrupted. What is finished is kept; the same command goes on:\n  ${commandText()}`,
      exitCodes.interrupted,
    );
  } finally {
    abort.release();
  }
}

/** The command as it was given. */
export function commandText(): string {
  return ["npx neohebb", ...process.argv.slice(2).map(quoted)].join(" ");
}
