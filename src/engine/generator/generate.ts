import type { Tables } from "../checkProgram.ts";
import { type Layout, workAddress } from "../layout.ts";
import type { Program } from "../program.ts";
import type { Code } from "./code.ts";
import { type Block, Draws, KEY_VECTORS, tableBytes } from "./draws.ts";
import { writeRoutine } from "./routine.ts";
import type { Shape } from "./shape.ts";

/** Where the generated code keeps what is not in a tile. */
export interface WorkPlan {
  /** Address of the keys of the random numbers. */
  readonly keys: number;
  /** Tables of the blocks of random numbers, one a routine. */
  readonly draws: readonly { readonly address: number; readonly blocks: readonly Block[] }[];
  /** First address that is free for tiles. */
  readonly end: number;
}

/** A program's routines as code that a back end can write down. */
export interface GeneratedCode extends WorkPlan {
  readonly routines: readonly { readonly name: string; readonly code: Code }[];
}

/** Generates the code of a checked program: the same program, layout and shape always give the same code. */
export function generateCode(program: Program, tables: Tables, layout: Layout, shape: Shape): GeneratedCode {
  let address = workAddress(layout);
  const take = (bytes: number) => {
    const start = address;
    address += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const keys = take(layout.vector * KEY_VECTORS);
  const draws = program.routines.map((routine) => new Draws(routine, tables, layout.vector));
  const drawTables = draws.map(({ blocks }) => ({ address: take(tableBytes(blocks.length)), blocks }));
  const working = address;
  let end = working;
  const routines = program.routines.map((routine, i) => {
    address = working;
    const addresses = { keys, table: drawTables[i]!.address, numbers: take(draws[i]!.bytes) };
    const code = writeRoutine(routine, tables, layout, draws[i]!, addresses, { take }, shape);
    end = Math.max(end, address);
    return { name: routine.name, code };
  });
  return { routines, keys, draws: drawTables, end };
}
