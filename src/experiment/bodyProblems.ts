import type { LoweredModel } from "../spec/index.ts";
import { spaceLength } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";

/** Why a model cannot do a task. */
export interface BodyProblem {
  readonly message: string;
  readonly hint: string | null;
}

/** Where the sizes of a model's senses and actions do not fit a task, or an action that it needs is missing. */
export function bodyProblems(model: LoweredModel, task: TaskDescription): BodyProblem[] {
  const { body } = model;
  const stimuli = spaceLength(task.observationSpace.stimuli);
  const options = spaceLength(task.actionSpace.choice);
  const sizes: readonly [string, string | null, number, string][] = [
    ["stimuli", body.stimuli, stimuli, "stimuli"],
    ["available", body.available, options, "options"],
    ["selected", body.selected, options, "options"],
    ["action", body.action?.variable ?? null, options, "options"],
  ];
  const problems = sizes.flatMap(([what, variable, wanted, unit]): BodyProblem[] => {
    const size = variable === null ? wanted : variableSize(model, variable);
    if (size === wanted) return [];
    return [
      {
        message: `the model's ${what} (${variable}) has ${size} values, but ${task.id} has ${wanted} ${unit}`,
        hint: "give the population's size by the dimensions `stimuli` and `options`, which the task sets",
      },
    ];
  });
  if (task.phases.some(({ awaitsAction }) => awaitsAction) && !body.action) {
    problems.push({ message: `${task.id} awaits actions, but the model's body names no action`, hint: null });
  }
  return problems;
}

function variableSize(model: LoweredModel, name: string): number {
  const domain = model.program.variables.find((variable) => variable.name === name)?.domain;
  if (domain?.kind !== "population") return 1;
  return model.program.populations.find((population) => population.name === domain.population)?.size ?? 0;
}
