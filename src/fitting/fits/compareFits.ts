import { compareAccuracy } from "../comparison/predictiveAccuracy.ts";
import { type ModelFrequencies, modelFrequencies } from "../comparison/randomEffects.ts";
import type { FitComparison, ModelShares, RankedModel } from "../fitSummary.ts";
import type { ModelFit } from "./modelFit.ts";

/**
 * Compares models that were fitted to the same data by the same method, on the records that all of them describe by the
 * same number of trials. Null for a single model.
 *
 * By NUTS: leaving trials out. By empirical Bayes: the integrated BIC (Huys et al. 2011). Each alone: evidence by
 * Laplace's method, or BIC where there is none. Shares of models among people: random-effects selection on people's
 * evidence (Stephan et al. 2009, Rigoux et al. 2014).
 */
export function compareFits(fits: readonly ModelFit[]): FitComparison | null {
  if (fits.length < 2) return null;
  const notes: string[] = [];
  const shared = sharedRecords(fits, notes);
  if (shared.length === 0) return { by: "bic", ranking: [], ...{ frequencies: null, hierarchicalShares: null }, notes };
  const { by, ranking } = ranked(fits, shared, notes);
  return { by, ranking, frequencies: shares(fits, shared, notes), hierarchicalShares: null, notes };
}

/** Names of the records that all models describe by the same number of trials. */
export function sharedRecords(fits: readonly ModelFit[], notes: string[]): string[] {
  const [first, ...others] = fits.map(
    ({ estimates }) => new Map(estimates.map(({ record, observations }) => [record.name, observations])),
  );
  const shared: string[] = [];
  const lost: string[] = [];
  for (const [name, observations] of first!)
    (others.every((other) => other.get(name) === observations) ? shared : lost).push(name);
  for (const other of others)
    for (const name of other.keys()) if (!first!.has(name) && !lost.includes(name)) lost.push(name);
  if (lost.length > 0)
    notes.push(
      `${lost.length} records are not compared, since the models do not describe the same trials of them: ${listed(lost)}.`,
    );
  return shared;
}

type Ranked = Pick<FitComparison, "by" | "ranking">;

function ranked(fits: readonly ModelFit[], shared: readonly string[], notes: string[]): Ranked {
  const { method } = fits[0]!.settings;
  if (method === "nuts") return byLeavingOut(fits, shared);
  const everybody = fits.every(({ group }) => group?.fit?.people.every((person) => person !== null));
  if (method === "hierarchical" && everybody && shared.length === fits[0]!.estimates.length)
    return {
      by: "integratedBic",
      ranking: order(fits, (fit) => -0.5 * fit.group!.fit!.integratedBic),
    };
  const evidence = evidences(fits, shared);
  if (method === "map" && evidence.every((values) => values.every((value) => value !== null)))
    return { by: "logEvidence", ranking: paired(fits, evidence as number[][]) };
  if (method === "hierarchical")
    notes.push("Ranked by BIC of people alone, since the models are about different people.");
  else
    notes.push(
      "Ranked by BIC, since for some people a model has no evidence (a parameter is at its bound, or they are without priors).",
    );
  const bic = fits.map((fit) => alone(fit, shared).map((one) => -0.5 * one.bic));
  const finite = shared.map((_, r) => bic.every((values) => Number.isFinite(values[r])));
  return {
    by: "bic",
    ranking: paired(
      fits,
      bic.map((values) => values.filter((_, r) => finite[r])),
    ),
  };
}

function byLeavingOut(fits: readonly ModelFit[], shared: readonly string[]): Ranked {
  const wanted = new Set(shared);
  const points = fits.map(({ definition, estimates, sampled }) => {
    const order = new Map(estimates.map(({ record }, r) => [record.name, r]));
    const values = shared.flatMap((name) => sampled!.points[order.get(name)!]!.map(({ leaveOneOut }) => leaveOneOut));
    return [definition.id, values] as const;
  });
  const ranking = wanted.size === 0 ? [] : compareAccuracy(Object.fromEntries(points));
  return {
    by: "leaveOneOut",
    ranking: ranking.map(({ model, expected, difference, differenceError, weight }) => ({
      ...{ model, value: expected, difference, differenceError, weight },
    })),
  };
}

