import type { Condition, Expression, Program, Statement } from "../engine/index.ts";

/** Work that a program's text asks for, for one subject and one run of a routine. */
export interface Work {
  /** Floating-point operations; an elementary function counts as one. */
  readonly operations: number;
  /** Random numbers drawn. */
  readonly randomNumbers: number;
}

/** The owner that a statement's origin names (`striatum.d1` of `striatum.d1: d rate/dt`). */
export function ownerOf({ origin }: Statement): string {
  return origin.split(": ")[0] ?? origin;
}

/** Work of a routine by owner or origin of its statements, as written: nothing hoisted, shared or skipped. */
export function workBy(
  program: Program,
  routine: string,
  key: (statement: Statement) => string = ownerOf,
): ReadonlyMap<string, Work> {
  const counting = new Counting(program);
  const found = new Map<string, Work>();
  for (const statement of program.routines.find(({ name }) => name === routine)?.statements ?? []) {
    const owner = key(statement);
    found.set(owner, sum(found.get(owner) ?? nothing, counting.statement(statement)));
  }
  return found;
}

/** First words of inputs that belong to no owner. */
const drugOrYoke =
  /^(?:antagonist|yoked|agonist|agonistEffect|competitor|association|dissociation|transporter|enzyme|depletion|rest)$/u;

/** Numbers kept for one subject, 4 bytes each, by owner; scattered parameters, inputs and drugs under the name "". */
export function numbersByOwner(program: Program): ReadonlyMap<string, number> {
  const counting = new Counting(program);
  const found = new Map<string, number>();
  for (const variable of program.variables) {
    if (variable.storage === "shared") continue;
    const { domain } = variable;
    const owner =
      domain.kind === "subject" || (domain.kind === "population" && !variable.name.startsWith(`${domain.population}.`))
        ? (/^(.*?)\.(?:modulation\.)?[^.]*$/u.exec(variable.name)?.[1] ?? "").replace(drugOrYoke, "")
        : domain.kind === "population"
          ? domain.population
          : domain.projection;
    found.set(owner, (found.get(owner) ?? 0) + counting.elements(domain));
  }
  return found;
}

/** Variables whose past values are kept, with how many numbers are moved on in each step. */
export function pastOf(program: Program): { variable: string; steps: number; numbers: number }[] {
  const counting = new Counting(program);
  const found = new Map<string, { variable: string; steps: number; numbers: number }>();
  for (const { name, domain } of program.variables) {
    const [variable = "", age] = name.split("@");
    if (age === undefined) continue;
    const known = found.get(variable) ?? { variable, steps: 0, numbers: 0 };
    found.set(variable, {
      variable,
      steps: Math.max(known.steps, Number(age)),
      numbers: known.numbers + counting.elements(domain),
    });
  }
  return [...found.values()];
}

const nothing: Work = { operations: 0, randomNumbers: 0 };

function sum(a: Work, b: Work): Work {
  return { operations: a.operations + b.operations, randomNumbers: a.randomNumbers + b.randomNumbers };
}

function times(work: Work, count: number): Work {
  return { operations: work.operations * count, randomNumbers: work.randomNumbers * count };
}

class Counting {
  private readonly program: Program;
  private readonly sizes: ReadonlyMap<string, number>;

  constructor(program: Program) {
    this.program = program;
    this.sizes = new Map(program.populations.map(({ name, size }) => [name, size]));
  }

  elements(domain: Program["variables"][number]["domain"]): number {
    if (domain.kind === "subject") return 1;
    if (domain.kind === "population") return this.sizes.get(domain.population) ?? 0;
    const projection = this.program.projections.find(({ name }) => name === domain.projection)!;
    const { source, target, connection } = projection;
    return connection === "one-to-one" ? target.count : source.count * target.count;
  }

  statement({ variable, slice, expression }: Statement): Work {
    const { domain } = this.program.variables.find(({ name }) => name === variable)!;
    const once: Work[] = [];
    const each = this.expression(expression, once);
    const elements = slice?.count ?? this.elements(domain);
    return once.reduce(sum, times(each, elements));
  }

  /** Work for one element; sums, whose work does not depend on the number of elements, are put into `once`. */
  private expression(expression: Expression, once: Work[]): Work {
    const one: Work = { operations: 1, randomNumbers: 0 };
    switch (expression.kind) {
      case "constant":
      case "read":
      case "index":
      case "clock":
        return nothing;
      case "random":
        return { operations: 0, randomNumbers: 1 };
      case "unary":
        return sum(one, this.expression(expression.operand, once));
      case "binary":
        return sum(one, sum(this.expression(expression.left, once), this.expression(expression.right, once)));
      case "select": {
        const sides = sum(this.expression(expression.yes, once), this.expression(expression.no, once));
        return sum(one, sum(sides, this.condition(expression.condition, once)));
      }
      case "reduce": {
        const body = this.expression(expression.body, once);
        const total = times(sum(one, body), expression.over.count);
        once.push(expression.operator === "mean" ? sum(total, one) : total);
        return nothing;
      }
      case "gather": {
        const body = this.expression(expression.body, once);
        const synapses = this.elements({ kind: "projection", projection: expression.projection });
        once.push(times(sum(one, body), synapses));
        return nothing;
      }
    }
  }

  private condition(condition: Condition, once: Work[]): Work {
    if (condition.kind === "not") return this.condition(condition.operand, once);
    if (condition.kind === "compare") {
      const sides = sum(this.expression(condition.left, once), this.expression(condition.right, once));
      return sum({ operations: 1, randomNumbers: 0 }, sides);
    }
    return sum(this.condition(condition.left, once), this.condition(condition.right, once));
  }
}
