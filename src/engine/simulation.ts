import type { Machine } from "./batch.ts";
import type { Tables } from "./checkProgram.ts";
import type { Layout } from "./layout.ts";
import type { Program } from "./program.ts";

/** Which code runs the program: generated WebAssembly SIMD, or the plain interpreter that judges it. */
export type Backend = "wasm" | "interpreter";

/** A back end that is not part of the portable engine: code made by a compiler of the machine. */
export interface NativeBackend {
  readonly name: "native";
  /** Subjects of a tile. */
  readonly lanes: 4 | 8 | 16;
  /** Makes the code of a checked program. */
  compile(program: Program, tables: Tables, layout: Layout, skip: boolean): Promise<NativeProgram>;
}

/** A program's native code. */
export interface NativeProgram {
  /** First address that is free for tiles. */
  readonly end: number;
  /** Makes a machine with memory of its own, `bytes` of it for tiles from `tilesAddress` on. */
  instantiate(tilesAddress: number, bytes: number, seed: readonly [number, number]): Machine;
}

/** What a simulation is made with. */
export interface SimulationOptions {
  /** Subject numbers (0 … 2³² − 1); they, not the places in the batch, select the random streams. */
  readonly subjects: readonly number[];
  /** 64-bit key of the random numbers, as two 32-bit words. */
  readonly seed: readonly [number, number];
  /** Default `wasm`. */
  readonly backend?: Backend | NativeBackend;
  /** Whether generated code leaves out what cannot change (default): faster, with the same bits. */
  readonly skip?: boolean;
}

/**
 * A batch of subjects in memory, four to a tile, more with some native back ends (the last tile is filled up with idle
 * lanes).
 *
 * Lanes never influence each other: a subject's numbers do not depend on who shares its tile.
 */
export interface Simulation {
  readonly program: Program;
  readonly subjects: readonly number[];
  /** Subjects of a tile: 4, with a native back end 4, 8 or 16. */
  readonly lanes: number;
  /** Number of tiles, ⌈subjects / lanes⌉. */
  readonly tiles: number;
  /** Number of elements of a variable (1, units or synapses). @throws if there is no such variable. */
  sizeOf(variable: string): number;
  /** All values of a variable for one subject (by place in the batch), `[element]`, copied. */
  read(variable: string, place: number): Float32Array;
  /** Sets all values of a variable for one subject; a shared variable is set for all. */
  write(variable: string, place: number, values: ArrayLike<number>): void;
  /**
   * Direct access for hot loops: the memory of tile `tile` for a variable, `view[lanes * place + lane]`. The place is
   * the element, unless `places` says otherwise. Valid until the next `restore`.
   */
  view(variable: string, tile: number): Float32Array;
  /**
   * Where the elements of a variable stand in its view: null for their own order, else the place of each. Synapses of
   * projections whose silent pre units are left out lie by pre unit.
   */
  places(variable: string): Int32Array | null;
  /** The recorded variables of a tile, contiguous, `[variable, lane]`, in the order of `recorded`. */
  recording(tile: number): Float32Array;
  readonly recorded: readonly string[];
  /** Runs `initialise` for all tiles and sets the step counter of all tiles to 0. */
  initialise(): void;
  /** Runs `count` steps of one tile (default 1). */
  step(tile: number, count?: number): void;
  /** Steps made by a tile since `initialise`. */
  clock(tile: number): number;
  /** Runs an event's routine for the lanes whose mask is not 0 (default all); no such routine: nothing happens. */
  fire(event: string, tile: number, mask?: readonly number[]): void;
  /** The first non-finite state value of a tile's live lanes, or null. */
  findNonFinite(tile: number): { readonly variable: string; readonly place: number; readonly element: number } | null;
  /** Bytes of memory for one tile and for the whole. */
  readonly memory: { readonly tile: number; readonly total: number };
  /** A copy of everything that changes; `restore` takes it back bit for bit. */
  snapshot(): ArrayBuffer;
  restore(snapshot: ArrayBuffer): void;
}
