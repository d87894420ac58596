import { type Command, InvalidArgumentError, Option } from "commander";
import type { AblationsOptions } from "./ablationsCommand.ts";
import type { CalibrateOptions } from "./calibrateCommand.ts";
import type { PhenomenaOptions } from "./phenomenaCommand.ts";
import { allowOutside, json, quiet, threads, wholeNumber } from "./sharedOptions.ts";
import type { WindowOptions } from "./windowCommand.ts";

/** Adds the commands of the scoreboard. */
export function addBoardCommands(program: Command): void {
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
    .addOption(allowOutside())
    .option("--ensemble <file>", "in what share of an ensemble's sets of parameters each effect comes out")
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
    .command("ablations")
    .description("remove each mechanism of the brain from each effect: which mechanism carries which effect")
    .addOption(new Option("--tier <n>", "only effects of this tier").argParser(wholeNumber(1, 3)))
    .option("--id <id...>", "only these effects")
    .option("--mechanism <id...>", "only these mechanisms")
    .addOption(new Option("--seed <n>", "building seed, 1 to 99 (default: 1)").argParser(wholeNumber(1, 99)))
    .addOption(new Option("--subjects <n>", "subjects an arm (default: 16)").argParser(wholeNumber(1, 100_000)))
    .option("--model <model>", "brain that does the tasks (default: reference-brain-2)")
    .addOption(allowOutside())
    .option("--record [folder]", "keep the table (default: scoreboard/ablations)")
    .addOption(threads())
    .option("--out <folder>", "folder for readings (default: results/phenomena)")
    .addOption(json())
    .addOption(quiet())
    .action(async (options: AblationsOptions) => (await import("./ablationsCommand.ts")).ablations(options));
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

/** Adds the command that searches parameters over the scoreboard. */
export function addCalibration(program: Command): void {
  const names = (text: string, earlier: readonly string[] = []) => [
    ...earlier,
    ...text.split(",").flatMap((part) => part.trim() || []),
  ];
  program
    .command("calibrate")
    .description("search parameters of the brain over the effects of the scoreboard, on building seeds")
    .option("--parameters <a,b,c>", "parameters to search (default: all with the status fitted)", names)
    .option("--effects <a,b,c>", "effects that count (default: all that the brain does)", names)
    .option("--proxy <file>", "the effects of a choice that --choose-proxy has made")
    .addOption(new Option("--generations <n>", "generations in all").argParser(wholeNumber(1, 1_000_000)).default(100))
    .addOption(new Option("--seconds <n>", "begin no generation that would end later").argParser(wholeNumber(1, 1e7)))
    .addOption(
      new Option("--population <n>", "candidates a generation (default: 4 + 3 ln of the parameters)").argParser(
        wholeNumber(2, 10_000),
      ),
    )
    .addOption(
      new Option("--deviation <x>", "first step size, of positive parameters in factors e (default: 0.25)").argParser(
        positiveNumber,
      ),
    )
    .addOption(new Option("--subjects <n>", "subjects an arm (default: 8)").argParser(wholeNumber(2, 100_000)))
    .addOption(
      new Option("--seeds <a,b,c>", "building seeds, 1 to 99 (default: 1)").argParser(
        seedList(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
      ),
    )
    .addOption(
      new Option("--seed <n>", "seed of the search (default: 1)").argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    )
    .option("--model <model>", "bundled model or model file (default: reference-brain-2)")
    .addOption(allowOutside())
    .option("--resume", "go on with the calibration in the folder")
    .option("--report <folder>", "write what its evaluations say: conflicts, sensitivity, identifiability, ensemble")
    .option("--choose-proxy <file>", "choose the third of the effects that tells most, by its evaluations")
    .option("--dry-run", "say what would be searched")
    .addOption(threads())
    .option("--out <folder>", "folder of the calibration (default: results/calibration)")
    .addOption(json())
    .addOption(quiet())
    .action(async (options: CalibrateOptions) => (await import("./calibrateCommand.ts")).calibrate(options));
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a number above 0.");
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
