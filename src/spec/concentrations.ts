import type { Expression } from "../engine/program.ts";
import { dimensionless } from "../units/index.ts";
import {
  type AreaChemistry,
  type ChemistryTask,
  chain,
  changeOver,
  checkRange,
  inhibited,
  isTaken,
  lagOf,
  subjectValue,
} from "./chemistry.ts";
import { aliased } from "./declareOwners.ts";
import * as fold from "./fold.ts";
import { removalFactor, terminalsLeft } from "./manipulations.ts";
import type { AreaFile } from "./modelFile.ts";
import { addAutoreceptor, VesiclePools } from "./release.ts";
import { covered, moved, restEvent } from "./rest.ts";
import { scaled } from "./rewriting.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import type { VariableSymbol } from "./symbols.ts";

/** A modulator's entry in an area of the file. */
export type ModulatorEntry = NonNullable<AreaFile["modulators"]>[string];

/** A modulator that reaches an area, and its variable. */
export interface Concentration {
  readonly modulator: string;
  readonly variable: VariableSymbol;
  readonly entry: Placed<ModulatorEntry>;
}

/** Makes the variable of a concentration. */
export function declareConcentration(
  { declaring, table, area }: ChemistryTask,
  modulator: string,
  entry: Placed<ModulatorEntry>,
): Concentration {
  const place = entry.positions.key(entry.path);
  if (isTaken(area, modulator))
    declaring.issues.error("duplicate", place, `"${modulator}" is already a quantity of ${area.name}`);
  const variable = declaring.variable({
    name: `${area.name}.${modulator}`,
    dimension: dimensionless,
    place,
    owner: area,
    derived: true,
  });
  area.concentrations.set(modulator, variable);
  table.modulatory.set(variable.name, { modulator, area, resting: fold.constant(1) });
  return { modulator, variable, entry };
}

/**
 * `dc/dt = (Σ release·rate + basal − removal·c)/lag`, exact over a step for a release and a removal that stay.
 *
 * Saturable removal depends on the concentration; it is taken at the step's beginning, which keeps the concentration
 * positive and its steady state exact (first order in the step).
 */
export function concentrationStatements(
  task: ChemistryTask,
  { modulator, variable, entry }: Concentration,
): AreaChemistry {
  const { area } = task;
  const chemistry: AreaChemistry = { initial: [], step: [], rest: [] };
  const lag = lagOf(task, inside(entry, "lag")!) ?? 1;
  const here = fold.read(variable.name);
  const removal = removalOf(task, modulator, entry, here, lag);
  const basal = subjectValue(task, inside(entry, "basal"), 0);
  checkRange(task, basal, 0, Number.POSITIVE_INFINITY, inside(entry, "basal"));
  const { supply, tonic, efflux } = supplyOf(task, modulator, entry, chemistry);
  if (tonic) {
    const level = fold.binary("divide", fold.binary("add", basal, tonic), removal.atRest);
    warnUnlessTonic(task, level, entry, modulator);
  }
  const released = supply ? (fold.constantValue(basal) === 0 ? supply : fold.binary("add", supply, basal)) : basal;
  const total = efflux ? fold.binary("add", released, efflux) : released;
  const settled = fold.binary("divide", total, removal.now);
  const over = (rate: Expression, towards: Expression) => (length: Expression) =>
    moved(here, towards, covered(fold.binary("divide", fold.binary("multiply", rate, length), fold.constant(lag))));
  const origin = `${area.name}: concentration of ${modulator}`;
  chemistry.initial.push({ variable: variable.name, expression: fold.constant(1), origin });
  changeOver(chemistry, task, variable.name, origin, over(removal.now, settled));
  if (removal.saturable) {
    const { towards, rate, settles } = settling(total, removal.saturable);
    const expression = fold.select(settles, over(rate, towards)(fold.read(restEvent.input)), here);
    chemistry.rest.splice(-1, 1, { variable: variable.name, expression, origin });
  }
  return chemistry;
}

