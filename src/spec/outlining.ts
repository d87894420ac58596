import type { ModulatorEntry } from "./concentrations.ts";
import type { Sourced } from "./declareOwners.ts";
import type { SourcedProjection } from "./declareProjections.ts";
import type { Declaring } from "./declaring.ts";
import { parseEquations } from "./equationParser.ts";
import { textsOf } from "./equations.ts";
import type { Location } from "./issue.ts";
import type { LoweredOwners } from "./lowerOwners.ts";
import type { AreaFile, NucleusFile, PopulationFile, ProjectionFile, RuleFile } from "./modelFile.ts";
import {
  type ModelOutline,
  meaningOf,
  type OutlineArea,
  type OutlineConcentration,
  type OutlineDefinition,
  type OutlineEquation,
  type OutlineGiven,
  type OutlineModulation,
  type OutlineOwner,
  type OutlineProjection,
  type OutlineRuleParameter,
  type OutlineSlice,
  type OutlineText,
  type OutlineVariable,
} from "./outline.ts";
import { parseExpression } from "./parser.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import {
  type AreaOwner,
  canonical,
  type NucleusOwner,
  type PartOwner,
  type PopulationOwner,
  type Scope,
  type SymbolTable,
  unitsOf,
} from "./symbols.ts";
import { SyntaxProblem } from "./syntax.ts";

