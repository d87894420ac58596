import { type Command, InvalidArgumentError, Option } from "commander";
import type { BridgeOptions } from "./bridgeCommand.ts";
import type { InferOptions } from "./inferCommand.ts";
import { allowOutside, collect, json, quiet, threads, wholeNumber } from "./sharedOptions.ts";

/** Numbers above 0, with commas between them. */
export function positiveNumbers(text: string): number[] {
  const values = text.split(",").map(Number);
  if (values.length > 0 && values.every((value) => value > 0 && Number.isFinite(value))) return values;
  throw new InvalidArgumentError("Numbers above 0, with commas between them.");
}

/** Adds the commands between the circuit and behavioural models. */
export function addBridgeCommands(program: Command): void {
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
  program
    .command("infer")
    .description("infer what is left of receptors or release from a subject's choices, where that can be told")
    .argument("[experiment]", "experiment file; its control group is what is changed (default: the bundled one)")
    .requiredOption("--parameter <name>", "receptor (density) or modulator (release), repeatable", collect)
    .option("--observed <data>", "choices to infer from: table, results folder or bundled data set")
    .option("--column <ours=theirs>", "which column of the observed data holds what (repeatable)", collect)
    .option("--rows <column=value>", "only observed rows with this value count (repeatable)", collect)
    .addOption(
      new Option("--draws <n>", "draws from the prior, with four simulated subjects each")
        .argParser(wholeNumber(40, 100_000))
        .default(150),
    )
    .addOption(
      new Option(
        "--method <name>",
        "one regression for all subjects, or populations that come nearer to each (much slower)",
      )
        .choices(["regression", "smc"])
        .default("regression"),
    )
    .addOption(new Option("--populations <n>", "of smc, after the first").argParser(wholeNumber(1, 20)).default(3))
    .addOption(
      new Option("--validate <n>", "of smc: simulated subjects of known parameters that are inferred by it")
        .argParser(wholeNumber(10, 10_000))
        .default(40),
    )
    .addOption(
      new Option("--seed <n>", "seed of all random numbers")
        .argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER))
        .default(1),
    )
    .addOption(threads())
    .option("--out <folder>", "where inference.json and inference.html go", "results/inference")
    .addOption(allowOutside())
    .addOption(json())
    .addOption(quiet())
    .action(async (file: string | undefined, options: InferOptions) =>
      (await import("./inferCommand.ts")).infer(file, options),
    );
}
