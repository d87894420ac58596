import { createSimulation } from "../engine/createSimulation.ts";
import type { Backend, Simulation } from "../engine/simulation.ts";
import { lowerModel } from "../spec/index.ts";
import type { Measure, Point, Protocol, Pulse, TimedEvent } from "./protocol.ts";

/** A measured curve; values in the units of the axes. */
export interface MeasuredCurve {
  readonly condition: string;
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** How a protocol is run. */
export interface ProtocolRunOptions {
  readonly backend?: Backend;
  readonly onProgress?: (done: number, all: number) => void;
}

/** A quantity of the model stopped being a number. */
export class UnstableProtocolError extends Error {
  override readonly name = "UnstableProtocolError";
}

/** One run of the model, from which one point or several (at several times) are taken. */
interface Run {
  readonly variable: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly pulses: readonly Pulse[];
  readonly events: readonly TimedEvent[];
  readonly moments: Set<number>;
  /** Measured value, mean over subjects, by number of steps. */
  readonly values: Map<number, number>;
}

/**
 * Runs a protocol and gives its curves. Points that differ only in the time of measurement share a run; runs with the
 * same parameters are simulated side by side.
 *
 * @throws UnstableProtocolError if a quantity becomes infinite or no number.
 */
export async function runProtocol(protocol: Protocol, options: ProtocolRunOptions = {}): Promise<MeasuredCurve[]> {
  const runs = new Map<string, Run>();
  const runOf = new Map<Point, Run>();
  for (const { points, variable } of protocol.conditions)
    for (const point of points) {
      const { parameters, pulses, events } = point;
      const key = JSON.stringify([variable, parameters, pulses, events]);
      const run = runs.get(key) ?? {
        variable,
        parameters,
        pulses,
        events,
        moments: new Set<number>(),
        values: new Map(),
      };
      runs.set(key, run);
      run.moments.add(point.at).add(point.since);
      runOf.set(point, run);
    }
  const groups = groupRuns([...runs.values()]);
  let done = 0;
  for (const group of groups) {
    await simulate(protocol, group, options.backend);
    done += group.length;
    options.onProgress?.(done, runs.size);
  }
  return protocol.conditions.map(({ id, label, points }) => ({
    condition: id,
    label,
    x: points.map(({ x }) => x / protocol.horizontal.scale),
    y: points.map((point) => measured(protocol.measure, point, runOf.get(point)!.values) / protocol.vertical.scale),
  }));
}

function groupRuns(runs: readonly Run[]): Run[][] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = JSON.stringify(run.parameters);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

function measured({ as }: Measure, { at, since }: Point, values: ReadonlyMap<number, number>): number {
  const value = values.get(at)!;
  const before = values.get(since)!;
  if (as === "value") return value;
  if (as === "change") return value - before;
  return as === "ratio" ? value / before : (value - before) / before;
}

async function simulate(protocol: Protocol, runs: readonly Run[], backend?: Backend): Promise<void> {
  const { modelSource, seed, subjects, measure } = protocol;
  const { program } = lowerModel(modelSource, { parameters: runs[0]!.parameters });
  const lanes = runs.flatMap((run) => Array.from({ length: subjects }, (_, subject) => ({ run, subject })));
  const simulation = await createSimulation(program, {
    subjects: lanes.map(({ subject }) => subject),
    seed: [seed >>> 0, Math.floor(seed / 2 ** 32)],
    ...(backend ? { backend } : {}),
  });
  simulation.initialise();
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const here = lanes.slice(4 * tile, 4 * tile + 4).map(({ run }) => run);
    new TileRun(simulation, tile, here, measure, subjects).go();
    const trouble = simulation.findNonFinite(tile);
    if (trouble) throw new UnstableProtocolError(unstable(trouble.variable, trouble.element));
  }
}

function unstable(variable: string, element: number): string {
  return `${variable}[${element}] is not a finite number at the end of a run; a shorter step or smaller rates may help`;
}

type Mask = [number, number, number, number];

/** What happens in a tile before a step. */
interface Agenda {
  readonly pulses: { readonly lane: number; readonly pulse: Pulse; readonly begins: boolean }[];
  readonly events: Map<string, Mask>;
  /** Lanes that are measured. */
  readonly measured: number[];
}

/** Four runs side by side. */
class TileRun {
  private readonly agendas = new Map<number, Agenda>();
  private readonly active = new Map<string, number[]>();
  private readonly simulation: Simulation;
  private readonly tile: number;
  private readonly runs: readonly Run[];
  private readonly measure: Measure;
  private readonly subjects: number;

  constructor(simulation: Simulation, tile: number, runs: readonly Run[], measure: Measure, subjects: number) {
    this.simulation = simulation;
    this.tile = tile;
    this.runs = runs;
    this.measure = measure;
    this.subjects = subjects;
    runs.forEach((run, lane) => {
      for (const pulse of run.pulses) {
        this.at(pulse.end).pulses.push({ lane, pulse, begins: false });
        this.at(pulse.first).pulses.push({ lane, pulse, begins: true });
      }
      for (const { event, step } of run.events) {
        const { events } = this.at(step);
        const mask = events.get(event) ?? [0, 0, 0, 0];
        mask[lane] = 1;
        events.set(event, mask);
      }
      for (const moment of run.moments) this.at(moment).measured.push(lane);
    });
  }

  go(): void {
    const { simulation, tile } = this;
    const last = Math.max(...this.runs.flatMap(({ moments }) => [...moments]));
    for (const step of [...this.agendas.keys()].sort((a, b) => a - b)) {
      if (step > last) break;
      simulation.step(tile, step - simulation.clock(tile));
      const { pulses, events, measured } = this.agendas.get(step)!;
      for (const lane of measured) this.take(lane, step);
      for (const { lane, pulse, begins } of pulses) this.switchPulse(lane, pulse, begins);
      for (const [event, mask] of events) simulation.fire(event, tile, mask);
    }
  }

  private at(step: number): Agenda {
    let agenda = this.agendas.get(step);
    if (!agenda) {
      agenda = { pulses: [], events: new Map(), measured: [] };
      this.agendas.set(step, agenda);
    }
    return agenda;
  }

  private switchPulse(lane: number, { input, unit, value }: Pulse, begins: boolean): void {
    const key = `${lane} ${unit} ${input}`;
    const values = this.active.get(key) ?? [];
    if (begins) values.push(value);
    else values.splice(values.indexOf(value), 1);
    this.active.set(key, values);
    this.simulation.view(input, this.tile)[4 * unit + lane] = values.reduce((sum, item) => sum + item, 0);
  }

  private take(lane: number, step: number): void {
    const { element } = this.measure;
    const run = this.runs[lane]!;
    const values = this.simulation.read(run.variable, 4 * this.tile + lane);
    let value = 0;
    if (element !== null) value = values[element] ?? Number.NaN;
    else for (const item of values) value += item / values.length;
    run.values.set(step, (run.values.get(step) ?? 0) + value / this.subjects);
  }
}
