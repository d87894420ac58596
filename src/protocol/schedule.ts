import { nearestName } from "../math/nearestName.ts";
import { type LoweredModel, type Path, sessionEvents, spelling } from "../spec/index.ts";
import { type Dimension, dimensionless, parseUnit, timeDimension } from "../units/index.ts";
import type { Names } from "./evaluateExpression.ts";
import type { Expressions } from "./expressions.ts";
import type { Pulse, TimedEvent } from "./protocol.ts";
import type { PulseFile, TimedEventFile } from "./protocolFile.ts";

/** Most pulses and events of one run. */
const mostEntries = 200_000;

/** Inputs and events of a model. */
export interface Sockets {
  /** Input name of the file → program variable, number of units, dimension. */
  readonly inputs: ReadonlyMap<string, { variable: string; size: number; dimension: Dimension }>;
  readonly events: ReadonlySet<string>;
}

/** What a protocol can be plugged into. */
export function socketsOf({ program }: LoweredModel): Sockets {
  const sizes = new Map(program.populations.map(({ name, size }) => [name, size]));
  const inputs = program.variables
    .filter(({ role }) => role === "input")
    .map(({ name, domain, unit }) => {
      const size = domain.kind === "population" ? (sizes.get(domain.population) ?? 1) : 1;
      const short = domain.kind === "population" ? name.replace(/\.value$/u, "") : name;
      return [short, { variable: name, size, dimension: parseUnit(unit).dimension }] as const;
    });
  const events = [...sessionEvents, ...program.routines.filter(({ masked }) => masked).map(({ name }) => name)];
  return { inputs: new Map(inputs), events: new Set(events) };
}

/** Writes pulses and events of the file as numbers of steps. */
export class Schedule {
  private readonly expressions: Expressions;
  private readonly sockets: Sockets;
  private readonly step: number;
  readonly steps: number;
  private readonly names: Names;

  constructor(expressions: Expressions, sockets: Sockets, step: number, steps: number, names: Names) {
    this.expressions = expressions;
    this.sockets = sockets;
    this.step = step;
    this.steps = steps;
    this.names = names;
  }

  /** Number of whole steps until a time. */
  stepOf(seconds: number): number {
    return Math.round(seconds / this.step);
  }

  /** A time within the run as a number of steps, or null (and an issue). */
  moment(value: string | number, path: Path): number | null {
    const seconds = this.expressions.number({ value, path }, this.names, timeDimension);
    return seconds === null ? null : this.within(this.stepOf(seconds), path);
  }

  pulses(entries: readonly PulseFile[], path: Path): Pulse[] {
    return entries.flatMap((entry, place) => this.pulse(entry, [...path, place]));
  }

  events(entries: readonly TimedEventFile[], path: Path): TimedEvent[] {
    return entries.flatMap((entry, place) => {
      const at = [...path, place];
      if (!this.sockets.events.has(entry.event))
        this.unknown("event", entry.event, [...this.sockets.events], [...at, "event"]);
      const begin = this.time(entry.at, [...at, "at"]);
      const offsets = this.offsets(entry, at);
      if (begin === null || !offsets) return [];
      return offsets.flatMap((offset) => {
        const step = this.within(this.stepOf(begin + offset), [...at, "at"]);
        return step === null ? [] : [{ event: entry.event, step }];
      });
    });
  }

  private pulse(entry: PulseFile, path: Path): Pulse[] {
    const socket = this.sockets.inputs.get(entry.input);
    if (!socket) {
      this.unknown("input", entry.input, [...this.sockets.inputs.keys()], [...path, "input"]);
      return [];
    }
    const units = this.places(entry, socket.size, path);
    const begin = this.time(entry.from, [...path, "from"]);
    const width = begin === null ? null : this.width(entry, begin, path);
    const value = this.expressions.number(
      { value: entry.value, path: [...path, "value"] },
      this.names,
      socket.dimension,
    );
    const offsets = this.offsets(entry, path);
    if (!units || begin === null || width === null || value === null || !offsets) return [];
    return offsets.flatMap((offset) => {
      const first = this.within(this.stepOf(begin + offset), [...path, "from"]);
      if (first === null || this.within(first + width, [...path, "from"]) === null) return [];
      if (value === 0) return [];
      return units.map((unit) => ({ input: socket.variable, unit, first, end: first + width, value }));
    });
  }

  /** The units that a pulse goes to: one, or `from:end`. */
  private places(entry: PulseFile, size: number, path: Path): number[] | null {
    const at = { value: entry.unit ?? 0, path: [...path, "unit"] };
    const range = /^\s*(\d+)\s*:\s*(\d+)\s*$/u.exec(String(at.value));
    const first = range ? Number(range[1]) : this.expressions.number(at, this.names, dimensionless);
    if (first === null) return null;
    const end = range ? Number(range[2]) : first + 1;
    if (Number.isInteger(first) && first >= 0 && first < end && end <= size)
      return Array.from({ length: end - first }, (_, place) => first + place);
    return this.expressions.error(at, "range", `"${entry.input}" has no such unit`, {
      expected: `0 … ${size - 1}`,
      got: String(at.value),
    });
  }

  private width(entry: PulseFile, begin: number, path: Path): number | null {
    if (entry.width !== undefined && entry.to !== undefined)
      return this.expressions.error({ path: [...path, "to"] }, "usage", "a pulse has a width or an end, not both");
    if (entry.width === undefined && entry.to === undefined) return 1;
    const key = entry.width === undefined ? "to" : "width";
    const seconds = this.time(entry[key]!, [...path, key]);
    if (seconds === null) return null;
    const steps = key === "to" ? this.stepOf(seconds) - this.stepOf(begin) : this.stepOf(seconds);
    if (steps >= 1) return steps;
    return this.expressions.error({ path: [...path, key] }, "range", "the pulse is shorter than a step", {
      expected: `at least ${this.step} s`,
    });
  }

  /** Beginnings of repetitions, s after the first one. */
  private offsets(entry: PulseFile | TimedEventFile, path: Path): number[] | null {
    if (entry.repetitions === undefined) return [0];
    const at = { value: entry.repetitions, path: [...path, "repetitions"] };
    const count = this.expressions.number(at, this.names, dimensionless);
    if (count === null) return null;
    if (!Number.isInteger(count) || count < 0 || count > mostEntries)
      return this.expressions.error(at, "range", "wrong number of repetitions", {
        expected: `a whole number up to ${mostEntries}`,
        got: String(count),
      });
    if (count > 1 && entry.period === undefined)
      return this.expressions.error({ path }, "missing", 'repetitions need a "period"');
    const period = entry.period === undefined ? 0 : this.time(entry.period, [...path, "period"]);
    return period === null ? null : Array.from({ length: count }, (_, repetition) => repetition * period);
  }

  private time(value: string | number, path: Path): number | null {
    return this.expressions.number({ value, path }, this.names, timeDimension);
  }

  private within(step: number, path: Path): number | null {
    if (step >= 0 && step <= this.steps) return step;
    return this.expressions.error({ path }, "range", "outside of the run", {
      expected: `0 … ${Number((this.steps * this.step).toPrecision(9))} s`,
      got: `${Number((step * this.step).toPrecision(9))} s`,
    });
  }

  private unknown(kind: string, name: string, known: readonly string[], path: Path): void {
    const { hint } = spelling(nearestName(name, known));
    this.expressions.error({ path }, "unknown-name", `the model has no ${kind} "${name}"`, {
      hint: hint ?? `there are ${known.join(", ") || "none"}`,
    });
  }
}
