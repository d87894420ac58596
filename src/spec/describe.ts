import { nearestName } from "../math/nearestName.ts";
import { dimensionless, formatDimension } from "../units/index.ts";
import type { SourcedProjection } from "./declareProjections.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { type Location, spelling } from "./issue.ts";
import type { Body, LoweredModel, ProjectionDescription, SignalDescription } from "./lowered.ts";
import type { LoweredOwners } from "./lowerOwners.ts";
import type { BodyFile } from "./modelFile.ts";
import type { ModelDocument } from "./modelSource.ts";
import { resolveName } from "./resolve.ts";
import { inside, list, type Placed } from "./sections.ts";
import { type AreaOwner, areaOf, canonical, type SymbolTable, sourceText, type VariableSymbol } from "./symbols.ts";
import { frameFor } from "./typed.ts";

interface Describing {
  readonly declaring: Declaring;
  readonly lowering: ExpressionLowering;
  readonly table: SymbolTable;
  readonly lowered: LoweredOwners;
  readonly documents: readonly ModelDocument[];
  readonly projections: readonly SourcedProjection[];
}

type ModelPartDescribed = Omit<
  LoweredModel,
  "name" | "version" | "summary" | "program" | "parameters" | "sources" | "rest" | "perSubject"
>;

/** What people and the other layers need to know of a model, and the names of the variables to record. */
export function describeModel(describing: Describing): { model: ModelPartDescribed; recorded: Set<string> } {
  const { declaring, table } = describing;
  const signals = signalsOf(describing);
  const degraded = degradedModulators(describing);
  return {
    recorded: new Set(signals.map((signal) => signal.variable)),
    model: {
      areas: [...table.areas.values()].map(named),
      nuclei: [...table.nuclei.values()].map((nucleus) => ({
        ...named(nucleus),
        modulator: nucleus.modulator,
        rate: `${nucleus.name}.rate`,
      })),
      modulators: [...table.modulators].map(([name, properties]) => ({
        name,
        ...properties,
        enzyme: degraded.has(name),
      })),
      receptors: [...table.receptors].map(([name, { label, doc, modulator, ligands }]) => ({
        name,
        label,
        doc,
        modulator,
        antagonist: `antagonist.${name}`,
        ligands,
      })),
      projections: describing.projections.map((projection) => describeProjection(projection, describing)),
      signals,
      body: bodyOf(describing),
      operators: [...declaring.section("operators")].map(([name, { value }]) => ({ name, ...value })),
    },
  };
}

/** Modulators that an enzyme removes in some area. */
function degradedModulators({ declaring, table }: Describing): Set<string> {
  const entries = [...declaring.section("areas").values()].flatMap(({ value }) =>
    Object.entries(value.modulators ?? {}),
  );
  return new Set(
    entries.flatMap(([name, { enzyme }]) =>
      enzyme === undefined ? [] : [canonical(table, "modulator", name) ?? name],
    ),
  );
}

function named({ name, label, doc }: { name: string; label: string; doc: string }) {
  return { name, label, doc };
}

function describeProjection({ owner }: SourcedProjection, { lowered }: Describing): ProjectionDescription {
  const weight = [...owner.symbols.values()].find((symbol) => symbol.kind === "variable" && symbol.plastic);
  const source = owner.source.population;
  return {
    ...named(owner),
    source: source.name,
    target: owner.target.population.name,
    sourceArea: source.area?.name ?? source.name,
    targetArea: owner.target.population.area?.name ?? owner.area.name,
    weight: weight?.name === undefined ? null : weight.name,
    modulations: lowered.modulations.get(owner.name) ?? [],
  };
}

/** An area's populations, labelled with the area. */
function inArea(area: AreaOwner) {
  return [...area.populations.values()].map(({ receptors, label }) => ({ receptors, label: `${area.label} ${label}` }));
}

function signalsOf({ table, lowered, declaring, documents }: Describing): SignalDescription[] {
  const signals: SignalDescription[] = [];
  const add = (variable: VariableSymbol, signal: Omit<SignalDescription, "variable" | "unit">): void => {
    if (signals.some((known) => known.variable === variable.name)) return;
    signals.push({ variable: variable.name, unit: formatDimension(variable.dimension ?? dimensionless), ...signal });
  };
  for (const nucleus of table.nuclei.values()) {
    const rate = nucleus.symbols.get("rate");
    if (rate?.kind === "variable")
      add(rate, {
        label: nucleus.label,
        kind: "nucleus",
        area: nucleus.name,
        modulator: nucleus.modulator,
        receptor: null,
      });
  }
  for (const area of table.areas.values()) {
    for (const [modulator, variable] of area.concentrations)
      add(variable, {
        label: `${area.label} ${table.modulators.get(modulator)?.label ?? modulator}`,
        kind: "concentration",
        area: area.name,
        modulator,
        receptor: null,
      });
    for (const { receptors, label } of [area, ...inArea(area)])
      for (const { occupancy, receptor, modulator } of receptors.values())
        add(occupancy, {
          label: `${label} ${table.receptors.get(receptor)?.label ?? receptor}`,
          kind: "occupancy",
          area: area.name,
          modulator,
          receptor,
        });
    const activity = lowered.activities.get(area) ?? area.symbols.get("activity");
    if (activity?.kind === "variable")
      add(activity, { label: area.label, kind: "activity", area: area.name, modulator: null, receptor: null });
  }
  for (const text of list(documents, "record")) {
    const variable = variableNamed(
      declaring,
      table,
      text,
      (symbol) => symbol.domain.kind === "subject" && symbol.role === "state",
      "a quantity with one value a subject",
    );
    if (variable) {
      const owner = variable.owner;
      const area = areaOf(owner)?.name ?? owner?.name ?? variable.name;
      const label = `${owner?.label ?? ""} ${variable.label}`.trim();
      add(variable, { label, kind: "activity", area, modulator: null, receptor: null });
    }
  }
  return signals;
}

