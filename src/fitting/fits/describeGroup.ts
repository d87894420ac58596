import { exponential } from "../../math/double.ts";
import { normalQuantile } from "../../math/normalQuantile.ts";
import type { GroupFit } from "../inference/empiricalBayes.ts";
import { effectName, type GroupDesign } from "../inference/groupDesign.ts";
import type { PersonEstimate } from "../inference/groupStep.ts";
import { PersonLikelihood } from "../inference/personLikelihood.ts";
import { transformsOf } from "../inference/subjectPosterior.ts";
import { subjectWarning } from "../inference/subjectWarning.ts";
import { LANES, type Likelihood } from "../likelihood.ts";
import type { Transform } from "../transform.ts";
import type { DescribedQuantity, ModelFit, RecordEstimate } from "./modelFit.ts";
import { changeOfEstimate } from "./naturalChange.ts";
import type { FitJob, FitSettings } from "./settings.ts";

interface Described {
  readonly fit: GroupFit;
  readonly likelihood: Likelihood;
  readonly job: FitJob;
  readonly settings: FitSettings;
}

/** What a fit by empirical Bayes says of group and records. */
export function describeGroupFit(of: Described): Pick<ModelFit, "estimates" | "group" | "warnings" | "isSound"> {
  const { fit } = of;
  return {
    estimates: of.job.records.map((_, record) => estimateOf(of, record)),
    group: {
      design: fit.design,
      transforms: transformsOf(of.likelihood.parameters),
      quantities: quantitiesOf(of),
      fit,
    },
    warnings: fit.warnings,
    isSound: fit.converged && !fit.errors.effects.some(Number.isNaN),
  };
}

function estimateOf({ fit, likelihood, job, settings }: Described, record: number): RecordEstimate {
  const { design } = fit;
  const width = likelihood.parameters.length;
  const none = new Float64Array(width).fill(Number.NaN);
  const person = fit.people[design.personOf[record]!]!;
  const common = {
    record: job.records[record]!,
    observations: likelihood.observations[record]!,
    ...{ aic: Number.NaN, bic: Number.NaN },
  };
  if (person === null) {
    const warnings = ["the responses are impossible under the model at every start: check the columns' meaning"];
    const impossible = { logLikelihood: Number.NEGATIVE_INFINITY, logEvidence: null, warnings };
    return { ...common, ...impossible, estimate: none, lower: none.slice(), upper: none.slice() };
  }
  const people = new PersonLikelihood(likelihood, design);
  const estimate = people.natural(record, person.mode);
  const reach = normalQuantile(0.5 + 0.5 * settings.coverage);
  const ends = people.transforms.map((transform, parameter) => {
    const { centre, deviation } = unboundedOf(design, person, { record, parameter });
    return interval(transform, centre, reach * deviation);
  });
  return {
    ...{ ...common, estimate, warnings: fewObservations(likelihood, record) },
    lower: Float64Array.from(ends, ({ lower }) => lower),
    upper: Float64Array.from(ends, ({ upper }) => upper),
    logLikelihood: logLikelihoodAt(likelihood, record, estimate),
    logEvidence: person.logMarginal,
  };
}

/** Says of a record with hardly any responses that its estimates are the group's. */
export function fewObservations({ observations, parameters }: Likelihood, record: number): string[] {
  const few = { observations: observations[record]!, dimension: parameters.length };
  return few.observations <= few.dimension ? [subjectWarning("fewObservationsInGroup", few).message] : [];
}

/** Mean and standard deviation of a record's parameter on the unbounded scale. */
function unboundedOf(
  design: GroupDesign,
  { mode, covariance }: PersonEstimate,
  { record, parameter }: { readonly record: number; readonly parameter: number },
): { readonly centre: number; readonly deviation: number } {
  const count = design.coefficients.length;
  const width = design.within.names.length;
  const factors = design.coefficients.map((coefficient) =>
    coefficient.parameter === parameter ? design.within.values[record * width + coefficient.within]! : 0,
  );
  let centre = 0;
  let variance = 0;
  for (let k = 0; k < count; k++) {
    centre += factors[k]! * mode[k]!;
    for (let l = 0; l < count; l++) variance += factors[k]! * factors[l]! * covariance[k * count + l]!;
  }
  return { centre, deviation: Math.sqrt(variance) };
}

function interval(transform: Transform, centre: number, reach: number): { lower: number; upper: number } {
  const ends = [transform.natural(centre - reach), transform.natural(centre + reach)] as const;
  return { lower: Math.min(...ends), upper: Math.max(...ends) };
}

/** Logarithm of the likelihood of a record's responses for parameters on their natural scale. */
export function logLikelihoodAt(likelihood: Likelihood, record: number, natural: Float64Array): number {
  const lanes = Float64Array.from({ length: LANES * natural.length }, (_, at) => natural[Math.floor(at / LANES)]!);
  const result = new Float64Array(LANES * (1 + natural.length));
  likelihood.evaluate(record, lanes, result);
  return result[0]!;
}

function quantitiesOf({ fit, likelihood, settings }: Described): DescribedQuantity[] {
  const { design, effects, spreads, errors } = fit;
  const reach = normalQuantile(0.5 + 0.5 * settings.coverage);
  const transforms = transformsOf(likelihood.parameters);
  const columns = design.between.names.length;
  const quantity = (name: string, kind: DescribedQuantity["kind"], mean: number, error: number): DescribedQuantity => ({
    ...{ name, kind, mean, error, summary: null, natural: null, change: null },
    ...(kind === "effect"
      ? { lower: mean - reach * error, upper: mean + reach * error }
      : // A standard deviation is positive: its logarithm is taken for normal.
        { lower: mean * exponential((-reach * error) / mean), upper: mean * exponential((reach * error) / mean) }),
  });
  /** Whether the data determine all of a parameter's level and effects. */
  const determined = (parameter: number) =>
    design.coefficients.every(
      (one, k) =>
        one.parameter !== parameter ||
        !errors.effects.subarray(k * columns, (k + 1) * columns).some((error) => Number.isNaN(error)),
    );
  const found: DescribedQuantity[] = [];
  design.coefficients.forEach(({ parameter, within }, k) => {
    for (let j = 0; j < columns; j++) {
      const at = k * columns + j;
      const one = quantity(effectName(design, k, j), "effect", effects[at]!, errors.effects[at]!);
      const transform = transforms[parameter]!;
      if (within !== 0 || j !== 0) {
        const covariance = determined(parameter) ? errors.covariance : null;
        const known = { effects, covariance, coverage: settings.coverage };
        const change = changeOfEstimate({ coefficient: k, column: j }, { design, transform }, known);
        found.push({ ...one, change });
        continue;
      }
      const natural = {
        value: transform.natural(one.mean),
        ...interval(transform, one.mean, reach * one.error),
      };
      found.push({ ...one, natural });
    }
  });
  design.coefficients.forEach(({ name }, k) => {
    found.push(quantity(name, "spread", spreads[k]!, errors.spreads[k]!));
  });
  return found;
}
