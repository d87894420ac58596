import type { Expression } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { dimensionless } from "../units/index.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { spelling } from "./issue.ts";
import { projectionOf } from "./resolve.ts";
import type { ModelSymbol, PartOwner, PopulationOwner, ProjectionOwner, VariableSymbol } from "./symbols.ts";
import type { Span, Syntax } from "./syntax.ts";
import type { Frame, Typed } from "./typed.ts";
import { variedConstant } from "./varied.ts";

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
  if (symbol.kind === "constant") {
    const { value, varied, dimension } = symbol;
    return typed(varied ? variedConstant(value, varied) : fold.constant(value), dimension);
  }
  if (symbol.kind === "definition") {
    const { owner } = symbol;
    const here = owner.kind === "part" ? owner.projection : owner;
    if (here.kind === "projection" && here !== projectionOf(frame)) return notLocal(lowering, frame, span, symbol.name);
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
      frame.domain.kind === "projection" || frame.part
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
  if (frame.domain.kind === "population" && frame.part && frame.synapse && !isOfUnits(frame.part, frame, variable))
    return lowering.error(frame, span, "not-local", `"${variable.name}" belongs to other units: not local`);
  if (frame.domain.kind === "population")
    return readUnits(lowering, frame, span, variable, frame.domain.population, domain.population);
  return readUnitOfSynapse(lowering, frame, span, variable, domain.population, side);
}

function readSubject(lowering: ExpressionLowering, frame: Frame, span: Span, variable: VariableSymbol): Typed | null {
  const modulatory = lowering.table.modulatory.get(variable.name);
  const owner = modulatory?.area ?? variable.owner;
  const { synapse } = frame;
  if (synapse && owner) {
    const places = [
      synapse,
      synapse.parts.get("area"),
      synapse.area,
      synapse.source.population.area,
      synapse.target.population.area,
    ];
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
  const { owner } = variable;
  if (owner?.kind === "part") {
    if (owner.projection === projection && owner.side !== "area" && side === "own")
      return typed(fold.read(variable.name, owner.side), variable.dimension);
    if (owner.projection !== projection) return notLocal(lowering, frame, span, variable.name);
  }
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

/** Whether a quantity of units is one that a part of a projection's state may read: its own units', or a sum's body. */
function isOfUnits(part: PartOwner, { domain }: Frame, { owner, domain: there }: VariableSymbol): boolean {
  if (domain.kind !== "population" || there.kind !== "population" || domain.population !== there.population)
    return false;
  return owner?.kind !== "part" || owner === part || (part.side === "area" && owner.projection === part.projection);
}

/** `pre.x` and `post.x`, as a synapse sees them or a part of its state at one of its ends or in its area. */
export function readEnd(
  lowering: ExpressionLowering,
  { parts, span }: Extract<Syntax, { kind: "name" }>,
  frame: Frame,
  side: "pre" | "post",
): Typed | null {
  const projection = projectionOf(frame);
  const { part } = frame;
  const name = parts[1] ?? "";
  if (!projection || frame.side !== "own" || (frame.domain.kind === "population" && !part))
    return lowering.error(frame, span, "usage", `"${side}" has a meaning only in the equations of a projection`);
  if (frame.domain.kind === "subject") {
    const hint = part
      ? `write sum, mean, maximum or minimum(${parts.join(".")})`
      : "use it in the equations of the projection";
    const what = part ? "the state of an area" : "a modulation";
    const message = `${what} is one number a subject and cannot read "${parts.join(".")}"`;
    return lowering.error(frame, span, "usage", message, { hint });
  }
  if (part && part.side !== "area" && part.side !== side)
    return lowering.error(
      frame,
      span,
      "not-local",
      `"${parts.join(".")}" does not reach the ${endOf(part.side)} unit: not local`,
      {
        hint: "use it in the equations of the synapse",
      },
    );
  if (name === "index" || name === "size") return readUnitProperty(lowering, frame, span, name, part ? "own" : side);
  const symbol = parts.length === 2 ? symbolAt(projection, side, name) : undefined;
  if (!symbol) {
    const { population } = side === "pre" ? projection.source : projection.target;
    const known = [...(projection.parts.get(side)?.symbols.keys() ?? []), ...population.symbols.keys()];
    const nearest = nearestName(name, known);
    const message = `population "${population.name}" has no "${parts.slice(1).join(".")}"`;
    return lowering.error(
      frame,
      span,
      "unknown-name",
      message,
      spelling(nearest === null ? null : `${side}.${nearest}`),
    );
  }
  return readSymbol(lowering, frame, span, symbol, part ? "own" : side);
}

function endOf(side: "pre" | "post"): string {
  return side === "pre" ? "presynaptic" : "postsynaptic";
}

/** What a name after `pre.` or `post.` means: state of the projection there, or a quantity of the population. */
export function symbolAt(projection: ProjectionOwner, side: "pre" | "post", name: string): ModelSymbol | undefined {
  const { population } = side === "pre" ? projection.source : projection.target;
  return projection.parts.get(side)?.symbols.get(name) ?? population.symbols.get(name);
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
