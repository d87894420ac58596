import { makeTask } from "../tasks/index.ts";
import type { Task } from "../tasks/task.ts";
import type { Arm, SessionPlan } from "./plan.ts";

/** The task of an arm: its own, or that of the plan. */
export function armTask(plan: Pick<SessionPlan, "task">, arm: Pick<Arm, "task"> = {}): Task {
  const { id, options, schedule } = arm.task ?? plan.task;
  return makeTask(id, options, schedule);
}
