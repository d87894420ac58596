import { type Drug, drugs, type Evidence, genotypes } from "../interventions/index.ts";

/** What of a model drugs can act on, by names in model files. */
export interface DrugPlaces {
  readonly receptors: readonly string[];
  readonly modulators: readonly string[];
  /** Modulators that an enzyme removes in some area. */
  readonly degraded: readonly string[];
}

/** Bundled drugs with their data, and what of them a model has no place for. */
export function drugItems(places: DrugPlaces) {
  return drugs.map((drug) => {
    const { acts, missing } = fitOf(drug, places);
    const lacks = missing.length > 0 ? `; it has no ${missing.join(", ")}` : "";
    const fit =
      acts.length > 0 ? `in the model it acts at ${acts.join(", ")}${lacks}` : `in the model it acts nowhere${lacks}`;
    return { ...drug, actsAt: acts, missing, details: [fit, ...drugDetails(drug)] };
  });
}

/** Bundled polymorphisms and knock-outs. */
export function genotypeItems() {
  return genotypes.map((genotype) => ({
    ...genotype,
    details: genotype.changes.map(
      (change) => `${change.receptor ?? `${change.of} of ${change.modulator}`} × ${change.factor}: ${evidence(change)}`,
    ),
  }));
}

function fitOf({ affinities, targets = [] }: Drug, { receptors, modulators, degraded }: DrugPlaces) {
  const places = [
    ...affinities.map(({ receptor }) => ({ place: receptor, isThere: receptors.includes(receptor) })),
    ...targets.map(({ modulator, site, onlyRemoval }) => ({
      place: `${site} of ${modulator}`,
      isThere: modulators.includes(modulator) && (site !== "enzyme" || onlyRemoval || degraded.includes(modulator)),
    })),
  ];
  return {
    acts: places.filter(({ isThere }) => isThere).map(({ place }) => place),
    missing: places.filter(({ isThere }) => !isThere).map(({ place }) => place),
  };
}

/** A drug's affinities, occupancies and kinetics, a line each, with what must be known about them. */
function drugDetails({ affinities, targets = [], kinetics, occupancies = [] }: Drug): string[] {
  return [
    ...affinities.map((affinity) => {
      const { receptor, inhibitionConstant, action = "antagonist", efficacy } = affinity;
      const does =
        action === "antagonist" ? "" : `, ${action}${efficacy === undefined ? "" : ` of efficacy ${efficacy}`}`;
      return `${receptor}: Ki ${inhibitionConstant}${does}, ${evidence(affinity)}`;
    }),
    ...targets.map(
      (target) => `${target.site} of ${target.modulator}: Ki ${target.inhibitionConstant}, ${evidence(target)}`,
    ),
    ...occupancies.map((one) => `half of ${one.at} at ${one.dose} (${one.subject}): ${evidence(one)}`),
    ...(kinetics ? [`course (${kinetics.subject}): ${evidence(kinetics)}`] : []),
  ];
}

function evidence({ source, note }: Evidence): string {
  if (source === null) return `chosen: ${note ?? "no reason given"}`;
  return note === undefined ? source : `${source}; ${note}`;
}
