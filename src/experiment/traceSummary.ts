import type { AlignedTraces, SignalSummary } from "../analysis/index.ts";
import type { LoweredModel } from "../spec/index.ts";
import { alignments, traceWindow, windowTimes } from "./alignedTrace.ts";
import type { AlignedSums } from "./armData.ts";
import type { ResultData } from "./resultTables.ts";

/** Half-width of a 95 % interval of a mean in standard errors (normal approximation). */
const interval = 1.96;

/** The recorded signals with labels for plots. */
export function signalSummaries(model: LoweredModel): SignalSummary[] {
  const labels = new Map([...model.areas, ...model.nuclei].map(({ name, label }) => [name, label]));
  return model.signals.map(({ variable, label, kind, area, modulator, receptor, unit }) => ({
    name: variable,
    label,
    kind,
    area,
    areaLabel: labels.get(area) ?? area,
    modulator,
    receptor,
    unit,
  }));
}

/** Mean traces around cue, choice and outcome of every group; each subject's mean over trials counts once. */
export function alignedTraces({ plan, arms }: ResultData): AlignedTraces[] {
  return plan.arms.flatMap((arm, index) => {
    if (arm.attribution) return [];
    const { step } = plan.models[arm.model]!.program;
    const time = windowTimes(traceWindow(step), step).map((seconds) => Number(seconds.toFixed(4)));
    return alignments.map((alignment, which) => ({
      group: arm.group,
      ...alignment,
      time,
      ...curves(arms[index]!.aligned[which]!, time.length),
    }));
  });
}

function curves({ sums, squares, counts }: AlignedSums, bins: number): Pick<AlignedTraces, "mean" | "low" | "high"> {
  const signals = sums.length / bins;
  const mean: number[][] = [];
  const low: number[][] = [];
  const high: number[][] = [];
  for (let signal = 0; signal < signals; signal++) {
    const rows: [number[], number[], number[]] = [[], [], []];
    for (let bin = 0; bin < bins; bin++) {
      const at = signal * bins + bin;
      const count = counts[at]!;
      const average = sums[at]! / count;
      const variance = Math.max(0, (squares[at]! - count * average * average) / Math.max(1, count - 1));
      const half = interval * Math.sqrt(variance / count);
      rows[0].push(brief(average));
      rows[1].push(brief(average - half));
      rows[2].push(brief(average + half));
    }
    mean.push(rows[0]);
    low.push(rows[1]);
    high.push(rows[2]);
  }
  return { mean, low, high };
}

/** Four digits are more than a plot can show. */
function brief(value: number): number {
  return Number(value.toPrecision(4));
}
