export { ProgramError } from "./checkProgram.ts";
export { createSimulation } from "./createSimulation.ts";
export type * from "./program.ts";
export type * from "./simulation.ts";
export {
  type CompilationDescription,
  type CompiledLoop,
  type CompiledRoutine,
  describeCompilation,
} from "./wasm/describeCompilation.ts";
