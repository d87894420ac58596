import type { Deed, Task } from "../tasks/task.ts";
import { type PresentMoment, TaskPlay } from "../tasks/taskPlay.ts";

/** Names that subjects meet in a task. */
export interface TaskNames {
  readonly stages: readonly string[];
  readonly marks: readonly string[];
  /** Number of sessions (days). */
  readonly sessions: number;
}

/** Most moments that are looked at. */
const most = 100_000;

/** What some simple subjects meet in a task: one that always acts, one that never does, one that does now and then. */
export function taskNames(task: Task): TaskNames {
  const stages = new Set<string>();
  const marks = new Set<string>();
  let sessions = 1;
  const acts: ((number: number) => boolean)[] = [() => true, () => false, (number) => number % 3 === 0];
  for (const [subject, willAct] of acts.entries()) {
    const play = new TaskPlay(task, 1, subject);
    for (let number = 0; number < most && play.present !== null; number++) {
      const { stage, session } = play.present;
      if (stage !== "") stages.add(stage);
      for (const mark of play.present.marks) marks.add(mark);
      sessions = Math.max(sessions, session + 1);
      play.act(deed(play.present, willAct(number), task.description.world.responses.length));
    }
  }
  return { stages: [...stages], marks: [...marks], sessions };
}

function deed({ available, duration, endsOnAction }: PresentMoment, acts: boolean, responses: number): Deed {
  const choice = acts && available ? available.findIndex((open) => open > 0) : -1;
  const time = choice < 0 ? Number.NaN : duration / 2;
  return {
    choice,
    time,
    elapsed: endsOnAction && choice >= 0 ? time : duration,
    responses: Array.from({ length: responses }, () => 0),
  };
}
