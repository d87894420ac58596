import type { Program, Projection, Variable } from "../engine/program.ts";
import { extentOf } from "./extent.ts";
import type { IssueCollector, Location } from "./issue.ts";

/** How large a model may be; a larger one is an error before anything is compiled. */
const modelLimits = {
  variables: 10_000,
  statements: 20_000,
  /** Operations, constants and reads of all statements together, once definitions are put in. */
  operations: 500_000,
  /** Numbers kept for each subject (four subjects share a tile: 16 bytes a number). */
  numbersPerSubject: 2 ** 26,
} as const;

/** Checks the size of a whole program; each issue stands where the variable that goes beyond was declared. */
export function checkLimits(
  program: Program,
  placeOf: (variable: string) => Location | undefined,
  issues: IssueCollector,
): void {
  const beyond = (variable: string, what: string, most: number, got: number): void => {
    const place = placeOf(variable);
    if (!place) throw new Error(`no place of variable ${variable}`);
    issues.error("limit", place, `the model has too many ${what}`, { expected: `at most ${most}`, got: `${got}` });
  };
  const { variables, routines } = program;
  const tooMany = variables[modelLimits.variables];
  if (tooMany) beyond(tooMany.name, "variables", modelLimits.variables, variables.length);
  const sizes = sizesOf(program);
  const kept = firstBeyond(variables, modelLimits.numbersPerSubject, (variable) => sizes(variable));
  if (kept) beyond(kept.item.name, "numbers a subject", modelLimits.numbersPerSubject, kept.total);
  const statements = routines.flatMap((routine) => routine.statements);
  const last = statements[modelLimits.statements];
  if (last) beyond(last.variable, "statements", modelLimits.statements, statements.length);
  const long = firstBeyond(statements, modelLimits.operations, ({ expression }) => extentOf(expression).nodes);
  if (long) beyond(long.item.variable, "operations", modelLimits.operations, long.total);
}

/** The first item with which a sum is larger than allowed, and the sum of all. */
function firstBeyond<T>(items: readonly T[], most: number, of: (item: T) => number): { item: T; total: number } | null {
  let total = 0;
  let first: T | null = null;
  for (const item of items) {
    total += of(item);
    if (total > most) first ??= item;
  }
  return first === null ? null : { item: first, total };
}

function sizesOf({ populations, projections }: Program): (variable: Variable) => number {
  const units = new Map(populations.map(({ name, size }) => [name, size]));
  const synapses = new Map(projections.map((projection) => [projection.name, synapsesOf(projection)]));
  return ({ domain }) => {
    if (domain.kind === "population") return units.get(domain.population) ?? 0;
    return domain.kind === "projection" ? (synapses.get(domain.projection) ?? 0) : 1;
  };
}

function synapsesOf({ source, target, connection }: Projection): number {
  return connection === "one-to-one" ? target.count : target.count * source.count;
}
