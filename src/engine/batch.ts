import { nearestName } from "../math/nearestName.ts";
import type { Tables } from "./checkProgram.ts";
import { LANES, type Layout, MASK_ADDRESS, SUBJECTS_OFFSET } from "./layout.ts";
import type { Program, Variable } from "./program.ts";
import type { Simulation } from "./simulation.ts";

/** What runs routines over a batch's memory. */
export interface Machine {
  readonly memory: ArrayBuffer;
  /** Address of the first tile. */
  readonly tilesAddress: number;
  /** Runs a routine `count` times on the tile at an address, with the step counter rising from `clock`. */
  run(routine: number, tileAddress: number, clock: number, count: number): void;
}

/** Step counter while `initialise` runs. */
const BEFORE_FIRST_STEP = 0xffffffff;
const SNAPSHOT_MARK = 0x5348454e;
const SNAPSHOT_HEADER = 4;

/** The part of a simulation that is the same for every back end: memory, input, output, checkpoints. */
export class Batch implements Simulation {
  readonly program: Program;
  readonly subjects: readonly number[];
  readonly lanes: number;
  readonly tiles: number;
  readonly recorded: readonly string[];
  readonly memory: { readonly tile: number; readonly total: number };
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #machine: Machine;
  readonly #floats: Float32Array;
  readonly #words: Uint32Array;
  readonly #clocks: Uint32Array;
  readonly #routines: ReadonlyMap<string, number>;
  readonly #masked: readonly boolean[];
  readonly #fingerprint: number;
  /** Where state variables lie in a tile, in numbers; neighbours are taken together. */
  readonly #states: readonly { readonly from: number; readonly to: number }[];

  constructor(
    program: Program,
    tables: Tables,
    layout: Layout,
    machine: Machine,
    subjects: readonly number[],
    seed: readonly [number, number],
  ) {
    this.program = program;
    this.subjects = subjects;
    this.lanes = layout.lanes;
    this.tiles = Math.ceil(subjects.length / layout.lanes);
    this.recorded = layout.recorded;
    this.memory = { tile: layout.tileBytes, total: machine.memory.byteLength };
    this.#tables = tables;
    this.#layout = layout;
    this.#machine = machine;
    this.#floats = new Float32Array(machine.memory);
    this.#words = new Uint32Array(machine.memory);
    this.#clocks = new Uint32Array(this.tiles);
    this.#routines = new Map(program.routines.map(({ name }, index) => [name, index]));
    this.#masked = program.routines.map(({ masked }) => masked);
    this.#fingerprint = fingerprint(program, subjects, seed, layout.lanes);
    this.#states = stateRanges(program, tables, layout);
    for (let place = 0; place < this.tiles * this.lanes; place++) {
      // Idle lanes take the last subject's number; nothing of theirs is ever read.
      const subject = subjects[Math.min(place, subjects.length - 1)]!;
      const base = this.#tileAddress(Math.floor(place / this.lanes)) + SUBJECTS_OFFSET;
      this.#words[base / 4 + (place % this.lanes)] = subject;
    }
  }

  sizeOf(variable: string): number {
    return this.#tables.sizes.get(this.#variable(variable).name)!;
  }

  read(variable: string, place: number): Float32Array {
    const { start, stride, size, places } = this.#locate(variable, place);
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = this.#floats[start + (places?.[i] ?? i) * stride]!;
    return values;
  }

  write(variable: string, place: number, values: ArrayLike<number>): void {
    const { start, stride, size, places } = this.#locate(variable, place);
    if (values.length !== size) {
      throw new RangeError(`${variable} has ${size} elements for each subject, but ${values.length} values were given`);
    }
    for (let i = 0; i < size; i++) this.#floats[start + (places?.[i] ?? i) * stride] = values[i]!;
  }

  places(variable: string): Int32Array | null {
    return this.#layout.places.get(this.#variable(variable).name) ?? null;
  }

