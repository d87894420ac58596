import type { Path } from "../spec/index.ts";
import { makeTask } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { parseQuantity, sameDimension, timeDimension } from "../units/index.ts";
import type { ExperimentFile } from "./experimentFile.ts";
import type { TaskPlan } from "./plan.ts";
import type { RestRules } from "./rest.ts";

/** A task that was looked up. */
export interface ResolvedTask {
  readonly plan: TaskPlan;
  readonly description: TaskDescription;
}

type TaskFile = ExperimentFile["task"];
type GroupTaskFile = NonNullable<ExperimentFile["groups"][string]["task"]>;
type Report = (path: Path, message: string, hint?: string | null) => void;

/** Looks up an experiment's task; null if something is wrong, which is reported. */
export function resolveTask(file: TaskFile, report: Report): ResolvedTask | null {
  if (typeof file === "string") return made({ id: file, options: {} }, ["task"], ["task"], report);
  const { id, options = {}, schedule } = file;
  return made({ id, options, ...(schedule === undefined ? {} : { schedule }) }, ["task"], ["task", "id"], report);
}

/** The task of a group that has options or a schedule of its own; it must give the same columns and phases. */
export function resolveGroupTask(
  base: ResolvedTask,
  file: GroupTaskFile,
  path: Path,
  report: Report,
): ResolvedTask | null {
  const { id, options, schedule } = base.plan;
  const own = file.schedule ?? schedule;
  const plan = { id, options: { ...options, ...file.options }, ...(own === undefined ? {} : { schedule: own }) };
  const found = made(plan, path, path, report);
  if (!found) return null;
  const names = (of: TaskDescription, part: "columns" | "phases") => of[part].map(({ name }) => name).join(", ");
  for (const part of ["columns", "phases"] as const) {
    const [wanted, got] = [names(base.description, part), names(found.description, part)];
    if (wanted !== got) report(path, `the group's task must have the ${part} ${wanted}, but has ${got}`);
  }
  return found;
}

/** What differs in a group's task, for people. */
export function groupTaskText(file: GroupTaskFile | undefined): string {
  const { options = {}, schedule } = file ?? {};
  return [
    ...Object.entries(options).map(([name, value]) => `${name} = ${value}`),
    ...(schedule === undefined ? [] : [`schedule ${typeof schedule === "string" ? schedule : "of its own"}`]),
  ].join(", ");
}

function made(plan: TaskPlan, path: Path, otherwise: Path, report: Report): ResolvedTask | null {
  try {
    return { plan, description: makeTask(plan.id, plan.options, plan.schedule).description };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const option = Object.keys(plan.options).find((name) => error.message.includes(`option "${name}"`));
    if (option !== undefined) report([...path, "options", option], error.message);
    else report(error.message.includes("schedule") ? [...path, "schedule"] : otherwise, error.message);
    return null;
  }
}

/** How rest is passed, or null if the file does not say. */
export function resolveRest(file: ExperimentFile["rest"], report: Report): RestRules | null {
  if (file === undefined) return null;
  if (typeof file === "string") return { form: file };
  const { form, settling } = file;
  const rules = form === undefined ? {} : { form };
  if (settling === undefined) return rules;
  const path = ["rest", "settling"];
  try {
    const { value, dimension } = parseQuantity(settling);
    if (sameDimension(dimension, timeDimension) && value > 0) return { ...rules, settling: value };
    report(path, `"${settling}" is not a time above 0`, 'for example "2 s"');
  } catch (error) {
    report(path, (error as Error).message, 'for example "2 s"');
  }
  return rules;
}
