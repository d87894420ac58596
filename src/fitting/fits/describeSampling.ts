import { samplingLimits } from "../../analysis/trustLimits.ts";
import { leaveOneOut, type PointAccuracy, widelyApplicable } from "../comparison/predictiveAccuracy.ts";
import type { ChainDraws } from "../inference/chain.ts";
import { meanEffectiveSize } from "../inference/convergence.ts";
import { effectName, type GroupDesign } from "../inference/groupDesign.ts";
import { type GroupDraws, groupDraws } from "../inference/sampleGroup.ts";
import type { SamplingPlan } from "../inference/samplingPlan.ts";
import type { WatchedQuantity } from "../inference/samplingTrouble.ts";
import { transformsOf } from "../inference/subjectPosterior.ts";
import { type QuantitySummary, quantityOf, reportSampling, summariseQuantity } from "../inference/summariseDraws.ts";
import type { Likelihood } from "../likelihood.ts";
import { countedTrials } from "./countedTrials.ts";
import { fewObservations, logLikelihoodAt } from "./describeGroup.ts";
import type { DescribedQuantity, ModelFit, RecordEstimate } from "./modelFit.ts";
import { changeOfDraws } from "./naturalChange.ts";
import type { FitJob, FitSettings } from "./settings.ts";
import type { RecordDraws } from "./tasks.ts";

/** Greatest depth of trajectories; see `ChainOptions`. */
const DEPTH = 10;

/** Draws as quantities, and those of each record by themselves. */
export function recordDraws(
  likelihood: Likelihood,
  plan: SamplingPlan,
  { chains, job }: { readonly chains: readonly ChainDraws[]; readonly job: FitJob },
): { readonly draws: GroupDraws; readonly records: readonly RecordDraws[] } {
  const draws = groupDraws(likelihood, plan, chains);
  const width = likelihood.parameters.length;
  const each = width * job.records.length;
  const records = job.records.map((_, record): RecordDraws => {
    const total = chains.reduce((sum, { count }) => sum + count, 0);
    const own = new Float64Array(total * width);
    let at = 0;
    for (const values of draws.records)
      for (let from = record * width; from < values.length; from += each, at += width)
        own.set(values.subarray(from, from + width), at);
    return { record, draws: own, counts: countedTrials(job.program, job.rows[record]!) };
  });
  return { draws, records };
}

/**
 * Effective size of the draws of the mean, averaged over everything in the posterior, divided by their number; 1 for a
 * single chain. As ArviZ has it for leaving out.
 */
export function posteriorEfficiency(draws: GroupDraws, chains: readonly ChainDraws[]): number {
  if (chains.length === 1) return 1;
  const total = chains.reduce((sum, { count }) => sum + count, 0);
  let [sum, number] = [0, 0];
  for (const values of [draws.effects, draws.spreads, draws.records]) {
    const quantities = values[0]!.length / chains[0]!.count;
    for (let quantity = 0; quantity < quantities; quantity++, number++)
      sum += meanEffectiveSize(quantityOf(values, quantities, quantity));
  }
  return sum / number / total;
}

interface Described {
  readonly plan: SamplingPlan;
  readonly chains: readonly ChainDraws[];
  readonly draws: GroupDraws;
  readonly points: readonly (readonly PointAccuracy[])[];
  readonly likelihood: Likelihood;
  readonly job: FitJob;
  readonly settings: FitSettings;
}

