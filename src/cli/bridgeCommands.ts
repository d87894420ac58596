import { type Command, InvalidArgumentError, Option } from "commander";
import type { BridgeOptions } from "./bridgeCommand.ts";
import { allowOutside } from "./modelCommands.ts";

/** Options that all commands share, as the main program makes them. */
export interface SharedOptions {
  readonly json: () => Option;
  readonly quiet: () => Option;
  readonly threads: () => Option;
  readonly wholeNumber: (low: number, high: number) => (text: string) => number;
}

function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}

/** Numbers above 0, with commas between them. */
export function positiveNumbers(text: string): number[] {
  const values = text.split(",").map(Number);
  if (values.length > 0 && values.every((value) => value > 0 && Number.isFinite(value))) return values;
  throw new InvalidArgumentError("Numbers above 0, with commas between them.");
}

/** Adds the commands between the circuit and behavioural models. */
export function addBridgeCommands(program: Command, { json, quiet, threads, wholeNumber }: SharedOptions): void {
  program
    .command("bridge")
    .description("block each receptor of the circuit and see which parameters of a behavioural model move")
    .argument("[experiment]", "experiment file; its control group is what blocks are put on (default: the bundled one)")
    .option("--model <names>", "behavioural models, with commas between them (default: q-learning-gain-loss)")
    .option("--block <receptor>", "receptor to block, by name or label (repeatable; default: all)", collect)
    .addOption(
      new Option("--dose <numbers>", "doses in inhibition constants, with commas between them")
        .argParser(positiveNumbers)
        .default([3], "3"),
    )
    .addOption(
      new Option("--subjects <n>", "virtual subjects in each condition").argParser(wholeNumber(1, 100_000)).default(32),
    )
    .addOption(
      new Option("--seed <n>", "seed of all random numbers").argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    )
    .option("--data <folder>", "folder of data that do not come with neohebb (default: NEOHEBB_DATA)")
    .option("--no-studies", "leave real pharmacology out")
    .addOption(threads())
    .option("--out <folder>", "where bridge.json and bridge.html go", "results/bridge")
    .addOption(allowOutside())
    .addOption(json())
    .addOption(quiet())
    .action(async (file: string | undefined, options: BridgeOptions) =>
      (await import("./bridgeCommand.ts")).bridge(file, options),
    );
}