/** What an outline is made from. */
export interface OutlineParts {
  readonly declaring: Declaring;
  readonly table: SymbolTable;
  readonly integration: ModelOutline["integration"];
  readonly areas: readonly Sourced<AreaOwner, AreaFile>[];
  readonly populations: ReadonlyMap<AreaOwner, readonly Sourced<PopulationOwner, PopulationFile>[]>;
  readonly nuclei: readonly Sourced<NucleusOwner, NucleusFile>[];
  readonly projections: readonly SourcedProjection[];
  readonly lowered: LoweredOwners;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Makes the outline of a model that was lowered without error. */
export function outlineOf(parts: OutlineParts): ModelOutline {
  const { declaring, table, areas, populations, nuclei, projections } = parts;
  const globals = table.globals;
  return {
    integration: parts.integration,
    dimensions: [...declaring.section("dimensions")].map(([name, { value }]) => ({
      name,
      value: parts.sizes.get(name)!,
      doc: value.doc ?? "",
    })),
    parameters: [...declaring.section("parameters")].map(([name, { positions, path }]) => ({
      name,
      place: positions.value([...path, "value"]),
    })),
    inputs: [...declaring.section("inputs")].map(([name, { value }]) => ({
      name,
      unit: String(value.unit),
      doc: value.doc ?? "",
      size: table.vectorInputs.get(name)?.size ?? null,
    })),
    areas: areas.map((area) => outlineArea(area, populations.get(area.owner) ?? [], table)),
    nuclei: nuclei.map(({ owner, file }) => ({
      ...outlineOwner(owner, [[file, owner.scope]]),
      modulator: owner.modulator,
    })),
    receptors: [...declaring.section("receptors")].map(([name, placed]) => ({
      name,
      ...table.receptors.get(name)!,
      halfMaximalConcentration: outlineText(inside(placed, "halfMaximalConcentration")!, globals)!,
      hillCoefficient: outlineText(inside(placed, "hillCoefficient"), globals),
      status: placed.value.status,
      source: placed.value.source,
    })),
    projections: projections.map((projection) => outlineProjection(projection, parts)),
    rules: [...declaring.section("rules")].map(([name, placed]) => ({
      name,
      label: placed.value.label ?? name,
      doc: placed.value.doc ?? "",
      sources: placed.value.sources ?? [],
      parameters: outlineRuleParameters(placed, globals),
    })),
  };
}

function outlineArea(
  { owner, file }: Sourced<AreaOwner, AreaFile>,
  populations: readonly Sourced<PopulationOwner, PopulationFile>[],
  table: SymbolTable,
): OutlineArea {
  return {
    ...outlineOwner(owner, [[file, owner.scope]]),
    populations: populations.map((one) => ({
      ...outlineOwner(one.owner, [[one.file, one.owner.scope]]),
      receptors: densitiesOf(one.file, table),
      size: one.owner.size,
    })),
    concentrations: entriesOf(inside(file, "modulators")).map(([name, entry]) =>
      outlineConcentration(canonical(table, "modulator", name) ?? name, entry, table),
    ),
    receptors: densitiesOf(file, table),
  };
}

function densitiesOf(file: Placed<Pick<AreaFile, "receptors">>, table: SymbolTable): OutlineArea["receptors"] {
  return entriesOf(inside(file, "receptors")).map(([name, density]) => ({
    receptor: canonical(table, "receptor", name) ?? name,
    density: outlineText(density, table.globals)!,
  }));
}

function outlineConcentration(
  modulator: string,
  entry: Placed<ModulatorEntry>,
  table: SymbolTable,
): OutlineConcentration {
  const text = (placed: Placed<string | number> | null) => outlineText(placed, table.globals);
  const uptake = inside(entry, "uptake");
  const isSaturable = typeof uptake?.value === "object";
  const saturable = isSaturable ? (uptake as Placed<Extract<typeof uptake.value, object>>) : null;
  const pool = inside(entry, "pool");
  const autoreceptor = inside(entry, "autoreceptor");
  return {
    modulator,
    lag: String(entry.value.lag),
    uptake: isSaturable ? null : text(uptake as Placed<string | number> | null),
    saturable: saturable && {
      maximum: text(inside(saturable, "maximum"))!,
      halfSaturation: text(inside(saturable, "halfSaturation"))!,
    },
    enzyme: text(inside(entry, "enzyme")),
    pool: pool && { use: text(inside(pool, "use"))!, refill: text(inside(pool, "refill"))! },
    autoreceptor: autoreceptor && {
      receptor: canonical(table, "receptor", autoreceptor.value.receptor) ?? autoreceptor.value.receptor,
      gain: text(inside(autoreceptor, "gain"))!,
      lag: autoreceptor.value.lag === undefined ? null : String(autoreceptor.value.lag),
    },
    targets: table.modulators.get(modulator)?.targets ?? [],
    basal: text(inside(entry, "basal")),
    release: entriesOf(inside(entry, "release")).map(([nucleus, share]) => ({
      nucleus: canonical(table, "nucleus", nucleus) ?? nucleus,
      share: text(share)!,
    })),
  };
}

type OwnerFile = Placed<Pick<PopulationFile, "variables" | "definitions" | "equations" | "on">>;

/** The parts of an owner from its files (a projection's rule first); entries of a later file replace earlier ones. */
function outlineOwner(
  owner: { readonly name: string; readonly label: string; readonly doc: string; readonly place: Location },
  files: readonly (readonly [OwnerFile, Scope])[],
): OutlineOwner {
  const { name, label, doc, place } = owner;
  const variables = new Map<string, OutlineVariable>();
  const definitions = new Map<string, OutlineDefinition>();
  for (const [file, scope] of files) {
    for (const [key, entry] of entriesOf(inside(file, "variables")))
      variables.set(key, {
        name: key,
        unit: String(entry.value.unit),
        doc: entry.value.doc ?? "",
        initial: outlineText(inside(entry, "initial"), scope),
        plastic: entry.value.plastic ?? false,
        shared: entry.value.storage === "shared",
      });
    for (const [key, entry] of entriesOf(inside(file, "definitions")))
      definitions.set(key, outlineDefinition(key, entry, scope));
  }
  const equations = files.flatMap(([file, scope]) => outlineEquations(file, scope));
  return {
    name,
    label,
    doc,
    place,
    variables: [...variables.values()],
    definitions: [...definitions.values()],
    equations,
  };
}

function outlineDefinition(
  name: string,
  entry: Placed<{ readonly unit: string | 1; readonly expression: string | number; readonly doc?: string | undefined }>,
  scope: Scope,
): OutlineDefinition {
  return {
    name,
    unit: String(entry.value.unit),
    doc: entry.value.doc ?? "",
    expression: outlineText(inside(entry, "expression")!, scope)!,
  };
}

function outlineEquations(file: OwnerFile, scope: Scope): OutlineEquation[] {
  const read = (event: string | null, entry: Placed<string | readonly string[]> | null): OutlineEquation[] =>
    textsOf(entry).flatMap((text) =>
      parseEquations(text.value).equations.map(({ target, derivative, expression }) => ({
        target,
        derivative,
        event,
        expression: {
          text: text.value.slice(expression.span.start, expression.span.end),
          syntax: expression,
          scope,
          place: text.at(expression.span.start),
        },
      })),
    );
  return [
    ...read(null, inside(file, "equations")),
    ...entriesOf(inside(file, "on")).flatMap(([event, entry]) => read(event, entry)),
  ];
}

function outlineProjection(projection: SourcedProjection, { lowered }: OutlineParts): OutlineProjection {
  const { owner, file, rule, ruleScope } = projection;
  const parts: [Placed<RuleFile | ProjectionFile>, Scope][] = rule
    ? [
        [rule, ruleScope],
        [file, owner.scope],
      ]
    : [[file, owner.scope]];
  const modulation = new Map<string, OutlineModulation>();
  for (const [part, scope] of parts)
    for (const [key, entry] of entriesOf(inside(part, "modulation")))
      modulation.set(key, {
        ...outlineDefinition(key, entry, scope),
        effect: entry.value.effect,
        modulators: lowered.modulations.get(owner.name)?.find((one) => one.name === key)?.modulators ?? [],
      });
  const { source, target, connection } = owner;
  const slice = ({ population, from, count }: typeof source): OutlineSlice => ({
    population: population.name,
    size: population.size,
    from,
    count,
  });
  return {
    ...outlineOwner(owner, parts),
    rule: file.value.rule ?? null,
    source: slice(source),
    target: slice(target),
    connection,
    synapses: connection === "one-to-one" ? target.count : target.count * source.count,
    area: owner.area.name,
    into: file.value.into ?? null,
    delay: lowered.delays.stepsOf(owner),
    transmits: readText(owner.transmits.text.value, owner.transmits.scope, owner.transmits.text.at(0))!,
    given: rule ? givenTo(rule, file, ruleScope) : [],
    modulation: [...modulation.values()],
    parts: projection.parts.map(({ owner: part, files }) => ({
      ...outlineOwner(
        part,
        files.map(({ file: text, scope }) => [text, scope] as const),
      ),
      label: partLabel(part),
      side: part.side,
      size: unitsOf(part)?.count ?? null,
    })),
  };
}

function partLabel(part: PartOwner): string {
  const units = unitsOf(part);
  return units ? `state in the units of ${units.population.name}` : `state in area ${part.projection.area.name}`;
}

function givenTo(rule: Placed<RuleFile>, file: Placed<ProjectionFile>, ruleScope: Scope): OutlineGiven[] {
  return entriesOf(inside(rule, "parameters")).flatMap(([name, { value }]) => {
    const meaning = meaningOf(name, ruleScope);
    if (meaning.kind !== "given") return [];
    const isDefault = !Object.hasOwn(file.value.with ?? {}, name);
    return [{ name, unit: String(value.unit), doc: value.doc ?? "", expression: meaning.text, isDefault }];
  });
}

function outlineRuleParameters(rule: Placed<RuleFile>, globals: Scope): OutlineRuleParameter[] {
  return entriesOf(inside(rule, "parameters")).map(([name, entry]) => {
    const { unit, doc = "", status = "chosen", source = "" } = entry.value;
    const usual = inside(entry, "default");
    const place = usual ? usual.positions.value(usual.path) : entry.positions.key(entry.path);
    return { name, unit: String(unit), doc, default: outlineText(usual, globals), status, source, place };
  });
}

function outlineText(entry: Placed<string | number> | null, scope: Scope): OutlineText | null {
  return entry && readText(String(entry.value), scope, entry.positions.value(entry.path));
}

function readText(text: string, scope: Scope, place: Location): OutlineText | null {
  try {
    return { text, syntax: parseExpression(text), scope, place };
  } catch (error) {
    if (error instanceof SyntaxProblem) return null;
    throw error;
  }
}
