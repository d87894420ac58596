import { nearestName } from "../math/nearestName.ts";
import { type IssueDetails, spelling } from "./issue.ts";
import {
  areaOf,
  canonical,
  type ModelSymbol,
  namesOfKind,
  type PartSide,
  type PopulationOwner,
  type ProjectionOwner,
  type Scope,
  type SymbolTable,
} from "./symbols.ts";
import type { Frame } from "./typed.ts";

/** A name that means nothing: what was looked for, and the nearest thing. */
export interface Unresolved {
  readonly message: string;
  readonly details: IssueDetails;
}

/** The result of looking up a name. */
export type Resolution = { readonly symbol: ModelSymbol } | { readonly problem: Unresolved };

function unknown(what: string, name: string, candidates: Iterable<string>): Resolution {
  return { problem: { message: `unknown ${what} "${name}"`, details: spelling(nearestName(name, candidates)) } };
}

/** The population that `population` or `area.population` means, from a place in an area or from outside. */
export function findPopulation(
  parts: readonly string[],
  table: SymbolTable,
  scope: Scope | null,
): PopulationOwner | Unresolved {
  const [head = "", tail] = parts;
  const wrong = (name: string, candidates: Iterable<string>): Unresolved => ({
    message: `unknown population "${name}"`,
    details: spelling(nearestName(name, candidates)),
  });
  if (tail === undefined) {
    const local = areaOf(scope?.owner ?? null)?.populations.get(head) ?? table.vectorInputs.get(head);
    return local ?? wrong(head, table.populations.keys());
  }
  const full = parts.join(".");
  const area = canonical(table, "area", head);
  if (area === null || parts.length > 2) return wrong(full, table.populations.keys());
  const populations = table.areas.get(area)!.populations;
  return (
    populations.get(tail) ??
    wrong(
      full,
      [...populations.keys()].map((name) => `${head}.${name}`),
    )
  );
}

/** The projection whose text a frame is: a synapse's, or that of one of its parts. */
export function projectionOf({ part, scope }: Frame): ProjectionOwner | null {
  return part?.projection ?? (scope.owner?.kind === "projection" ? scope.owner : null);
}

/** What `area.x` means in the texts of a projection that keeps state in its area; a bare name that two parts have. */
export function partNamed([head = "", second, third]: readonly string[], frame: Frame): Resolution | null {
  const projection = projectionOf(frame);
  if (!projection) return null;
  if (second !== undefined) {
    const symbol =
      head === "area" && third === undefined ? projection.parts.get("area")?.symbols.get(second) : undefined;
    return symbol ? { symbol } : null;
  }
  const sides = [...projection.parts].filter(([, { symbols }]) => symbols.has(head)).map(([side]) => side);
  if (sides.length < 2 || frame.part?.symbols.has(head) || projection.symbols.has(head)) return null;
  const full = sides.map((side) => `${side}.${head}`);
  return {
    problem: { message: `"${head}" may mean ${full.join(" and ")}`, details: { hint: `write ${full.join(" or ")}` } },
  };
}

/** Looks up a name of one or more parts (without `pre` and `post`) as seen from a scope. */
export function resolveName(parts: readonly string[], scope: Scope, table: SymbolTable): Resolution {
  const [head = "", second, third] = parts;
  if (second === undefined) {
    const symbol = scope.find(head) ?? table.vectorInputs.get(head)?.symbols.get("value");
    return symbol
      ? { symbol }
      : unknown("name", head, [
          ...scope.names(),
          ...table.vectorInputs.keys(),
          "step",
          "clock",
          "time",
          "index",
          "size",
        ]);
  }
  const full = parts.join(".");
  const member = (symbols: ReadonlyMap<string, ModelSymbol>, name: string, prefix: string): Resolution => {
    const symbol = symbols.get(name);
    return symbol
      ? { symbol }
      : unknown(
          "name",
          full,
          [...symbols.keys()].map((key) => `${prefix}.${key}`),
        );
  };
  const local = areaOf(scope.owner)?.populations.get(head);
  if (local && third === undefined)
    return member(new Map([...local.symbols, ...occupancies(local.receptors)]), second, head);
  const nucleus = canonical(table, "nucleus", head);
  if (nucleus !== null && third === undefined) return member(table.nuclei.get(nucleus)!.symbols, second, head);
  const areaName = canonical(table, "area", head);
  const area = areaName === null ? undefined : table.areas.get(areaName)!;
  if (area && third === undefined) {
    const population = area.populations.get(second);
    if (population)
      return {
        problem: {
          message: `"${full}" is a population, not a quantity`,
          details: { hint: `write ${full}.${population.symbols.keys().next().value ?? "rate"}` },
        },
      };
    return member(new Map([...area.symbols, ...area.concentrations, ...occupancies(area.receptors)]), second, head);
  }
  if (area && third !== undefined && parts.length === 3) {
    const population = area.populations.get(second);
    if (!population)
      return unknown(
        "population",
        `${head}.${second}`,
        [...area.populations.keys()].map((key) => `${head}.${key}`),
      );
    return member(new Map([...population.symbols, ...occupancies(population.receptors)]), third, `${head}.${second}`);
  }
  const vector = table.vectorInputs.get(head);
  if (vector && third === undefined) return member(vector.symbols, second, head);
  const projection = table.projections.get(head);
  const part = projection?.parts.get(second as PartSide);
  if (part && third !== undefined) return member(part.symbols, parts.slice(2).join("."), `${head}.${second}`);
  if (projection) return member(projection.symbols, parts.slice(parts[1] === "modulation" ? 2 : 1).join("."), head);
  return unknown("name", full, [
    ...[
      ...namesOfKind(table, "area"),
      ...namesOfKind(table, "nucleus"),
      ...table.projections.keys(),
      ...table.vectorInputs.keys(),
      ...(areaOf(scope.owner)?.populations.keys() ?? []),
    ].map((name) => [name, ...parts.slice(1)].join(".")),
  ]);
}

function occupancies(sites: ReadonlyMap<string, { readonly occupancy: ModelSymbol }>): [string, ModelSymbol][] {
  return [...sites].map(([name, site]) => [name, site.occupancy]);
}
