import { rootMeanSquareDifference, wasserstein } from "../math/statistics.ts";
import { weightedMeans } from "../math/statisticsResampling.ts";
import { bootstrapSeed } from "./behaviour.ts";
import { measureDescriptions } from "./measures.ts";
import { type Noise, noiseOf, type ReferenceStatistic } from "./noiseCeiling.ts";
import type { BehaviourComparison, GroupSummary, StatisticDistance } from "./summary.ts";

/** A statistic on which groups are compared. */
interface ComparedStatistic {
  readonly name: string;
  readonly label: string;
  /** Its values for each subject; null if the group has none. */
  readonly of: (group: GroupSummary) => ReferenceStatistic | null;
}

const statistics: readonly ComparedStatistic[] = [
  {
    name: "reversalCurve",
    label: "Mean accuracy by trial after a reversal",
    of: ({ reversalCurve, subjectCurves }) => (reversalCurve === null ? null : curveOf(subjectCurves)),
  },
  {
    name: "formerCurve",
    label: "Mean choice of the formerly best option by trial after a reversal",
    of: ({ formerCurve, subjectFormerCurves }) =>
      formerCurve === null || subjectFormerCurves === undefined ? null : curveOf(subjectFormerCurves),
  },
  ...(["accuracy", "winStay", "loseShift", "perseveration"] as const).map((name) => ({
    name,
    label: `${measureDescriptions.find((measure) => measure.name === name)!.label}, distribution over subjects`,
    of: ({ measures }: GroupSummary): ReferenceStatistic | null => {
      const values = measures[name]?.values;
      return values === undefined ? null : { kind: "distribution", values: withNaN(values) };
    },
  })),
];

/** The measures that a group has, in words. */
function known({ id, measures }: GroupSummary): string {
  const names = measureDescriptions.filter(({ name }) => measures[name]).map(({ label }) => label.toLowerCase());
  return `${id} has ${names.join(", ") || "no measure"}`;
}

/**
 * Compares a group's behaviour with a reference: a distance on each statistic that both have, beside the distance that
 * as many random subjects of the reference have from the rest (99 % quantile of 2,000 draws).
 *
 * Of a large group the subjects that it lists are compared.
 *
 * Mean curves are compared by the root mean square of their differences, distributions over subjects by the first
 * Wasserstein distance. The group is distinguishable if a distance exceeds its noise ceiling.
 *
 * @param seed - Seed of the random draws.
 * @throws RangeError if the reference has fewer than four subjects or the two have no statistic in common.
 */
export function compareBehaviour(
  group: GroupSummary,
  reference: GroupSummary,
  seed = bootstrapSeed,
): BehaviourComparison {
  if (reference.subjects < 4) {
    throw new RangeError(`${reference.id} has ${reference.subjects} subjects; a reference needs at least 4`);
  }
  const shared = statistics.flatMap((statistic) => {
    const [own, other] = [statistic.of(group), statistic.of(reference)];
    return own === null || other === null ? [] : [{ ...statistic, ...sameLength(own, other) }];
  });
  if (shared.length === 0) {
    throw new RangeError(
      `${group.id} and ${reference.id} have no statistic in common: ${known(group)}, ${known(reference)}`,
    );
  }
  const size = group.listed ?? group.subjects;
  const noise = noiseFor(
    reference,
    shared.map(({ name, other }) => ({ name, statistic: other })),
    size,
    seed,
  );
  const distances = shared.map(({ name, label, own, other }, i): StatisticDistance => {
    const distance = distanceBetween(own, other);
    const { ceiling99, median } = noise.ceilings[i]!;
    return { name, label, distance, noiseCeiling99: ceiling99, noiseMedian: median, exceeds: distance > ceiling99 };
  });
  return {
    reference: reference.id,
    group: group.id,
    subjects: size,
    statistics: distances,
    distinguishable: distances.some(({ exceeds }) => exceeds),
    reasons: reasonsFor(distances, group, reference, noise),
  };
}

/** Difference in the share of omissions from which on it is mentioned. */
const omissionsWorthSaying = 0.05;

function reasonsFor(
  distances: readonly StatisticDistance[],
  group: GroupSummary,
  reference: GroupSummary,
  noise: Noise,
): string[] {
  const number = (value: number): string => value.toFixed(3);
  const reasons = distances
    .filter(({ exceeds }) => exceeds)
    .map(
      ({ label, distance, noiseCeiling99 }) =>
        `${label}: distance ${number(distance)} exceeds the noise ceiling ${number(noiseCeiling99)}.`,
    );
  if (reasons.length === 0) {
    const chance = (100 * noise.anyExceeds).toFixed(1);
    reasons.push(
      `No distance exceeds its noise ceiling; ${group.listed ?? group.subjects} random subjects of ${reference.id} exceed one in ${chance} % of draws. That does not show that the two are the same.`,
    );
  }
  const missing = statistics.filter(({ name }) => !distances.some((distance) => distance.name === name));
  if (missing.length > 0) {
    reasons.push(`Not compared, because one of the two lacks it: ${missing.map(({ label }) => label).join("; ")}.`);
  }
  const [own, other] = [group, reference].map(({ measures }) => measures.omissions?.mean ?? 0) as [number, number];
  if (Math.abs(own - other) > omissionsWorthSaying) {
    const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
    reasons.push(
      `No choice is made on ${percent(own)} of trials in ${group.id} and ${percent(other)} in ${reference.id}; no distance counts these trials.`,
    );
  }
  return reasons;
}

function distanceBetween(a: ReferenceStatistic, b: ReferenceStatistic): number {
  if (a.kind === "curve" && b.kind === "curve") return rootMeanSquareDifference(meanCurve(a.rows), meanCurve(b.rows));
  if (a.kind === "distribution" && b.kind === "distribution") return wasserstein(a.values, b.values);
  return Number.NaN;
}

function meanCurve(rows: readonly Float64Array[]): Float64Array {
  return weightedMeans(rows, new Uint8Array(rows.length).fill(1));
}

const noiseCache = new WeakMap<GroupSummary, Map<string, Noise>>();

/** The noise depends on the reference and the group's size alone and is kept for the next group of that size. */
function noiseFor(
  reference: GroupSummary,
  named: readonly { readonly name: string; readonly statistic: ReferenceStatistic }[],
  size: number,
  seed: number,
): Noise {
  const known = noiseCache.get(reference) ?? new Map<string, Noise>();
  noiseCache.set(reference, known);
  const widths = named.map(
    ({ name, statistic }) => `${name} ${statistic.kind === "curve" ? statistic.rows[0]?.length : ""}`,
  );
  const key = [size, seed, ...widths].join(" ");
  const noise =
    known.get(key) ??
    noiseOf(
      named.map(({ statistic }) => statistic),
      reference.subjects,
      size,
      seed,
    );
  known.set(key, noise);
  return noise;
}

/** Curves of blocks of different length are compared over the trials that both have. */
function sameLength(own: ReferenceStatistic, other: ReferenceStatistic) {
  if (own.kind !== "curve" || other.kind !== "curve") return { own, other };
  const length = Math.min(own.rows[0]!.length, other.rows[0]!.length);
  const cut = (rows: readonly Float64Array[]): ReferenceStatistic => ({
    kind: "curve",
    rows: rows.map((row) => row.subarray(0, length)),
  });
  return { own: cut(own.rows), other: cut(other.rows) };
}

function curveOf(rows: readonly (readonly (number | null)[])[]): ReferenceStatistic {
  return { kind: "curve", rows: rows.map(withNaN) };
}

function withNaN(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}
