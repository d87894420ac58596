import type { Simulation } from "../engine/simulation.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import { checkVariable } from "./compile.ts";

/** A variable that is recorded: the mean over its elements, or one of them. */
export interface RecordedVariable {
  /** As asked for. */
  readonly column: string;
  readonly variable: string;
  readonly element: number | null;
}

/** Reads names such as `striatum.dopamine` and `cortexToD1.weight[3]`. @throws RangeError if there is no such value. */
export function recordedVariables(model: LoweredModel, names: readonly string[] = []): RecordedVariable[] {
  return [...new Set(names)].map((column) => {
    const [, variable = column, element] = /^(.*)\[(\d+)\]$/u.exec(column) ?? [];
    checkVariable(model, variable);
    if (model.program.variables.find(({ name }) => name === variable)!.storage === "shared") {
      throw new RangeError(`${variable} is a table that all subjects share and that does not change; read it instead`);
    }
    return { column, variable, element: element === undefined ? null : Number(element) };
  });
}

/** Where the values of one tile's recorded variables stand. */
export class RecordedValues {
  readonly #views: readonly Float32Array[];
  readonly #lanes: number;

  /** @throws RangeError if a variable has fewer elements than asked for. */
  constructor(simulation: Simulation, tile: number, recorded: readonly RecordedVariable[]) {
    this.#lanes = simulation.lanes;
    this.#views = recorded.map(({ variable, element }) => {
      const view = simulation.view(variable, tile);
      if (element === null) return view;
      const size = simulation.sizeOf(variable);
      if (element >= size) throw new RangeError(`${variable} has ${size} elements; there is no element ${element}`);
      const place = simulation.places(variable)?.[element] ?? element;
      return view.subarray(this.#lanes * place, this.#lanes * (place + 1));
    });
  }

  /** The present value of the variable with a place in the list, for one lane. */
  value(place: number, lane: number): number {
    const view = this.#views[place]!;
    let sum = 0;
    for (let at = lane; at < view.length; at += this.#lanes) sum += view[at]!;
    return (sum * this.#lanes) / view.length;
  }
}

/** Values of a variable for the subject with a number. @throws RangeError if there is no such subject or variable. */
export function readSubject(simulation: Simulation, variable: string, subject: number): Float32Array {
  return simulation.read(variable, placeOf(simulation, subject));
}

/** Place of the subject with a number. @throws RangeError if there is none. */
export function placeOf({ subjects }: Simulation, subject: number): number {
  const place = subjects.indexOf(subject);
  if (place < 0) throw new RangeError(`there is no subject number ${subject} in this simulation`);
  return place;
}
