import { functionBody } from "../../engine/wasm/functionBody.ts";
import { writeModule } from "../../engine/wasm/moduleWriter.ts";
import type { BehaviourProgram } from "../program.ts";
import { ConstantPool } from "./constantPool.ts";
import { differentiate } from "./differentiate.ts";
import { type KernelLayout, layOut } from "./kernelLayout.ts";
import { FUNCTION_PARAMETERS, writeTrialLoop } from "./trialLoop.ts";

/** A program as WebAssembly: functions `gradient` and `pointwise` over one memory. */
export interface Kernel {
  readonly module: WebAssembly.Module;
  readonly layout: KernelLayout;
  /** Words that lie in memory from address 0 on. */
  readonly constants: readonly number[];
}

const compiled = new WeakMap<BehaviourProgram, Promise<Kernel>>();

/** Compiles a program, once. */
export function compileKernel(program: BehaviourProgram): Promise<Kernel> {
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
  const { program: derived, gradient } = differentiate(program);
  const layout = layOut(derived);
  const constants = new ConstantPool();
  const items = {
    gradient: writeTrialLoop(derived, layout, constants, { kind: "gradient", array: gradient }),
    pointwise: writeTrialLoop(program, layout, constants, { kind: "pointwise" }),
  };
  const functions = Object.entries(items).map(([name, list]) => ({
    name,
    body: functionBody(list, FUNCTION_PARAMETERS),
  }));
  return { bytes: writeModule(functions, FUNCTION_PARAMETERS), layout, constants: constants.words };
}

/** A page's own thread must not compile more than 4 KiB at once; elsewhere there is no reason to wait. */
async function compileModule(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  return typeof document === "undefined" ? new WebAssembly.Module(bytes) : WebAssembly.compile(bytes);
}