/** The variable that a text of the file names, if it is of the right sort; else null and an issue. */
function variableNamed(
  declaring: Declaring,
  table: SymbolTable,
  text: Placed<string>,
  suits: (symbol: VariableSymbol) => boolean,
  expected: string,
): VariableSymbol | null {
  const place = text.positions.value(text.path);
  const resolution = resolveName(text.value.split("."), table.globals, table);
  if ("problem" in resolution) {
    const candidates = [...declaring.variables.values()].filter(suits).map((variable) => variable.name);
    const details = resolution.problem.details.hint
      ? resolution.problem.details
      : spelling(nearestName(text.value, candidates));
    declaring.issues.error("unknown-name", place, resolution.problem.message, details);
    return null;
  }
  const { symbol } = resolution;
  if (symbol.kind === "variable" && suits(symbol)) return symbol;
  declaring.issues.error("usage", place, `"${text.value}" does not suit here`, { expected });
  return null;
}

function bodyOf(describing: Describing): Body {
  const { declaring, table, documents } = describing;
  const given = documents.flatMap((document) =>
    document.data.body ? [{ ...document, body: document.data.body }] : [],
  );
  const [first, second] = given;
  const nothing: Body = {
    stimuli: null,
    objects: null,
    dimensions: null,
    context: null,
    position: null,
    outcomes: null,
    drive: null,
    available: null,
    selected: null,
    reward: null,
    feedback: null,
    action: null,
    response: null,
    responses: {},
  };
  if (second)
    declaring.issues.error("duplicate", second.positions.key(["body"]), "the body is already described", {
      hint: `first in ${first!.file}`,
    });
  if (!first) {
    const place: Location = describing.documents.at(-1)!.positions.value([]);
    declaring.issues.error("missing", place, '"body" is missing', {
      expected: "what connects model and world: stimuli, reward, …",
    });
    return nothing;
  }
  const body: Placed<BodyFile> = { value: first.body, positions: first.positions, path: ["body"] };
  const find = (
    key: Exclude<keyof Body, "action" | "responses">,
    suits: (symbol: VariableSymbol) => boolean,
    expected: string,
  ): string | null => {
    const text = inside(body, key);
    return text && (variableNamed(declaring, table, text, suits, expected)?.name ?? null);
  };
  const vector = (symbol: VariableSymbol): boolean => symbol.role === "input" && symbol.domain.kind === "population";
  const scalar = (symbol: VariableSymbol): boolean => symbol.role === "input" && symbol.domain.kind === "subject";
  const response = (symbol: VariableSymbol): boolean => symbol.role === "state" && symbol.domain.kind === "subject";
  return {
    stimuli: find("stimuli", vector, "an input with a size"),
    objects: find("objects", vector, "an input with a size"),
    dimensions: find("dimensions", vector, "an input with a size"),
    context: find("context", vector, "an input with a size"),
    position: find("position", vector, "an input with a size"),
    outcomes: find("outcomes", vector, "an input with a size"),
    drive: find("drive", vector, "an input with a size"),
    available: find("available", vector, "an input with a size"),
    selected: find("selected", vector, "an input with a size"),
    reward: find("reward", scalar, "an input without a size"),
    feedback: find("feedback", scalar, "an input without a size"),
    action: actionOf(describing, body),
    response: find("response", response, "a quantity with one value a subject"),
    responses: responsesOf(describing, body, response),
  };
}

function responsesOf(
  { declaring, table }: Describing,
  body: Placed<BodyFile>,
  suits: (symbol: VariableSymbol) => boolean,
): Body["responses"] {
  const responses = inside(body, "responses");
  if (!responses) return {};
  return Object.fromEntries(
    Object.keys(responses.value).flatMap((name) => {
      const text = inside(responses, name)!;
      const found = variableNamed(declaring, table, text, suits, "a quantity with one value a subject");
      return found ? [[name, found.name]] : [];
    }),
  );
}

function actionOf({ declaring, lowering, table }: Describing, body: Placed<BodyFile>): Body["action"] {
  const action = inside(body, "action");
  if (!action) return null;
  const suits = (symbol: VariableSymbol): boolean => symbol.role === "state" && symbol.domain.kind === "population";
  const variable = variableNamed(declaring, table, inside(action, "variable")!, suits, "a quantity of a population");
  const text = inside(action, "threshold")!;
  const source = sourceText(text.value, text.positions, text.path);
  const anywhere = [...table.areas.values()][0] as AreaOwner | undefined;
  if (!variable || !anywhere) return null;
  const frame = {
    ...frameFor(anywhere, table.globals, source, "body/threshold"),
    domain: { kind: "subject" },
  } as const;
  const value = lowering.text(frame);
  if (!value) return null;
  const whole = { start: 0, end: source.value.length };
  lowering.demand(
    value,
    variable.dimension,
    frame,
    whole,
    "the threshold has another unit than what is compared with it",
  );
  const threshold = fold.constantValue(value.expression);
  if (threshold === null) {
    lowering.error(frame, whole, "usage", "the threshold must be the same in all subjects", {
      hint: "divide the variable by the parameter that scatters and compare with 1",
    });
    return null;
  }
  return { variable: variable.name, threshold };
}
