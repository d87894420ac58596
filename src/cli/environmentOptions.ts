import type { ModelEnvironment } from "../fitting/model/definition.ts";
import { CommandError, exitCodes } from "./failure.ts";

/** Task of a check: its name, trials, and `--set option=value` or `--set option=value,value`. */
export interface EnvironmentRequest {
  readonly environment?: string;
  readonly trials?: number;
  readonly set?: readonly string[];
}

/** The task that a check is asked to simulate in, as changes of a model's usual one. @throws CommandError */
export function environmentOf({ environment, trials, set = [] }: EnvironmentRequest): Partial<ModelEnvironment> {
  const given = set.map((text): [string, readonly number[]] => {
    const equals = text.indexOf("=");
    const values = text
      .slice(equals + 1)
      .split(",")
      .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (equals > 0 && values.every(Number.isFinite)) return [text.slice(0, equals).trim(), values];
    throw wrong(`--set ${text}: must be option=number or option=number,number,…`);
  });
  const twice = given.find(([name], at) => given.findIndex(([other]) => other === name) < at);
  if (twice) throw wrong(`--set: "${twice[0]}" is there twice; write a list with commas`);
  const ofTrials = given.find(([name]) => name === "trials");
  if (ofTrials && trials !== undefined) throw wrong("trials are there twice: --trials and --set trials");
  if (ofTrials && !(ofTrials[1].length === 1 && Number.isInteger(ofTrials[1][0]) && ofTrials[1][0]! >= 1))
    throw wrong("--set trials: must be a whole number from 1");
  const number = trials ?? ofTrials?.[1][0];
  const options = Object.fromEntries(
    given.flatMap(([name, values]) => (name === "trials" ? [] : [[name, values.length === 1 ? values[0]! : values]])),
  );
  return {
    ...(environment !== undefined && { environment }),
    ...(number !== undefined && { trials: number }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function wrong(text: string): CommandError {
  return new CommandError(text, exitCodes.wrongUse);
}
