import type { Expression } from "../engine/program.ts";
import { raiseDimension, timeDimension } from "../units/index.ts";
import {
  type AreaChemistry,
  type ChemistryTask,
  chain,
  changeOver,
  checkRange,
  derivedQuantity,
  inhibited,
  lagOf,
  relaxed,
  subjectValue,
} from "./chemistry.ts";
import type { ModulatorEntry } from "./concentrations.ts";
import { aliased } from "./declareOwners.ts";
import * as fold from "./fold.ts";
import { synthesisFactor } from "./manipulations.ts";
import { inside, type Placed } from "./sections.ts";

const one = fold.constant(1);

/**
 * The vesicles of each nucleus' terminals in an area, and what empties them.
 *
 * With `pool`, the filling of a nucleus' terminals m (1 = at tonic firing) follows
 * `dm/dt = (filled·(1 + use·refill) − m)/refill − use·rate·m`, exact over a step for a rate that stays; `filled` is
 * (1 + synthesis)/(1 + depletion). Without it these scale release at once.
 */
export class VesiclePools {
  readonly #task: ChemistryTask;
  readonly #entry: Placed<ModulatorEntry>;
  readonly #chemistry: AreaChemistry;
  readonly #depletion: string | null;
  readonly #synthesis: Expression;

  constructor(task: ChemistryTask, modulator: string, entry: Placed<ModulatorEntry>, chemistry: AreaChemistry) {
    this.#task = task;
    this.#entry = entry;
    this.#chemistry = chemistry;
    const targets = task.table.modulators.get(modulator)?.targets ?? [];
    this.#depletion = targets.includes("depletion") ? `depletion.${modulator}` : null;
    const factor = fold.constant(synthesisFactor(task.declaring.manipulations, modulator, task.area.name));
    const precursor = fold.binary("add", one, fold.read(`synthesis.${modulator}`));
    const made = fold.binary("maximum", precursor, fold.constant(0));
    this.#synthesis = targets.includes("synthesis") ? fold.binary("multiply", factor, made) : factor;
  }

  /** What a nucleus releases, given what full terminals would release. */
  released(nucleus: string, full: Expression, text: Placed<unknown>): Expression {
    const pool = inside(this.#entry, "pool");
    if (!pool) return this.#stored(full);
    const use = this.#positive(pool, "use", raiseDimension(timeDimension, -1));
    const refill = this.#positive(pool, "refill", timeDimension);
    const filling = derivedQuantity(this.#task, `${nucleus}Pool`, text);
    const here = fold.read(filling.name);
    const refilling = fold.binary("divide", one, refill);
    const rate = fold.binary("add", refilling, fold.binary("multiply", use, fold.read(`${nucleus}.rate`)));
    const atRest = fold.binary("add", refilling, use);
    const supply = this.#stored(atRest);
    const settled = fold.binary("divide", supply, rate);
    const origin = `${this.#task.area.name}: vesicles of ${nucleus}`;
    this.#chemistry.initial.push({ variable: filling.name, expression: one, origin });
    changeOver(this.#chemistry, this.#task, filling.name, origin, (length) => relaxed(here, settled, rate, length));
    return fold.binary("multiply", full, here);
  }

  /** What is made and kept in vesicles of what would be without drugs. */
  #stored(full: Expression): Expression {
    const made = fold.binary("multiply", full, this.#synthesis);
    return this.#depletion === null ? made : inhibited(made, this.#depletion);
  }

  #positive(
    pool: Placed<NonNullable<ModulatorEntry["pool"]>>,
    key: "use" | "refill",
    dimension: Parameters<typeof subjectValue>[3],
  ): Expression {
    const value = subjectValue(this.#task, inside(pool, key), 1, dimension);
    checkRange(this.#task, value, 0, Number.POSITIVE_INFINITY, inside(pool, key), true);
    return value;
  }
}

/** The factor `max(0, 1 + gain·(resting − occupancy))` of an autoreceptor, by the occupancy of the step before. */
export function addAutoreceptor(
  task: ChemistryTask,
  modulator: string,
  entry: Placed<ModulatorEntry>,
  chemistry: AreaChemistry,
): Expression | null {
  const { declaring, table, area } = task;
  const given = inside(entry, "autoreceptor");
  if (!given) return null;
  const name = inside(given, "receptor")!;
  const gain = subjectValue(task, inside(given, "gain"), 0);
  checkRange(task, gain, 0, Number.POSITIVE_INFINITY, inside(given, "gain"));
  const receptor = aliased(declaring, table, "receptor", name);
  if (receptor === null) return null;
  const site = area.receptors.get(receptor);
  if (site?.modulator !== modulator) {
    const place = name.positions.value(name.path);
    if (site) {
      const details = { expected: `a receptor for ${modulator}`, got: `one for ${site.modulator}` };
      declaring.issues.error("usage", place, `"${receptor}" is no autoreceptor of ${modulator}`, details);
    } else
      declaring.issues.error("missing", place, `area "${area.name}" has no receptor "${receptor}"`, {
        hint: `give its density under areas.${area.name}.receptors`,
      });
    return null;
  }
  const lagText = inside(given, "lag");
  const lag = lagText ? lagOf(task, lagText) : 0;
  const occupied = fold.read(site.occupancy.name);
  if (!lag) return restraint(gain, site.resting, occupied);
  const delayed = derivedQuantity(task, `${modulator}Autoreceptor`, given);
  const here = fold.read(delayed.name);
  const rate = fold.constant(1 / lag);
  const origin = `${area.name}: autoreceptor of ${modulator}`;
  chemistry.initial.push({ variable: delayed.name, expression: site.resting, origin });
  changeOver(chemistry, task, delayed.name, origin, (length) => relaxed(here, occupied, rate, length));
  return restraint(gain, site.resting, here);
}

function restraint(gain: Expression, resting: Expression, occupied: Expression): Expression {
  const change = fold.binary("multiply", gain, fold.binary("subtract", resting, occupied));
  return fold.binary("maximum", chain("add", one, change), fold.constant(0));
}
