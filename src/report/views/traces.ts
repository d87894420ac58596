import type { CurveChart, Series } from "../chart.ts";
import { capitalised, formatNumber } from "../format.ts";
import { type PackedRange, unpackRow } from "../packed.ts";
import type { ColourName } from "../theme.ts";
import type { Selection, View } from "./view.ts";

/** Mean traces of one group, one alignment, one kind of trial; packed `[signal][time]`. */
export interface TraceBlock {
  readonly mean: string;
  readonly low: string;
  readonly high: string;
}

/** Data of the figure of traces. */
export interface TraceSource {
  readonly kind: "traces";
  readonly groups: readonly { readonly label: string; readonly colour: ColourName }[];
  /** Signals shown together. */
  readonly sets: readonly { readonly label: string; readonly signals: readonly number[] }[];
  readonly signals: readonly {
    readonly label: string;
    readonly unit: string;
    /** What the vertical axis says. */
    readonly axis: string;
    readonly range: PackedRange;
  }[];
  /** Moments that traces are aligned to, each with the kinds of trials (all, or rewarded and unrewarded). */
  readonly alignments: readonly {
    readonly moment: string;
    readonly time: readonly number[];
    readonly trials: readonly string[];
  }[];
  /** `[group][alignment][kind of trials]`; null if not recorded. */
  readonly blocks: readonly (readonly (readonly (TraceBlock | null)[])[])[];
}

/** Traces of a set of signals around each moment of the trial. */
export function traceView(source: TraceSource, selection: Selection): View {
  const groupIndex = Math.min(selection.group ?? 0, source.groups.length - 1);
  const set = source.sets[selection.signals ?? 0] ?? source.sets[0];
  const signals = set?.signals ?? [];
  return {
    chart: {
      kind: "curves",
      x: { label: "Time (s)", format: "number" },
      panels: signals.flatMap((signal) => {
        const { label, axis } = source.signals[signal]!;
        const lines = source.alignments.map((_, alignment) => seriesOf(source, groupIndex, alignment, signal));
        const domain = commonDomain(lines.flat());
        return source.alignments.map(({ moment, trials }, alignment) => ({
          title: `${label}, from ${moment}${trials.length > 1 ? "" : ` (${trials[0] ?? ""} trials)`}`,
          y: { label: axis, format: "number" as const, domain },
          series: lines[alignment] ?? [],
        }));
      }),
      columns: source.alignments.length,
      height: 130,
      marks: [{ x: 0, label: "" }],
      levels: [],
    } satisfies CurveChart,
    sentence: describe(source, groupIndex, signals),
  };
}

function seriesOf(source: TraceSource, group: number, alignment: number, signal: number): Series[] {
  const own = source.groups[group]!;
  const build = (from: number, trials: number, behind: boolean): Series[] => {
    const block = source.blocks[from]?.[alignment]?.[trials];
    if (!block) return [];
    const y = traceOf(source, block.mean, alignment, signal);
    const interval = behind
      ? {}
      : { low: traceOf(source, block.low, alignment, signal), high: traceOf(source, block.high, alignment, signal) };
    const kind = source.alignments[alignment]?.trials[trials] ?? "";
    const label = `${behind ? `${source.groups[from]?.label}, ` : ""}${kind} trials`;
    return [
      {
        label,
        colour: source.groups[from]?.colour ?? own.colour,
        x: source.alignments[alignment]?.time ?? [],
        y,
        ...interval,
        unlisted: kind === "all",
        dashed: kind === "unrewarded",
        background: behind,
      },
    ];
  };
  const kinds = (source.alignments[alignment]?.trials ?? []).map((_, index) => index);
  return [
    ...(group === 0 ? [] : kinds.flatMap((trials) => build(0, trials, true))),
    ...kinds.flatMap((trials) => build(group, trials, false)),
  ];
}

function traceOf(source: TraceSource, packed: string, alignment: number, signal: number): (number | null)[] {
  const length = source.alignments[alignment]?.time.length ?? 0;
  return unpackRow(packed, signal, length, source.signals[signal]?.range ?? { low: 0, high: 1 });
}

