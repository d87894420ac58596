import { nearestName } from "../math/nearestName.ts";
import type { Condition, Expression, Population, Program, Projection, Slice, Statement, Variable } from "./program.ts";

/** Where an expression is evaluated: once a subject, for the units of a slice, or for the synapses of a projection. */
export type Place =
  | { readonly kind: "subject" }
  | { readonly kind: "units"; readonly slice: Slice }
  | { readonly kind: "synapses"; readonly projection: Projection };

/** A program that no back end can run, with all that is wrong with it. */
export class ProgramError extends Error {
  /** One sentence for each fault, beginning with where it is. */
  readonly faults: readonly string[];

  constructor(program: string, faults: readonly string[]) {
    super(`program ${program}: ${faults.join("; ")}`);
    this.name = "ProgramError";
    this.faults = faults;
  }
}

/** A checked program's names, and the sizes that follow from them. */
export interface Tables {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly populations: ReadonlyMap<string, Population>;
  readonly projections: ReadonlyMap<string, Projection>;
  /** Number of elements of each variable. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Number of synapses of a projection. */
export function synapseCount(projection: Projection): number {
  const { source, target } = projection;
  return projection.connection === "one-to-one" ? target.count : target.count * source.count;
}

/** First unit that an `aligned` read of a population of `size` units takes, for the slice's first unit. */
export function alignedStart(slice: Slice, size: number): number {
  return size === slice.count ? 0 : slice.from;
}

/** The place of a statement's variable. */
export function placeOf(statement: Statement, tables: Tables): Place {
  const { domain } = tables.variables.get(statement.variable)!;
  if (domain.kind === "subject") return { kind: "subject" };
  if (domain.kind === "projection") {
    return { kind: "synapses", projection: tables.projections.get(domain.projection)! };
  }
  const { name, size } = tables.populations.get(domain.population)!;
  return { kind: "units", slice: statement.slice ?? { population: name, from: 0, count: size } };
}

/**
 * Checks that every name exists, every index is inside and every read makes sense where it stands.
 *
 * @throws ProgramError with all faults, each naming the statement's origin.
 */
export function checkProgram(program: Program): Tables {
  const faults: string[] = [];
  const populations = byName(program.populations, "population", faults);
  const projections = byName(program.projections, "projection", faults);
  const variables = byName(program.variables, "variable", faults);
  for (const { name, size } of program.populations) {
    if (!isCount(size)) faults.push(`population ${name}: size ${size} is not a whole number of at least 1`);
  }
  const checker = new Checker(variables, populations, projections, faults);
  for (const projection of program.projections) checker.projection(projection);
  for (const variable of program.variables) checker.variable(variable);
  byName(program.routines, "routine", faults);
  if (faults.length > 0) throw new ProgramError(program.name, faults);
  const sizes = new Map(program.variables.map((variable) => [variable.name, checker.sizeOf(variable)]));
  const tables = { variables, populations, projections, sizes };
  for (const routine of program.routines) {
    for (const statement of routine.statements) checker.statement(statement, routine.name, tables);
  }
  if (faults.length > 0) throw new ProgramError(program.name, faults);
  return tables;
}

function byName<T extends { readonly name: string }>(items: readonly T[], kind: string, faults: string[]) {
  const found = new Map<string, T>();
  for (const item of items) {
    if (found.has(item.name)) faults.push(`${kind} ${item.name}: defined twice`);
    found.set(item.name, item);
  }
  return found;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

class Checker {
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #populations: ReadonlyMap<string, Population>;
  readonly #projections: ReadonlyMap<string, Projection>;
  readonly #faults: string[];
  #where = "";

  constructor(
    variables: ReadonlyMap<string, Variable>,
    populations: ReadonlyMap<string, Population>,
    projections: ReadonlyMap<string, Projection>,
    faults: string[],
  ) {
    this.#variables = variables;
    this.#populations = populations;
    this.#projections = projections;
    this.#faults = faults;
  }

  sizeOf({ domain }: Variable): number {
    if (domain.kind === "subject") return 1;
    if (domain.kind === "population") return this.#populations.get(domain.population)!.size;
    return synapseCount(this.#projections.get(domain.projection)!);
  }

  projection(projection: Projection): void {
    const { name, source, target, connection } = projection;
    this.#where = `projection ${name}`;
    this.#slice(source);
    this.#slice(target);
    if (connection === "one-to-one" && source.count !== target.count) {
      this.#fault(`one-to-one from ${source.count} to ${target.count} units; the numbers must be equal`);
    }
  }

  variable({ name, domain, recorded, role, storage }: Variable): void {
    this.#where = `variable ${name}`;
    if (domain.kind === "population") this.#known(domain.population, this.#populations, "population");
    if (domain.kind === "projection") this.#known(domain.projection, this.#projections, "projection");
    if (recorded && (domain.kind !== "subject" || storage === "shared")) {
      this.#fault("recorded, but only variables with one value a subject can be");
    }
    if (role === "state" && storage === "shared") this.#fault("a state cannot be shared among subjects");
  }

  statement(statement: Statement, routine: string, tables: Tables): void {
    this.#where = `${statement.origin} (routine ${routine})`;
    const variable = this.#known(statement.variable, this.#variables, "variable");
    if (!variable) return;
    if (variable.storage === "shared") this.#fault(`${variable.name} is shared and cannot be assigned`);
    else if (variable.role !== "state" && routine !== "initialise") {
      this.#fault(`${variable.name} is a ${variable.role} and can be assigned only by initialise`);
    }
    const { slice } = statement;
    if (slice) {
      const { domain } = variable;
      if (domain.kind !== "population" || slice.population !== domain.population) {
        this.#fault(`slice of ${slice.population}, but ${variable.name} has no units there`);
        return;
      }
      if (!this.#slice(slice)) return;
    }
    this.#expression(statement.expression, placeOf(statement, tables));
  }

  #fault(text: string): void {
    this.#faults.push(`${this.#where}: ${text}`);
  }

  #known<T>(name: string, items: ReadonlyMap<string, T>, kind: string): T | undefined {
    const item = items.get(name);
    if (item === undefined) {
      const near = nearestName(name, [...items.keys()]);
      this.#fault(`there is no ${kind} ${name}${near === null ? "" : ` (meant: ${near}?)`}`);
    }
    return item;
  }

  #slice({ population, from, count }: Slice): boolean {
    const known = this.#known(population, this.#populations, "population");
    if (!known) return false;
    const inside = Number.isInteger(from) && from >= 0 && isCount(count) && from + count <= known.size;
    if (!inside) this.#fault(`units ${from} … ${from + count - 1} of ${population}, which has ${known.size}`);
    return inside;
  }

  #expression(expression: Expression, place: Place): void {
    switch (expression.kind) {
      case "constant":
        if (Number.isNaN(expression.value)) this.#fault("a constant is not a number");
        return;
      case "read":
        this.#read(expression, place);
        return;
      case "index":
        this.#index(expression.of, place);
        return;
      case "clock":
        return;
      case "random":
        if (!(Number.isInteger(expression.stream) && expression.stream >= 0 && expression.stream < 2 ** 32)) {
          this.#fault(`random stream ${expression.stream} is not a whole number below 2³²`);
        }
        return;
      case "unary":
        this.#expression(expression.operand, place);
        return;
      case "binary":
        this.#expression(expression.left, place);
        this.#expression(expression.right, place);
        return;
      case "select":
        this.#condition(expression.condition, place);
        this.#expression(expression.yes, place);
        this.#expression(expression.no, place);
        return;
      case "reduce":
        if (this.#slice(expression.over)) this.#expression(expression.body, { kind: "units", slice: expression.over });
        return;
      case "gather":
        this.#gather(expression.projection, expression.body, place);
        return;
      default:
        this.#fault(`unknown kind of expression ${JSON.stringify((expression as { kind?: unknown }).kind)}`);
    }
  }

  #condition(condition: Condition, place: Place): void {
    switch (condition.kind) {
      case "compare":
        this.#expression(condition.left, place);
        this.#expression(condition.right, place);
        return;
      case "and":
      case "or":
        this.#condition(condition.left, place);
        this.#condition(condition.right, place);
        return;
      case "not":
        this.#condition(condition.operand, place);
        return;
      default:
        this.#fault(`unknown kind of condition ${JSON.stringify((condition as { kind?: unknown }).kind)}`);
    }
  }

