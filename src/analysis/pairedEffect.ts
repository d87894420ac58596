import { largePairedDifference } from "../math/largeSample.ts";
import { fewestForInterval, type PairedDifference, pairedDifference } from "../math/statisticsResampling.ts";
import { bootstrapSeed } from "./behaviour.ts";
import type { MeasuredGroup } from "./groupStatistics.ts";
import type { Effect, Expectation, GroupSummary, MeasureName } from "./summary.ts";

const effectDraws = 10_000;
/** An interval of dz within these limits counts as no change: less than Cohen's medium effect. */
const equivalenceBound = 0.5;

/**
 * Difference of a measure between a group and its control, subject by subject: Cohen's dz with a 95 % percentile
 * bootstrap interval (10,000 draws of subjects). Fewer than five subjects have neither.
 *
 * @throws RangeError if the two have different numbers of subjects or one lacks the measure.
 */
export function pairedEffect(
  group: GroupSummary,
  control: GroupSummary,
  measure: MeasureName,
  seed = bootstrapSeed,
): Effect {
  const valuesOf = ({ id, measures }: GroupSummary): [string, Values] => [id, measures[measure]?.values];
  const differences = differencesOf(measure, valuesOf(group), valuesOf(control));
  return { group: group.id, measure, ...pairedDifference(differences, effectDraws, seed) };
}

/**
 * Difference of a measure between two groups of the same subjects. Small groups as `pairedEffect`; of large ones the
 * interval of dz comes from its standard error.
 *
 * @throws RangeError if the two have different numbers of subjects or one lacks the measure.
 */
export function pairedGroups(group: MeasuredGroup, control: MeasuredGroup, measure: MeasureName): Effect {
  const differences = differencesOf(measure, [group.id, group.values[measure]], [control.id, control.values[measure]]);
  const compare = group.large && control.large ? largePairedDifference : bootstrapped;
  return { group: group.id, measure, ...compare(differences) };
}

function bootstrapped(differences: ArrayLike<number>): PairedDifference {
  return pairedDifference(differences, effectDraws, bootstrapSeed);
}

type Values = ArrayLike<number | null> | undefined;

function differencesOf(
  measure: MeasureName,
  [group, values]: [string, Values],
  [control, reference]: [string, Values],
) {
  if (values === undefined || reference === undefined) {
    throw new RangeError(`${values === undefined ? group : control} has no ${measure}`);
  }
  if (values.length !== reference.length) {
    throw new RangeError(
      `differences from ${control} (${reference.length} subjects) need the same subjects in ${group} (${values.length})`,
    );
  }
  return Float64Array.from(values, (value, place) => (value ?? Number.NaN) - (reference[place] ?? Number.NaN));
}

/**
 * Whether an effect came out as stated beforehand.
 *
 * A stated direction is confirmed if the interval of dz lies on that side of 0, contradicted if on the other. No change
 * is confirmed if the whole interval lies within ±0.5 and does contain 0, contradicted if it does not contain 0. Without
 * an interval nothing is decided, unless no subject differs at all.
 */
export function effectVerdict(effect: Effect, direction: Expectation["direction"]): Expectation["verdict"] {
  const { difference, subjects, low, high } = effect;
  if (low === null || high === null) {
    const same = difference === 0 && subjects >= fewestForInterval;
    return direction === "unchanged" && same ? "confirmed" : "unclear";
  }
  const side = low > 0 ? "higher" : high < 0 ? "lower" : null;
  if (direction === "unchanged") {
    if (side !== null) return "contradicted";
    return low > -equivalenceBound && high < equivalenceBound ? "confirmed" : "unclear";
  }
  if (side === null) return "unclear";
  return side === direction ? "confirmed" : "contradicted";
}
