import { type Command, InvalidArgumentError, Option } from "commander";
import { allowOutside } from "./modelCommands.ts";
import type { PhenomenaOptions } from "./phenomenaCommand.ts";
import type { WindowOptions } from "./windowCommand.ts";

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
    .option("--model <model>", "brain that does the tasks; preparations have models of their own")
    .option("--no-ablations", "do not remove mechanisms")
    .option("--report", "write the board as a page (HTML)")
    .option("--record [folder]", "keep the verdicts and the history over commits (default: scoreboard)")
    .option("--strict", "exit code 4 if an effect that was run fails")
    .addOption(threads())
    .option("--out <folder>", "folder for readings and page (default: results/phenomena)")
    .addOption(json())
    .addOption(quiet())
    .action(async (options: PhenomenaOptions) => (await import("./phenomenaCommand.ts")).phenomena(options));
  program
    .command("window")
    .description("show how modulators together open a projection's plasticity: all combinations, levels, delays")
    .argument("<projection>", "plastic projection of the model, by name or label")
    .option("--model <model>", "bundled model or model file", "reference-brain")
    .addOption(allowOutside())
    .option("--fix <name=value>", "hold another quantity that its plasticity reads at a value (repeatable)", fixedValue)
    .option("--out <folder>", "folder for the figure (default: results/window)")
    .addOption(json())
    .addOption(quiet())
    .action(async (projection: string, options: WindowOptions) =>
      (await import("./windowCommand.ts")).window(projection, options),
    );
}

function seedList(one: (text: string) => number): (text: string) => number[] {
  return (text) => {
    const seeds = text.split(",").map((part) => one(part.trim()));
    if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError("A seed occurs twice.");
    return seeds;
  };
}

function fixedValue(text: string, earlier: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [name = "", value = ""] = text.split("=");
  if (name === "" || value.trim() === "" || !Number.isFinite(Number(value)))
    throw new InvalidArgumentError("It must be name=number, such as orbitofrontalCortex.outcomeError=0.5.");
  return { ...earlier, [name]: Number(value) };
}
