import { type Command, InvalidArgumentError, Option } from "commander";
import { collect, wholeNumber } from "./sharedOptions.ts";

/** Options of the checks of `fit`, which need no data. */
export interface CheckOptions {
  readonly model?: readonly string[];
  readonly recover?: boolean;
  readonly sbc?: boolean;
  readonly priorPredictive?: boolean;
  readonly power?: boolean;
  /** Names for a fit; one whole number for a check. */
  readonly subjects?: readonly string[];
  readonly simulations?: number;
  readonly trials?: number;
  readonly environment?: string;
  readonly set?: readonly string[];
  readonly effect?: number;
  readonly parameter?: string;
  readonly design?: "between" | "within";
  readonly subjectNumbers?: readonly number[];
  readonly trialNumbers?: readonly number[];
  readonly starts?: number;
  readonly chains?: number;
  readonly warmup?: number;
  readonly draws?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the checks to `fit`. */
export function addCheckOptions(command: Command): Command {
  return command
    .option("--recover", "simulate, fit, compare: parameters, and with several models which is found (no data)")
    .option("--sbc", "simulation-based calibration: ranks of true values in posteriors (no data)")
    .option("--posterior-predictive", "with a fit: what the fitted models would have done in every trial")
    .option("--prior-predictive", "what the priors make people do; with data, what they would have done in every trial")
    .option("--power", "how many people and trials an effect needs (no data; with --parameter)")
    .addOption(new Option("--simulations <n>", "of a check: simulated data sets").argParser(wholeNumber(1, 100_000)))
    .addOption(new Option("--trials <n>", "of a check: trials of each person").argParser(wholeNumber(1, 100_000)))
    .option("--environment <name>", "of a check: the task (default: the model's usual one; --list environments)")
    .option("--set <option=value>", "of a check: an option of the task; lists with commas (repeatable)", collect)
    .option("--parameter <name>", "of --power: whose difference is looked for")
    .addOption(
      new Option("--effect <d>", "of --power: difference in standard deviations (default: 0.5)").argParser(number),
    )
    .addOption(
      new Option("--design <name>", "of --power: the same people twice, or two groups (default: within)").choices([
        "within",
        "between",
      ]),
    )
    .addOption(
      new Option("--subject-numbers <list>", "of --power: numbers of people to try (default: 20,40,80)").argParser(
        wholes,
      ),
    )
    .addOption(new Option("--trial-numbers <list>", "of --power: numbers of trials to try").argParser(wholes));
}

/** Whether a check is asked for, and no fit of data; what priors predict is shown beside data where there are some. */
export function wantsChecks(options: CheckOptions, data: string | undefined): boolean {
  const { recover: recovery, sbc, priorPredictive, power: study } = options;
  return Boolean(recovery || sbc || study || (priorPredictive && data === undefined));
}

function wholes(text: string): number[] {
  return text.split(",").map((part) => wholeNumber(2, 10_000)(part.trim()));
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It must be a number.");
}
