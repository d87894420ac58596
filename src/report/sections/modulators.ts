import type { AlignedTraces, SignalSummary } from "../../analysis/summary.ts";
import { bareLabel, type Context } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, formatNumber, listOf } from "../format.ts";
import { type PackedRange, pack } from "../packed.ts";
import type { Section } from "../section.ts";
import { meanTraces, outcomeResponse, type TraceBlock, type TraceSource } from "../views/traces.ts";

const moments = ["cue", "choice", "outcome"] as const;

/** Numbers in the traces of a page beyond which they are thinned. */
const traceBudget = 120_000;

/** What the modulators do in a trial. */
export function modulatorSection(context: Context): Section | null {
  const source = traceSource(context);
  if (source === null) return null;
  const figures = [traceFigure(source), contrastFigure(context, source), occupancyFigure(context, source)];
  return {
    id: "modulators",
    title: "The modulators within a trial",
    parts: figures.filter((figure): figure is Figure => figure !== null),
  };
}

/** The traces in the form that the page carries; null if there are none. */
export function traceSource(context: Context): TraceSource | null {
  const { summary, control, others } = context;
  const groups = [...(control ? [control] : []), ...others].filter(({ id }) =>
    summary.traces.some(({ group }) => group === id),
  );
  if (groups.length === 0 || summary.signals.length === 0) return null;
  const find = (group: string, moment: string, kind: string): AlignedTraces | undefined =>
    summary.traces.find((trace) => trace.group === group && trace.alignedTo === moment && trace.trials === kind);
  const used = moments
    .map((moment) => ({ moment, trials: kindsOf(summary.traces, moment) }))
    .filter(({ trials }) => trials.length > 0);
  const count = groups.length * used.reduce((sum, { trials }) => sum + trials.length, 0) * summary.signals.length;
  const longest = Math.max(...summary.traces.map(({ time }) => time.length));
  const stride = Math.max(1, Math.ceil((count * longest) / traceBudget));
  const thin = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => index % stride === 0);
  const ranges = summary.signals.map((_, signal) => rangeOf(summary.traces, signal));
  const packed = (rows: AlignedTraces["mean"]): string => pack(rows.map(thin), ranges);
  const block = (trace: AlignedTraces | undefined): TraceBlock | null =>
    trace ? { mean: packed(trace.mean), low: packed(trace.low), high: packed(trace.high) } : null;
  const source: TraceSource = {
    kind: "traces",
    groups: groups.map((group) => ({ label: group.label, colour: context.colourOf(group) })),
    sets: signalSets(summary.signals),
    signals: summary.signals.map((signal, index) => ({
      label:
        signal.kind === "nucleus" || signal.kind === "activity"
          ? signal.label
          : `${bareLabel(signal)} in ${signal.areaLabel}`,
      unit: signal.unit,
      axis: axisOf(signal),
      range: ranges[index]!,
    })),
    alignments: used.map(({ moment, trials }) => ({
      moment,
      trials,
      time: thin(summary.traces.find(({ alignedTo }) => alignedTo === moment)?.time ?? []),
    })),
    blocks: groups.map(({ id }) =>
      used.map(({ moment, trials }) => trials.map((kind) => block(find(id, moment, kind)))),
    ),
  };
  return { ...source, sets: [...overview(summary.signals, source), ...source.sets] };
}

/** What a signal's axis says: its unit, or what 1 is. */
function axisOf({ kind, unit }: SignalSummary): string {
  if (unit !== "1" && unit !== "") return unit;
  if (kind === "occupancy") return "Share occupied";
  return kind === "activity" ? "Activity" : "Relative to tonic";
}

/** Rewarded and unrewarded trials where they are told apart, else all. */
function kindsOf(traces: readonly AlignedTraces[], moment: string): string[] {
  const known = traces.filter(({ alignedTo }) => alignedTo === moment).map(({ trials }) => trials);
  const apart = (["rewarded", "unrewarded"] as const).filter((kind) => known.includes(kind));
  return apart.length > 0 ? apart : known.includes("all") ? ["all"] : [];
}

