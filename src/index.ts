export type { Summary } from "./analysis/summary.ts";
export type { Program } from "./engine/program.ts";
export type { Simulation, SimulationOptions } from "./engine/simulation.ts";
export type { LoweredModel, LowerOptions } from "./spec/lowered.ts";
export type { Task, TaskDescription, TaskKind, TaskStep } from "./tasks/task.ts";
