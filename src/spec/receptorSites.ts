import type { Expression, Statement } from "../engine/program.ts";
import { dimensionless } from "../units/index.ts";
import {
  type ChemistryTask,
  chain,
  checkRange,
  derivedQuantity,
  inhibited,
  isTaken,
  relaxed,
  subjectValue,
} from "./chemistry.ts";
import { aliased } from "./declareOwners.ts";
import * as fold from "./fold.ts";
import type { ReceptorLigand } from "./lowered.ts";
import type { ReceptorFile } from "./modelFile.ts";
import { restEvent } from "./rest.ts";
import { inside, type Placed } from "./sections.ts";
import type { AreaOwner, PopulationOwner } from "./symbols.ts";

/** Smallest concentration of which a power that is not whole is taken. */
const leastConcentration = 1e-12;
const one = fold.constant(1);

/** How a receptor's state in an area follows from the concentration there, for any density. */
interface Binding {
  readonly modulator: string;
  /** Activated share of a density, now. */
  activated(density: Expression): Expression;
  /** Activated share of a density at the tonic level without drugs. */
  resting(density: Expression): Expression;
}

/**
 * The receptors of an area and of its populations: `density · cⁿ/(cⁿ + EC50ⁿ) / (1 + antagonist)`.
 *
 * With ligands, `density · (1 − slow) · (s/q)·w^(n−1)/(1 + wⁿ) / (1 + antagonist)` where u = c/EC50, w = (u + agonist)/q,
 * q = 1 + competitor and s = u + Σ efficacy·agonist: Gaddum's equation for n = 1 (Gaddum 1937, doi
 * 10.1113/jphysiol.1937.sp003480), with efficacies as in Stephenson 1956 (doi 10.1111/j.1476-5381.1956.tb01006.x).
 */
export class ReceptorSites {
  readonly initial: Statement[] = [];
  readonly step: Statement[] = [];
  readonly rest: Statement[] = [];
  readonly #task: ChemistryTask;
  readonly #bindings = new Map<string, Binding | null>();

  constructor(task: ChemistryTask) {
    this.#task = task;
  }

