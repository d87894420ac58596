import { CommandError, exitCodes } from "./failure.ts";
import type { CheckOptions } from "./fitCheckOptions.ts";
import type { FitCommandOptions } from "./fitCommand.ts";

type Options = FitCommandOptions & CheckOptions;

const ofChecks = ["trials", "environment", "set", "effect", "parameter", "design", "subjectNumbers", "trialNumbers"];
const ofPower = ["effect", "parameter", "design", "subjectNumbers", "trialNumbers"];
const ofFits = [
  "map",
  "missing",
  "levels",
  "rows",
  "condition",
  "within",
  "covariate",
  "chains",
  "acceptance",
  "dryRun",
];

/** Refuses options of `fit` that would be passed over. @throws CommandError */
export function refuseMisplacedOptions(options: Options, isCheck: boolean): void {
  const given = Object.keys(options).filter((name) => options[name as keyof Options] !== undefined);
  const refuse = (names: readonly string[], reason: string): void => {
    const found = given.find((name) => names.includes(name));
    if (found !== undefined) throw new CommandError(`${flagOf(found)} ${reason}`, exitCodes.wrongUse);
  };
  if (!isCheck)
    refuse(ofChecks, "belongs to a check that simulates its people: --recover, --sbc, --prior-predictive or --power");
  else if (!options.power) refuse(ofPower, "belongs to --power");
  if (isCheck) refuse(ofFits, "belongs to a fit of data; a check simulates its people");
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}
