import { Command, CommanderError, Option } from "commander";
import { addFittingCommands } from "./addFittingCommands.ts";
import { addLabCommand } from "./addLabCommand.ts";
import type { BehaviourOptions } from "./behaviourCommand.ts";
import { addBoardCommands, addCalibration } from "./boardCommands.ts";
import { addBridgeCommands } from "./bridgeCommands.ts";
import { exitCodes, fail } from "./failure.ts";
import type { ListOptions } from "./listCommand.ts";
import { addModelCommands } from "./modelCommands.ts";
import type { ResumeOptions, RunCommandOptions } from "./runCommand.ts";
import { allowOutside, collect, json, quiet, threads, wholeNumber } from "./sharedOptions.ts";

declare const NEOHEBB_VERSION: string;

const backend = () =>
  new Option("--backend <name>", "what runs the sessions, with the same results").choices([
    "wasm",
    "native",
    "interpreter",
  ]);

function makeProgram(): Command {
  const program = new Command("neohebb")
    .description("Simulator and virtual laboratory for neuromodulated multi-area plasticity.")
    .version(NEOHEBB_VERSION, "--version", "print the version")
    .helpOption("--help", "show help")
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError("Try --help.")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failure, 2 wrong use, 3 wrong file or data, 130 interrupted.\nFor research and teaching, not for clinical use.",
    );
  addRun(program);
  addOthers(program);
  addModelCommands(program);
  addBoardCommands(program);
  addCalibration(program);
  addBridgeCommands(program);
  addFittingCommands(program);
  addLabCommand(program);
  for (const command of program.commands) command.helpOption("--help", "show help").exitOverride();
  return program;
}

function addRun(program: Command): void {
  program
    .command("run")
    .description("run an experiment or a pairing protocol and write its results folder")
    .argument("<file>", "experiment or protocol file (YAML or JSON)")
    .option("--set <path=value>", "replace a part of the experiment, for example seed=3 (repeatable)", collect)
    .addOption(allowOutside())
    .addOption(new Option("--subjects <n>", "virtual subjects in each group").argParser(wholeNumber(1, 100_000)))
    .addOption(
      new Option("--seed <n>", "seed of all random numbers").argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    )
    .addOption(threads())
    .addOption(backend())
    .option("--out <folder>", "results folder (default: results/<experiment name>)")
    .addOption(json())
    .option("--dry-run", "say what would run: sizes, memory, time")
    .addOption(quiet())
    .option("--force", "replace earlier results of the same experiment")
    .action(async (file: string, options: RunCommandOptions) =>
      (await import("./protocolCommand.ts")).runFile(file, options),
    );
  program
    .command("resume")
    .description("go on with an interrupted run")
    .argument("<folder>", "results folder, or its checkpoint .<name>.partial")
    .addOption(threads())
    .addOption(backend())
    .addOption(json())
    .addOption(quiet())
    .option("--force", "replace earlier results of the same experiment")
    .action(async (folder: string, options: ResumeOptions) => {
      if (await (await import("./fitCommand.ts")).resumeFit(folder, options)) return;
      if (await (await import("./fitChecks.ts")).resumeChecks(folder, options)) return;
      await (await import("./runCommand.ts")).resume(folder, options);
    });
}

function addOthers(program: Command): void {
  program
    .command("check")
    .description("say everything that is wrong with a file, without running it")
    .argument("<file>", "experiment, protocol, model (or a bundled one's name), or table of behaviour (CSV, TSV)")
    .option("--set <path=value>", "replace a part of the experiment (repeatable)", collect)
    .addOption(allowOutside())
    .option("--column <ours=theirs>", "of a table: which column holds what (repeatable)", collect)
    .option("--rows <column=value>", "of a table: only rows with this value count (repeatable)", collect)
    .addOption(json())
    .addOption(quiet())
    .action(async (file: string, options) => (await import("./checkCommand.ts")).check(file, options));
  program
    .command("list")
    .description(
      "list what there is: tasks, areas, nuclei, modulators, receptors, parameters, drugs, genotypes, rules, agents, data, models, examples",
    )
    .argument("[kind]", "only one kind")
    .option(
      "--model <model>",
      "model whose areas, nuclei, modulators, receptors, parameters and rules are listed",
      "reference-brain",
    )
    .addOption(allowOutside())
    .addOption(json())
    .action(async (kind: string | undefined, options: ListOptions) =>
      (await import("./listCommand.ts")).list(kind, options),
    );
  program
    .command("behaviour")
    .description("sum up real behaviour (one row a trial) in the statistics of the reports")
    .argument("<file>", "table of behaviour (CSV, TSV, Parquet), results folder, or bundled data set")
    .option("--against <reference>", "bundled data set, results folder or another table to compare with")
    .option(
      "--column <ours=theirs>",
      "which column of the file holds what, where it is not recognised (repeatable)",
      collect,
    )
    .option("--rows <column=value>", "only rows with this value count (repeatable)", collect)
    .option("--report <file>", "write the plots as a page (HTML)")
    .addOption(json())
    .addOption(quiet())
    .action(async (file: string, options: BehaviourOptions) =>
      (await import("./behaviourCommand.ts")).behaviour(file, options),
    );
}

async function main(): Promise<void> {
  try {
    await makeProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
    else process.exitCode = fail(error);
  }
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCodes.done);
  throw error;
});
await main();
