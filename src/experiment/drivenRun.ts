import type { Simulation } from "../engine/simulation.ts";
import { type CompiledModel, checkVariable } from "./compile.ts";
import { UnstableRunError } from "./errors.ts";
import { Pace } from "./pace.ts";
import { RecordedValues, type RecordedVariable, readSubject, recordedVariables } from "./recordedVariable.ts";
import { seconds } from "./seconds.ts";
import type { DrivenResult, DrivenRun, DrivenRunOptions, Sample, SampleTable } from "./simulate.ts";

/** What a drive can do before a step. */
export interface Inputs {
  /**
   * Sets an input (or any other variable): a number for all elements, or `[element]`; for all subjects, or for the
   * one with a number.
   *
   * @throws RangeError for unknown names or the wrong number of values.
   */
  set(input: string, values: number | ArrayLike<number>, subject?: number): void;
  /** Lets an event happen to all subjects. */
  fire(event: string): void;
}

/** Steps between looks for values that are not finite. */
const stepsPerLook = 64;

/** Makes a run whose inputs are written by the caller. @throws RangeError for wrong options. */
export function drivenRun(
  compiled: CompiledModel,
  subjects: readonly number[],
  options: DrivenRunOptions,
): DrivenRun<string> {
  const { step } = compiled.model.program;
  const steps = Math.round(seconds("duration", options.duration) / step);
  if (steps < 1) throw new RangeError(`duration is ${options.duration}, shorter than the model's step (${step} s)`);
  const every = options.every === undefined ? 1 : Math.max(1, Math.round(seconds("every", options.every) / step));
  const recorded = recordedVariables(compiled.model, options.record);
  const plan: DrivenPlan = { compiled, subjects, options, steps, every, recorded };
  return {
    steps,
    async *samples() {
      yield* drivenSamples(plan, await start(plan));
    },
    result: () => drivenResult(plan),
  };
}

interface DrivenPlan {
  readonly compiled: CompiledModel;
  readonly subjects: readonly number[];
  readonly options: DrivenRunOptions;
  readonly steps: number;
  readonly every: number;
  readonly recorded: readonly RecordedVariable[];
}

async function start({ compiled, subjects, options }: DrivenPlan): Promise<Simulation> {
  const simulation = await compiled.createSimulation({ subjects, seed: options.seed });
  simulation.initialise();
  return simulation;
}

async function* drivenSamples(plan: DrivenPlan, simulation: Simulation): AsyncGenerator<Sample<string>, void, void> {
  const { compiled, options, steps, every, recorded } = plan;
  const length = compiled.model.program.step;
  const pace = new Pace(options.signal);
  const inputs = new SimulationInputs(simulation, compiled);
  const tiles = Array.from({ length: simulation.tiles }, (_, tile) => new RecordedValues(simulation, tile, recorded));
  for (let step = 1; step <= steps; step++) {
    options.drive(inputs, { step: step - 1, time: (step - 1) * length });
    for (let tile = 0; tile < tiles.length; tile++) {
      await pace.next();
      simulation.step(tile);
    }
    if (step % stepsPerLook === 0 || step === steps) look(simulation, step);
    if (step % every !== 0) continue;
    options.onProgress?.({ done: step, total: steps });
    yield {
      step,
      time: step * length,
      values: Object.fromEntries(
        recorded.map(({ column }, place) => [column, valuesNow(simulation, tiles, place)] as const),
      ),
      read: (variable, subject) => readSubject(simulation, variable, subject),
    };
  }
}

function valuesNow({ subjects, lanes }: Simulation, tiles: readonly RecordedValues[], variable: number): Float32Array {
  return Float32Array.from(subjects, (_, place) => tiles[Math.floor(place / lanes)]!.value(variable, place % lanes));
}

function look(simulation: Simulation, step: number): void {
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const found = simulation.findNonFinite(tile);
    if (!found) continue;
    const { variable, element, place } = found;
    throw new UnstableRunError({ variable, element, subject: simulation.subjects[place]!, step });
  }
}

async function drivenResult(plan: DrivenPlan): Promise<DrivenResult<string>> {
  const { subjects, recorded, steps, every } = plan;
  const simulation = await start(plan);
  const samples = Math.floor(steps / every);
  const rows = subjects.length * samples;
  const columns = Object.fromEntries(recorded.map(({ column }) => [column, new Float32Array(rows)] as const));
  const table = {
    subject: new Int32Array(rows),
    step: new Int32Array(rows),
    time: new Float64Array(rows),
    ...columns,
  } satisfies SampleTable;
  let sample = 0;
  for await (const { step, time, values } of drivenSamples(plan, simulation)) {
    subjects.forEach((subject, place) => {
      const row = place * samples + sample;
      table.subject[row] = subject;
      table.step[row] = step;
      table.time[row] = time;
      for (const [column, own] of Object.entries(values)) columns[column]![row] = own[place]!;
    });
    sample++;
  }
  return { signals: table, simulation };
}

class SimulationInputs implements Inputs {
  readonly #simulation: Simulation;
  readonly #compiled: CompiledModel;
  readonly #events: ReadonlySet<string>;

  constructor(simulation: Simulation, compiled: CompiledModel) {
    this.#simulation = simulation;
    this.#compiled = compiled;
    const { routines } = compiled.model.program;
    this.#events = new Set(routines.filter(({ masked }) => masked).map(({ name }) => name));
  }

  set(input: string, values: number | ArrayLike<number>, subject?: number): void {
    checkVariable(this.#compiled.model, input);
    const simulation = this.#simulation;
    const given = typeof values === "number" ? new Float32Array(simulation.sizeOf(input)).fill(values) : values;
    if (subject === undefined) {
      for (let place = 0; place < simulation.subjects.length; place++) simulation.write(input, place, given);
      return;
    }
    const place = simulation.subjects.indexOf(subject);
    if (place < 0) throw new RangeError(`there is no subject number ${subject} in this simulation`);
    simulation.write(input, place, given);
  }

  fire(event: string): void {
    if (!this.#events.has(event)) {
      const known = [...this.#events].join(", ") || "none";
      throw new RangeError(`nothing in the model happens on event "${event}"; its events: ${known}`);
    }
    for (let tile = 0; tile < this.#simulation.tiles; tile++) this.#simulation.fire(event, tile);
  }
}
