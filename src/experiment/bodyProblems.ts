import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { responseVariable } from "./body.ts";

/** Why a model cannot do a task. */
export interface BodyProblem {
  readonly message: string;
  readonly hint: string | null;
}

/** Where the sizes of a model's senses and actions do not fit a task's world, or something that it needs is missing. */
export function bodyProblems(model: LoweredModel, task: TaskDescription): BodyProblem[] {
  return [...sizeProblems(model, task), ...missing(model, task)];
}

function sizeProblems(model: LoweredModel, { id, world }: TaskDescription): BodyProblem[] {
  const { body } = model;
  const { places, features, outcomes, contexts, positions } = world;
  const sizes: readonly [string, string | null, number, string, string][] = [
    ["stimuli", body.stimuli, features.length, "stimuli", "stimuli"],
    ["objects", body.objects, places * features.length, "places times features", "objects"],
    ["dimensions", body.dimensions, features.length, "features", "features"],
    ["context", body.context, contexts, "contexts", "contexts"],
    ["position", body.position, Math.max(1, positions), "values of the own position", "positions"],
    ["outcomes", body.outcomes, outcomes.length, "kinds of outcome", "outcomes"],
    ["drive", body.drive, outcomes.length, "kinds of outcome", "outcomes"],
    ["available", body.available, places, "options", "options"],
    ["selected", body.selected, places, "options", "options"],
    ["action", body.action?.variable ?? null, places, "options", "options"],
  ];
  return sizes.flatMap(([what, variable, wanted, unit, dimension]): BodyProblem[] => {
    const size = variable === null ? wanted : variableSize(model, variable);
    if (size === wanted) return [];
    return [
      {
        message: `the model's ${what} (${variable}) has ${size} values, but ${id} has ${wanted} ${unit}`,
        hint: `give the population's size by the dimension \`${dimension}\`, which the task sets`,
      },
    ];
  });
}

function missing({ body }: LoweredModel, { id, world, phases }: TaskDescription): BodyProblem[] {
  const problems: BodyProblem[] = [];
  const lacks = (what: string, key: string, example: string): unknown =>
    problems.push({ message: `${id} ${what}`, hint: `name it under \`body\`: \`${key}: ${example}\`` });
  if (!body.stimuli && !body.objects) {
    lacks("shows stimuli, but the model's body names no input for them", "stimuli", "cue");
  }
  if (!body.reward && !body.outcomes) {
    lacks("gives outcomes, but the model's body names no input for them", "reward", "reward");
  }
  if (phases.some(({ awaitsAction }) => awaitsAction) && !body.action) {
    lacks("awaits actions, but the model's body names no action", "action", "{variable: …, threshold: …}");
  }
  if (world.contexts > 1 && !body.context) {
    lacks(`has ${world.contexts} contexts, but the model's body names no input for them`, "context", "context");
  }
  if (world.positions > 0 && !body.position) {
    lacks("has an own position, but the model's body names no input for it", "position", "position");
  }
  for (const name of world.responses) {
    if (responseVariable(body, world, name) !== null) continue;
    const near = nearestName(name, Object.keys(body.responses));
    problems.push({
      message: `${id} reads the response "${name}", but the model's body does not name it`,
      hint: near === null ? `name it under \`body\`: \`responses: {${name}: …}\`` : `it names "${near}"`,
    });
  }
  return problems;
}

function variableSize(model: LoweredModel, name: string): number {
  const domain = model.program.variables.find((variable) => variable.name === name)?.domain;
  if (domain?.kind !== "population") return 1;
  return model.program.populations.find((population) => population.name === domain.population)?.size ?? 0;
}
