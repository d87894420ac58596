import { nearestName } from "../../math/nearestName.ts";
import { type IssueCollector, type Path, type Positions, spelling } from "../../spec/index.ts";
import { type Environment, optionProblem, optionValues } from "../environments/environment.ts";
import { environments } from "../environments/index.ts";
import type { BehaviourDefinition, ModelEnvironment } from "./definition.ts";

/** Checks the tasks that a model's file names: that they are there, what is set of them, and that the model fits them. */
export function checkEnvironments(definition: BehaviourDefinition, positions: Positions, issues: IssueCollector): void {
  for (const [key, wanted] of Object.entries(definition.environments)) {
    const isBare = typeof definition.data.environments?.[key] === "string";
    const path = ["environments", key];
    const place: Place = { positions, issues, path, name: isBare ? path : [...path, "environment"] };
    const environment = environments.find(({ id }) => id === wanted.environment);
    if (environment) checkEnvironment(definition, wanted, environment, place);
    else {
      const names = environments.map(({ id }) => id);
      const nearest = nearestName(wanted.environment, names);
      const hint = nearest === null ? { hint: `there are ${names.join(", ")}` } : spelling(nearest);
      issues.error(
        "unknown-name",
        positions.value(place.name),
        `there is no environment "${wanted.environment}"`,
        hint,
      );
    }
  }
}

interface Place {
  readonly positions: Positions;
  readonly issues: IssueCollector;
  readonly path: Path;
  /** Of the environment's name. */
  readonly name: Path;
}

function checkEnvironment(
  definition: BehaviourDefinition,
  wanted: ModelEnvironment,
  environment: Environment,
  { positions, issues, path, name }: Place,
): void {
  let areOptionsSound = true;
  for (const [option, value] of Object.entries(wanted.options)) {
    const problem = optionProblem(environment, option, value);
    if (problem === null) continue;
    areOptionsSound = false;
    const at = [...path, "options", option];
    if (Object.hasOwn(environment.options, option)) issues.error("range", positions.value(at), problem);
    else issues.error("unknown-name", positions.key(at), problem);
  }
  const given = Object.keys(environment.columns);
  for (const [column, theirs] of Object.entries(wanted.columns)) {
    if (given.includes(theirs)) continue;
    const nearest = nearestName(theirs, given);
    const hint = nearest === null ? { hint: `it has ${given.join(", ")}` } : spelling(nearest);
    const message = `environment ${environment.id} has no column "${theirs}"`;
    issues.error("unknown-name", positions.value([...path, "columns", column]), message, hint);
  }
  for (const { column, isResponse } of columnsNotGiven(definition, wanted, environment)) {
    const nearest = nearestName(column, given);
    const map =
      nearest === null ? "columns: {ours: theirs} says what is called otherwise" : `columns: {${column}: ${nearest}}`;
    const message = isResponse
      ? `environment ${environment.id} does not look at the response "${column}"`
      : `environment ${environment.id} gives no "${column}"`;
    const hint = `it has ${given.join(", ")}; ${map}`;
    if (isResponse) issues.warning("usage", positions.value(name), message, { hint });
    else issues.error("usage", positions.value(name), message, { hint });
  }
  if (!areOptionsSound) return;
  for (const { message } of sizesThatDiffer(definition, wanted, environment))
    issues.error("size", positions.value(name), message, {
      hint: "set the dimension's size by {from: column}, or choose options of the environment",
    });
}

/** Columns of a model that a task does not have, but for those that data may lack. */
export function columnsNotGiven(
  { columns }: BehaviourDefinition,
  wanted: Pick<ModelEnvironment, "columns">,
  environment: Environment,
): { readonly column: string; readonly isResponse: boolean }[] {
  return columns
    .filter(({ name, isOptional }) => !isOptional && !Object.hasOwn(environment.columns, wanted.columns[name] ?? name))
    .map(({ name, role }) => ({ column: name, isResponse: role === "response" }));
}

/** Fixed sizes of a model that a task does not have: less than its values, or more options than it has an outcome for. */
export function sizesThatDiffer(
  { id, columns, dimensions }: BehaviourDefinition,
  wanted: Pick<ModelEnvironment, "columns" | "options">,
  environment: Environment,
): { readonly message: string }[] {
  const counts = environment.counts(optionValues(environment, wanted.options));
  return columns.flatMap(({ name, of, role }) => {
    const count = counts[wanted.columns[name] ?? name];
    const size = dimensions.find((dimension) => dimension.name === of)?.size ?? null;
    if (count === undefined || size === null) return [];
    if (count === size || (count < size && role !== "response")) return [];
    const message = `${id} has ${size} values of ${of}, but ${environment.id} has ${count} for ${name}`;
    return [{ message }];
  });
}
