import type { Simulation } from "../engine/simulation.ts";

/** Everything that changes in one subject of a simulation, copied. */
export class LaneState {
  readonly #values: ReadonlyMap<string, Float32Array>;

  /** @param place - Place of the subject in the batch. */
  constructor(simulation: Simulation, place: number) {
    const own = simulation.program.variables.filter(({ storage }) => storage === "subject");
    this.#values = new Map(own.map(({ name }) => [name, simulation.read(name, place)]));
  }

  /** Values of a variable, `[element]`. @throws RangeError if the state has none of that name. */
  read(variable: string): Float32Array {
    const values = this.#values.get(variable);
    if (!values) throw new RangeError(`there is no variable "${variable}" that each subject has for itself`);
    return values.slice();
  }

  /** Writes the state back. */
  restore(simulation: Simulation, place: number): void {
    for (const [variable, values] of this.#values) simulation.write(variable, place, values);
  }
}
