import { logarithm } from "../../math/double.ts";
import { normalQuantile } from "../../math/normalQuantile.ts";
import { cholesky, inverseFromCholesky, multiply } from "../../math/symmetricMatrix.ts";
import { LANES, type Likelihood } from "../likelihood.ts";
import { type BoundLimits, boundLimits, boundsReached } from "./bounds.ts";
import { negativeHessian, WIDER_STEPS } from "./curvature.ts";
import { runInLanes } from "./lanes.ts";
import { possibleStarts, SPREAD_POINTS } from "./possibleStarts.ts";
import { climb, isImpossible, type Peak } from "./quasiNewton.ts";
import { startingPoints } from "./starts.ts";
import { type Objective, SubjectPosterior } from "./subjectPosterior.ts";
import { type SubjectWarning, subjectWarning } from "./subjectWarning.ts";

export interface SubjectFitOptions {
  /** `posterior` (default): maximum a posteriori. `likelihood`: maximum likelihood. */
  readonly objective?: Objective;
  /** Points from which the search starts. Default 10. */
  readonly starts?: number;
  /** Whole number ≥ 0; moves the starts. Default 0. */
  readonly seed?: number;
  /** Probability that the intervals hold. Default 0.95. */
  readonly coverage?: number;
  /** Subjects to fit, by number; default all. */
  readonly subjects?: readonly number[];
  /** Called after each subject with the number done. */
  readonly onSubject?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** One subject's most probable (or most likely) parameters. */
export interface SubjectFit {
  readonly subject: string;
  /** Trials with a response that counts. */
  readonly observations: number;
  /** Natural scale, [parameter]; NaN where no start had a likelihood. */
  readonly estimate: Float64Array;
  /** Ends of the interval, natural scale, [parameter]; NaN where there is none: at a bound, or where the data say nothing. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The estimate on the unbounded scale, [parameter]. */
  readonly unbounded: Float64Array;
  /** Covariance on the unbounded scale, [parameter, parameter]; 0 for a parameter at its bound, null without a peak. */
  readonly covariance: Float64Array | null;
  readonly logLikelihood: number;
  /** Logarithm of the model's evidence by Laplace's method; null for maximum likelihood or where there is no peak. */
  readonly logEvidence: number | null;
  readonly aic: number;
  readonly bic: number;
  /** Starts that came to the same peak, within 0.01 of its logarithm. */
  readonly startsAtPeak: number;
  readonly warnings: readonly SubjectWarning[];
}

const LOG_TWO_PI = 1.8378770664093453;
/** Logarithms of two peaks that differ by less are the same peak. */
const SAME_PEAK = 0.01;

/**
 * Fits each subject alone: BFGS from many starts on the unbounded scale, two starts side by side, then the curvature at
 * the best peak. Where all starts are impossible, possible ones are looked for over the priors.
 *
 * The mode is that of the density on the unbounded scale, so that intervals and evidence belong to the same
 * approximation and no estimate lies on a bound for want of data. Intervals are normal on the unbounded scale and are
 * carried to the natural one. Evidence: log p(data, peak) + (D/2) log 2π − ½ log |H| (MacKay 2003, ch. 27). AIC and BIC
 * use the likelihood at the estimate.
 *
 * @returns Fits in the order of `subjects`; null if stopped by `signal`.
 */
export function fitSubjects(likelihood: Likelihood, options: SubjectFitOptions = {}): SubjectFit[] | null {
  const { objective = "posterior", starts = 10, seed = 0, coverage = 0.95 } = options;
  if (!(Number.isInteger(starts) && starts >= 1)) throw new RangeError(`starts is ${starts}; at least 1 is needed`);
  if (!(coverage > 0 && coverage < 1)) throw new RangeError(`coverage is ${coverage}; between 0 and 1 is allowed`);
  const density = new SubjectPosterior(likelihood, objective);
  const points = startingPoints(density.transforms, density.priors, starts, seed);
  const subjects = options.subjects ?? likelihood.subjects.map((_, i) => i);
  const limits = density.transforms.map((transform, d) => boundLimits(transform, density.priors[d]!));
  const width = normalQuantile(0.5 + 0.5 * coverage);
  const fits: SubjectFit[] = [];
  let spread: readonly Float64Array[] | null = null;
  for (const subject of subjects) {
    if (options.signal?.aborted) return null;
    density.subject = subject;
    const climbFrom = (from: readonly Float64Array[]) =>
      runInLanes(
        density,
        from.map((point) => climb(point)),
      )!;
    let peaks = climbFrom(points);
    if (peaks.every(isImpossible)) {
      spread ??= startingPoints(density.transforms, density.priors, SPREAD_POINTS, seed);
      peaks = [...peaks, ...climbFrom(possibleStarts(density, spread))];
    }
    fits.push(describe(likelihood, density, { objective, peaks, limits, width }));
    options.onSubject?.(fits.length);
  }
  return fits;
}

interface Found {
  readonly objective: Objective;
  readonly peaks: readonly Peak[];
  readonly limits: readonly BoundLimits[];
  readonly width: number;
}

function describe(likelihood: Likelihood, density: SubjectPosterior, found: Found): SubjectFit {
  const { objective, peaks, limits, width } = found;
  const { dimension, transforms, subject } = density;
  const observations = likelihood.observations[subject]!;
  const warnings: SubjectWarning[] = [];
  if (observations <= dimension) warnings.push(subjectWarning("fewObservations", { observations, dimension }));

  const best = peaks.reduce((a, b) => (b.logDensity > a.logDensity ? b : a));
  const estimate = new Float64Array(dimension).fill(Number.NaN);
  const lower = estimate.slice();
  const upper = estimate.slice();
  const common = { subject: likelihood.subjects[subject]!, observations, estimate, lower, upper, warnings };
  if (best.logDensity === Number.NEGATIVE_INFINITY) {
    warnings.push(subjectWarning("impossible"));
    const none = { logLikelihood: Number.NEGATIVE_INFINITY, logEvidence: null, aic: Number.NaN, bic: Number.NaN };
    return { ...common, ...none, unbounded: estimate.slice(), covariance: null, startsAtPeak: 0 };
  }

  const natural = transforms.map((transform, d) => transform.natural(best.position[d]!));
  const bounds = boundsReached(natural, limits);
  for (const { parameter, end } of bounds)
    warnings.push(subjectWarning("atBound", { parameter: likelihood.parameters[parameter]!.name, end }));
  const held = new Set(bounds.map(({ parameter }) => parameter));
  const free = Array.from({ length: dimension }, (_, d) => d).filter((d) => !held.has(d));

  const factorAt = (step?: number) =>
    cholesky(reduced(negativeHessian(density, best.position, step), dimension, free), free.length);
  const narrow = factorAt();
  const factor = narrow ?? WIDER_STEPS.reduce<Float64Array | null>((found, step) => found ?? factorAt(step), null);
  const mode = factor ? polished(density, best, factor, free) : best;
  if (!best.converged) warnings.push(subjectWarning("notConverged"));
  if (factor === null) warnings.push(subjectWarning("flat"));
  else if (narrow === null) warnings.push(subjectWarning("kinked"));
  const startsAtPeak = peaks.filter(({ logDensity }) => logDensity > best.logDensity - SAME_PEAK).length;
  if (startsAtPeak === 1 && peaks.filter((peak) => !isImpossible(peak)).length > 2)
    warnings.push(subjectWarning("peakFoundOnce", { starts: peaks.length }));

  const covariance = factor && expanded(inverseFromCholesky(factor, free.length), dimension, free);
  for (let d = 0; d < dimension; d++) {
    const transform = transforms[d]!;
    const u = mode.position[d]!;
    estimate[d] = transform.natural(u);
    if (covariance === null || held.has(d)) continue;
    const distance = width * Math.sqrt(covariance[d * dimension + d]!);
    const ends = [transform.natural(u - distance), transform.natural(u + distance)] as const;
    lower[d] = Math.min(...ends);
    upper[d] = Math.max(...ends);
  }
  const logLikelihood = density.logLikelihood(mode.position);
  let logEvidence: number | null = null;
  if (objective === "posterior" && factor && free.length === dimension) {
    logEvidence = mode.logDensity + 0.5 * dimension * LOG_TWO_PI;
    for (let d = 0; d < dimension; d++) logEvidence -= logarithm(factor[d * dimension + d]!);
  }
  return {
    ...common,
    ...{ unbounded: mode.position, covariance, startsAtPeak, logLikelihood, logEvidence },
    aic: 2 * dimension - 2 * logLikelihood,
    bic: dimension * logarithm(Math.max(1, observations)) - 2 * logLikelihood,
  };
}

/** One Newton step from the peak, kept if it does not lower the density. */
function polished(
  density: SubjectPosterior,
  peak: Peak,
  factor: Float64Array,
  free: readonly number[],
): Pick<Peak, "position" | "logDensity"> {
  const size = free.length;
  const step = new Float64Array(size);
  multiply(
    inverseFromCholesky(factor, size),
    size,
    Float64Array.from(free, (d) => peak.gradient[d]!),
    step,
  );
  const position = peak.position.slice();
  free.forEach((d, i) => {
    position[d] = position[d]! + step[i]!;
  });
  const points = new Float64Array(density.dimension * LANES);
  for (let d = 0; d < density.dimension; d++) points.fill(position[d]!, d * LANES, (d + 1) * LANES);
  const result = new Float64Array((1 + density.dimension) * LANES);
  density.evaluate(points, result);
  return result[0]! >= peak.logDensity ? { position, logDensity: result[0]! } : peak;
}

function reduced(matrix: Float64Array, size: number, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept.flatMap((row) => kept.map((column) => matrix[row * size + column]!)));
}

function expanded(matrix: Float64Array, size: number, kept: readonly number[]): Float64Array {
  const whole = new Float64Array(size * size);
  kept.forEach((row, i) => {
    kept.forEach((column, j) => {
      whole[row * size + column] = matrix[i * kept.length + j]!;
    });
  });
  return whole;
}