  /** Adds a receptor with its density to the area or to one of its populations. */
  add(owner: AreaOwner | PopulationOwner, key: string, entry: Placed<string | number>): void {
    const { declaring, table, area, receptors } = this.#task;
    const receptor = aliased(declaring, table, "receptor", { ...entry, value: key }, "key");
    const properties = receptor === null ? undefined : receptors.get(receptor);
    if (receptor === null || !properties) return;
    const place = entry.positions.key(entry.path);
    const taken = owner.kind === "area" ? isTaken(owner, receptor) : owner.symbols.has(receptor);
    if (taken) declaring.issues.error("duplicate", place, `"${receptor}" is already a quantity of ${owner.name}`);
    const known = this.#bindings.get(receptor);
    const binding = known === undefined ? this.#binding(receptor, entry, properties) : known;
    this.#bindings.set(receptor, binding);
    if (!binding) return;
    const density = subjectValue(this.#task, entry, 0);
    checkRange(this.#task, density, 0, 1, entry);
    const occupancy = declaring.variable({
      name: `${owner.name}.${receptor}`,
      dimension: dimensionless,
      place,
      owner: area,
      derived: true,
    });
    const { modulator } = binding;
    const resting = binding.resting(density);
    owner.receptors.set(receptor, { receptor, modulator, occupancy, resting });
    table.modulatory.set(occupancy.name, { modulator, area, resting });
    const origin = `${owner.name}: occupancy of ${receptor}`;
    const statement = { variable: occupancy.name, expression: binding.activated(density), origin };
    for (const statements of [this.initial, this.step, this.rest]) statements.push(statement);
  }

  #binding(receptor: string, entry: Placed<unknown>, properties: Placed<ReceptorFile>): Binding | null {
    const { declaring, table, area } = this.#task;
    const { modulator } = table.receptors.get(receptor)!;
    const concentration = area.concentrations.get(modulator);
    if (!concentration) {
      const place = entry.positions.key(entry.path);
      const message = `area "${area.name}" has receptor "${receptor}" but no ${modulator} reaches it`;
      declaring.issues.error("missing", place, message, { hint: `give it under areas.${area.name}.modulators` });
      return null;
    }
    const half = subjectValue(this.#task, inside(properties, "halfMaximalConcentration"), 1);
    const steepness = subjectValue(this.#task, inside(properties, "hillCoefficient"), 1);
    checkRange(this.#task, half, 0, Number.POSITIVE_INFINITY, inside(properties, "halfMaximalConcentration"), true);
    checkRange(this.#task, steepness, 0, 16, inside(properties, "hillCoefficient"), true);
    const occupied = (density: Expression, level: Expression): Expression => {
      const bound = hill(level, steepness);
      const share = fold.binary("divide", bound, fold.binary("add", bound, hill(half, steepness)));
      return fold.binary("multiply", density, share);
    };
    const here = fold.read(concentration.name);
    const resting = (density: Expression) => occupied(density, one);
    const antagonist = `antagonist.${receptor}`;
    const { ligands } = table.receptors.get(receptor)!;
    if (ligands.length === 0)
      return { modulator, resting, activated: (density) => inhibited(occupied(density, here), antagonist) };
    const share = this.#withLigands(receptor, entry, ligands, {
      level: fold.binary("divide", here, half),
      steepness,
    });
    const activated = (density: Expression) => inhibited(chain("multiply", density, ...share), antagonist);
    return { modulator, resting, activated };
  }

  /** Factors of the activated share, and the statements of a slow ligand. */
  #withLigands(
    receptor: string,
    entry: Placed<unknown>,
    ligands: readonly ReceptorLigand[],
    { level, steepness }: { readonly level: Expression; readonly steepness: Expression },
  ): Expression[] {
    const plus = (name: string) => fold.binary("add", level, fold.read(`${name}.${receptor}`));
    const bound = ligands.includes("agonist") ? plus("agonist") : level;
    const stimulus = ligands.includes("agonist") ? plus("agonistEffect") : level;
    const outcompeted = (x: Expression) =>
      ligands.includes("competitor") ? inhibited(x, `competitor.${receptor}`) : x;
    const relative = outcompeted(bound);
    const order = fold.constantValue(steepness);
    const less = order === null ? fold.binary("subtract", steepness, one) : fold.constant(order - 1);
    const free = fold.binary("add", one, hill(relative, steepness));
    const active = fold.binary("divide", fold.binary("multiply", outcompeted(stimulus), hill(relative, less)), free);
    if (!ligands.includes("slow")) return [active];
    const occupied = this.#slowLigand(receptor, entry, free);
    return [fold.binary("subtract", one, occupied), active];
  }

  /**
   * A ligand that binds free receptors and leaves slowly: `dp/dt = association·(1 − p)/(1 + wⁿ) − dissociation·p`.
   *
   * Over a step of x = k·step the change is `step·dp/dt/(1 + x/2 + x²/12)`: the exact `(1 − e⁻ˣ)/x` to the fourth
   * order, without loss of digits where x is small; p stays between 0 and 1.
   */
  #slowLigand(receptor: string, entry: Placed<unknown>, free: Expression): Expression {
    const occupied = derivedQuantity(this.#task, `${receptor}Slow`, entry);
    const p = fold.read(occupied.name);
    const binding = fold.binary("divide", fold.read(`association.${receptor}`), free);
    const leaving = fold.read(`dissociation.${receptor}`);
    const gain = fold.binary("multiply", binding, fold.binary("subtract", one, p));
    const change = fold.binary("subtract", gain, fold.binary("multiply", leaving, p));
    const length = fold.constant(this.#task.lowering.step);
    const x = fold.binary("multiply", fold.binary("add", binding, leaving), length);
    const twelfth = fold.binary("multiply", fold.binary("multiply", x, x), fold.constant(1 / 12));
    const divisor = chain("add", one, fold.binary("multiply", x, fold.constant(0.5)), twelfth);
    const step = fold.binary("divide", fold.binary("multiply", change, length), divisor);
    const origin = `${this.#task.area.name}: slow ligand at ${receptor}`;
    this.initial.push({ variable: occupied.name, expression: fold.constant(0), origin });
    this.step.push({ variable: occupied.name, expression: fold.binary("add", p, step), origin });
    const rate = fold.binary("add", binding, leaving);
    const settled = relaxed(p, fold.binary("divide", binding, rate), rate, fold.read(restEvent.input));
    const expression = fold.select(fold.compare("less", fold.constant(0), rate), settled, p);
    this.rest.push({ variable: occupied.name, expression, origin });
    return p;
  }
}

function hill(level: Expression, steepness: Expression): Expression {
  const n = fold.wholeValue(steepness);
  if (n !== null && n >= 0 && n <= 16) return fold.wholePower(level, n);
  const positive = fold.binary("maximum", level, fold.constant(leastConcentration));
  return fold.unary("exponential", fold.binary("multiply", steepness, fold.unary("logarithm", positive)));
}
