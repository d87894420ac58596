export { ProgramError } from "./checkProgram.ts";
export { createSimulation } from "./createSimulation.ts";
export {
  type CompilationDescription,
  type CompiledLoop,
  type CompiledRoutine,
  describeCompilation,
} from "./describeCompilation.ts";
export type * from "./program.ts";
export type * from "./simulation.ts";
