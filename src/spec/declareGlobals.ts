import { nearestName } from "../math/nearestName.ts";
import {
  type Dimension,
  dimensionless,
  formatDimension,
  formatQuantity,
  parseQuantity,
  type Quantity,
  sameDimension,
  timeDimension,
  UnitError,
} from "../units/index.ts";
import type { Declaring } from "./declaring.ts";
import { type Location, spelling } from "./issue.ts";
import type { LowerOptions, ParameterDescription } from "./lowered.ts";
import type { ParameterFile } from "./modelFile.ts";
import { quantityOf, sizeOf, unitDimension } from "./quantities.ts";
import { inside, type Placed } from "./sections.ts";
import { type ModelSymbol, type PopulationOwner, Scope, type VariableSymbol } from "./symbols.ts";
import { Varied } from "./varied.ts";
import { unitText } from "./writtenUnits.ts";

/** A parameter that differs between subjects. */
export interface ScatteredParameter {
  readonly variable: VariableSymbol;
  readonly value: number;
  /** Set if the host gives each subject a value of its own, round which it scatters. */
  readonly varied: Varied | null;
  readonly scatter: number;
  /** Name of the random draw, shared within a group. */
  readonly draw: string;
  /** Traits that it depends on. */
  readonly traits: readonly { readonly trait: string; readonly slope: number }[];
}

/** An option has no place in a file: its path stands for it. */
function optionPlace(declaring: Declaring, path: string): Location {
  return { file: declaring.file, line: 0, column: 0, path };
}

/** Sizes: the file's defaults, or what the options say. */
export function declareDimensions(declaring: Declaring, options: LowerOptions): Map<string, number> {
  const { issues } = declaring;
  const sizes = new Map<string, number>();
  const entries = declaring.section("dimensions");
  for (const [name, placed] of entries) {
    declaring.claim(name, "dimension", placed);
    const given = Object.hasOwn(options.dimensions ?? {}, name) ? options.dimensions?.[name] : undefined;
    const value = given ?? placed.value.default;
    const [low, high] = placed.value.range ?? [1, 1_000_000];
    const place =
      given === undefined
        ? placed.positions.value([...placed.path, "default"])
        : optionPlace(declaring, `dimensions.${name}`);
    if (!Number.isInteger(value) || value < low || value > high)
      issues.error("size", place, `dimension "${name}" is out of its range`, {
        expected: `${low} … ${high}`,
        got: `${value}`,
      });
    sizes.set(name, value);
    declaring.globals.set(name, { kind: "constant", name, value, dimension: dimensionless });
  }
  for (const name of Object.keys(options.dimensions ?? {}))
    if (!entries.has(name))
      issues.error(
        "unknown-name",
        optionPlace(declaring, `dimensions.${name}`),
        `the model has no dimension "${name}"`,
        spelling(nearestName(name, entries.keys())),
      );
  return sizes;
}

/** Parameters: descriptions for people, and those that scatter over subjects. */
export function declareParameters(
  declaring: Declaring,
  options: LowerOptions,
): { descriptions: ParameterDescription[]; scattered: ScatteredParameter[] } {
  const descriptions: ParameterDescription[] = [];
  const scattered: ScatteredParameter[] = [];
  const entries = declaring.section("parameters");
  for (const [name, placed] of entries) {
    declaring.claim(name, "parameter", placed);
    const quantity = parameterValue(declaring, name, placed, options);
    if (!quantity) {
      declaring.globals.set(name, { kind: "constant", name, value: 1, dimension: null });
      continue;
    }
    const { value, dimension } = quantity;
    const scatter = placed.value.scatter ?? 0;
    const traits = (declaring.manipulations.traits ?? []).filter(({ parameter }) => parameter === name);
    const varied = variedParameter(declaring, name, options);
    if (scatter === 0 && traits.length === 0)
      declaring.globals.set(name, { kind: "constant", name, value, dimension, ...(varied && { varied }) });
    else {
      const variable = declaring.variable({
        name,
        dimension,
        role: "parameter",
        place: placed.positions.key(placed.path),
      });
      declaring.globals.set(name, variable);
      scattered.push({
        variable,
        value,
        varied,
        scatter,
        draw: placed.value.scatterGroup ? `scatterGroup/${placed.value.scatterGroup}` : `scatter/${name}`,
        traits,
      });
    }
    const overridden = Object.hasOwn(options.parameters ?? {}, name);
    const range = parameterRange(declaring, name, placed, quantity, overridden);
    descriptions.push(describe(name, placed.value, quantity, range));
  }
  const named = [
    ...Object.keys(options.parameters ?? {}).filter((name) => !name.includes(".")), // Else a projection's: declared there.
    ...(options.perSubject ?? []).filter((name) => !name.includes(".")),
    ...(declaring.manipulations.traits ?? []).map(({ parameter }) => parameter),
  ];
  for (const name of named)
    if (!entries.has(name))
      declaring.issues.error(
        "unknown-name",
        optionPlace(declaring, `parameters.${name}`),
        `the model has no parameter "${name}"`,
        spelling(nearestName(name, entries.keys())),
      );
  return { descriptions, scattered };
}

/** What makes a parameter differ between subjects, if the options ask for it. */
export function variedParameter({ guards }: Declaring, name: string, { perSubject }: LowerOptions): Varied | null {
  return perSubject?.includes(name) ? new Varied({ kind: "parameter", name }, guards) : null;
}

