import { nearestName } from "../math/nearestName.ts";
import { parseQuantity, parseUnit, sameDimension } from "../units/index.ts";
import type { Drug, HalfOccupancy, ReceptorAction, TargetSite } from "./drug.ts";
import { drugs, findDrug } from "./drugs/index.ts";

/** What a drug's dose comes to at one receptor. */
export interface ReceptorDose {
  readonly receptor: string;
  /** Concentration over inhibition constant. */
  readonly dose: number;
  readonly action: ReceptorAction;
  readonly efficacy: number;
}

/** What a drug's dose comes to at what removes, stores or makes a modulator. */
export interface TargetDose {
  readonly modulator: string;
  readonly site: TargetSite;
  /** Concentration over the constant of the place. */
  readonly dose: number;
  /** The enzyme is all that removes the modulator. */
  readonly onlyRemoval: boolean;
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

const inKi = /^\s*(-?\d+\.?\d*(?:[eE][+-]?\d+)?|-?\.\d+)\s*Ki\s*$/u;
const nothing = /^\s*0+(\.0*)?\s*$/u;
const molar = parseUnit("M").dimension;
const mass = parseUnit("kg").dimension;
const dimensionless = parseUnit("1").dimension;

/** Share of receptors that a competitive antagonist occupies at equilibrium, without agonist. @param dose - In Ki. */
export function antagonistOccupancy(dose: number): number {
  return dose / (1 + dose);
}

/**
 * A dose at a receptor or another place of action as text, `3 Ki` or `0`.
 *
 * @throws DoseError if it is negative, not a number, or a concentration (which needs a drug).
 */
export function receptorDose(text: string): number {
  const match = inKi.exec(text);
  if (match) return amount(Number(match[1]), text);
  if (nothing.test(text)) return 0;
  throw new DoseError(
    `"${text}" is not a dose at a receptor`,
    'write it in units of the inhibition constant, such as "3 Ki"; a concentration needs a drug',
  );
}

/**
 * What a drug's dose comes to at each receptor that it binds to. A dose in Ki is one at its first place of action
 * (`3 Ki` of haloperidol is three times its Ki at D2); a concentration (`8 nM`) is divided by each Ki; a mass (`2 mg`,
 * `0.3 mg/kg`) counts in units of the dose that occupies half of a place of action, where imaging has shown one.
 *
 * @throws DoseError for an unknown drug or a dose that is none of these.
 */
export function drugDose(name: string, text: string): ReceptorDose[] {
  const drug = namedDrug(name);
  const level = concentrationOf(drug, text);
  return drug.affinities.map(({ receptor, inhibitionConstant, action = "antagonist", efficacy = 1 }) => ({
    receptor,
    dose: level / parseQuantity(inhibitionConstant).value,
    action,
    efficacy,
  }));
}

/** What a drug's dose comes to at the transporters, enzymes, stores and synthesis that it acts on. @throws DoseError as above. */
export function drugTargetDose(name: string, text: string): TargetDose[] {
  const drug = namedDrug(name);
  const level = concentrationOf(drug, text);
  return (drug.targets ?? []).map(({ modulator, site, inhibitionConstant, onlyRemoval = false }) => ({
    modulator,
    site,
    dose: level / parseQuantity(inhibitionConstant).value,
    onlyRemoval,
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

const forms = 'write "3 Ki", a concentration such as "8 nM", or where imaging links it a mass such as "2 mg"';

/** Concentration in mol/m³, the unit of quantities. */
function concentrationOf(drug: Drug, text: string): number {
  const match = inKi.exec(text);
  if (match) return amount(Number(match[1]), text) * firstConstant(drug);
  if (nothing.test(text)) return 0;
  let quantity: ReturnType<typeof parseQuantity>;
  try {
    quantity = parseQuantity(text);
  } catch (error) {
    throw new DoseError((error as Error).message, forms);
  }
  const isBodyWeight = /\/\s*kg\s*$/u.test(text) && sameDimension(quantity.dimension, dimensionless);
  if (isBodyWeight || sameDimension(quantity.dimension, mass))
    return fromMass(drug, amount(quantity.value, text), isBodyWeight);
  if (!sameDimension(quantity.dimension, molar)) throw new DoseError(`"${text}" is not a dose`, forms);
  return amount(quantity.value, text);
}

function firstConstant({ affinities, targets = [] }: Drug): number {
  const first = affinities[0] ?? targets[0];
  return first ? parseQuantity(first.inhibitionConstant).value : 1;
}

/** The measured occupancy by which a drug's dose counts; null unless the dose is a mass that imaging links. */
export function occupancyLink(name: string, text: string): HalfOccupancy | null {
  const isBodyWeight = /\/\s*kg\s*$/u.test(text);
  if (!isBodyWeight && !/\d\s*[mu]?g\s*$/u.test(text)) return null;
  return linkOf(namedDrug(name), isBodyWeight);
}

function linkOf({ occupancies = [] }: Drug, isBodyWeight: boolean): HalfOccupancy | null {
  return occupancies.find((one) => /kg$/u.test(one.dose) === isBodyWeight) ?? null;
}

/** A dose that occupies half of a place is as many Ki there as it is such doses: occupancy = D/(D + D₅₀). */
function fromMass(drug: Drug, dose: number, isBodyWeight: boolean): number {
  const unit = isBodyWeight ? "mg/kg" : "mg";
  const link = linkOf(drug, isBodyWeight);
  const places = [...drug.affinities, ...(drug.targets ?? [])];
  const place = places.find((one) => link?.at === ("receptor" in one ? one.receptor : one.modulator));
  if (link && place) return (dose / parseQuantity(link.dose).value) * parseQuantity(place.inhibitionConstant).value;
  const known = (drug.occupancies ?? []).map((one) => `half of ${one.at} at ${one.dose}`);
  throw new DoseError(
    `no occupancy of ${drug.label} by dose in ${unit} is known here`,
    known.length > 0 ? `known: ${known.join(", ")}` : 'write "3 Ki" or a concentration such as "8 nM"',
  );
}

function amount(value: number, text: string): number {
  if (!Number.isFinite(value)) throw new DoseError(`"${text}" is too large`);
  if (value < 0) throw new DoseError(`"${text}" is negative`, "a dose is at least 0");
  return value;
}
