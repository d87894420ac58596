import { type Command, InvalidArgumentError, Option } from "commander";
import type { PhenomenaOptions } from "./phenomenaCommand.ts";

/** Options that commands share. */
interface Shared {
  readonly json: () => Option;
  readonly quiet: () => Option;
  readonly threads: () => Option;
  readonly wholeNumber: (low: number, high: number) => (text: string) => number;
}

/** Adds the commands of the scoreboard. */
export function addBoardCommands(program: Command, { json, quiet, threads, wholeNumber }: Shared): void {
  program
    .command("phenomena")
    .description("run the scoreboard of published effects and say which come out")
    .addOption(new Option("--tier <n>", "only effects of this tier").argParser(wholeNumber(1, 3)))
    .option("--id <id...>", "only these effects, with every band")
    .addOption(
      new Option("--subjects <n>", "subjects an arm (default: the protocol's own)").argParser(wholeNumber(1, 100_000)),
    )
    .addOption(
      new Option(
        "--seeds <a,b,c>",
        "seeds (default: the judging seeds 1001,1002,1003; use 1 to 99 for building)",
      ).argParser(seedList(wholeNumber(0, Number.MAX_SAFE_INTEGER))),
    )
    .option("--no-ablations", "do not remove mechanisms")
    .option("--report", "write the board as a page (HTML)")
    .option("--record [folder]", "keep the verdicts and the history over commits (default: scoreboard)")
    .option("--strict", "exit code 4 if an effect that was run fails")
    .addOption(threads())
    .option("--out <folder>", "folder for readings and page (default: results/phenomena)")
    .addOption(json())
    .addOption(quiet())
    .action(async (options: PhenomenaOptions) => (await import("./phenomenaCommand.ts")).phenomena(options));
}

function seedList(one: (text: string) => number): (text: string) => number[] {
  return (text) => {
    const seeds = text.split(",").map((part) => one(part.trim()));
    if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError("A seed occurs twice.");
    return seeds;
  };
}
