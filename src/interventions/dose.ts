import { nearestName } from "../math/nearestName.ts";
import { parseQuantity, parseUnit, sameDimension } from "../units/index.ts";
import type { Drug, TargetAffinity } from "./drug.ts";
import { drugs, findDrug } from "./drugs/index.ts";

/** A dose at one receptor. */
export interface ReceptorDose {
  readonly receptor: string;
  /** Concentration over inhibition constant. */
  readonly dose: number;
}

/** A dose at what removes or stores a modulator. */
export interface TargetDose {
  readonly modulator: string;
  readonly site: TargetAffinity["site"];
  /** Concentration over inhibition constant. */
  readonly dose: number;
}

/** A dose that cannot be used: what is wrong, and a hint. */
export class DoseError extends Error {
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = "DoseError";
    this.hint = hint;
  }
}

const inKi = /^\s*(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)\s*Ki\s*$/u;
const concentration = parseUnit("M").dimension;

/** Share of receptors that a competitive antagonist occupies at equilibrium, without agonist. @param dose - In Ki. */
export function antagonistOccupancy(dose: number): number {
  return dose / (1 + dose);
}

/**
 * A dose at a receptor as text, `3 Ki` or `0`.
 *
 * @throws DoseError if it is negative, not a number, or a concentration (which needs a drug).
 */
export function receptorDose(text: string): number {
  const match = inKi.exec(text);
  if (match) return finite(Number(match[1]), text);
  if (/^\s*0+(\.0*)?\s*$/u.test(text)) return 0;
  throw new DoseError(
    `"${text}" is not a dose at a receptor`,
    'write it in units of the inhibition constant, such as "3 Ki"; a concentration needs a drug',
  );
}

/**
 * What a drug's dose comes to at each receptor that it binds to. A dose in Ki is one at its first receptor (`3 Ki` of
 * haloperidol is three times its Ki at D2); a concentration (`8 nM`) is divided by each Ki.
 *
 * @throws DoseError for an unknown drug or a dose that is neither.
 */
export function drugDose(name: string, text: string): ReceptorDose[] {
  const drug = namedDrug(name);
  const amount = amountOf(drug, text);
  return drug.affinities.map(({ receptor, inhibitionConstant }) => ({
    receptor,
    dose: amount / parseQuantity(inhibitionConstant).value,
  }));
}

/** What a drug's dose comes to at the transporters, enzymes and stores that it binds to. @throws DoseError as above. */
export function drugTargetDose(name: string, text: string): TargetDose[] {
  const drug = namedDrug(name);
  const amount = amountOf(drug, text);
  return (drug.targets ?? []).map(({ modulator, site, inhibitionConstant }) => ({
    modulator,
    site,
    dose: amount / parseQuantity(inhibitionConstant).value,
  }));
}

function namedDrug(name: string): Drug {
  const drug = findDrug(name);
  if (drug) return drug;
  const known = drugs.flatMap(({ id, aliases }) => [id, ...aliases]);
  const nearest = nearestName(name, known);
  throw new DoseError(
    `there is no drug "${name}"`,
    nearest ? `did you mean "${nearest}"?` : `drugs are ${drugs.map(({ id }) => id).join(", ")}`,
  );
}

/** Concentration in mol/m³, the unit of quantities. */
function amountOf({ affinities, targets = [] }: Drug, text: string): number {
  const first = affinities[0] ?? targets[0];
  return drugConcentration(text, first ? parseQuantity(first.inhibitionConstant).value : 1);
}

function drugConcentration(text: string, firstConstant: number): number {
  const match = inKi.exec(text);
  if (match) return finite(Number(match[1]), text) * firstConstant;
  if (/^\s*0+(\.0*)?\s*$/u.test(text)) return 0;
  let quantity: ReturnType<typeof parseQuantity>;
  try {
    quantity = parseQuantity(text);
  } catch (error) {
    throw new DoseError((error as Error).message, 'write "3 Ki" or a concentration such as "8 nM"');
  }
  if (!sameDimension(quantity.dimension, concentration)) {
    throw new DoseError(`"${text}" is not a dose`, 'write "3 Ki" or a concentration such as "8 nM"');
  }
  if (quantity.value < 0) throw new DoseError(`"${text}" is negative`, "a dose is at least 0");
  return quantity.value;
}

function finite(value: number, text: string): number {
  if (!Number.isFinite(value)) throw new DoseError(`"${text}" is too large`);
  return value;
}