/** All values of a group's mean traces of a signal, whatever the moment and kind of trials. */
export function meanTraces(source: TraceSource, group: number, signal: number): (number | null)[] {
  return (source.blocks[group] ?? []).flatMap((kinds, alignment) =>
    kinds.flatMap((block) => (block ? traceOf(source, block.mean, alignment, signal) : [])),
  );
}

/** The same scale for a signal from every moment, so that heights can be compared. */
function commonDomain(lines: readonly Series[]): readonly [number, number] {
  const values = lines.flatMap(({ y, low = [], high = [] }) => [...y, ...low, ...high]);
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return [0, 1];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const margin = (most - least || Math.abs(most) || 1) * 0.04;
  return [least - margin, most + margin];
}

/** Mean of a trace over the first second from its moment. */
export function firstSecond(time: readonly number[], values: readonly (number | null)[]): number | null {
  const inside = values.filter((value, index) => value !== null && (time[index] ?? -1) >= 0 && (time[index] ?? 2) <= 1);
  return inside.length === 0 ? null : inside.reduce<number>((sum, value) => sum + (value ?? 0), 0) / inside.length;
}

/** The first-second means after the outcome of rewarded and unrewarded trials; null if not recorded. */
export function outcomeResponse(
  source: TraceSource,
  group: number,
  signal: number,
): { readonly rewarded: number; readonly unrewarded: number } | null {
  const alignment = source.alignments.findIndex(({ moment }) => moment === "outcome");
  const { time = [], trials = [] } = source.alignments[alignment] ?? {};
  const [rewarded, unrewarded] = ["rewarded", "unrewarded"].map((kind) => {
    const block = source.blocks[group]?.[alignment]?.[trials.indexOf(kind)];
    return block ? firstSecond(time, traceOf(source, block.mean, alignment, signal)) : null;
  });
  if (rewarded === undefined || unrewarded === undefined || rewarded === null || unrewarded === null) return null;
  return { rewarded, unrewarded };
}

interface Response {
  readonly rewarded: number;
  readonly unrewarded: number;
}

/** The two differ by less than a hundredth. */
function isAlike({ rewarded, unrewarded }: Response): boolean {
  return Math.abs(rewarded - unrewarded) < 0.01 * Math.max(Math.abs(rewarded), Math.abs(unrewarded), 0.01);
}

/** A value too small to be told from nothing beside the other is written as 0. */
function nearly(value: number, { rewarded, unrewarded }: Response): string {
  const negligible = Math.abs(value) < 1e-3 * Math.max(Math.abs(rewarded), Math.abs(unrewarded));
  return formatNumber(negligible ? 0 : value, "number");
}

function describe(source: TraceSource, group: number, signals: readonly number[]): string {
  const responses = signals.flatMap((signal) => {
    const response = outcomeResponse(source, group, signal);
    return response === null ? [] : [{ signal, ...response }];
  });
  const name = capitalised(source.groups[group]?.label ?? "");
  responses.sort((a, b) => Math.abs(b.rewarded - b.unrewarded) - Math.abs(a.rewarded - a.unrewarded));
  const strongest = responses[0];
  if (!strongest) return `${name}: mean traces over subjects and trials.`;
  if (responses.every(isAlike)) {
    const which =
      responses.length > 1 ? `none of these ${responses.length} signals tells` : "this signal does not tell";
    return `${name}: ${which} reward from no reward in the first second after the outcome (differences below 1 %).`;
  }
  const unit = source.signals[strongest.signal]?.unit ?? "";
  const suffix = unit === "1" || unit === "" ? "" : ` ${unit}`;
  const [rewarded, unrewarded] = [strongest.rewarded, strongest.unrewarded].map(
    (value) => `${nearly(value, strongest)}${suffix}`,
  );
  const label = source.signals[strongest.signal]?.label ?? "";
  const among =
    responses.length > 1
      ? `of these ${responses.length} signals, ${label} tells reward from no reward most`
      : `${label} after reward and no reward`;
  return `${name}: ${among}, ${rewarded} on average in the first second after a rewarded outcome and ${unrewarded} after an unrewarded one.`;
}
