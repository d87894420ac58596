import type { Tables } from "../checkProgram.ts";
import { type Layout, workAddress } from "../layout.ts";
import type { Program } from "../program.ts";
import { type Block, Draws, KEYS_BYTES, tableBytes } from "./draws.ts";
import { functionBody } from "./functionBody.ts";
import { type ExportedFunction, writeModule } from "./moduleWriter.ts";
import { PARAMETERS, writeRoutine } from "./routine.ts";

/** A program as WebAssembly, for any number of simulations. */
export interface CompiledProgram {
  readonly module: WebAssembly.Module;
  /** Address of the keys of the random numbers. */
  readonly keys: number;
  /** Tables of the blocks of random numbers, one a routine. */
  readonly draws: readonly { readonly address: number; readonly blocks: readonly Block[] }[];
  /** First address that is free for tiles. */
  readonly end: number;
}

/** A program's code before it is compiled: the same program always gives the same bytes. */
export interface GeneratedProgram extends Omit<CompiledProgram, "module"> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const compiled = new WeakMap<Program, Promise<CompiledProgram>>();

/** Compiles a checked program, once. */
export function compile(program: Program, tables: Tables, layout: Layout): Promise<CompiledProgram> {
  const known = compiled.get(program);
  if (known !== undefined) return known;
  const { bytes, ...rest } = generate(program, tables, layout);
  const result = compileModule(bytes).then((module) => ({ module, ...rest }));
  compiled.set(program, result);
  return result;
}

/**
 * A page's own thread must not compile more than 4 KiB at once. Elsewhere there is no reason to wait: under Node, a
 * program that only waits for background work can be blocked for ever by a garbage collection due meanwhile.
 */
async function compileModule(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  return typeof document === "undefined" ? new WebAssembly.Module(bytes) : WebAssembly.compile(bytes);
}

/** Writes the code of a checked program. */
export function generate(program: Program, tables: Tables, layout: Layout): GeneratedProgram {
  let address = workAddress(layout);
  const take = (bytes: number) => {
    const start = address;
    address += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const keys = take(KEYS_BYTES);
  const draws = program.routines.map((routine) => new Draws(routine, tables));
  const drawTables = draws.map(({ blocks }) => ({ address: take(tableBytes(blocks.length)), blocks }));
  const working = address;
  let end = working;
  const functions: ExportedFunction[] = program.routines.map((routine, i) => {
    address = working;
    const numbers = take(draws[i]!.bytes);
    const code = writeRoutine(
      routine,
      tables,
      layout,
      draws[i]!,
      { keys, table: drawTables[i]!.address, numbers },
      { take },
    );
    end = Math.max(end, address);
    return { name: routine.name, body: functionBody(code.items, PARAMETERS) };
  });
  return { bytes: writeModule(functions, PARAMETERS), keys, draws: drawTables, end };
}
