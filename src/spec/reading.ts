import type { Expression } from "../engine/program.ts";
import { dimensionless } from "../units/index.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import type { ModelSymbol, PopulationOwner, VariableSymbol } from "./symbols.ts";
import type { Span } from "./syntax.ts";
import type { Frame, Typed } from "./typed.ts";

function typed(expression: Expression, dimension: VariableSymbol["dimension"]): Typed {
  return { expression, dimension, size: 1, bare: false };
}

/** What a name means at a place: a number, a read, or a definition put in. */
export function readSymbol(
  lowering: ExpressionLowering,
  frame: Frame,
  span: Span,
  symbol: ModelSymbol,
  side: Frame["side"],
): Typed | null {
  if (symbol.kind === "constant") return typed(fold.constant(symbol.value), symbol.dimension);
  if (symbol.kind === "definition") {
    if (symbol.owner.kind === "projection" && symbol.owner !== frame.scope.owner)
      return notLocal(lowering, frame, span, symbol.name);
    return lowering.expand(symbol, frame, span, side);
  }
  return readVariable(lowering, frame, span, symbol, side);
}

function readVariable(
  lowering: ExpressionLowering,
  frame: Frame,
  span: Span,
  variable: VariableSymbol,
  side: Frame["side"],
): Typed | null {
  const { domain } = variable;
  if (domain.kind === "subject") return readSubject(lowering, frame, span, variable);
  if (domain.kind === "projection") {
    const own = frame.domain.kind === "projection" && frame.domain.projection === domain.projection && side === "own";
    if (own) return typed(fold.read(variable.name), variable.dimension);
    const hint =
      frame.domain.kind === "projection"
        ? {}
        : { hint: `write input(${domain.projection}) for the sum over its synapses` };
    return lowering.error(frame, span, "not-local", `"${variable.name}" belongs to single synapses: not local`, hint);
  }
  if (frame.domain.kind === "subject")
    return lowering.error(
      frame,
      span,
      "usage",
      `"${variable.name}" has one value a unit, but one number is needed here`,
      {
        hint: `write sum, mean, maximum or minimum(${variable.name})`,
      },
    );
  if (frame.domain.kind === "population")
    return readUnits(lowering, frame, span, variable, frame.domain.population, domain.population);
  return readUnitOfSynapse(lowering, frame, span, variable, domain.population, side);
}

function readSubject(lowering: ExpressionLowering, frame: Frame, span: Span, variable: VariableSymbol): Typed | null {
  const modulatory = lowering.table.modulatory.get(variable.name);
  const owner = modulatory?.area ?? variable.owner;
  const { synapse } = frame;
  if (synapse && owner) {
    const places = [synapse, synapse.area, synapse.source.population.area, synapse.target.population.area];
    if (owner.kind !== "nucleus" && !places.includes(owner as never))
      return notLocal(lowering, frame, span, variable.name);
  }
  if (modulatory && frame.frozen.has(modulatory.modulator)) return typed(modulatory.resting, variable.dimension);
  return typed(fold.read(variable.name), variable.dimension);
}

function readUnits(
  lowering: ExpressionLowering,
  frame: Frame,
  span: Span,
  variable: VariableSymbol,
  here: string,
  there: string,
): Typed | null {
  if (here === there) return typed(fold.read(variable.name), variable.dimension);
  const sizes = [here, there].map((name) => lowering.table.populations.get(name)?.size ?? 0);
  if (sizes[0] === sizes[1]) return typed(fold.read(variable.name, "aligned"), variable.dimension);
  return lowering.error(frame, span, "size", `"${variable.name}" has another number of units`, {
    expected: `${sizes[0]} (${here})`,
    got: `${sizes[1]} (${there})`,
    hint: "read it through sum, mean, maximum, minimum or a projection",
  });
}

function readUnitOfSynapse(
  lowering: ExpressionLowering,
  frame: Frame,
  span: Span,
  variable: VariableSymbol,
  population: string,
  side: Frame["side"],
): Typed | null {
  const projection =
    frame.domain.kind === "projection" ? lowering.table.projections.get(frame.domain.projection) : null;
  const ends = { pre: projection?.source.population, post: projection?.target.population };
  if (side !== "own" && ends[side]?.name === population)
    return typed(fold.read(variable.name, side), variable.dimension);
  const short = variable.name.slice(population.length + 1);
  const sides = (["pre", "post"] as const).filter((end) => ends[end]?.name === population);
  const hint =
    side === "own" && sides.length > 0 ? { hint: `write ${sides.map((end) => `${end}.${short}`).join(" or ")}` } : {};
  return lowering.error(frame, span, "not-local", `"${variable.name}" belongs to other units: not local`, hint);
}

function notLocal(lowering: ExpressionLowering, frame: Frame, span: Span, name: string): null {
  return lowering.error(frame, span, "not-local", `"${name}" does not reach this synapse: not local`, {
    hint: "bring it here by a modulator or a projection, or declare it under operators and write operatorName(…)",
  });
}

/** `index` and `size` of the unit here, or of a synapse's two units. */
export function readUnitProperty(
  lowering: ExpressionLowering,
  frame: Frame,
  span: Span,
  property: "index" | "size",
  side: Frame["side"],
): Typed | null {
  const at = frame.side === "own" ? side : frame.side;
  const population = populationAt(lowering, frame, at);
  if (!population) {
    const hint = frame.domain.kind === "projection" ? { hint: `write pre.${property} or post.${property}` } : {};
    return lowering.error(frame, span, "usage", `"${property}" has a meaning only for the units of a population`, hint);
  }
  if (property === "size") return typed(fold.constant(population.size), dimensionless);
  return typed({ kind: "index", of: at }, dimensionless);
}

function populationAt(lowering: ExpressionLowering, frame: Frame, side: Frame["side"]): PopulationOwner | undefined {
  if (frame.domain.kind === "population") return lowering.table.populations.get(frame.domain.population);
  if (frame.domain.kind !== "projection") return undefined;
  const projection = lowering.table.projections.get(frame.domain.projection);
  if (side === "pre") return projection?.source.population;
  return side === "post" ? projection?.target.population : undefined;
}
