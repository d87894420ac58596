import type { Expression, Statement } from "../engine/program.ts";
import * as fold from "./fold.ts";
import type { Drawing, Routines } from "./lostCells.ts";
import { type Manipulations, terminalsLeft } from "./manipulations.ts";
import { rewritten, scaled } from "./rewriting.ts";
import { lit, manipulationInput } from "./stimulatedCells.ts";
import { areaOf, type NucleusOwner, type ProjectionOwner, type VariableSymbol } from "./symbols.ts";

type Task = Omit<Drawing, "population"> & { readonly manipulations: Manipulations };

/**
 * What a nucleus' axons bring to each area: its rate, with light on the terminals there, times the share of terminals
 * that is left. The nucleus' own equations read its rate as it is; vesicles are emptied by what their terminals fire.
 */
export function changeTerminals(routines: Routines, task: Task, nucleus: NucleusOwner, rate: VariableSymbol): void {
  const { declaring, manipulations } = task;
  const change = (statement: Statement): Statement => {
    const owner = declaring.variables.get(statement.variable)?.owner ?? null;
    if (owner === nucleus) return statement;
    const area = areaOf(owner)?.name ?? null;
    const shines = area !== null && isLit(manipulations, nucleus.name, area);
    const isPool = statement.variable === `${area}.${nucleus.name}Pool`;
    const left = isPool ? 1 : terminalsLeft(manipulations, nucleus.name, area);
    if (!shines && left === 1) return statement;
    const fired = shines
      ? litTerminals(task, fold.read(rate.name), `${nucleus.name}.${area}`, rate)
      : fold.read(rate.name);
    const put = (part: Expression) =>
      part.kind === "read" && part.variable === rate.name ? scaled(fired, left) : null;
    return { ...statement, expression: rewritten(statement.expression, put) };
  };
  routines.step = routines.step.map(change);
  for (const [event, statements] of routines.events) routines.events.set(event, statements.map(change));
}

/** What a projection's terminals fire and transmit, with light on them and a share of them lost. */
export function changeSynapses(
  routines: Routines,
  task: Task,
  projection: ProjectionOwner,
  rate: VariableSymbol | null,
): void {
  const { manipulations } = task;
  const left = terminalsLeft(manipulations, projection.name, null);
  const shines = rate !== null && isLit(manipulations, projection.name, null);
  const atTerminal = (part: Expression) =>
    shines && part.kind === "read" && part.variable === rate.name && part.at === "pre"
      ? litTerminals(task, part, projection.name, rate)
      : null;
  const change = (statement: Statement): Statement => {
    const { variable } = statement;
    const isOwn = task.declaring.variables.get(variable)?.owner === projection;
    const expression = rewritten(statement.expression, (part) =>
      part.kind === "gather" && part.projection === projection.name
        ? { ...part, body: scaled(isOwn ? part.body : rewritten(part.body, atTerminal), left) }
        : null,
    );
    if (isOwn) return { ...statement, expression: rewritten(expression, atTerminal) };
    return expression === statement.expression ? statement : { ...statement, expression };
  };
  routines.step = routines.step.map(change);
  for (const [event, statements] of routines.events) routines.events.set(event, statements.map(change));
}

function isLit({ light = [] }: Manipulations, of: string, area: string | null): boolean {
  return light.some((entry) => entry.of === of && entry.area === area);
}

function litTerminals(task: Task, rate: Expression, place: string, near: VariableSymbol): Expression {
  const [excitation, inhibition] = ["excitation", "inhibition"].map((kind) =>
    manipulationInput(task, `${kind}.${place}`, near),
  ) as [Expression, Expression];
  return lit(rate, excitation, inhibition);
}
