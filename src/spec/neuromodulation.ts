import type { Expression, Statement } from "../engine/program.ts";
import { type Dimension, dimensionless, timeDimension } from "../units/index.ts";
import { aliased, type Sourced } from "./declareOwners.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import type { AreaFile, ReceptorFile } from "./modelFile.ts";
import { quantityOf } from "./quantities.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import { type AreaOwner, type Scope, type SymbolTable, sourceText } from "./symbols.ts";

/** Statements of an area's concentrations and occupancies. */
export interface AreaChemistry {
  readonly initial: Statement[];
  readonly step: Statement[];
}

/** Smallest concentration of which a power that is not whole is taken. */
const leastConcentration = 1e-12;

/** Declares the concentrations and receptors of an area and says how they change. */
export function lowerAreaChemistry(
  declaring: Declaring,
  lowering: ExpressionLowering,
  table: SymbolTable,
  { owner, file }: Sourced<AreaOwner, AreaFile>,
  receptors: ReadonlyMap<string, Placed<ReceptorFile>>,
): AreaChemistry {
  const chemistry: AreaChemistry = { initial: [], step: [] };
  for (const [key, entry] of entriesOf(inside(file, "modulators"))) {
    const modulator = aliased(declaring, table, "modulator", { ...entry, value: key }, "key");
    if (modulator !== null) addConcentration(declaring, lowering, table, owner, modulator, entry, chemistry);
  }
  for (const [key, entry] of entriesOf(inside(file, "receptors"))) {
    const receptor = aliased(declaring, table, "receptor", { ...entry, value: key }, "key");
    const properties = receptor === null ? undefined : receptors.get(receptor);
    if (receptor !== null && properties)
      addReceptor(declaring, lowering, table, owner, receptor, entry, properties, chemistry);
  }
  return chemistry;
}

/** An expression that has one value a subject, and its dimension checked. */
function subjectValue(
  lowering: ExpressionLowering,
  text: Placed<string | number> | null,
  fallback: number,
  scope: Scope,
  dimension: Dimension = dimensionless,
): Expression {
  if (!text) return fold.constant(fallback);
  const source = sourceText(text.value, text.positions, text.path);
  const frame = {
    text: source,
    scope,
    domain: { kind: "subject" },
    side: "own",
    synapse: null,
    frozen: new Set<string>(),
    streamKey: "chemistry",
    expanding: [],
  } as const;
  const value = lowering.text(frame);
  const whole = { start: 0, end: source.value.length };
  if (value) lowering.demand(value, dimension, frame, whole, "wrong unit");
  return value?.expression ?? fold.constant(fallback);
}