/** What draws say of group and records, and whether they can be trusted. */
export function describeSampling(
  of: Described,
): Pick<ModelFit, "estimates" | "group" | "sampled" | "warnings" | "isSound"> {
  const { plan, chains, draws, points, likelihood, job, settings } = of;
  const { design } = plan;
  const width = likelihood.parameters.length;
  const all: QuantitySummary[] = [];
  const summarise = (name: string, values: readonly Float64Array[], quantities: number, quantity: number) => {
    const summary = summariseQuantity(name, quantityOf(values, quantities, quantity), settings.coverage);
    all.push(summary);
    return summary;
  };
  const group = groupQuantities(of, summarise);
  const estimates = job.records.map((record, r): RecordEstimate => {
    const own = likelihood.parameters.map(({ name }, d) =>
      summarise(`${name} of ${record.name}`, draws.records, width * job.records.length, r * width + d),
    );
    const estimate = Float64Array.from(own, ({ mean }) => mean);
    return {
      ...{ record, observations: likelihood.observations[r]!, estimate },
      lower: Float64Array.from(own, ({ lower }) => lower),
      upper: Float64Array.from(own, ({ upper }) => upper),
      logLikelihood: logLikelihoodAt(likelihood, r, estimate),
      ...{ logEvidence: null, aic: Number.NaN, bic: Number.NaN, warnings: fewObservations(likelihood, r) },
    };
  });
  const report = reportSampling(chains, all, { maximumDepth: DEPTH, watched: watchedOf(design, draws) });
  const flat = points.flat();
  const accuracy = { leaveOneOut: leaveOneOut(flat, report.draws), widelyApplicable: widelyApplicable(flat) };
  return {
    estimates,
    group: { design, transforms: transformsOf(likelihood.parameters), quantities: group, fit: null },
    sampled: { report, chains, draws, points, ...accuracy },
    warnings: report.warnings,
    isSound:
      report.chains >= samplingLimits.chains &&
      report.divergences === 0 &&
      !(report.largestScaleReduction > samplingLimits.scaleReduction) &&
      report.smallestEffectiveSize >= samplingLimits.effectiveSizePerChain * report.chains,
  };
}

/** The group's quantities, in which troubles of chains show. */
function watchedOf(design: GroupDesign, draws: GroupDraws): WatchedQuantity[] {
  const names = effectNames(design);
  const count = design.coefficients.length;
  return [
    ...names.map((name, at) => ({
      name,
      kind: "effect" as const,
      chains: quantityOf(draws.effects, names.length, at),
    })),
    ...design.coefficients.map(({ name }, k) => ({
      ...{ name, kind: "spread" as const, chains: quantityOf(draws.spreads, count, k) },
    })),
  ];
}

function groupQuantities(
  { plan: { design }, draws, likelihood, settings }: Described,
  summarise: (name: string, values: readonly Float64Array[], quantities: number, quantity: number) => QuantitySummary,
): DescribedQuantity[] {
  const columns = design.between.names.length;
  const count = design.coefficients.length;
  const transforms = transformsOf(likelihood.parameters);
  const quantity = (kind: DescribedQuantity["kind"], summary: QuantitySummary): DescribedQuantity => {
    const { name, mean, standardDeviation: error, lower, upper } = summary;
    return { ...{ name, kind, mean, error, lower, upper, summary }, natural: null, change: null };
  };
  const effects = effectNames(design).map((name, at): DescribedQuantity => {
    const { parameter, within } = design.coefficients[Math.floor(at / columns)]!;
    const one = quantity("effect", summarise(name, draws.effects, count * columns, at));
    if (within !== 0 || at % columns !== 0) {
      const place = { coefficient: Math.floor(at / columns), column: at % columns };
      const drawn = { draws: draws.effects, coverage: settings.coverage };
      return { ...one, change: changeOfDraws(place, { design, transform: transforms[parameter]! }, drawn) };
    }
    const natural = quantityOf(draws.effects, count * columns, at).map((chain) =>
      chain.map((u) => transforms[parameter]!.natural(u)),
    );
    const { median: value, lower, upper } = summariseQuantity(name, natural, settings.coverage);
    return { ...one, natural: { value, lower, upper } };
  });
  const spreads = design.coefficients.map(({ name }, k) =>
    quantity("spread", { ...summarise(`spread of ${name}`, draws.spreads, count, k), name }),
  );
  return [...effects, ...spreads];
}

/** Names of the entries of B, in their order. */
export function effectNames(design: GroupDesign): string[] {
  return design.coefficients.flatMap((_, k) => design.between.names.map((_, j) => effectName(design, k, j)));
}
