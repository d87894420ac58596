import type { Item } from "../../engine/generator/code.ts";
import { functionBody } from "../../engine/wasm/functionBody.ts";
import { writeModule } from "../../engine/wasm/moduleWriter.ts";
import type { BehaviourProgram } from "../program.ts";
import { checkDataOnly } from "./checkDataOnly.ts";
import { ConstantPool } from "./constantPool.ts";
import { type DeferredResponse, deferResponse } from "./deferResponse.ts";
import { type DerivativeProgram, differentiate } from "./differentiate.ts";
import { type KernelLayout, layOut } from "./kernelLayout.ts";
import { ABREAST, writeResponseLoop } from "./responseLoop.ts";
import { FUNCTION_PARAMETERS, writeTrialLoop } from "./trialLoop.ts";

/**
 * A program as WebAssembly over one memory: the function `pointwise`, and either `gradient` or, where the response's
 * function is put off, `keep`, `respond` and `respondAbreast`.
 */
export interface Kernel {
  readonly module: WebAssembly.Module;
  readonly layout: KernelLayout;
  /** Words that lie in memory from address 0 on. */
  readonly constants: readonly number[];
  /** Vectors that are kept for each response that is put off; 0 if none is. */
  readonly kept: number;
  /** Vectors for which there must be room for each trial of a subject. */
  readonly byTrial: number;
}

const compiled = new WeakMap<BehaviourProgram, Promise<Kernel>>();

/** Compiles a program, once. @throws RangeError if a condition or an index varies with parameters */
export async function compileKernel(program: BehaviourProgram): Promise<Kernel> {
  let kernel = compiled.get(program);
  if (kernel === undefined) {
    const { bytes, ...rest } = writeKernel(program);
    kernel = compileModule(bytes).then((module) => ({ module, ...rest }));
    compiled.set(program, kernel);
  }
  return kernel;
}

/** A program's code before it is compiled: the same program always gives the same bytes. */
export function writeKernel(program: BehaviourProgram): Omit<Kernel, "module"> & {
  readonly bytes: Uint8Array<ArrayBuffer>;
} {
  checkDataOnly(program);
  const deferred = deferResponse(program);
  const constants = new ConstantPool();
  const { layout, functions } = deferred
    ? deferredFunctions(deferred, constants)
    : immediateFunctions(differentiate(program), constants);
  const pointwise = writeTrialLoop(program, layout, constants, { kind: "pointwise" });
  const bodies = Object.entries({ ...functions, pointwise }).map(([name, items]) => ({
    name,
    body: functionBody(items, FUNCTION_PARAMETERS),
  }));
  const bytes = writeModule(bodies, FUNCTION_PARAMETERS);
  const kept = deferred?.kept.length ?? 0;
  return { bytes, layout, constants: constants.words, kept, byTrial: Math.max(1, kept * (deferred?.responses ?? 0)) };
}

interface Functions {
  readonly layout: KernelLayout;
  readonly functions: Readonly<Record<string, readonly Item[]>>;
}

function immediateFunctions({ program, gradient }: DerivativeProgram, constants: ConstantPool): Functions {
  const layout = layOut(program);
  const outcome = { kind: "gradient", array: gradient } as const;
  return { layout, functions: { gradient: writeTrialLoop(program, layout, constants, outcome) } };
}

function deferredFunctions(deferred: DeferredResponse, constants: ConstantPool): Functions {
  const { program, kept } = deferred;
  const layout = layOut(program);
  const functions = {
    keep: writeTrialLoop(program, layout, constants, { kind: "kept", arrays: kept }),
    respond: writeResponseLoop(deferred, layout, constants, 1),
    respondAbreast: writeResponseLoop(deferred, layout, constants, ABREAST),
  };
  return { layout, functions };
}

/** A page's own thread must not compile more than 4 KiB at once; elsewhere there is no reason to wait. */
async function compileModule(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  return typeof document === "undefined" ? new WebAssembly.Module(bytes) : WebAssembly.compile(bytes);
}
