import type { Domain } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { dimensionless } from "../units/index.ts";
import { ago } from "./delays.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import { spelling } from "./issue.ts";
import { readSymbol } from "./reading.ts";
import { partNamed, projectionOf, resolveName } from "./resolve.ts";
import {
  type AliasKind,
  type AreaOwner,
  areaOf,
  canonical,
  namesOfKind,
  type PopulationOwner,
  type ProjectionOwner,
  type ReceptorSite,
  type Scope,
  type SliceOf,
} from "./symbols.ts";
import type { Span, Syntax } from "./syntax.ts";
import { type Frame, frameFor, type Typed } from "./typed.ts";

type Call = Extract<Syntax, { kind: "call" }>;

/** `sum`, `mean`, `maximum` and `minimum` over the units of one population. */
export function lowerReduction(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null {
  const body = call.arguments[0]!;
  const isOfArea = frame.part?.side === "area" && frame.domain.kind === "subject";
  if (frame.synapse && !isOfArea)
    return lowering.error(frame, call.span, "not-local", `${call.name}(…) reads many units: not local`, {
      hint: "keep it in a variable of the area, or declare an operator and write operatorName(…)",
    });
  const found = new Map<string, Span>();
  collectPopulations(lowering, body, frame, frame.scope, found, new Set());
  const [first, second] = [...found.keys()];
  if (first === undefined) {
    if (lowering.numeric(body, { ...frame, domain: { kind: "subject" } }))
      lowering.error(frame, call.span, "usage", `${call.name}(…) needs a quantity of a population`);
    return null;
  }
  if (second !== undefined)
    return lowering.error(frame, found.get(second)!, "usage", `${call.name}(…) may read one population only`, {
      expected: first,
      got: second,
    });
  const population = lowering.table.populations.get(first)!;
  const ends = Object.values(endsOf(frame) ?? {});
  const local = ends.find((end) => end.population === population);
  if (isOfArea && frame.synapse && (local?.population.area ?? population.area) !== frame.part?.projection.area)
    return lowering.error(frame, call.span, "not-local", `"${first}" is in another area: not local`);
  const domain: Domain = { kind: "population", population: first };
  const value = lowering.numeric(body, { ...frame, domain, side: "own" });
  return (
    value && {
      ...value,
      expression: {
        kind: "reduce",
        operator: call.name as "sum" | "mean" | "maximum" | "minimum",
        over: { population: first, from: local?.from ?? 0, count: local?.count ?? population.size },
        body: value.expression,
      },
      size: value.size + 1,
    }
  );
}

/** The populations whose quantities an expression reads, with where. */
function collectPopulations(
  lowering: ExpressionLowering,
  syntax: Syntax,
  frame: Frame,
  scope: Scope,
  found: Map<string, Span>,
  visited: Set<unknown>,
): void {
  if (syntax.kind === "call") {
    if (["sum", "mean", "maximum", "minimum", "occupancy", "resting", "concentration"].includes(syntax.name)) return;
    const projection = syntax.name === "input" ? projectionNamed(lowering, syntax) : undefined;
    if (projection) found.set(projection.target.population.name, syntax.span);
    if (syntax.name !== "input")
      for (const argument of syntax.arguments) collectPopulations(lowering, argument, frame, scope, found, visited);
  }
  if (syntax.kind === "prefix") collectPopulations(lowering, syntax.operand, frame, scope, found, visited);
  if (syntax.kind === "infix")
    for (const operand of [syntax.left, syntax.right])
      collectPopulations(lowering, operand, frame, scope, found, visited);
  if (syntax.kind !== "name") return;
  const end = endNamed(syntax.parts, frame);
  if (end) {
    found.set(end.name, syntax.span);
    return;
  }
  const resolution = partNamed(syntax.parts, { ...frame, scope }) ?? resolveName(syntax.parts, scope, lowering.table);
  if ("problem" in resolution) {
    const owner = scope.owner;
    if (["index", "size"].includes(syntax.parts[0] ?? "") && owner?.kind === "population")
      found.set(owner.name, syntax.span);
    return;
  }
  const { symbol } = resolution;
  if (symbol.kind === "variable" && symbol.domain.kind === "population") {
    if (!found.has(symbol.domain.population)) found.set(symbol.domain.population, syntax.span);
  } else if (symbol.kind === "definition" && !visited.has(symbol)) {
    visited.add(symbol);
    const inner = lowering.parse(symbol.text);
    const inside = new Map<string, Span>();
    if (inner) collectPopulations(lowering, inner, frame, symbol.scope, inside, visited);
    for (const name of inside.keys()) if (!found.has(name)) found.set(name, syntax.span);
  }
}

/** The population that `pre.x` or `post.x` speaks of in a text of a projection. */
function endNamed([head, second]: readonly string[], frame: Frame): PopulationOwner | null {
  if (second === undefined || (head !== "pre" && head !== "post")) return null;
  return endsOf(frame)?.[head].population ?? null;
}

/** The units at the two ends of the projection whose state in its area a text gives. */
function endsOf({ part }: Frame): { readonly pre: SliceOf; readonly post: SliceOf } | null {
  return part?.side === "area" ? { pre: part.projection.source, post: part.projection.target } : null;
}

/** `input(projection)`: the sum over that projection's synapses, for a unit of its target. */
export function lowerInput(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null {
  const argument = call.arguments[0]!;
  const projection = projectionNamed(lowering, call);
  if (!projection) {
    const name = argument.kind === "name" ? argument.parts.join(".") : "";
    return lowering.error(
      frame,
      argument.span,
      "unknown-name",
      name ? `unknown projection "${name}"` : "the name of a projection is needed",
      spelling(nearestName(name, lowering.table.projections.keys())),
    );
  }
  const target = projection.target.population;
  if (frame.domain.kind !== "population" || frame.domain.population !== target.name)
    return lowering.error(
      frame,
      call.span,
      "not-local",
      `input(${projection.name}) belongs to the units of ${target.name}`,
      {
        hint:
          frame.domain.kind === "projection"
            ? "read a variable of the target through post"
            : `write mean(…) of a variable of ${target.name}`,
      },
    );
  return gatherOf(lowering, projection);
}

/** The sum over a projection's synapses of what they transmit, for a unit of its target. */
export function gatherOf(lowering: ExpressionLowering, projection: ProjectionOwner): Typed | null {
  const { text, scope } = projection.transmits;
  const frame = frameFor(projection, scope, text, `${projection.name}/transmits`);
  const now = lowering.text(frame);
  const late = lowering.delays.stepsOf(projection) - 1;
  const body = now && ago(lowering, now, late, frame, { start: 0, end: text.value.length }, "pre");
  return (
    body && {
      ...body,
      expression: { kind: "gather", projection: projection.name, body: body.expression },
      size: body.size + 1,
      bare: false,
    }
  );
}

function projectionNamed(lowering: ExpressionLowering, call: Call) {
  const argument = call.arguments[0];
  return argument?.kind === "name" && argument.parts.length === 1
    ? lowering.table.projections.get(argument.parts[0]!)
    : undefined;
}

/** The thing of a kind that an argument names, by name or label. */
function named(lowering: ExpressionLowering, argument: Syntax, kind: AliasKind, frame: Frame): string | null {
  const name = argument.kind === "name" && argument.parts.length === 1 ? argument.parts[0]! : null;
  if (name === null) return lowering.error(frame, argument.span, "usage", `the name of a ${kind} is needed here`);
  const found = canonical(lowering.table, kind, name);
  if (found !== null) return found;
  return lowering.error(
    frame,
    argument.span,
    "unknown-name",
    `unknown ${kind} "${name}"`,
    spelling(nearestName(name, namesOfKind(lowering.table, kind))),
  );
}

/** The area that a call speaks of: given, or the owner's. */
function areaFor(lowering: ExpressionLowering, call: Call, frame: Frame): AreaOwner | null {
  const given = call.arguments[1];
  if (given) {
    const name = named(lowering, given, "area", frame);
    return name === null ? null : lowering.table.areas.get(name)!;
  }
  const area = areaOf(frame.scope.owner);
  if (area) return area;
  return lowering.error(frame, call.span, "usage", `${call.name}(…) needs an area here`, {
    hint: `write ${call.name}(name, area)`,
  });
}

/** The population whose receptors a call speaks of: the units' own, or a projection's target where it acts. */
function populationFor(call: Call, frame: Frame): PopulationOwner | null {
  const owner = projectionOf(frame) ?? frame.scope.owner;
  if (call.arguments[1] || !owner) return null;
  if (owner.kind === "population") return owner;
  if (owner.kind !== "projection" || owner.target.population.area !== owner.area) return null;
  return owner.target.population;
}

function siteFor(lowering: ExpressionLowering, call: Call, frame: Frame): ReceptorSite | null {
  const receptor = named(lowering, call.arguments[0]!, "receptor", frame);
  const area = areaFor(lowering, call, frame);
  if (receptor === null || !area) return null;
  const site = populationFor(call, frame)?.receptors.get(receptor) ?? area.receptors.get(receptor);
  if (site) return site;
  return lowering.error(
    frame,
    call.arguments[0]!.span,
    "missing",
    `area "${area.name}" has no receptor "${receptor}"`,
    {
      hint: `give its density under areas.${area.name}.receptors`,
    },
  );
}

/** `occupancy(receptor [, area])`. */
export function lowerOccupancy(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null {
  const site = siteFor(lowering, call, frame);
  return site && readSymbol(lowering, frame, call.span, site.occupancy, "own");
}

/** `resting(receptor [, area])`. */
export function lowerResting(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null {
  const site = siteFor(lowering, call, frame);
  return site && { expression: site.resting, dimension: dimensionless, size: 8, bare: false };
}

/** `concentration(modulator [, area])`. */
export function lowerConcentration(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null {
  const modulator = named(lowering, call.arguments[0]!, "modulator", frame);
  const area = areaFor(lowering, call, frame);
  if (modulator === null || !area) return null;
  const variable = area.concentrations.get(modulator);
  if (variable) return readSymbol(lowering, frame, call.span, variable, "own");
  return lowering.error(frame, call.arguments[0]!.span, "missing", `no "${modulator}" reaches area "${area.name}"`, {
    hint: `give it under areas.${area.name}.modulators`,
  });
}
