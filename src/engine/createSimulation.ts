import { Batch } from "./batch.ts";
import { checkProgram } from "./checkProgram.ts";
import { Interpreter } from "./interpreter.ts";
import { LANES, layOut, workAddress } from "./layout.ts";
import type { Program } from "./program.ts";
import type { Simulation, SimulationOptions } from "./simulation.ts";

/** Memory that 32-bit addresses can reach. */
const MOST_BYTES = 2 ** 32 - 65536;

/**
 * Makes a batch of subjects that run a program; all values are 0 until `initialise` or `write`.
 *
 * @throws ProgramError if the program is faulty, RangeError for wrong subject numbers, seeds or too much memory.
 */
export async function createSimulation(program: Program, options: SimulationOptions): Promise<Simulation> {
  const { subjects, seed } = options;
  checkOptions(options);
  const tables = checkProgram(program);
  const layout = layOut(program, tables);
  const tiles = Math.ceil(subjects.length / LANES);
  const tilesAddress = workAddress(layout);
  const bytes = tilesAddress + tiles * layout.tileBytes;
  if (bytes > MOST_BYTES) {
    const most = Math.floor((MOST_BYTES - tilesAddress) / layout.tileBytes) * LANES;
    throw new RangeError(`${subjects.length} subjects do not fit into 4 GiB of memory; at most ${most} do`);
  }
  const memory = new ArrayBuffer(bytes);
  const machine = new Interpreter(program, tables, layout, seed, memory, tilesAddress);
  return new Batch(program, tables, layout, machine, [...subjects], seed);
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
