import type { BehaviourProgram, SubjectRows } from "../program.ts";
import { type KernelLayout, NUMBER, VECTOR } from "./kernelLayout.ts";

/** Where the subjects' rows lie in the memory of a kernel, in bytes. */
export class PlacedRows {
  /** Where vectors by trial stand; there is room for those of the longest subject. */
  readonly byTrial: number;
  readonly end: number;
  readonly #rows: readonly SubjectRows[];
  readonly #first: readonly number[];
  readonly #columns: number;
  readonly #stride: number;

  /** @param byTrial - Vectors for each trial. */
  constructor(layout: KernelLayout, byTrial: number, program: BehaviourProgram, rows: readonly SubjectRows[]) {
    this.#rows = rows;
    this.#columns = program.columns.length;
    this.#stride = layout.row;
    this.byTrial = layout.arraysEnd;
    const longest = rows.reduce((most, { trials }) => Math.max(most, trials), 0);
    let at = this.byTrial + longest * byTrial * VECTOR;
    this.#first = rows.map(({ trials }) => {
      const first = at;
      at += trials * layout.row;
      return first;
    });
    this.end = at;
  }

  trials(subject: number): number {
    return this.#rows[subject]!.trials;
  }

  /** Addresses of the first row and behind the last one. */
  range(subject: number): readonly [number, number] {
    const first = this.#first[subject]!;
    return [first, first + this.trials(subject) * this.#stride];
  }

  /** @param memory - All numbers of the kernel's memory. */
  write(memory: Float64Array): void {
    for (const [subject, { trials, values, begins }] of this.#rows.entries()) {
      let at = this.#first[subject]! / NUMBER;
      for (let trial = 0; trial < trials; trial++) {
        for (let column = 0; column < this.#columns; column++) memory[at++] = values[column * trials + trial]!;
        memory[at++] = trial === 0 || begins[trial] !== 0 ? 1 : 0;
      }
    }
  }
}
