import type { Experiment, Surroundings } from "../experiment/experiment.ts";
import { overrideMark } from "../experiment/overrides.ts";
import { readExperiment } from "../experiment/readExperiment.ts";
import { resolveExperiment } from "../experiment/resolveExperiment.ts";
import { anywhere, type FileAccess, withinProject } from "../io/fileAccess.ts";
import { machineSurroundings, readTextFile } from "../io/machine.ts";
import { formatIssue, type Issue } from "../spec/index.ts";
import { CommandError, exitCodes } from "./failure.ts";

/** Which files may be read by the file that a command is given: those of its project, or all. */
export function accessFrom(file: string, options: AccessOptions): FileAccess {
  return options.allowOutside ? anywhere : withinProject(file);
}

/** Option of the commands that read files which name others. */
export interface AccessOptions {
  readonly allowOutside?: boolean;
}

/** The surroundings of an experiment or model on this machine. */
export function surroundings(file: string, options: AccessOptions = {}): Surroundings {
  return machineSurroundings(accessFrom(file, options));
}

/** Reads an input file. @throws CommandError (wrong file) if it cannot be read. */
export function inputText(file: string, largest?: number): string {
  try {
    return readTextFile(file, largest);
  } catch (error) {
    throw new CommandError((error as Error).message, exitCodes.wrongFile);
  }
}

/** An experiment from text, or everything that is wrong with it. */
export function loadExperiment(
  text: string,
  file: string,
  overrides: readonly string[],
  places: Surroundings = surroundings(file),
): { experiment: Experiment | null; issues: readonly Issue[] } {
  const { source, rest, issues } = readExperiment(text, file, overrides);
  const readable = source ?? rest;
  if (!readable) return { experiment: null, issues };
  const resolved = resolveExperiment(readable, places);
  return { experiment: source && resolved.experiment, issues: [...issues, ...resolved.issues] };
}

/** Issues as lines of text. */
export function formatIssues(issues: readonly Issue[]): string {
  return issues.map(formatIssue).join("\n");
}

/** The error that a list of issues amounts to: wrong use if only overrides are at fault, else a wrong file. */
export function issuesError(issues: readonly Issue[]): CommandError {
  const errors = issues.filter(({ severity }) => severity === "error");
  const ofUse = errors.length > 0 && errors.every(({ file }) => file.startsWith(overrideMark));
  return new CommandError(formatIssues(issues), ofUse ? exitCodes.wrongUse : exitCodes.wrongFile);
}