interface Removal {
  /** Removal over concentration, with drugs. */
  readonly now: Expression;
  /** At the tonic level, without drugs. */
  readonly atRest: Expression;
  /** Of saturable removal `maximum·c/(half + c) + linear·c`, with drugs; else null. */
  readonly saturable: { readonly maximum: Expression; readonly half: Expression; readonly linear: Expression } | null;
}

/**
 * Where a concentration with saturable removal settles under a supply S, and how fast in the end.
 *
 * The positive root of `linear·c² + b·c = S·half`, b = maximum + linear·half − S, is `2·S·half/(b + √(b² + 4·linear·S·half))`;
 * near to it the distance falls with the rate `maximum·half/(half + c)² + linear`. There is none, and the concentration
 * grows without end, where the divisor is not positive.
 */
function settling(supply: Expression, { maximum, half, linear }: NonNullable<Removal["saturable"]>) {
  const [times, plus] = [fold.binary.bind(null, "multiply"), fold.binary.bind(null, "add")];
  const b = fold.binary("subtract", plus(maximum, times(linear, half)), supply);
  const product = times(supply, half);
  const root = fold.unary("squareRoot", plus(times(b, b), times(times(fold.constant(4), linear), product)));
  const divisor = plus(b, root);
  const towards = fold.binary("divide", times(fold.constant(2), product), divisor);
  const apart = plus(half, towards);
  const rate = plus(fold.binary("divide", times(maximum, half), times(apart, apart)), linear);
  return { towards, rate, settles: fold.compare("less", fold.constant(0), divisor) };
}

/** By transporters, linear or `maximum/(halfSaturation·(1 + inhibitor) + c)`, and by enzymes. */
function removalOf(
  task: ChemistryTask,
  modulator: string,
  entry: Placed<ModulatorEntry>,
  concentration: Expression,
  lag: number,
): Removal {
  const targets = task.table.modulators.get(modulator)?.targets ?? [];
  const enzymeText = inside(entry, "enzyme");
  const uptake = uptakeOf(task, modulator, entry, concentration, targets.includes("transporter"));
  const changes = targets.includes("transporter") || targets.includes("enzyme") || uptake.saturable !== null;
  if (lag === 0 && changes) {
    const text = inside(entry, "lag")!;
    const hint = { expected: "more than 0 s", hint: "removal that drugs or saturation change takes time" };
    task.declaring.issues.error("range", text.positions.value(text.path), "the lag must be longer than 0 s here", hint);
  }
  const number = (by: "transporter" | "enzyme") =>
    removalFactor(task.declaring.manipulations, modulator, by, task.area.name);
  const taken = scaled(uptake.now, number("transporter"));
  const saturable = uptake.saturable && {
    ...uptake.saturable,
    maximum: scaled(uptake.saturable.maximum, number("transporter")),
  };
  if (!enzymeText) return { now: taken, atRest: uptake.atRest, saturable };
  const enzyme = subjectValue(task, enzymeText, 0);
  checkRange(task, enzyme, 0, Number.POSITIVE_INFINITY, enzymeText);
  const degraded = targets.includes("enzyme") ? inhibited(enzyme, `enzyme.${modulator}`) : enzyme;
  const linear = scaled(degraded, number("enzyme"));
  return {
    now: fold.binary("add", taken, linear),
    atRest: fold.binary("add", uptake.atRest, enzyme),
    saturable: saturable && { ...saturable, linear },
  };
}

