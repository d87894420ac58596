export type { Summary } from "./analysis/summary.ts";
export { ProgramError } from "./engine/checkProgram.ts";
export { createSimulation } from "./engine/createSimulation.ts";
export type {
  Condition,
  Domain,
  Expression,
  Population,
  Program,
  Projection,
  Routine,
  Slice,
  Statement,
  Variable,
} from "./engine/program.ts";
export type { Backend, Simulation, SimulationOptions } from "./engine/simulation.ts";
export { boxMuller, philox4x32, RandomSequence, type Seed, streamNumber } from "./math/random.ts";
export type { LoweredModel, LowerOptions } from "./spec/lowered.ts";
export type { Task, TaskDescription, TaskKind, TaskStep } from "./tasks/task.ts";
