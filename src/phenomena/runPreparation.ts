import { createSimulation } from "../engine/createSimulation.ts";
import type { Simulation, SimulationOptions } from "../engine/simulation.ts";
import { seedWords } from "../math/random.ts";
import type { Column, Table } from "../math/table.ts";
import { extendModel, type LoweredModel, lowerModel, type ModelExtension, type ModelSource } from "../spec/index.ts";
import type { Change } from "./effect.ts";
import type { Preparation, PreparationArm, PreparationPulse } from "./preparation.ts";

/** How a preparation is run. */
export interface PreparationRun {
  readonly preparation: Preparation;
  readonly source: ModelSource;
  readonly subjects: number;
  readonly seed: number;
  /** What is taken away, if anything. */
  readonly change?: Change;
  readonly backend?: SimulationOptions["backend"];
}

/** A reading stopped being a finite number, or a name is wrong. */
export class PreparationError extends Error {
  override readonly name = "PreparationError";
}

/**
 * Runs all arms of a preparation with the same subjects in each and gives a row for each arm and subject: `arm`,
 * `subject`, and a column for each reading (`name.0`, `name.1`, … for a row of elements).
 *
 * @throws SpecificationError if the change does not fit the model, PreparationError
 */
export async function runPreparation(run: PreparationRun): Promise<Table> {
  const source = changed(run.source, run.change);
  const groups = new Map<string, { parameters: Parameters; arms: [string, PreparationArm][] }>();
  for (const [name, arm] of Object.entries(run.preparation.arms)) {
    const parameters = { ...arm.parameters, ...run.change?.parameters };
    const key = JSON.stringify(parameters);
    const group = groups.get(key) ?? { parameters, arms: [] };
    group.arms.push([name, arm]);
    groups.set(key, group);
  }
  const rows = new Map<string, Map<string, Float64Array[]>>();
  for (const { parameters, arms } of groups.values()) {
    const model = lowerModel(source, {
      parameters,
      frozen: (run.change?.frozen ?? []).map((modulator) => ({ modulator })),
    });
    for (const [name, readings] of await runArms(model, arms, run)) rows.set(name, readings);
  }
  return tableOf(run, rows);
}

type Parameters = NonNullable<Change["parameters"]>;

/** The model without what is taken away. @throws SpecificationError */
function changed(source: ModelSource, change?: Change): ModelSource {
  if (!change?.parts) return source;
  const header = { neohebb: "model/1", name: "ablated", version: 1, summary: "With a mechanism removed." };
  return extendModel(source, { ...header, ...change.parts } as unknown as ModelExtension);
}

async function runArms(
  model: LoweredModel,
  arms: readonly [string, PreparationArm][],
  run: PreparationRun,
): Promise<Map<string, Map<string, Float64Array[]>>> {
  const lanes = arms.flatMap(([name, arm]) =>
    Array.from({ length: run.subjects }, (_, subject) => ({ name, arm, subject })),
  );
  const simulation = await createSimulation(model.program, {
    subjects: lanes.map(({ subject }) => subject),
    seed: seedWords(run.seed),
    ...(run.backend ? { backend: run.backend } : {}),
  });
  simulation.initialise();
  const found = new Map(arms.map(([name]) => [name, new Map<string, Float64Array[]>()]));
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const here = lanes.slice(simulation.lanes * tile, simulation.lanes * (tile + 1));
    runTile(simulation, tile, agendaOf(here, run.preparation, model), (lane, reading, values) => {
      const { name, subject } = here[lane]!;
      const readings = found.get(name)!;
      if (!readings.has(reading)) readings.set(reading, []);
      readings.get(reading)![subject] = values;
    });
    const trouble = simulation.findNonFinite(tile);
    if (trouble)
      throw new PreparationError(
        `${trouble.variable}[${trouble.element}] is not a finite number at the end (model ${run.preparation.model})`,
      );
  }
  return found;
}

/** What happens in a tile just before a step. */
interface Agenda {
  readonly inputs: { readonly lane: number; readonly input: string; readonly unit: number; readonly by: number }[];
  readonly readings: { readonly lane: number; readonly name: string; variable: string; element: number | "all" }[];
}

