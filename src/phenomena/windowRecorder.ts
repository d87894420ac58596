import type { Simulation } from "../engine/simulation.ts";
import { RecordedValues, type RecordedVariable } from "../experiment/recordedVariable.ts";
import type { EndedTrial, LaneMoment, SessionObserver } from "../experiment/session.ts";
import type { TrialWindow } from "./sessions.ts";

/** A subject's trial under way. */
interface OpenTrial {
  /** Step of the session at which it began. */
  readonly start: number;
  /** First step of each event. */
  readonly events: Map<string, number>;
  /** `[variable][step of the trial]` */
  readonly samples: number[][];
}

/** Keeps what windows need while a tile's trials run, and gives their values at the end of each. */
export class WindowRecorder implements SessionObserver {
  readonly #windows: readonly (readonly [string, TrialWindow])[];
  readonly #variables: readonly string[];
  readonly #values: RecordedValues;
  readonly #phases: readonly string[];
  readonly #step: number;
  readonly #open: (OpenTrial | null)[];

  /** @param phases - Names of the task's phases, in order. */
  constructor(
    simulation: Simulation,
    tile: number,
    windows: Readonly<Record<string, TrialWindow>>,
    recorded: readonly RecordedVariable[],
    phases: readonly string[],
  ) {
    this.#windows = Object.entries(windows);
    this.#variables = recorded.map(({ column }) => column);
    this.#values = new RecordedValues(simulation, tile, recorded);
    this.#phases = phases;
    this.#step = simulation.program.step;
    this.#open = Array.from({ length: simulation.lanes }, () => null);
  }

  momentStart(moments: readonly LaneMoment[]): void {
    for (const { lane, trialStarts, firstStep, marks, phase } of moments) {
      if (trialStarts) {
        const samples = this.#variables.map((): number[] => []);
        this.#open[lane] = { start: firstStep, events: new Map([["trialStart", firstStep]]), samples };
      }
      const events = this.#open[lane]?.events;
      if (!events) continue;
      for (const name of [...marks, `phase:${this.#phases[phase]!}`]) {
        if (!events.has(name)) events.set(name, firstStep);
      }
    }
  }

  step(): void {
    for (const [lane, open] of this.#open.entries()) {
      if (!open) continue;
      for (const [place, samples] of open.samples.entries()) samples.push(this.#values.value(place, lane));
    }
  }

  choice(lane: number, step: number): void {
    const events = this.#open[lane]?.events;
    if (events && !events.has("choice")) events.set("choice", step);
  }

  /** Values of all windows in a trial that has ended; NaN where the event did not happen or the window is not there. */
  take({ lane }: EndedTrial): Record<string, number> {
    const open = this.#open[lane];
    this.#open[lane] = null;
    return Object.fromEntries(
      this.#windows.map(([name, window]) => [name, open ? this.#valueOf(open, window) : Number.NaN]),
    );
  }

  #valueOf({ start, events, samples }: OpenTrial, window: TrialWindow): number {
    const at = events.get(window.event);
    if (at === undefined) return Number.NaN;
    return valueOfWindow(samples[this.#variables.indexOf(window.variable)]!, at - start, window, this.#step);
  }
}

/**
 * Value of a window round an event.
 *
 * @param own - The variable at each step of the trial.
 * @param at - Step of the event.
 * @param step - s
 * @returns NaN where the trial has nothing of the window, or what is asked for does not happen in it.
 */
export function valueOfWindow(own: readonly number[], at: number, window: TrialWindow, step: number): number {
  const steps = (time: number) => Math.round(time / step);
  const first = Math.max(0, at + steps(window.from));
  const part = own.slice(first, Math.max(0, at + steps(window.to)));
  if (part.length === 0) return Number.NaN;
  const before = window.baseline ? own.slice(steps(window.baseline[0]), steps(window.baseline[1])) : [];
  const base = before.length > 0 ? mean(before) : 0;
  const time = (place: number): number => (place < 0 ? Number.NaN : (first - at + place) * step);
  const limit = 2 * deviation(before);
  switch (window.of) {
    case "maximum":
      return Math.max(...part) - base;
    case "minimum":
      return Math.min(...part) - base;
    case "timeOfMaximum":
      return time(part.indexOf(Math.max(...part)));
    case "timeOfMinimum":
      return time(part.indexOf(Math.min(...part)));
    case "timeOfRise":
      return time(part.findIndex((value) => value - base > limit));
    case "timeOfFall":
      return time(part.findIndex((value) => base - value > limit));
    default:
      return mean(part) - base;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation; 0 of fewer than two values. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
