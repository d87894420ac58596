import type { BrainDescription } from "../simulator/messages.ts";
import { english, words } from "../text/english.ts";
import type { Place, Recording } from "./recording.ts";

/** A line of the figure: the mean of recorded variables. */
export interface Trace {
  readonly label: string;
  readonly names: readonly string[];
  /** The modulator whose colour it has; null for none. */
  readonly modulator: string | null;
}

/** What is recorded of an area, nucleus or projection. */
export function tracesOf({ recorded, explanation, nuclei }: BrainDescription, name: string): Trace[] {
  const weight = recorded.weights[name];
  if (weight !== undefined) return [{ label: english.inspector.weight, names: [weight], modulator: null }];
  const released = nuclei.find((nucleus) => nucleus.name === name)?.modulator ?? null;
  const populations = explanation.owners.filter(
    ({ kind, name: own }) => kind === "population" && own.startsWith(`${name}.`),
  );
  const rates = [{ name, label: english.inspector.mean }, ...populations].flatMap(({ name: own, label }) => {
    const names = recorded.rates[own];
    return names ? [{ label, names, modulator: released }] : [];
  });
  const levels = Object.entries(recorded.concentrations[name] ?? {}).map(([modulator, variable]) => ({
    label: words(modulator),
    names: [variable],
    modulator,
  }));
  return [...rates, ...levels];
}

/** Columns for a figure: times, then each trace; and where the shown moment is. */
export interface TraceWindow {
  readonly columns: [Float64Array, ...Float64Array[]];
  /** Time of what is shown, s. */
  readonly now: number;
  /** Times at which trials begin, s. */
  readonly trialStarts: readonly number[];
}

/** The last trials up to the one that is shown; what comes after the shown moment is left out (NaN). */
export function traceWindow(recording: Recording, place: Place, traces: readonly Trace[], count = 4): TraceWindow {
  const from = Math.max(0, place.index - count + 1);
  const trials = recording.trials.slice(from, place.index + 1);
  const samples = trials.reduce((sum, { time }) => sum + time.length, 0);
  const columns: Float64Array[] = [new Float64Array(samples), ...traces.map(() => new Float64Array(samples))];
  let row = 0;
  for (const { time, values } of trials) {
    columns[0]!.set(time, row);
    for (const [index, { names }] of traces.entries()) {
      const column = columns[index + 1]!;
      for (const name of names) {
        const own = values[name]!;
        for (let sample = 0; sample < own.length; sample++) column[row + sample]! += own[sample]! / names.length;
      }
    }
    row += time.length;
  }
  const hidden = row - recording.trials[place.index]!.time.length + place.sample + 1;
  for (const column of columns.slice(1)) column.fill(Number.NaN, hidden);
  return {
    columns: columns as [Float64Array, ...Float64Array[]],
    now: recording.trials[place.index]!.time[place.sample]!,
    trialStarts: trials.map(({ time }) => time[0]!),
  };
}