function agendaOf(
  here: readonly { readonly arm: PreparationArm }[],
  preparation: Preparation,
  model: LoweredModel,
): ReadonlyMap<number, Agenda> {
  const { step } = model.program;
  const agendas = new Map<number, Agenda>();
  const at = (moment: number): Agenda => {
    let agenda = agendas.get(moment);
    if (!agenda) {
      agenda = { inputs: [], readings: [] };
      agendas.set(moment, agenda);
    }
    return agenda;
  };
  here.forEach(({ arm }, lane) => {
    for (const pulse of arm.pulses) {
      const input = inputOf(model, pulse.input);
      const by = pulse.value === "spike" ? 1 / step : pulse.value;
      const steps = pulse.width === undefined ? 1 : Math.max(1, Math.round(pulse.width / step));
      for (const begin of beginnings(pulse)) {
        const first = Math.round(begin / step);
        for (const unit of unitsOf(pulse)) {
          at(first).inputs.push({ lane, input, unit, by });
          at(first + steps).inputs.push({ lane, input, unit, by: -by });
        }
      }
    }
    for (const [name, { variable, element, at: time }] of Object.entries(preparation.readings))
      at(Math.round((arm.at?.[name] ?? time) / step)).readings.push({ lane, name, variable, element });
  });
  return agendas;
}

function beginnings({ from, repetitions = 1, period = 0 }: PreparationPulse): number[] {
  return Array.from({ length: repetitions }, (_, place) => from + place * period);
}

function unitsOf({ unit = 0 }: PreparationPulse): number[] {
  if (typeof unit === "number") return [unit];
  return Array.from({ length: unit[1] - unit[0] }, (_, place) => unit[0] + place);
}

/** Variable of an input; a vector's is `name.value`. @throws PreparationError */
function inputOf({ program }: LoweredModel, name: string): string {
  const inputs = program.variables.filter(({ role }) => role === "input").map((variable) => variable.name);
  const found = inputs.find((candidate) => candidate === name || candidate === `${name}.value`);
  if (found === undefined)
    throw new PreparationError(`the model ${program.name} has no input "${name}"; it has ${inputs.join(", ")}`);
  return found;
}

function runTile(
  simulation: Simulation,
  tile: number,
  agendas: ReadonlyMap<number, Agenda>,
  take: (lane: number, reading: string, values: Float64Array) => void,
): void {
  /** Pulses that last, so that a sum returns exactly to what it was. */
  const lasting = new Map<string, number[]>();
  const last = Math.max(...[...agendas].filter(([, { readings }]) => readings.length > 0).map(([moment]) => moment));
  for (const moment of [...agendas.keys()].sort((a, b) => a - b)) {
    if (moment > last) break;
    simulation.step(tile, moment - simulation.clock(tile));
    const { inputs, readings } = agendas.get(moment)!;
    for (const { lane, name, variable, element } of readings) {
      const values = simulation.read(variable, simulation.lanes * tile + lane);
      take(lane, name, Float64Array.from(element === "all" ? values : [values[element] ?? Number.NaN]));
    }
    for (const { lane, input, unit, by } of [...inputs].sort((a, b) => a.by - b.by)) {
      const key = `${lane} ${unit} ${input}`;
      const values = lasting.get(key) ?? [];
      const ended = values.indexOf(-by);
      if (ended >= 0) values.splice(ended, 1);
      else values.push(by);
      lasting.set(key, values);
      simulation.view(input, tile)[simulation.lanes * unit + lane] = values.reduce((sum, value) => sum + value, 0);
    }
  }
}

function tableOf(run: PreparationRun, rows: ReadonlyMap<string, ReadonlyMap<string, Float64Array[]>>): Table {
  const arms = Object.keys(run.preparation.arms);
  const table: Record<string, Column> = {
    arm: arms.flatMap((arm) => Array.from({ length: run.subjects }, () => arm)),
    subject: Int32Array.from(arms.flatMap(() => Array.from({ length: run.subjects }, (_, subject) => subject))),
  };
  for (const [name, { element }] of Object.entries(run.preparation.readings)) {
    const values = arms.flatMap((arm) => rows.get(arm)!.get(name)!);
    const width = element === "all" ? values[0]!.length : 1;
    for (let place = 0; place < width; place++)
      table[element === "all" ? `${name}.${place}` : name] = Float64Array.from(values, (row) => row[place]!);
  }
  return table;
}
