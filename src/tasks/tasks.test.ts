import { describe, expect, test } from "vitest";
import { checkTask, makeTask, type Task, type TaskKind, type TaskStep, taskKinds } from "./index.ts";

describe.each(taskKinds)("$id", (kind) => {
  test("obeys every rule of the interface", () => {
    expect(checkTask(kind)).toEqual([]);
  });

  test("keeps to whole steps of 20 ms", () => {
    for (const { duration } of kind.make().description.phases) {
      expect(Math.abs(duration / 0.02 - Math.round(duration / 0.02))).toBeLessThan(1e-9);
    }
  });
});

/** The first task with something changed. */
function broken(change: (task: Task) => Partial<Task>): TaskKind {
  const kind = taskKinds[0]!;
  return {
    ...kind,
    make: (options) => {
      const task = kind.make(options);
      return { ...task, ...change(task) };
    },
  };
}

describe("the checker", () => {
  test("finds a task that ignores the seed", () => {
    const kind = broken((task) => ({ reset: ({ subjects }) => task.reset({ seed: 1, subjects }) }));
    expect(checkTask(kind)).toContain("three-armed-reversal-v1: another seed gives the same data");
  });

  test("finds a task whose subjects depend on their batch", () => {
    const kind = broken((task) => ({
      reset: ({ seed, subjects }) => task.reset({ seed, subjects: subjects.map((_, place) => place) }),
    }));
    expect(checkTask(kind)).toContain("three-armed-reversal-v1: a subject's data depend on who else is in the batch");
  });

  test("finds observations outside their space, rewards out of place and a missing end", () => {
    const spoil = (step: TaskStep): TaskStep => ({
      ...step,
      observation: { ...step.observation, stimuli: step.observation.stimuli.map(() => 2) },
      reward: step.reward.map(() => 1),
      terminated: step.terminated.map(() => 0),
    });
    const kind = broken((task) => ({ step: (actions) => spoil(task.step(actions)) }));
    expect(checkTask(kind)).toEqual(
      expect.arrayContaining([
        "three-armed-reversal-v1: stimuli is outside its space",
        "three-armed-reversal-v1: reward in a phase that gives no outcome",
        "three-armed-reversal-v1: not terminated after the last trial",
      ]),
    );
  });
});

test("an unknown task is named with the nearest right one", () => {
  expect(() => makeTask("three-armed-reversl-v1")).toThrow('did you mean "three-armed-reversal-v1"?');
  expect(() => makeTask("three-armed-reversal")).toThrow('did you mean "three-armed-reversal-v1"?');
  expect(() => makeTask("chess-v1")).toThrow("tasks are three-armed-reversal-v1, two-armed-reversal-v1");
});

test("an unknown option or a value out of range is named with what is allowed", () => {
  expect(() => makeTask("three-armed-reversal-v1", { block: 3 })).toThrow('no option "block"; did you mean "blocks"?');
  expect(() => makeTask("three-armed-reversal-v1", { blocks: 2.5 })).toThrow(
    'option "blocks" must be a whole number from 1 to 100, got 2.5',
  );
  expect(() => makeTask("pavlovian-discrimination-v1", { probability: Number.NaN })).toThrow(RangeError);
});