  #index(of: "own" | "pre" | "post", place: Place): void {
    if (place.kind !== (of === "own" ? "units" : "synapses")) this.#fault(`index of ${of} where there is none`);
  }

  #gather(name: string, body: Expression, place: Place): void {
    const projection = this.#known(name, this.#projections, "projection");
    if (!projection) return;
    if (place.kind !== "units" || place.slice.population !== projection.target.population) {
      this.#fault(`gather over ${name} is possible only for units of ${projection.target.population}`);
      return;
    }
    this.#expression(body, { kind: "synapses", projection });
  }

  #read({ variable: name, at }: Expression & { kind: "read" }, place: Place): void {
    const variable = this.#known(name, this.#variables, "variable");
    if (!variable || variable.domain.kind === "subject") return;
    if (variable.domain.kind === "projection") {
      const here = place.kind === "synapses" && place.projection.name === variable.domain.projection && at === "own";
      if (!here) this.#fault(`${name} can be read only by synapses of ${variable.domain.projection}, as own`);
      return;
    }
    const population = variable.domain.population;
    if (at === "pre" || at === "post") {
      const end = place.kind !== "synapses" ? null : at === "pre" ? place.projection.source : place.projection.target;
      if (end?.population !== population) this.#fault(`${name} is read as ${at}, but ${at} is not in ${population}`);
    } else if (place.kind !== "units") {
      this.#fault(`${name} has many units; here only a sum, mean, maximum or minimum of it can be read`);
    } else if (at === "own") {
      if (place.slice.population !== population) this.#fault(`${name} is read as own by ${place.slice.population}`);
    } else {
      const size = this.#populations.get(population)!.size;
      const { size: ownSize } = this.#populations.get(place.slice.population)!;
      if (size !== place.slice.count && size !== ownSize) {
        this.#fault(`${name} has ${size} units and cannot be read aligned by ${place.slice.count} units`);
      }
    }
  }
}