/** Sums of values over people, with the standard error of the paired differences. */
function paired(fits: readonly ModelFit[], values: readonly (readonly number[])[]): RankedModel[] {
  const byModel = Object.fromEntries(fits.map(({ definition }, m) => [definition.id, values[m]!]));
  return compareAccuracy(byModel).map(({ model, expected, difference, differenceError }) => ({
    ...{ model, value: expected, difference, differenceError, weight: null },
  }));
}

function order(fits: readonly ModelFit[], value: (fit: ModelFit) => number): RankedModel[] {
  const all = fits.map((fit) => ({ model: fit.definition.id, value: value(fit) })).sort((a, b) => b.value - a.value);
  return all.map((one) => ({ ...one, difference: all[0]!.value - one.value, differenceError: null, weight: null }));
}

/** Evidence of each record, [model][record]: under the group by empirical Bayes, else of the record alone. */
function evidences(fits: readonly ModelFit[], shared: readonly string[]): (number | null)[][] {
  return fits.map((fit) => {
    if (fit.settings.method !== "hierarchical") return alone(fit, shared).map(({ logEvidence }) => logEvidence);
    const order = new Map(fit.estimates.map((estimate) => [estimate.record.name, estimate.logEvidence]));
    return shared.map((name) => order.get(name) ?? null);
  });
}

function alone(fit: ModelFit, shared: readonly string[]): ModelFit["alone"] {
  const order = new Map(fit.alone.map((one) => [one.subject, one]));
  return shared.map((name) => order.get(name)!);
}

/** Which model how many people follow. */
function shares(fits: readonly ModelFit[], shared: readonly string[], notes: string[]): ModelShares | null {
  if (fits[0]!.settings.objective === "likelihood") return null;
  const evidence = evidences(fits, shared);
  const personOf = new Map(fits[0]!.job.records.map(({ name, person }) => [name, person]));
  const people = [...new Set(shared.map((name) => personOf.get(name)!))];
  const isGroup = fits[0]!.settings.method === "hierarchical";
  const ofPerson = people.map((person) => {
    const own = shared.flatMap((name, r) => (personOf.get(name) === person ? [r] : []));
    // Under a group a person has one evidence, whatever the number of their records.
    return evidence.map((values) => {
      const known = (isGroup ? own.slice(0, 1) : own).map((r) => values[r]!);
      return known.some((value) => value === null || !Number.isFinite(value))
        ? null
        : known.reduce((a, b) => a! + b!, 0);
    });
  });
  const complete = people.filter((_, p) => ofPerson[p]!.every((value) => value !== null));
  const lost = people.filter((person) => !complete.includes(person));
  if (lost.length > 0)
    notes.push(`${lost.length} people count nothing in the models' shares, for want of an evidence: ${listed(lost)}.`);
  if (fits[0]!.settings.method === "nuts")
    notes.push(
      "Shares of models come from people's evidence by Laplace's method, each person alone with the models' priors.",
    );
  if (complete.length === 0) return null;
  const values = ofPerson.filter((own) => own.every((value) => value !== null)).flat() as number[];
  const models = fits.map(({ definition }) => definition.id);
  const found = modelFrequencies(Float64Array.from(values), models.length);
  return sharesOf(models, complete, found);
}

/** Shares of models as plain data. */
export function sharesOf(
  models: readonly string[],
  people: readonly string[],
  found: Omit<ModelFrequencies, "concentrations">,
): ModelShares {
  return {
    models,
    frequencies: [...found.frequencies],
    exceedance: [...found.exceedance],
    protectedExceedance: [...found.protectedExceedance],
    omnibusRisk: found.omnibusRisk,
    people: people.map((subject, p) => {
      const own = [...found.responsibilities.subarray(p * models.length, (p + 1) * models.length)];
      const best = own.indexOf(Math.max(...own));
      return { subject, model: models[best]!, probability: own[best]! };
    }),
  };
}

function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")}, …` : names.join(", ");
}
