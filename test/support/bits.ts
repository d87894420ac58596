import { digest, SEED, startValues } from "../../bench/startValues.ts";
import { createSimulation, type Program, type Simulation, type SimulationOptions } from "../../src/engine/index.ts";

/** Programs whose bits are compared, and the events that each gets between its steps. */
export interface Workload {
  readonly name: string;
  readonly program: Program;
  readonly events: readonly string[];
}

/** How a workload is run; whatever is chosen, the digests have to be the same. */
export interface Conditions {
  readonly backend?: SimulationOptions["backend"];
  readonly skip?: boolean;
  readonly subjects?: readonly number[];
  /** Back end that takes over, from a snapshot, after half of the steps. */
  readonly continuedBy?: SimulationOptions["backend"];
}

export const SUBJECTS = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const STEPS = 40;

/** A digest of all numbers of each subject at the end, by subject number. */
export async function bitsOf(workload: Workload, conditions: Conditions = {}): Promise<Record<string, string>> {
  const { backend = "wasm", skip = true, subjects = SUBJECTS, continuedBy } = conditions;
  let simulation = await createSimulation(workload.program, { subjects, seed: SEED, backend, skip });
  begin(simulation);
  advance(simulation, workload.events);
  if (continuedBy !== undefined) {
    const snapshot = simulation.snapshot();
    simulation = await createSimulation(workload.program, { subjects, seed: SEED, backend: continuedBy });
    simulation.restore(snapshot);
  }
  advance(simulation, workload.events);
  const names = workload.program.variables.filter(({ storage }) => storage === "subject").map(({ name }) => name);
  return Object.fromEntries(
    subjects.map((subject, place) => [subject, digest(names.map((name) => oneNaN(simulation.read(name, place))))]),
  );
}

/** The bits of a NaN are not fixed: all become one. */
function oneNaN(values: Float32Array): Float32Array {
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : value));
}

/** Inputs are the same for all subjects: they differ by their random numbers. */
function begin(simulation: Simulation): void {
  simulation.initialise();
  const { external } = startValues();
  for (const { name, role, storage } of simulation.program.variables) {
    if (role !== "input" && storage !== "shared") continue;
    const values = Array.from({ length: simulation.sizeOf(name) }, (_, i) => external[i % external.length]!);
    for (let place = 0; place < simulation.subjects.length; place++) simulation.write(name, place, values);
  }
}

function advance(simulation: Simulation, events: readonly string[]): void {
  for (let tile = 0; tile < simulation.tiles; tile++) {
    for (const event of events) {
      const mask = Array.from({ length: simulation.lanes }, (_, lane) => {
        const subject = simulation.subjects[simulation.lanes * tile + lane] ?? 0;
        return subject % 3 === 0 ? 0 : 1;
      });
      simulation.fire(event, tile, mask);
      simulation.step(tile, STEPS / 2 / events.length);
    }
  }
}
