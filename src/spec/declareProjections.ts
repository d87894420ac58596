import { nearestName } from "../math/nearestName.ts";
import { checkTexts } from "./checkModelPart.ts";
import { aliased, type Sourced } from "./declareOwners.ts";
import { declareParts, type PartSource, type SourcedPart } from "./declareParts.ts";
import type { Declaring } from "./declaring.ts";
import { spelling } from "./issue.ts";
import type { LowerOptions } from "./lowered.ts";
import type { ProjectionFile, RuleFile } from "./modelFile.ts";
import { parsePopulation } from "./parser.ts";
import { unitDimension, wholeNumber } from "./quantities.ts";
import { findPopulation } from "./resolve.ts";
import { checkRuleOptions, ruleParameters } from "./ruleParameters.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import {
  type ModelSymbol,
  type PartOwner,
  type PartSide,
  type PopulationOwner,
  type ProjectionOwner,
  Scope,
  type SliceOf,
  type SymbolTable,
  sourceText,
} from "./symbols.ts";
import { SyntaxProblem } from "./syntax.ts";

/** A projection with its rule. */
export interface SourcedProjection extends Sourced<ProjectionOwner, ProjectionFile> {
  readonly rule: Placed<RuleFile> | null;
  /** Where the names of the rule's texts are looked up. */
  readonly ruleScope: Scope;
  /** State in the units at its ends and in its area. */
  readonly parts: readonly SourcedPart[];
}

/** Projections with their rules put in. */
export function declareProjections(
  declaring: Declaring,
  table: SymbolTable,
  sizes: ReadonlyMap<string, number>,
  options: LowerOptions,
): SourcedProjection[] {
  const rules = declaring.section("rules");
  const projections: SourcedProjection[] = [];
  for (const [name, placed] of declaring.section("projections")) {
    declaring.claim(name, "projection", placed);
    const projection = declareProjection(declaring, table, sizes, options, rules, name, placed);
    if (projection) projections.push(projection);
  }
  checkRuleOptions(declaring, options, rules);
  const used = new Set([...declaring.section("projections").values()].map(({ value }) => value.rule));
  // The names of a rule that no projection uses mean nothing yet; its grammar and units can be checked.
  for (const [name, { value, positions, path }] of rules)
    if (!used.has(name)) checkTexts(value, positions, path, declaring.issues);
  return projections;
}

