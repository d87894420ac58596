export type { Task, TaskDescription, TaskKind } from "./task.ts";