function rangeOf(traces: readonly AlignedTraces[], signal: number): PackedRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { mean, low: lows, high: highs } of traces) {
    for (const row of [mean[signal], lows[signal], highs[signal]]) {
      for (const value of row ?? []) {
        if (value === null || !Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}

/** Every modulator once, in the area where its concentration tells reward from no reward most. */
function overview(signals: readonly SignalSummary[], source: TraceSource): TraceSource["sets"] {
  const strength = (signal: number): number => {
    const response = outcomeResponse(source, 0, signal);
    return response ? Math.abs(response.rewarded - response.unrewarded) : 0;
  };
  const strongest = new Map<string, number>();
  signals.forEach(({ kind, modulator }, index) => {
    if (kind !== "concentration" || modulator === null) return;
    const known = strongest.get(modulator);
    if (known === undefined || strength(index) > strength(known)) strongest.set(modulator, index);
  });
  return strongest.size > 1 ? [{ label: "All modulators, each in one area", signals: [...strongest.values()] }] : [];
}

/** Signals shown together: concentrations of an area, nuclei, receptors of an area, activity. */
function signalSets(signals: readonly SignalSummary[]): TraceSource["sets"] {
  const sets = new Map<string, number[]>();
  const add = (label: string, index: number): void => {
    sets.set(label, [...(sets.get(label) ?? []), index]);
  };
  const passes: readonly [SignalSummary["kind"], (signal: SignalSummary) => string][] = [
    ["concentration", ({ areaLabel }) => `Modulators in ${areaLabel}`],
    ["nucleus", () => "Firing of the nuclei"],
    ["occupancy", ({ areaLabel }) => `Receptors in ${areaLabel}`],
    ["activity", () => "Activity of the areas"],
  ];
  for (const [kind, labelOf] of passes) {
    signals.forEach((signal, index) => {
      if (signal.kind === kind) add(labelOf(signal), index);
    });
  }
  return [...sets].map(([label, members]) => ({ label, signals: members }));
}

function traceFigure(source: TraceSource): Figure {
  return {
    id: "traces",
    heading: "Traces around cue, choice and outcome",
    note: `Means over subjects and trials; time 0 is the moment named. Firing and concentrations are relative to the tonic level: 1 is what a nucleus does without any input, and a modulator that stays above 1 has a nucleus that is driven all the time (which signals drive it stands in the model’s nuclei). A signal has the same scale in all its panels. ${source.alignments.some(({ trials }) => trials.includes("unrewarded")) ? "Dashed: unrewarded trials. " : ""}Bands: 95 % intervals of the mean over subjects. Behind every other group, ${source.groups[0]?.label} is drawn thin.`,
    choices: [
      { name: "group", label: "Group", options: source.groups.map(({ label }) => capitalised(label)) },
      { name: "signals", label: "Signals", options: source.sets.map(({ label }) => label) },
    ].filter(({ options }) => options.length > 1),
    source,
  };
}

function contrastFigure({ summary }: Context, source: TraceSource): Figure | null {
  const signals = summary.signals
    .map((signal, index) => ({ signal, response: outcomeResponse(source, 0, index) }))
    .filter(({ signal, response }) => signal.kind === "concentration" && response !== null);
  if (signals.length === 0) return null;
  const areas = [...new Set(signals.map(({ signal }) => signal.areaLabel))];
  const modulators = [...new Set(signals.map(({ signal }) => signal.modulator ?? signal.label))];
  const values = areas.map((area) =>
    modulators.map((modulator) => {
      const found = signals.find(
        ({ signal }) => signal.areaLabel === area && (signal.modulator ?? signal.label) === modulator,
      );
      return found?.response ? found.response.rewarded - found.response.unrewarded : null;
    }),
  );
  const cells = values.flatMap((row, area) => row.map((value, column) => ({ value: value ?? 0, area, column })));
  const strongest = cells.reduce((best, cell) => (Math.abs(cell.value) > Math.abs(best.value) ? cell : best));
  const size = Math.max(...cells.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  const group = source.groups[0]?.label ?? "";
  return fixedFigure(
    "reward-contrast",
    "Where the modulators tell reward from no reward",
    {
      chart: {
        kind: "matrix",
        rows: areas,
        columns: modulators.map(capitalised),
        rowTitle: "Area",
        columnTitle: "Modulator",
        across: 1,
        rowLabels: true,
        panels: [
          {
            title: "",
            scale: "diverging",
            format: "number",
            label: "Rewarded − unrewarded, relative to tonic",
            domain: [-size, size],
            values,
          },
        ],
      },
      sentence: `In ${group}, the largest difference between rewarded and unrewarded outcomes is that of ${modulators[strongest.column]} in ${areas[strongest.area]}: ${formatNumber(strongest.value, "number")} of the tonic level on average over the first second.`,
    },
    "Difference between rewarded and unrewarded trials in mean concentration over the first second after the outcome, relative to the tonic level (1 = tonic). Empty: the modulator does not reach the area.",
  );
}

function occupancyFigure({ summary }: Context, source: TraceSource): Figure | null {
  const receptors = summary.signals
    .map((signal, index) => ({ signal, index }))
    .filter(({ signal }) => signal.kind === "occupancy");
  if (receptors.length === 0) return null;
  const mean = (group: number, signal: number): number | null => {
    const known = meanTraces(source, group, signal).filter((value): value is number => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0) / known.length;
  };
  const names = receptors.map(({ signal }) => `${bareLabel(signal)}, ${signal.areaLabel}`);
  const values = receptors.map(({ index }) => source.groups.map((_, group) => mean(group, index)));
  const drops = source.groups.slice(1).flatMap(({ label }, group) => {
    const blocked = receptors
      .map(({ signal }, row) => ({
        name: bareLabel(signal),
        from: values[row]?.[0] ?? 0,
        to: values[row]?.[group + 1] ?? 0,
      }))
      .filter(({ from, to }) => from > 0 && to < 0.75 * from);
    return blocked.length > 0 ? [`${label}: ${listOf([...new Set(blocked.map(({ name }) => name))])}`] : [];
  });
  const largest = Math.max(...values.flat().map((value) => value ?? 0), Number.MIN_VALUE);
  return fixedFigure(
    "occupancy",
    "Receptor occupancy in each group",
    {
      chart: {
        kind: "matrix",
        rows: names,
        columns: source.groups.map(({ label }) => capitalised(label)),
        rowTitle: "Receptor, area",
        columnTitle: "Group",
        across: 1,
        rowLabels: true,
        panels: [
          {
            title: "",
            scale: "sequential",
            format: "percent",
            label: "Occupied by the modulator",
            domain: [0, largest],
            values,
          },
        ],
      },
      sentence:
        drops.length > 0
          ? `Receptors occupied by their modulator at least a quarter less than in ${source.groups[0]?.label} – ${drops.join("; ")}.`
          : source.groups.length > 1
            ? "In no group does a receptor lose a quarter of its occupancy against control."
            : `Mean occupancy of ${receptors.length} receptors over the trial.`,
    },
    "Mean share of an area’s receptors occupied by the modulator (not by the drug) over the recorded parts of a trial, times the receptor’s density in the area.",
  );
}
