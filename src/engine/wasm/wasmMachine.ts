import type { Machine } from "../batch.ts";
import { fillTables } from "../generator/draws.ts";
import { LANES } from "../layout.ts";
import type { Program } from "../program.ts";
import type { CompiledProgram } from "./compile.ts";

type RoutineFunction = (tileAddress: number, clock: number, count: number) => void;

const PAGE = 65536;

/** A compiled program with memory of its own. */
export class WasmMachine implements Machine {
  readonly memory: ArrayBuffer;
  readonly tilesAddress: number;
  readonly #routines: readonly RoutineFunction[];

  private constructor(memory: ArrayBuffer, tilesAddress: number, routines: readonly RoutineFunction[]) {
    this.memory = memory;
    this.tilesAddress = tilesAddress;
    this.#routines = routines;
  }

  /** @param bytes - Memory for all tiles, from `tilesAddress` on. */
  static async instantiate(
    program: Program,
    compiled: CompiledProgram,
    tilesAddress: number,
    bytes: number,
    seed: readonly [number, number],
  ): Promise<WasmMachine> {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((tilesAddress + bytes) / PAGE) });
    fillTables(new Uint32Array(memory.buffer), compiled.keys, compiled.draws, seed, LANES);
    const { exports } = await instantiate(compiled.module, { env: { memory } });
    const routines = program.routines.map(({ name }) => exports[name] as RoutineFunction);
    return new WasmMachine(memory.buffer as ArrayBuffer, tilesAddress, routines);
  }

  run(routine: number, tileAddress: number, clock: number, count: number): void {
    this.#routines[routine]!(tileAddress, clock, count);
  }
}

/** As for compiling: a page's own thread has to wait, others need not. */
async function instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  return typeof document === "undefined"
    ? new WebAssembly.Instance(module, imports)
    : WebAssembly.instantiate(module, imports);
}
