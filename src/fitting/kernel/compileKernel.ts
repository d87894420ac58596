import { functionBody } from "../../engine/wasm/functionBody.ts";
import { writeModule } from "../../engine/wasm/moduleWriter.ts";
import type { BehaviourProgram } from "../program.ts";
import { differentiate } from "./differentiate.ts";
import { type KernelLayout, layOut } from "./kernelLayout.ts";
import { FUNCTION_PARAMETERS, writeTrialLoop } from "./trialLoop.ts";

/** A program as WebAssembly: functions `gradient` and `pointwise` over one memory. */
export interface Kernel {
  readonly module: WebAssembly.Module;
  readonly layout: KernelLayout;
}

const compiled = new WeakMap<BehaviourProgram, Promise<Kernel>>();

/** Compiles a program, once. */
export function compileKernel(program: BehaviourProgram): Promise<Kernel> {
  let kernel = compiled.get(program);
  if (kernel === undefined) {
    const { bytes, layout } = writeKernel(program);
    kernel = compileModule(bytes).then((module) => ({ module, layout }));
    compiled.set(program, kernel);
  }
  return kernel;
}

/** A program's code before it is compiled: the same program always gives the same bytes. */
export function writeKernel(program: BehaviourProgram): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: KernelLayout;
} {
  const { program: derived, gradient } = differentiate(program);
  const layout = layOut(derived);
  const items = {
    gradient: writeTrialLoop(derived, layout, { kind: "gradient", array: gradient }),
    pointwise: writeTrialLoop(program, layout, { kind: "pointwise" }),
  };
  const functions = Object.entries(items).map(([name, list]) => ({
    name,
    body: functionBody(list, FUNCTION_PARAMETERS),
  }));
  return { bytes: writeModule(functions, FUNCTION_PARAMETERS), layout };
}

/** A page's own thread must not compile more than 4 KiB at once; elsewhere there is no reason to wait. */
async function compileModule(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  return typeof document === "undefined" ? new WebAssembly.Module(bytes) : WebAssembly.compile(bytes);
}