function describe(
  name: string,
  file: ParameterFile,
  quantity: Quantity,
  range: ParameterDescription["range"],
): ParameterDescription {
  return {
    name,
    symbol: file.symbol ?? null,
    value: quantity.value,
    unit: formatDimension(quantity.dimension),
    range,
    status: file.status,
    source: file.source,
    doc: file.doc ?? "",
    scatter: file.scatter ?? 0,
  };
}

function parameterValue(
  declaring: Declaring,
  name: string,
  placed: Placed<ParameterFile>,
  options: LowerOptions,
): Quantity | null {
  const { issues } = declaring;
  const fromFile = quantityOf({ ...placed, value: placed.value.value, path: [...placed.path, "value"] }, issues);
  if (!fromFile) return null;
  return optionQuantity(declaring, name, fromFile.dimension, options) ?? fromFile;
}

/** The value that the options give to a parameter; null if none, or (and an issue) if it cannot be taken. */
export function optionQuantity(
  { file, issues }: Declaring,
  name: string,
  dimension: Dimension,
  { parameters }: LowerOptions,
): Quantity | null {
  const given = parameters && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (given === undefined) return null;
  const place = { file, line: 0, column: 0, path: `parameters.${name}` };
  if (typeof given === "number") {
    if (Number.isFinite(given)) return { value: given, dimension };
    issues.error("range", place, `parameter "${name}" must be finite`);
    return null;
  }
  try {
    const quantity = parseQuantity(given);
    if (sameDimension(quantity.dimension, dimension)) return quantity;
    issues.error("dimension", place, `parameter "${name}" has another unit`, {
      expected: unitText(dimension),
      got: unitText(quantity.dimension),
    });
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    issues.error("unit", place, error.message);
  }
  return null;
}

function parameterRange(
  declaring: Declaring,
  name: string,
  placed: Placed<ParameterFile>,
  quantity: Quantity,
  overridden: boolean,
): readonly [number, number] | null {
  const { issues } = declaring;
  const given = placed.value.range;
  if (!given) return null;
  const ends = given.map((value, place) => {
    const path = [...placed.path, "range", place];
    const end = quantityOf({ ...placed, value, path }, issues);
    if (end && end.value !== 0 && !sameDimension(end.dimension, quantity.dimension)) {
      const [inRange, inValue] = [unitText(end.dimension), unitText(quantity.dimension)];
      const [rangePlace, valuePlace] = [
        placed.positions.value(path),
        placed.positions.value([...placed.path, "value"]),
      ];
      if (valuePlace.file === rangePlace.file)
        issues.error("dimension", rangePlace, "the range has another unit than the value", {
          expected: inValue,
          got: inRange,
        });
      else
        issues.error("dimension", valuePlace, "the value has another unit than its range", {
          expected: inRange,
          got: inValue,
        });
      return null;
    }
    return end;
  });
  const [low, high] = ends;
  if (!low || !high) return null;
  if (low.value > high.value)
    issues.error("range", placed.positions.value([...placed.path, "range"]), "the range is upside down");
  else if (quantity.value < low.value || quantity.value > high.value) {
    const place = overridden
      ? optionPlace(declaring, `parameters.${name}`)
      : placed.positions.value([...placed.path, "value"]);
    issues.error("range", place, `parameter "${name}" is out of its range`, {
      expected: `${formatQuantity({ ...quantity, value: low.value })} … ${formatQuantity({ ...quantity, value: high.value })}`,
      got: formatQuantity(quantity),
    });
  }
  return [low.value, high.value];
}

/** Inputs: scalars become globals, vectors populations with one quantity `value`. */
export function declareInputs(
  declaring: Declaring,
  sizes: ReadonlyMap<string, number>,
  globalScope: Scope,
): Map<string, PopulationOwner> {
  const vectors = new Map<string, PopulationOwner>();
  for (const [name, placed] of declaring.section("inputs")) {
    declaring.claim(name, "input", placed);
    const dimension = unitDimension(inside(placed, "unit")!, declaring.issues);
    const place = placed.positions.key(placed.path);
    const label = placed.value.label ?? name;
    const size = inside(placed, "size");
    if (!size) {
      declaring.globals.set(name, declaring.variable({ name, dimension, role: "input", place, label }));
      continue;
    }
    const symbols = new Map<string, ModelSymbol>();
    const owner: PopulationOwner = {
      kind: "population",
      receptors: new Map(),
      name,
      label,
      doc: placed.value.doc ?? "",
      symbols,
      scope: new Scope(symbols, globalScope, null),
      place,
      area: null,
      size: sizeOf(size, sizes, declaring.issues) ?? 1,
    };
    const domain = { kind: "population", population: name } as const;
    symbols.set(
      "value",
      declaring.variable({ name: `${name}.value`, dimension, role: "input", place, label, domain, owner }),
    );
    vectors.set(name, owner);
    declaring.populations.set(name, owner);
  }
  const elapsed = {
    name: "elapsed",
    dimension: timeDimension,
    role: "input",
    place: optionPlace(declaring, "elapsed"),
  } as const;
  declaring.globals.set("elapsed", declaring.variable(elapsed));
  return vectors;
}