function checkRange(
  declaring: Declaring,
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

/** Whether a name already means a quantity or population of the area. */
function isTaken(area: AreaOwner, name: string): boolean {
  const places = [area.symbols, area.populations, area.concentrations, area.receptors];
  return places.some((known: ReadonlyMap<string, unknown>) => known.has(name));
}

type ModulatorEntry = NonNullable<AreaFile["modulators"]>[string];

/** `dc/dt = (Σ release·rate + basal − uptake·c)/lag`, exact over a step for a release that stays. */
function addConcentration(
  declaring: Declaring,
  lowering: ExpressionLowering,
  table: SymbolTable,
  area: AreaOwner,
  modulator: string,
  entry: Placed<ModulatorEntry>,
  chemistry: AreaChemistry,
): void {
  const { issues } = declaring;
  const place = entry.positions.key(entry.path);
  if (isTaken(area, modulator))
    issues.error("duplicate", place, `"${modulator}" is already a quantity of ${area.name}`);
  const variable = declaring.variable({
    name: `${area.name}.${modulator}`,
    dimension: dimensionless,
    place,
    owner: area,
    derived: true,
  });
  area.concentrations.set(modulator, variable);
  table.modulatory.set(variable.name, { modulator, area, resting: fold.constant(1) });
  const lagText = inside(entry, "lag")!;
  const lag = quantityOf(lagText, issues);
  if (
    lag &&
    (lag.value < 0 || (lag.value !== 0 && lag.dimension.some((exponent, at) => exponent !== timeDimension[at])))
  )
    issues.error("dimension", lagText.positions.value(lagText.path), "a lag is a time", {
      expected: "a time such as 150 ms",
      got: `${lagText.value}`,
    });
  const uptake = subjectValue(lowering, inside(entry, "uptake"), 1, table.globals);
  const basal = subjectValue(lowering, inside(entry, "basal"), 0, table.globals);
  checkRange(declaring, uptake, 0, Number.POSITIVE_INFINITY, inside(entry, "uptake"), true);
  checkRange(declaring, basal, 0, Number.POSITIVE_INFINITY, inside(entry, "basal"));
  let supply: Expression | null = null;
  let tonic: Expression = basal;
  let complete = true;
  for (const [key, text] of entriesOf(inside(entry, "release"))) {
    const nucleus = aliased(declaring, table, "nucleus", { ...text, value: key }, "key");
    if (nucleus === null) {
      complete = false;
      continue;
    }
    const released = table.nuclei.get(nucleus)!.modulator;
    if (released !== modulator && table.modulators.has(released))
      issues.error("usage", text.positions.key(text.path), `nucleus "${nucleus}" does not release ${modulator}`, {
        expected: modulator,
        got: released,
      });
    const share = subjectValue(lowering, text, 0, table.globals);
    checkRange(declaring, share, 0, Number.POSITIVE_INFINITY, text);
    const term = fold.binary("multiply", share, fold.read(`${nucleus}.rate`));
    supply = supply ? fold.binary("add", supply, term) : term;
    tonic = fold.binary("add", tonic, share);
  }
  if (complete) warnUnlessTonic(declaring, fold.binary("divide", tonic, uptake), entry, modulator, area.name);
  const total = supply ? (fold.constantValue(basal) === 0 ? supply : fold.binary("add", supply, basal)) : basal;
  const settled = fold.binary("divide", total, uptake);
  const ratio = fold.binary(
    "divide",
    fold.binary("multiply", uptake, fold.constant(lowering.step)),
    fold.constant(lag?.value ?? 1),
  );
  const share = fold.binary("subtract", fold.constant(1), fold.unary("exponential", fold.unary("negate", ratio)));
  const here = fold.read(variable.name);
  const expression = fold.binary("add", here, fold.binary("multiply", fold.binary("subtract", settled, here), share));
  const origin = `${area.name}: concentration of ${modulator}`;
  chemistry.initial.push({ variable: variable.name, expression: fold.constant(1), origin });
  chemistry.step.push({ variable: variable.name, expression, origin });
}

function warnUnlessTonic(
  declaring: Declaring,
  tonic: Expression,
  entry: Placed<unknown>,
  modulator: string,
  area: string,
): void {
  const level = fold.constantValue(tonic);
  if (level === null || Math.abs(level - 1) < 1e-6) return;
  declaring.issues.warning(
    "range",
    entry.positions.key(entry.path),
    `at tonic firing ${modulator} in ${area} settles away from its tonic level`,
    {
      expected: "(release + basal)/uptake = 1",
      got: String(Number(level.toPrecision(6))),
    },
  );
}

/** `density · cⁿ/(cⁿ + EC50ⁿ) / (1 + antagonist)`. */
function addReceptor(
  declaring: Declaring,
  lowering: ExpressionLowering,
  table: SymbolTable,
  area: AreaOwner,
  receptor: string,
  entry: Placed<string | number>,
  properties: Placed<ReceptorFile>,
  chemistry: AreaChemistry,
): void {
  const { issues } = declaring;
  const place = entry.positions.key(entry.path);
  if (isTaken(area, receptor)) issues.error("duplicate", place, `"${receptor}" is already a quantity of ${area.name}`);
  const { modulator } = table.receptors.get(receptor)!;
  const concentration = area.concentrations.get(modulator);
  if (!concentration) {
    issues.error("missing", place, `area "${area.name}" has receptor "${receptor}" but no ${modulator} reaches it`, {
      hint: `give it under areas.${area.name}.modulators`,
    });
    return;
  }
  const density = subjectValue(lowering, entry, 0, table.globals);
  checkRange(declaring, density, 0, 1, entry);
  const half = subjectValue(lowering, inside(properties, "halfMaximalConcentration"), 1, table.globals);
  const steepness = subjectValue(lowering, inside(properties, "hillCoefficient"), 1, table.globals);
  checkRange(declaring, half, 0, Number.POSITIVE_INFINITY, inside(properties, "halfMaximalConcentration"), true);
  checkRange(declaring, steepness, 0, 16, inside(properties, "hillCoefficient"), true);
  const occupied = (level: Expression): Expression => {
    const bound = hill(level, steepness);
    return fold.binary(
      "multiply",
      density,
      fold.binary("divide", bound, fold.binary("add", bound, hill(half, steepness))),
    );
  };
  const occupancy = declaring.variable({
    name: `${area.name}.${receptor}`,
    dimension: dimensionless,
    place,
    owner: area,
    derived: true,
  });
  const resting = occupied(fold.constant(1));
  area.receptors.set(receptor, { receptor, modulator, occupancy, resting });
  table.modulatory.set(occupancy.name, { modulator, area, resting });
  const blocked = fold.binary("add", fold.constant(1), fold.read(`antagonist.${receptor}`));
  const expression = fold.binary("divide", occupied(fold.read(concentration.name)), blocked);
  const statement = { variable: occupancy.name, expression, origin: `${area.name}: occupancy of ${receptor}` };
  chemistry.initial.push(statement);
  chemistry.step.push(statement);
}

function hill(level: Expression, steepness: Expression): Expression {
  const n = fold.constantValue(steepness);
  if (n !== null && Number.isInteger(n) && n >= 1 && n <= 16) return fold.wholePower(level, n);
  const positive = fold.binary("maximum", level, fold.constant(leastConcentration));
  return fold.unary("exponential", fold.binary("multiply", steepness, fold.unary("logarithm", positive)));
}
