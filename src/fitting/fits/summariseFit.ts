import { largestGoodShape, type PredictiveAccuracy } from "../comparison/predictiveAccuracy.ts";
import type {
  Estimate,
  FitAccuracy,
  FittedModel,
  FittedPerson,
  GroupQuantity as ShownQuantity,
} from "../fitSummary.ts";
import { quantityOf } from "../inference/summariseDraws.ts";
import { densityOf } from "./density.ts";
import type { DescribedQuantity, ModelFit, RecordEstimate } from "./modelFit.ts";
import { isWorseThanGuessing } from "./worseThanGuessing.ts";

/** A fitted model as plain data. */
export function summariseFit(fit: ModelFit): FittedModel {
  const { definition, estimates, sampled, group, settings } = fit;
  const { id, title, summary, sources, parameters } = definition;
  return {
    ...{ id, title, summary, sources },
    parameters: parameters.map(({ name, symbol, title: what, lower, upper }) => ({
      ...{ name, symbol, title: what, lower: finite(lower), upper: finite(upper) },
    })),
    group: (group?.quantities ?? []).flatMap((quantity, at) => shown(fit, quantity, at)),
    people: estimates.map((estimate, record) => personOf(fit, estimate, record)),
    sampling: sampled && {
      ...{ chains: sampled.report.chains, warmup: settings.warmup, drawsPerChain: settings.draws },
      ...{ divergences: sampled.report.divergences, atMaximumDepth: sampled.report.atMaximumDepth },
      ...{ missingInformation: sampled.report.missingInformation, acceptance: sampled.report.acceptance },
      largestScaleReduction: finite(sampled.report.largestScaleReduction),
      smallestEffectiveSize: finite(sampled.report.smallestEffectiveSize),
      warnings: sampled.report.warnings,
    },
    totals: sampled ? null : totalsOf(estimates),
    integratedBic: group?.fit?.integratedBic ?? null,
    leaveOneOut: sampled && accuracyOf(fit, sampled.leaveOneOut, true),
    widelyApplicable: sampled && accuracyOf(fit, sampled.widelyApplicable, false),
    chanceLogLikelihood: chanceOf(fit),
    isWorseThanGuessing: isWorseThanGuessing(fit),
    warnings: fit.warnings,
  };
}

function personOf({ alone, sampled, job }: ModelFit, estimate: RecordEstimate, record: number): FittedPerson {
  const { labels, person } = estimate.record;
  const within = Object.entries(labels).filter(([name]) => isWithin(job.records, name));
  const points = sampled?.points[record];
  return {
    subject: person,
    record: within.length > 0 ? within.map(([name, value]) => `${name}=${value}`).join(", ") : null,
    observations: estimate.observations,
    estimates: Array.from(estimate.estimate, (value, d) => asEstimate(value, estimate.lower[d]!, estimate.upper[d]!)),
    alone: alone[record] ? Array.from(alone[record].estimate, finite) : null,
    logLikelihood: finite(estimate.logLikelihood),
    leaveOneOut: points ? points.reduce((sum, { leaveOneOut }) => sum + leaveOneOut, 0) : null,
    warnings: estimate.warnings,
  };
}

/** Whether a label is part of the records' names. */
function isWithin(records: ModelFit["job"]["records"], column: string): boolean {
  return records.some(({ name, labels }) => name.includes(` ${column}=${labels[column]}`));
}

function shown(fit: ModelFit, quantity: DescribedQuantity, at: number): ShownQuantity[] {
  const { design } = fit.group!;
  const columns = design.between.names.length;
  const count = design.coefficients.length;
  const coefficient =
    design.coefficients[quantity.kind === "effect" ? Math.floor(at / columns) : at - count * columns]!;
  const { summary, natural } = quantity;
  const draws = fit.sampled?.draws;
  const own =
    draws &&
    (quantity.kind === "effect"
      ? quantityOf(draws.effects, count * columns, at)
      : quantityOf(draws.spreads, count, at - count * columns));
  const transform = (u: number): number =>
    natural && fit.group!.transforms[coefficient.parameter]
      ? fit.group!.transforms[coefficient.parameter]!.natural(u)
      : u;
  return [
    {
      name: quantity.name,
      parameter: fit.job.parameters[coefficient.parameter]!.name,
      kind: natural ? "level" : quantity.kind,
      estimate: natural
        ? asEstimate(natural.value, natural.lower, natural.upper)
        : asEstimate(quantity.mean, quantity.lower, quantity.upper),
      onNaturalScale: quantity.change && {
        ...{ from: quantity.change.from, to: quantity.change.to },
        difference: asEstimate(quantity.change.value, quantity.change.lower, quantity.change.upper),
      },
      standardDeviation: natural ? null : finite(quantity.error),
      scaleReduction: summary && finite(summary.scaleReduction),
      bulkEffectiveSize: summary && finite(summary.bulkEffectiveSize),
      tailEffectiveSize: summary && finite(summary.tailEffectiveSize),
      density: own ? densityOf(Float64Array.from(own.flatMap((chain) => Array.from(chain, transform)))) : null,
    },
  ];
}

function totalsOf(estimates: readonly RecordEstimate[]): FittedModel["totals"] {
  const possible = estimates.filter(({ logLikelihood }) => Number.isFinite(logLikelihood));
  const sum = (of: (estimate: RecordEstimate) => number) => possible.reduce((total, one) => total + of(one), 0);
  return {
    logLikelihood: sum(({ logLikelihood }) => logLikelihood),
    aic: finite(sum(({ aic }) => aic)),
    bic: finite(sum(({ bic }) => bic)),
  };
}

function accuracyOf(
  { sampled }: ModelFit,
  { expected, standardError, effectiveParameters, doubtful }: PredictiveAccuracy,
  hasShapes: boolean,
): FitAccuracy {
  const points = sampled!.points.flat();
  const upTo = (limit: number) => points.filter(({ paretoShape }) => !(paretoShape > limit)).length;
  const counts = [0.5, Math.max(0.5, largestGoodShape(sampled!.report.draws)), 1].map(upTo);
  return {
    ...{ expected, standardError, effectiveParameters, observations: points.length, doubtful: doubtful.length },
    shapes: hasShapes
      ? [counts[0]!, counts[1]! - counts[0]!, counts[2]! - counts[1]!, points.length - counts[2]!]
      : null,
  };
}

/** Mean logarithm of the probability of a trial's responses under guessing. */
function chanceOf({ guessing, estimates }: ModelFit): number | null {
  if (guessing === null) return null;
  return (
    guessing.reduce((sum, own) => sum + own, 0) / estimates.reduce((total, { observations }) => total + observations, 0)
  );
}

function asEstimate(value: number, lower: number, upper: number): Estimate {
  return { value: finite(value), lower: finite(lower), upper: finite(upper) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
