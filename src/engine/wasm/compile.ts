import type { Tables } from "../checkProgram.ts";
import { generateCode, type WorkPlan } from "../generator/generate.ts";
import { PARAMETERS } from "../generator/routine.ts";
import type { Shape } from "../generator/shape.ts";
import { LANES, type Layout } from "../layout.ts";
import type { Program } from "../program.ts";
import { functionBody } from "./functionBody.ts";
import { writeModule } from "./moduleWriter.ts";

/** Bytes of a tile that is taken to stay in a core's own cache from one step to the next. */
const NEAR = 1.5 * 2 ** 20;

/** Four lanes, and as much side by side as sixteen registers hold; of a large tile, as few streams as can be. */
export function wasmShape({ tileBytes }: Layout, skip = true): Shape {
  return {
    lanes: LANES,
    vector: 4 * LANES,
    unitsAbreast: 6,
    sumsAbreast: 4,
    changesAbreast: tileBytes > NEAR ? 1 : 2,
    rowsAbreast: 4,
    drawsAbreast: 3,
    skip,
    upperProducts: false,
  };
}

/** A program as WebAssembly, for any number of simulations. */
export interface CompiledProgram extends WorkPlan {
  readonly module: WebAssembly.Module;
}

/** A program's code before it is compiled: the same program always gives the same bytes. */
export interface GeneratedProgram extends WorkPlan {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const compiled = {
  skipping: new WeakMap<Program, Promise<CompiledProgram>>(),
  whole: new WeakMap<Program, Promise<CompiledProgram>>(),
};

/** Compiles a checked program, once with skipping and once without. */
export function compile(program: Program, tables: Tables, layout: Layout, skip: boolean): Promise<CompiledProgram> {
  const cache = skip ? compiled.skipping : compiled.whole;
  const known = cache.get(program);
  if (known !== undefined) return known;
  const { bytes, ...rest } = generate(program, tables, layout, skip);
  const result = compileModule(bytes).then((module) => ({ module, ...rest }));
  cache.set(program, result);
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
export function generate(program: Program, tables: Tables, layout: Layout, skip = true): GeneratedProgram {
  const { routines, keys, draws, end } = generateCode(program, tables, layout, wasmShape(layout, skip));
  const functions = routines.map(({ name, code }) => ({
    name,
    body: functionBody(code.items, PARAMETERS, code.values),
  }));
  return { bytes: writeModule(functions, PARAMETERS), keys, draws, end };
}
