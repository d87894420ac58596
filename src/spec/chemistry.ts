import type { Expression, Statement } from "../engine/program.ts";
import { type Dimension, dimensionless, formatQuantity, timeDimension } from "../units/index.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import type { ReceptorFile } from "./modelFile.ts";
import { quantityOf } from "./quantities.ts";
import { covered, moved, restEvent } from "./rest.ts";
import type { Placed } from "./sections.ts";
import { type AreaOwner, type SymbolTable, sourceText, type VariableSymbol } from "./symbols.ts";

/** Statements of an area's concentrations and occupancies. */
export interface AreaChemistry {
  readonly initial: Statement[];
  readonly step: Statement[];
  /** Over an interval without steps. */
  readonly rest: Statement[];
}

/** What the chemistry of one area is lowered with. */
export interface ChemistryTask {
  readonly declaring: Declaring;
  readonly lowering: ExpressionLowering;
  readonly table: SymbolTable;
  readonly area: AreaOwner;
  readonly receptors: ReadonlyMap<string, Placed<ReceptorFile>>;
}

/** An expression that has one value a subject, and its dimension checked. */
export function subjectValue(
  { lowering, table }: ChemistryTask,
  text: Placed<string | number> | null,
  fallback: number,
  dimension: Dimension = dimensionless,
): Expression {
  if (!text) return fold.constant(fallback);
  const source = sourceText(text.value, text.positions, text.path);
  const frame = {
    text: source,
    scope: table.globals,
    domain: { kind: "subject" },
    side: "own",
    synapse: null,
    part: null,
    frozen: new Set<string>(),
    streamKey: "chemistry",
    expanding: [],
  } as const;
  const value = lowering.text(frame);
  const whole = { start: 0, end: source.value.length };
  if (value) lowering.demand(value, dimension, frame, whole, "wrong unit");
  return value?.expression ?? fold.constant(fallback);
}

/** Reports a constant outside of its range. */
export function checkRange(
  { declaring }: ChemistryTask,
  value: Expression,
  low: number,
  high: number,
  text: Placed<unknown> | null,
  exclusive = false,
): void {
  const known = fold.constantValue(value);
  if (known === null || !text || (known >= low && known <= high && !(exclusive && known === low))) return;
  declaring.issues.error("range", text.positions.value(text.path), "the value is out of range", {
    expected: high === Number.POSITIVE_INFINITY ? `${exclusive ? "more than" : "at least"} ${low}` : `${low} … ${high}`,
    got: `${known}`,
  });
}

/** A time constant of the file in seconds; null (and an issue) if it is none. */
export function lagOf({ declaring }: ChemistryTask, text: Placed<string | number>): number | null {
  const lag = quantityOf(text, declaring.issues);
  if (!lag) return null;
  const isTime = lag.value === 0 || !lag.dimension.some((exponent, at) => exponent !== timeDimension[at]);
  if (lag.value < 0 || !isTime)
    declaring.issues.error("dimension", text.positions.value(text.path), "a lag is a time", {
      expected: "a time such as 150 ms",
      got: formatQuantity(lag),
    });
  return lag.value;
}

/** Whether a name already means a quantity or population of the area. */
export function isTaken(area: AreaOwner, name: string): boolean {
  const places = [area.symbols, area.populations, area.concentrations, area.receptors];
  return places.some((known: ReadonlyMap<string, unknown>) => known.has(name));
}

/** A quantity of the area that the language itself computes, such as a pool of vesicles. */
export function derivedQuantity(task: ChemistryTask, name: string, entry: Placed<unknown>): VariableSymbol {
  const { declaring, area } = task;
  const place = entry.positions.key(entry.path);
  if (isTaken(area, name))
    declaring.issues.error("duplicate", place, `"${name}" is already a quantity of ${area.name}`);
  const variable = declaring.variable({
    name: `${area.name}.${name}`,
    dimension: dimensionless,
    place,
    owner: area,
    label: name,
    derived: true,
  });
  area.symbols.set(name, variable);
  return variable;
}

/** A change over a length of time as statements of a step and of an interval without steps. */
export function changeOver(
  chemistry: AreaChemistry,
  { lowering }: ChemistryTask,
  variable: string,
  origin: string,
  change: (length: Expression) => Expression,
): void {
  chemistry.step.push({ variable, expression: change(fold.constant(lowering.step)), origin });
  chemistry.rest.push({ variable, expression: change(fold.read(restEvent.input)), origin });
}

/** `x + (towards − x)·(1 − exp(−rate · length))`. */
export function relaxed(x: Expression, towards: Expression, rate: Expression, length: Expression): Expression {
  return moved(x, towards, covered(fold.binary("multiply", rate, length)));
}

/** A chain of sums, products or other operations from the left. */
export function chain(operator: "add" | "multiply", first: Expression, ...rest: Expression[]): Expression {
  return rest.reduce((left, right) => fold.binary(operator, left, right), first);
}

/** `value / (1 + dose)`, where the dose is an input in units of its inhibition constant. */
export function inhibited(value: Expression, input: string): Expression {
  return fold.binary("divide", value, fold.binary("add", fold.constant(1), fold.read(input)));
}