function declareProjection(
  declaring: Declaring,
  table: SymbolTable,
  sizes: ReadonlyMap<string, number>,
  options: LowerOptions,
  rules: ReadonlyMap<string, Placed<RuleFile>>,
  name: string,
  placed: Placed<ProjectionFile>,
): SourcedProjection | null {
  const { issues } = declaring;
  const source = sliceOf(declaring, table, sizes, inside(placed, "source")!);
  const target = sliceOf(declaring, table, sizes, inside(placed, "target")!);
  const given = inside(placed, "area");
  const areaName = given && aliased(declaring, table, "area", given);
  const area = areaName ? table.areas.get(areaName) : target?.population.area;
  const rule = ruleOf(declaring, rules, placed);
  if (!source || !target || (given && !areaName)) return null;
  if (!area || !target.population.area) {
    issues.error(
      "usage",
      placed.positions.value([...placed.path, "target"]),
      "an input cannot be the target of a projection",
    );
    return null;
  }
  const connection = placed.value.connection ?? "all-to-all";
  if (connection === "one-to-one" && source.count !== target.count)
    issues.error(
      "size",
      placed.positions.key([...placed.path, "connection"]),
      "one-to-one needs as many units on both sides",
      {
        expected: `${source.count}`,
        got: `${target.count}`,
      },
    );
  const place = placed.positions.key(placed.path);
  const symbols = new Map<string, ModelSymbol>();
  const parts = new Map<PartSide, PartOwner>();
  const partNames = new Map<string, ModelSymbol>();
  const owner: ProjectionOwner = {
    kind: "projection",
    name,
    label: placed.value.label ?? `${labelOf(source.population)} → ${labelOf(target.population)}`,
    doc: placed.value.doc ?? rule?.value.doc ?? "",
    symbols,
    scope: area.scope,
    place,
    source,
    target,
    connection,
    area,
    transmits: { text: { value: "weight * pre.rate", at: () => place }, scope: area.scope },
    parts,
  };
  const scope = new Scope(symbols, new Scope(partNames, area.scope, owner), owner);
  const ruleScope = new Scope(
    rule ? ruleParameters(declaring, owner, scope, rule, placed, options) : new Map(),
    scope,
    owner,
  );
  const transmits = inside(placed, "transmits") ?? (rule && inside(rule, "transmits"));
  const from = inside(placed, "transmits") ? scope : ruleScope;
  Object.assign(owner, {
    scope,
    transmits: transmits
      ? { text: sourceText(transmits.value, transmits.positions, transmits.path), scope: from }
      : { ...owner.transmits, scope },
  });
  if (rule) {
    declaring.members(owner, rule, ruleScope);
    declaring.definitions(owner, rule, ruleScope);
  }
  declaring.members(owner, placed, scope);
  declaring.definitions(owner, placed, scope);
  const modulations = [
    ...(rule ? entriesOf(inside(rule, "modulation")) : []),
    ...entriesOf(inside(placed, "modulation")),
  ];
  for (const [key, entry] of modulations) {
    declaring.checkReserved(key, entry.positions.key(entry.path));
    const before = symbols.get(key);
    if (before && !(before.kind === "variable" && before.derived))
      issues.error("duplicate", entry.positions.key(entry.path), `"${key}" is already a quantity of ${name}`);
    const dimension = unitDimension(inside(entry, "unit")!, issues);
    symbols.set(
      key,
      declaring.variable({
        name: `${name}.modulation.${key}`,
        dimension,
        place: entry.positions.key(entry.path),
        owner,
        derived: true,
      }),
    );
  }
  const partSources: PartSource[] = rule ? [[rule, ruleScope]] : [];
  const sourcedParts = declareParts(declaring, owner, [...partSources, [placed, scope]], parts, partNames);
  const plastic = [...symbols.values()].filter((symbol) => symbol.kind === "variable" && symbol.plastic);
  if (plastic.length > 1) issues.error("usage", place, `projection "${name}" has more than one plastic variable`);
  table.projections.set(name, owner);
  return { owner, file: placed, rule, ruleScope, parts: sourcedParts };
}

function labelOf(population: PopulationOwner): string {
  return population.area ? `${population.area.label} ${population.label}` : population.label;
}

function ruleOf(
  declaring: Declaring,
  rules: ReadonlyMap<string, Placed<RuleFile>>,
  placed: Placed<ProjectionFile>,
): Placed<RuleFile> | null {
  const name = placed.value.rule;
  const rule = name === undefined ? null : (rules.get(name) ?? null);
  if (name !== undefined && !rule)
    declaring.issues.error(
      "unknown-name",
      placed.positions.value([...placed.path, "rule"]),
      `unknown rule "${name}"`,
      nearestName(name, rules.keys()) === null
        ? { hint: rules.size > 0 ? `rules are ${[...rules.keys()].join(", ")}` : "no rule is declared or imported" }
        : spelling(nearestName(name, rules.keys())),
    );
  if (name === undefined && placed.value.with)
    declaring.issues.error("usage", placed.positions.key([...placed.path, "with"]), '"with" needs a rule');
  return rule;
}

/** `area.population` or `area.population[from:end]`. */
function sliceOf(
  declaring: Declaring,
  table: SymbolTable,
  sizes: ReadonlyMap<string, number>,
  text: Placed<string>,
): SliceOf | null {
  const { issues } = declaring;
  const at = (offset: number) => text.positions.within(text.path, offset);
  try {
    const syntax = parsePopulation(text.value);
    const population = findPopulation(syntax.parts, table, null);
    if (!("kind" in population)) {
      issues.error("unknown-name", at(syntax.span.start), population.message, population.details);
      return null;
    }
    if (!syntax.slice) return { population, from: 0, count: population.size };
    const from = wholeNumber(syntax.slice.from, sizes);
    const end = wholeNumber(syntax.slice.end, sizes);
    if (from < 0 || end <= from || end > population.size) {
      issues.error("slice", at(syntax.slice.from.span.start), `slice [${from}:${end}] is out of "${population.name}"`, {
        expected: `0 ≤ from < end ≤ ${population.size}`,
      });
      return null;
    }
    return { population, from, count: end - from };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    issues.error(
      "syntax",
      at(error.offset),
      error.message,
      error.expected === undefined ? {} : { expected: error.expected },
    );
    return null;
  }
}
