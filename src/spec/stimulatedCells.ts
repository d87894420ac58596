import type { Expression, Statement } from "../engine/program.ts";
import { dimensionless } from "../units/index.ts";
import * as fold from "./fold.ts";
import { type Drawing, drawnUnits, type Routines } from "./lostCells.ts";
import { rewritten } from "./rewriting.ts";
import type { NucleusOwner, PopulationOwner, VariableSymbol } from "./symbols.ts";

/** What is done to the firing of the cells of a population or nucleus. */
export interface Stimulated {
  readonly owner: PopulationOwner | NucleusOwner;
  readonly rate: VariableSymbol;
  /** Light, on the share of cells that carry the opsin. */
  readonly light: { readonly share: number } | null;
  /** Deep-brain stimulation: length of the window over which the mean is taken, s. */
  readonly window: number | null;
}

/** An input of one number a subject that manipulations write. */
export function manipulationInput(
  { declaring }: Pick<Drawing, "declaring">,
  name: string,
  near: VariableSymbol,
): Expression {
  if (!declaring.variables.has(name))
    declaring.variable({ name, dimension: dimensionless, role: "input", place: near.place, derived: true });
  return fold.read(name);
}

/** `rate·(1 − inhibition) + excitation`: an inhibition of 1 or more silences. */
export function lit(rate: Expression, excitation: Expression, inhibition: Expression): Expression {
  const left = fold.binary("maximum", fold.binary("subtract", fold.constant(1), inhibition), fold.constant(0));
  return fold.binary("add", fold.binary("multiply", rate, left), excitation);
}

/**
 * Puts light and stimulation between what the cells would fire by their inputs and what everybody else meets as their
 * rate. The equations go on computing the former, `<owner>.rateByInputs`, in which they never read the latter.
 */
export function stimulateCells(
  routines: Routines,
  drawing: Omit<Drawing, "population">,
  { owner, rate, light, window }: Stimulated,
): void {
  const { declaring } = drawing;
  const owned = { dimension: rate.dimension, domain: rate.domain, place: rate.place, derived: true, owner };
  const byInputs = declaring.variable({ ...owned, name: `${rate.name}ByInputs` }).name;
  const initial: Statement[] = [];
  const after: Statement[] = [];
  const origin = `${owner.name}: stimulated`;
  let firing = fold.read(byInputs);
  if (window !== null) {
    const mean = declaring.variable({ ...owned, name: `${rate.name}Mean` }).name;
    const here = fold.read(mean);
    const share = fold.constant(Math.min(1, drawing.lowering.step / window));
    const nearer = fold.binary("multiply", fold.binary("subtract", fold.read(byInputs), here), share);
    after.push({ variable: mean, expression: fold.binary("add", here, nearer), origin });
    initial.push({ variable: mean, expression: fold.read(byInputs), origin });
    const held = fold.binary(
      "minimum",
      manipulationInput(drawing, `stimulation.${owner.name}`, rate),
      fold.constant(1),
    );
    firing = fold.binary("add", firing, fold.binary("multiply", held, fold.binary("subtract", here, firing)));
  }
  if (light) {
    let [excitation, inhibition] = ["excitation", "inhibition"].map((kind) =>
      manipulationInput(drawing, `${kind}.${owner.name}`, rate),
    ) as [Expression, Expression];
    if (light.share < 1 && owner.kind === "population") {
      const cells = drawnUnits({ ...drawing, population: owner }, "opsin", 1 - light.share);
      routines.initial.unshift(...cells.initial);
      const carries = fold.read(cells.variable);
      excitation = fold.binary("multiply", excitation, carries);
      inhibition = fold.binary("multiply", inhibition, carries);
    }
    firing = lit(firing, excitation, inhibition);
  }
  after.push({ variable: rate.name, expression: firing, origin });
  initial.push({ variable: rate.name, expression: firing, origin });
  const own = (part: Expression) =>
    part.kind === "read" && part.variable === rate.name && part.at === "own" ? fold.read(byInputs) : null;
  const put = (statements: Statement[], more: readonly Statement[]): Statement[] => {
    const last = statements.findLastIndex(({ variable }) => variable === rate.name);
    if (last < 0) return statements;
    const renamed = statements.map((statement) =>
      statement.variable === rate.name
        ? { ...statement, variable: byInputs, expression: rewritten(statement.expression, own) }
        : statement,
    );
    return [...renamed.slice(0, last + 1), ...more, ...renamed.slice(last + 1)];
  };
  routines.initial = put(routines.initial, initial);
  routines.step = put(routines.step, after);
  for (const [event, statements] of routines.events) routines.events.set(event, put(statements, after.slice(-1)));
}
