import { InvalidArgumentError, Option } from "commander";

/** Reads a whole number from low to high. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/u.test(text) && Number.isSafeInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
  };
}

/** Reads an option that may be given several times. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}

/** How many worker threads. */
export const threads = () =>
  new Option("--threads <n>", "worker threads (default: one a processor core)").argParser(wholeNumber(1, 256));

/** Lets the file of a command name files anywhere. */
export const allowOutside = () =>
  new Option("--allow-outside", "read files that it names outside of its project's folder too");

/** One JSON document instead of text. */
export const json = () =>
  new Option("--json", "print one JSON document on standard output, all else on standard error");

/** Nothing but errors. */
export const quiet = () => new Option("--quiet", "print errors only");
