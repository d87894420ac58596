import { type Command, InvalidArgumentError, Option } from "commander";
import { addCheckOptions, type CheckOptions, wantsChecks } from "./fitCheckOptions.ts";
import type { FitCommandOptions } from "./fitCommand.ts";
import { refuseMisplacedOptions } from "./misplacedOptions.ts";
import { collect, json, quiet, threads, wholeNumber } from "./sharedOptions.ts";

function collectList(text: string, earlier: readonly string[] = []): string[] {
  return [
    ...earlier,
    ...text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  ];
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value < 1) return value;
  throw new InvalidArgumentError("It must be a number between 0 and 1.");
}

/** Adds `fit`. */
export function addFittingCommands(program: Command): void {
  const count = (flags: string, description: string, least = 1) =>
    new Option(flags, description).argParser(wholeNumber(least, 1_000_000));
  const command = program
    .command("fit")
    .description("fit behavioural models to choices (one row a trial)")
    .argument("[data]", "table (CSV, TSV, .gz, Parquet), results folder, or bundled data set")
    .option("--model <names>", "bundled models or files, separated by commas (see --list)", collectList)
    .addOption(
      new Option("--method <name>", "each subject alone, with the group by empirical Bayes, or with it by NUTS")
        .choices(["map", "hierarchical", "nuts"])
        .default("map"),
    )
    .option("--out <folder>", "results folder (default: results/fit-<data>)")
    .option("--map <ours=theirs>", "which column, or formula of columns, a model's column is (repeatable)", collect)
    .option(
      "--missing <column=value>",
      "a value that means missing in a column, or in several: a,b=0 (repeatable)",
      collect,
    )
    .option(
      "--levels <column=values>",
      "all values of a column of options, in their order: 0-2 or left,right (repeatable)",
      collect,
    )
    .option("--rows <column=value>", "only rows with this value count (repeatable)", collect)
    .option("--subjects <names>", "only these subjects: names and ranges of numbers, as in 1-30,anna", collectList)
    .option(
      "--condition <column>",
      "groups of people; COLUMN=VALUE names the one to compare with (repeatable)",
      collect,
    )
    .option("--within <column>", "conditions under which the same people were, such as a drug (repeatable)", collect)
    .option("--covariate <column>", "numbers of people, such as age (repeatable)", collect)
    .option("--no-prior", "maximum likelihood instead of maximum a posteriori")
    .addOption(count("--starts <n>", "points from which each subject's search starts (default: 10)"))
    .addOption(count("--chains <n>", "chains of NUTS (default: 4)"))
    .addOption(count("--warmup <n>", "iterations of each chain that are thrown away (default: 1000)", 0))
    .addOption(count("--draws <n>", "draws kept of each chain (default: 1000)", 4))
    .addOption(new Option("--acceptance <share>", "acceptance aimed at by NUTS (default: 0.9)").argParser(share))
    .addOption(
      new Option("--seed <n>", "seed of all random numbers (default: 1)").argParser(
        wholeNumber(0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(threads())
    .addOption(json())
    .addOption(quiet())
    .option("--force", "replace earlier results of the same data")
    .option("--strict", "end with exit code 4 if the result is not to be trusted")
    .option("--dry-run", "say how the data are understood and what would be fitted")
    .addOption(
      new Option("--list [what]", "list the bundled models with the columns that they need, or the tasks for checks")
        .choices(["models", "environments"])
        .preset("models"),
    )
    .action(async (data: string | undefined, options: FitCommandOptions & CheckOptions) => {
      const isCheck = wantsChecks(options, data);
      refuseMisplacedOptions(options, isCheck);
      await (isCheck
        ? (await import("./fitChecks.ts")).runFitChecks(options, data)
        : (await import("./fitCommand.ts")).fit(data, options));
    });
  addCheckOptions(command);
}
