import type { GroupSummary } from "../../analysis/summary.ts";
import type { Series } from "../chart.ts";
import { type Context, whoIs } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, formatNumber } from "../format.ts";

type CueCurve = NonNullable<GroupSummary["responseCurves"]>[number];

/** Graded responses to each cue in the course of the session; null if the task has none. */
export function responseFigure(context: Context): Figure | null {
  const { control, others } = context;
  const groups = [...(control ? [control] : []), ...others].filter(({ responseCurves }) => responseCurves);
  if (groups.length === 0) return null;
  const values = groups.flatMap(({ responseCurves = [] }) => responseCurves.flatMap(({ curve }) => curve.high));
  const highest = Math.max(...values.filter(Number.isFinite), Number.MIN_VALUE);
  return fixedFigure(
    "responses",
    "Conditioned response to each cue",
    {
      chart: {
        kind: "curves",
        x: { label: "Presentation of the cue", format: "integer" },
        panels: groups.map((group) => ({
          title: capitalised(group.label),
          y: { label: "Response", format: "number", domain: [0, highest] },
          series: (group.responseCurves ?? []).map((curve) => seriesOf(context, curve)),
        })),
        columns: Math.min(3, groups.length),
        height: groups.length === 1 ? 300 : 210,
        marks: [],
        levels: [],
      },
      sentence: responseSentence(context, groups[0]!),
    },
    "Mean graded response, from 0 to 1, from the cue’s beginning until the outcome, by how often the subject has seen the cue. Solid: cues that are followed by reward; dashed: cues that never are. Bands: 95 % bootstrap intervals of the mean over subjects.",
  );
}

function seriesOf(context: Context, { cue, rewarded, curve }: CueCurve): Series {
  return {
    label: `${cueName(context, cue)}, ${rewarded ? "rewarded" : "never rewarded"}`,
    colour: "accent",
    x: curve.x,
    y: curve.mean,
    low: curve.low,
    high: curve.high,
    dashed: !rewarded,
  };
}

function cueName({ summary }: Context, cue: number): string {
  return summary.task.optionLabels[cue] ?? `cue ${cue + 1}`;
}

function responseSentence(context: Context, group: GroupSummary): string {
  const number = (value: number | undefined): string => formatNumber(value, "number");
  const described = (group.responseCurves ?? []).map(({ cue, rewarded, curve }) => {
    const what = `${cueName(context, cue)} (${rewarded ? "rewarded" : "never rewarded"})`;
    return `${what} ${number(curve.mean[0])} and ${number(curve.mean.at(-1))}`;
  });
  return `Mean response of ${whoIs(group)} at the first and at the last presentation – ${described.join("; ")}.`;
}
