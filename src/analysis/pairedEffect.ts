import { largePairedDifference } from "../math/largeSample.ts";
import { fewestForInterval, pairedDifference } from "../math/statisticsResampling.ts";
import { bootstrapSeed } from "./behaviour.ts";
import type { DescribedGroup } from "./groupStatistics.ts";
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
  const [values, reference] = [group.measures[measure]?.values, control.measures[measure]?.values];
  if (values === undefined || reference === undefined) {
    throw new RangeError(`${values === undefined ? group.id : control.id} has no ${measure}`);
  }
  if (values.length !== reference.length) {
    throw new RangeError(
      `differences from ${control.id} (${reference.length} subjects) need the same subjects in ${group.id} (${values.length})`,
    );
  }
  const differences = values.map((value, place) => (value ?? Number.NaN) - (reference[place] ?? Number.NaN));
  return { group: group.id, measure, ...pairedDifference(differences, effectDraws, seed) };
}

/**
 * Difference of a measure between two groups of the same subjects. Small groups as `pairedEffect`; of large ones all
 * subjects count and the interval of dz comes from its standard error.
 *
 * @throws RangeError if the two have different numbers of subjects or one lacks the measure.
 */
export function pairedGroups(group: DescribedGroup, control: DescribedGroup, measure: MeasureName): Effect {
  const [values, reference] = [group.values[measure], control.values[measure]];
  const large = group.summary.listed !== undefined && control.summary.listed !== undefined;
  if (!large || !values || !reference || values.length !== reference.length) {
    return pairedEffect(group.summary, control.summary, measure);
  }
  const differences = values.map((value, place) => value - reference[place]!);
  return { group: group.summary.id, measure, ...largePairedDifference(differences) };
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