function uptakeOf(
  task: ChemistryTask,
  modulator: string,
  entry: Placed<ModulatorEntry>,
  concentration: Expression,
  inhibitable: boolean,
): Removal {
  const text = inside(entry, "uptake");
  const input = `transporter.${modulator}`;
  if (!text || typeof text.value !== "object") {
    const uptake = subjectValue(task, text as Placed<string | number> | null, 1);
    checkRange(task, uptake, 0, Number.POSITIVE_INFINITY, text, !inside(entry, "enzyme"));
    return { now: inhibitable ? inhibited(uptake, input) : uptake, atRest: uptake, saturable: null };
  }
  const saturable = text as Placed<Extract<typeof text.value, object>>;
  const [maximum, half] = (["maximum", "halfSaturation"] as const).map((key) => {
    const value = subjectValue(task, inside(saturable, key), 1);
    checkRange(task, value, 0, Number.POSITIVE_INFINITY, inside(saturable, key), true);
    return value;
  }) as [Expression, Expression];
  const blocked = fold.binary("add", fold.constant(1), fold.read(input));
  const apparent = inhibitable ? fold.binary("multiply", half, blocked) : half;
  return {
    now: fold.binary("divide", maximum, fold.binary("add", apparent, concentration)),
    atRest: fold.binary("divide", maximum, fold.binary("add", half, fold.constant(1))),
    saturable: { maximum, half: apparent, linear: fold.constant(0) },
  };
}

interface Supply {
  /** What the nuclei release now. */
  readonly supply: Expression | null;
  /** At tonic firing, without drugs; null where a nucleus is unknown. */
  readonly tonic: Expression | null;
  /** What leaves the terminals without firing, past autoreceptors and vesicles: `efflux` times their tonic release. */
  readonly efflux: Expression | null;
}

function supplyOf(
  task: ChemistryTask,
  modulator: string,
  entry: Placed<ModulatorEntry>,
  chemistry: AreaChemistry,
): Supply {
  const { declaring, table, area } = task;
  const leaks = table.modulators.get(modulator)?.targets.includes("efflux") ?? false;
  let terminals: Expression = fold.constant(0);
  const pools = new VesiclePools(task, modulator, entry, chemistry);
  let supply: Expression | null = null;
  let tonic: Expression | null = fold.constant(0);
  for (const [key, text] of entriesOf(inside(entry, "release"))) {
    const nucleus = aliased(declaring, table, "nucleus", { ...text, value: key }, "key");
    if (nucleus === null) {
      tonic = null;
      continue;
    }
    const { modulator: released, corelease } = table.nuclei.get(nucleus)!;
    if (released !== modulator && !corelease.includes(modulator) && table.modulators.has(released))
      declaring.issues.error(
        "usage",
        text.positions.key(text.path),
        `nucleus "${nucleus}" does not release ${modulator}`,
        { expected: modulator, got: released, hint: "what else its axons release stands under corelease" },
      );
    const share = subjectValue(task, text, 0);
    checkRange(task, share, 0, Number.POSITIVE_INFINITY, text);
    const term = pools.released(nucleus, fold.binary("multiply", share, fold.read(`${nucleus}.rate`)), text);
    supply = supply ? fold.binary("add", supply, term) : term;
    if (tonic) tonic = fold.binary("add", tonic, share);
    const left = terminalsLeft(declaring.manipulations, nucleus, area.name);
    terminals = fold.binary("add", terminals, scaled(share, left));
  }
  const restrained = supply && addAutoreceptor(task, modulator, entry, chemistry);
  return {
    supply: supply && restrained ? chain("multiply", supply, restrained) : supply,
    tonic,
    efflux: leaks ? fold.binary("multiply", terminals, fold.read(`efflux.${modulator}`)) : null,
  };
}

function warnUnlessTonic(
  { declaring, area }: ChemistryTask,
  tonic: Expression,
  entry: Placed<unknown>,
  modulator: string,
): void {
  const level = fold.constantValue(tonic);
  if (level === null || Math.abs(level - 1) < 1e-6) return;
  declaring.issues.warning(
    "range",
    entry.positions.key(entry.path),
    `at tonic firing ${modulator} in ${area.name} settles away from its tonic level`,
    { expected: "(release + basal)/uptake = 1", got: String(Number(level.toPrecision(6))) },
  );
}
