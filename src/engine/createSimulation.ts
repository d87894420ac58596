import { Batch } from "./batch.ts";
import { checkProgram } from "./checkProgram.ts";
import { Interpreter } from "./interpreter.ts";
import { LANES, layOut, workAddress } from "./layout.ts";
import type { Program } from "./program.ts";
import type { Simulation, SimulationOptions } from "./simulation.ts";
import { compile } from "./wasm/compile.ts";
import { WasmMachine } from "./wasm/wasmMachine.ts";

/** Memory that 32-bit addresses can reach. */
const MOST_BYTES = 2 ** 32 - 65536;
/** Tiles begin at a multiple of this. */
const TILE_UNIT = 64;

/**
 * Makes a batch of subjects that run a program; all values are 0 until `initialise` or `write`.
 *
 * @throws ProgramError if the program is faulty, RangeError for wrong subject numbers, seeds or too much memory.
 */
export async function createSimulation(program: Program, options: SimulationOptions): Promise<Simulation> {
  const { subjects, seed, backend = "wasm", skip = true } = options;
  checkOptions(options);
  const tables = checkProgram(program);
  const layout = layOut(program, tables, typeof backend === "string" ? LANES : backend.lanes);
  const compiled = backend === "wasm" ? await compile(program, tables, layout, skip) : null;
  const native = typeof backend === "string" ? null : await backend.compile(program, tables, layout, skip);
  const tilesAddress = roundUp((compiled ?? native)?.end ?? workAddress(layout), TILE_UNIT);
  const tileBytes = Math.ceil(subjects.length / layout.lanes) * layout.tileBytes;
  if (tilesAddress + tileBytes > MOST_BYTES) {
    const most = Math.floor((MOST_BYTES - tilesAddress) / layout.tileBytes) * layout.lanes;
    throw new RangeError(`${subjects.length} subjects do not fit into 4 GiB of memory; at most ${most} do`);
  }
  const machine =
    native !== null
      ? native.instantiate(tilesAddress, tileBytes, seed)
      : compiled === null
        ? new Interpreter(program, tables, layout, seed, new ArrayBuffer(tilesAddress + tileBytes), tilesAddress)
        : await WasmMachine.instantiate(program, compiled, tilesAddress, tileBytes, seed);
  return new Batch(program, tables, layout, machine, [...subjects], seed);
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

function isWord(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

function checkOptions({ subjects, seed }: SimulationOptions): void {
  if (subjects.length === 0) throw new RangeError("a simulation needs at least one subject");
  for (const subject of subjects) {
    if (!isWord(subject)) throw new RangeError(`subject number ${subject} is not a whole number below 2³²`);
  }
  if (!(seed.length === 2 && seed.every(isWord))) {
    throw new RangeError(`seed ${seed.join(", ")} is not two whole numbers below 2³²`);
  }
}
