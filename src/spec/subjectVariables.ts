import type { Expression, Program, Variable } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { formulaValue } from "./fold.ts";
import type { LoweredModel, PerSubject } from "./lowered.ts";
import { rewritten } from "./rewriting.ts";
import { type Formula, type Guard, variedOf } from "./varied.ts";

/**
 * A program whose varied constants are read from variables of the subject, one for each formula. A value is computed in
 * double precision and rounded once, as the constant would be, so that every subject has the bits of a program in which
 * its values are constants.
 */
export function withSubjectVariables(
  program: Program,
  parameters: readonly string[],
  guards: readonly Guard[],
): { readonly program: Program; readonly perSubject: PerSubject } {
  const formulas = new Map<string, { readonly variable: string; readonly formula: Formula }>();
  const variableOf = (formula: Formula): string => {
    const key = JSON.stringify(formula);
    const known = formulas.get(key) ?? { variable: `perSubject.${formulas.size + 1}`, formula };
    formulas.set(key, known);
    return known.variable;
  };
  const read = (part: Expression): Expression | null => {
    const varied = variedOf(part);
    return varied && { kind: "read", variable: variableOf(varied.formula), at: "own" };
  };
  const routines = program.routines.map((routine) => ({
    ...routine,
    statements: routine.statements.map((statement) => {
      const expression = rewritten(statement.expression, read);
      return expression === statement.expression ? statement : { ...statement, expression };
    }),
  }));
  const variables = [...formulas.values()];
  return {
    program: {
      ...program,
      variables: [...program.variables, ...variables.map(({ variable }) => subjectVariable(variable))],
      routines,
    },
    perSubject: { parameters: [...parameters], variables, guards: distinct(guards) },
  };
}

/**
 * Values of the variables by which one subject's own parameters get into a program, in the order of
 * `perSubject.variables`.
 *
 * @param values - A value in SI units for each parameter that differs; others keep the model's.
 * @throws RangeError naming the parameter, if a value is missing, unknown, out of its range, or of no use to the program
 */
export function subjectValues(
  { name: model, perSubject, parameters }: LoweredModel,
  values: Readonly<Record<string, number>>,
): Float32Array {
  const known = perSubject?.parameters ?? [];
  for (const [name, value] of Object.entries(values)) {
    if (!known.includes(name)) throw new RangeError(notPerSubject(model, name, known));
    const range = parameters.find((parameter) => parameter.name === name)?.range;
    if (!Number.isFinite(value) || (range && (value < range[0] || value > range[1])))
      throw new RangeError(
        `${name} is ${value}${range ? `; its range is ${range[0]} … ${range[1]}` : ", which is no finite number"}`,
      );
  }
  const own = (name: string): number => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new RangeError(`a subject of ${model} needs a value of ${name}`);
    return value;
  };
  for (const { formula, expected } of perSubject?.guards ?? [])
    if (formulaValue(formula, own) !== expected) throw new RangeError(formDiffers(model, formula, values));
  return Float32Array.from(perSubject?.variables ?? [], ({ formula }) => {
    const value = formulaValue(formula, own);
    if (Number.isFinite(Math.fround(value))) return value;
    throw new RangeError(`${parametersOf(formula).join(", ")} make a constant of ${model} that is not finite`);
  });
}

function notPerSubject(model: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const hint = nearest ? `did you mean "${nearest}"?` : `these may: ${known.join(", ") || "none"}`;
  return `${model} was not compiled so that ${name} may differ between subjects; ${hint}`;
}

function formDiffers(model: string, formula: Formula, values: Readonly<Record<string, number>>): string {
  const given = parametersOf(formula).map((name) => `${name} = ${values[name]}`);
  return `with ${given.join(", ")} the equations of ${model} take another form than for the other subjects (a condition, a sign or a whole exponent depends on it); compile it with this value instead`;
}

/** The parameters that a formula reads. */
function parametersOf(formula: Formula): string[] {
  switch (formula.kind) {
    case "parameter":
      return [formula.name];
    case "number":
      return [];
    case "unary":
      return parametersOf(formula.operand);
    case "binary":
      return [...new Set([...parametersOf(formula.left), ...parametersOf(formula.right)])];
  }
}

function subjectVariable(name: string): Variable {
  return { name, domain: { kind: "subject" }, role: "parameter", storage: "subject", recorded: false, unit: "1" };
}

function distinct(guards: readonly Guard[]): Guard[] {
  return [...new Map(guards.map((guard) => [JSON.stringify(guard), guard])).values()];
}
