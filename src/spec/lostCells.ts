import type { Expression, Statement } from "../engine/program.ts";
import { dimensionless } from "../units/index.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { rewritten, vanishes } from "./rewriting.ts";
import type { PopulationOwner } from "./symbols.ts";

/** Statements of a model by routine. */
export interface Routines {
  initial: Statement[];
  step: Statement[];
  readonly events: Map<string, Statement[]>;
}

/** What cells of a population are drawn with. */
export interface Drawing {
  readonly declaring: Declaring;
  readonly lowering: ExpressionLowering;
  readonly population: PopulationOwner;
}

/** Binary digits of a drawn number, each of which takes one statement of the search for the k-th smallest. */
const digits = 24;

/**
 * A variable of each unit, 0 in a share of them and 1 in the others, and the statements that draw it at the beginning.
 *
 * Of n units exactly share·n are 0; where that is no whole number, the next lower or higher one, so that the mean over
 * subjects is right. Each unit draws a number; the threshold below which share·n of them lie is found digit by digit.
 * A larger share takes the same units and further ones.
 */
export function drawnUnits(
  { declaring, lowering, population }: Drawing,
  word: "survival" | "opsin",
  share: number,
): { readonly variable: string; readonly initial: Statement[] } {
  const { name, size, place } = population;
  const owned = { dimension: dimensionless, place, derived: true, owner: population };
  const variable = declaring.variable({
    ...owned,
    name: `${name}.${word}`,
    domain: { kind: "population", population: name },
  }).name;
  const origin = `${name}: ${word}`;
  if (share >= 1) return { variable, initial: [{ variable, expression: fold.constant(0), origin }] };
  const uniform = (key: string): Expression => ({
    kind: "random",
    distribution: "uniform",
    stream: lowering.streams.forName(`${name}/${word}/${key}`, place),
  });
  const threshold = declaring.variable({ ...owned, name: `${name}.${word}Threshold` }).name;
  const wanted = declaring.variable({ ...owned, name: `${name}.${word}Count` }).name;
  const count = fold.constant(share * size);
  const rounded = Number.isInteger(share * size)
    ? count
    : fold.unary("floor", fold.binary("add", count, uniform("rounding")));
  const initial: Statement[] = [
    { variable, expression: uniform("cell"), origin },
    { variable: threshold, expression: fold.constant(0), origin },
    { variable: wanted, expression: rounded, origin },
  ];
  for (let digit = 0; digit <= digits; digit++) {
    const higher = fold.binary("add", fold.read(threshold), fold.constant(2 ** -digit));
    const isBelow = fold.select(fold.compare("less", fold.read(variable), higher), fold.constant(1), fold.constant(0));
    const below: Expression = {
      kind: "reduce",
      operator: "sum",
      over: { population: name, from: 0, count: size },
      body: isBelow,
    };
    const fits = fold.compare("lessOrEqual", below, fold.read(wanted));
    initial.push({ variable: threshold, expression: fold.select(fits, higher, fold.read(threshold)), origin });
  }
  const isTaken = fold.compare("less", fold.read(variable), fold.read(threshold));
  initial.push({ variable, expression: fold.select(isTaken, fold.constant(0), fold.constant(1)), origin });
  return { variable, initial };
}

/**
 * Removes a share of a population's cells: all that they hold is 0, and they neither send nor count in sums and means.
 */
export function loseCells(routines: Routines, drawing: Drawing, share: number): void {
  const { declaring, population } = drawing;
  const { variable: survival, initial } = drawnUnits(drawing, "survival", share);
  const own = new Set(
    [...declaring.variables.values()]
      .filter(
        ({ domain, role }) => role === "state" && domain.kind === "population" && domain.population === population.name,
      )
      .map(({ name }) => name),
  );
  for (const drawn of [survival, `${population.name}.opsin`]) own.delete(drawn);
  const isZero = (part: Expression) => part.kind === "read" && own.has(part.variable);
  const ends = new Map(
    [...drawing.lowering.table.projections.values()].map(({ name, source }) => [name, source.population.name]),
  );
  const silent = (part: Expression): Expression | null => {
    if (part.kind === "gather" && ends.get(part.projection) === population.name) {
      const isSender = (read: Expression & { kind: "read" }) => read.at === "pre" && isZero(read);
      if (vanishes(part.body, isSender)) return null;
      return { ...part, body: fold.binary("multiply", part.body, fold.read(survival, "pre")) };
    }
    if (part.kind !== "reduce" || part.over.population !== population.name || part.operator.endsWith("imum"))
      return null;
    if (vanishes(part.body, isZero)) return null;
    return { ...part, body: fold.binary("multiply", part.body, fold.read(survival)) };
  };
  const change = (statement: Statement): Statement => {
    const expression = rewritten(statement.expression, silent);
    if (own.has(statement.variable))
      return { ...statement, expression: fold.binary("multiply", expression, fold.read(survival)) };
    return expression === statement.expression ? statement : { ...statement, expression };
  };
  routines.initial = [...initial, ...routines.initial.map(change)];
  routines.step = routines.step.map(change);
  for (const [event, statements] of routines.events) routines.events.set(event, statements.map(change));
}
