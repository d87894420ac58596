import type { CurveChart } from "../chart.ts";

/** Ranks of true values in their posteriors, counted in bins. */
export interface CountedRanks {
  readonly title: string;
  /** What has a rank, in the plural. */
  readonly counted: string;
  /** Middle of each bin. */
  readonly places: readonly number[];
  readonly histogram: readonly number[];
  /** Counts between which 99 % of the bins are where ranks are even. */
  readonly band: readonly [number, number];
  /** In a bin where ranks are even. */
  readonly expected: number;
}

/** Ranks beside what they are where posteriors hold what they promise. */
export function rankPanel({
  title,
  counted,
  places,
  histogram,
  band,
  expected,
}: CountedRanks): CurveChart["panels"][number] {
  return {
    title,
    y: { label: counted, format: "integer", domain: [0, Math.max(band[1] * 1.15, ...histogram)] },
    series: [
      {
        ...{ label: "expected (99 % of bins)", colour: "peopleAll" as const, background: true, x: places },
        y: places.map(() => expected),
        low: places.map(() => band[0]),
        high: places.map(() => band[1]),
      },
      { label: "ranks", colour: "group0" as const, x: places, y: [...histogram] },
    ],
  };
}

/** How shapes of ranks are read. */
export const rankShapes = "A hump in the middle: posteriors too wide; a bowl: too narrow; a slope: shifted.";