  view(variable: string, tile: number): Float32Array {
    const { name, storage } = this.#variable(variable);
    if (storage === "shared") throw new RangeError(`${name} is shared by all subjects; use read and write`);
    const address = this.#tileAddress(this.#tile(tile)) + this.#layout.offsets.get(name)!;
    return new Float32Array(this.#machine.memory, address, this.lanes * this.#tables.sizes.get(name)!);
  }

  recording(tile: number): Float32Array {
    const address = this.#tileAddress(this.#tile(tile)) + SUBJECTS_OFFSET + this.#layout.vector;
    return new Float32Array(this.#machine.memory, address, this.lanes * this.recorded.length);
  }

  initialise(): void {
    this.#clocks.fill(0);
    const routine = this.#routines.get("initialise");
    if (routine === undefined) return;
    for (let tile = 0; tile < this.tiles; tile++) this.#run(routine, tile, BEFORE_FIRST_STEP, 1);
  }

  step(tile: number, count = 1): void {
    const clock = this.#clocks[this.#tile(tile)]!;
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`${count} is not a number of steps`);
    const routine = this.#routines.get("step");
    if (routine !== undefined && count > 0) this.#run(routine, tile, clock, count);
    this.#clocks[tile] = clock + count;
  }

  clock(tile: number): number {
    return this.#clocks[this.#tile(tile)]!;
  }

  fire(event: string, tile: number, mask?: readonly number[]): void {
    const clock = this.#clocks[this.#tile(tile)]!;
    const routine = this.#routines.get(event);
    if (routine !== undefined) this.#run(routine, tile, clock, 1, mask);
  }

  findNonFinite(tile: number): { variable: string; place: number; element: number } | null {
    const address = this.#tileAddress(this.#tile(tile));
    const isFine = this.#states.every(({ from, to }) => allFinite(this.#floats, address / 4 + from, address / 4 + to));
    if (isFine) return null;
    const live = Math.min(this.lanes, this.subjects.length - tile * this.lanes);
    for (const { name, role } of this.program.variables) {
      if (role !== "state") continue;
      const start = (address + this.#layout.offsets.get(name)!) / 4;
      const end = start + this.lanes * this.#tables.sizes.get(name)!;
      for (let i = start; i < end; i++) {
        if (Number.isFinite(this.#floats[i]!) || (i - start) % this.lanes >= live) continue;
        const at = Math.floor((i - start) / this.lanes);
        const element = this.#layout.places.get(name)?.indexOf(at) ?? at;
        return { variable: name, place: tile * this.lanes + ((i - start) % this.lanes), element };
      }
    }
    return null;
  }

  snapshot(): ArrayBuffer {
    const { sharedAddress, sharedBytes, tileBytes } = this.#layout;
    const tilesBytes = this.tiles * tileBytes;
    const head = 4 * (SNAPSHOT_HEADER + this.tiles);
    const copy = new ArrayBuffer(head + sharedBytes + tilesBytes);
    const words = new Uint32Array(copy, 0, SNAPSHOT_HEADER + this.tiles);
    words.set([SNAPSHOT_MARK, this.#fingerprint, sharedBytes, tilesBytes]);
    words.set(this.#clocks, SNAPSHOT_HEADER);
    const bytes = new Uint8Array(copy);
    bytes.set(new Uint8Array(this.#machine.memory, sharedAddress, sharedBytes), head);
    bytes.set(new Uint8Array(this.#machine.memory, this.#machine.tilesAddress, tilesBytes), head + sharedBytes);
    return copy;
  }

  restore(snapshot: ArrayBuffer): void {
    const { sharedAddress, sharedBytes, tileBytes } = this.#layout;
    const tilesBytes = this.tiles * tileBytes;
    const head = 4 * (SNAPSHOT_HEADER + this.tiles);
    if (snapshot.byteLength !== head + sharedBytes + tilesBytes) {
      throw new RangeError(
        `the snapshot has ${snapshot.byteLength} bytes, but this simulation's have ${head + sharedBytes + tilesBytes}`,
      );
    }
    const words = new Uint32Array(snapshot, 0, SNAPSHOT_HEADER + this.tiles);
    if (words[0] !== SNAPSHOT_MARK) throw new RangeError("this is not a snapshot of a simulation");
    if (words[1] !== this.#fingerprint) {
      throw new RangeError("the snapshot was made with other variables, subjects or another seed, or other lanes");
    }
    this.#clocks.set(words.subarray(SNAPSHOT_HEADER));
    new Uint8Array(this.#machine.memory).set(new Uint8Array(snapshot, head, sharedBytes), sharedAddress);
    const tiles = new Uint8Array(snapshot, head + sharedBytes, tilesBytes);
    new Uint8Array(this.#machine.memory).set(tiles, this.#machine.tilesAddress);
  }

  #run(routine: number, tile: number, clock: number, count: number, mask?: ArrayLike<number>): void {
    if (this.#masked[routine]) {
      for (let lane = 0; lane < this.lanes; lane++) {
        this.#words[MASK_ADDRESS / 4 + lane] = mask !== undefined && mask[lane] === 0 ? 0 : 0xffffffff;
      }
    }
    this.#machine.run(routine, this.#tileAddress(tile), clock, count);
  }

  #tileAddress(tile: number): number {
    return this.#machine.tilesAddress + tile * this.#layout.tileBytes;
  }

  #tile(tile: number): number {
    if (Number.isInteger(tile) && tile >= 0 && tile < this.tiles) return tile;
    throw new RangeError(`there is no tile ${tile}; this simulation has ${this.tiles}`);
  }

  #variable(name: string): Variable {
    const variable = this.#tables.variables.get(name);
    if (variable !== undefined) return variable;
    const near = nearestName(name, [...this.#tables.variables.keys()]);
    throw new RangeError(`there is no variable ${name}${near === null ? "" : ` (meant: ${near}?)`}`);
  }

  #locate(
    name: string,
    place: number,
  ): {
    readonly start: number;
    readonly stride: number;
    readonly size: number;
    readonly places?: Int32Array | undefined;
  } {
    const size = this.sizeOf(name);
    const places = this.#layout.places.get(name);
    if (!(Number.isInteger(place) && place >= 0 && place < this.subjects.length)) {
      throw new RangeError(`there is no subject at place ${place}; this simulation has ${this.subjects.length}`);
    }
    const shared = this.#layout.shared.get(name);
    if (shared !== undefined) return { start: shared / 4, stride: 1, size, places };
    const address = this.#tileAddress(Math.floor(place / this.lanes)) + this.#layout.offsets.get(name)!;
    return { start: address / 4 + (place % this.lanes), stride: this.lanes, size, places };
  }
}

function stateRanges({ variables }: Program, { sizes }: Tables, { offsets, lanes }: Layout) {
  const ranges: { from: number; to: number }[] = [];
  const places = variables
    .filter(({ role, storage }) => role === "state" && storage === "subject")
    .map(({ name }) => ({ from: offsets.get(name)! / 4, length: lanes * sizes.get(name)! }))
    .sort((a, b) => a.from - b.from);
  for (const { from, length } of places) {
    const last = ranges[ranges.length - 1];
    if (last?.to === from) last.to += length;
    else ranges.push({ from, to: from + length });
  }
  return ranges;
}

/** Whether no number is infinite or NaN: those are the ones whose difference from themselves is not 0. */
function allFinite(numbers: Float32Array, from: number, to: number): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  // Four sums at a time; ranges are whole vectors.
  for (let i = from; i < to; i += 4) {
    a += numbers[i]! - numbers[i]!;
    b += numbers[i + 1]! - numbers[i + 1]!;
    c += numbers[i + 2]! - numbers[i + 2]!;
    d += numbers[i + 3]! - numbers[i + 3]!;
  }
  return a + b + c + d === 0;
}

/** FNV-1a over what a snapshot depends on. */
function fingerprint(
  program: Program,
  subjects: readonly number[],
  seed: readonly [number, number],
  lanes: number,
): number {
  const width = lanes === LANES ? [] : [lanes];
  const text = JSON.stringify([program.populations, program.projections, program.variables, subjects, seed, ...width]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
