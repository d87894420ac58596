import { expect, test } from "vitest";
import type { Task, TaskStep } from "./index.ts";
import { makeTask } from "./index.ts";

/** Rows of a session in which every subject chooses as `choose` says. */
function play(task: Task, subjects: number, choose: (trial: number, subject: number) => number) {
  const numbers = Array.from({ length: subjects }, (_, subject) => subject);
  let step: TaskStep = task.reset({ seed: 5, subjects: numbers });
  const rows: Readonly<Record<string, Float64Array>>[] = [];
  while (step.terminated[0] === 0) {
    const { trial } = step.info;
    const choice = Int32Array.from(numbers, (subject) => choose(trial, subject));
    step = task.step({
      choice,
      reactionTime: new Float32Array(subjects).fill(0.5),
      response: new Float32Array(subjects),
    });
    if (step.info.record !== null) rows.push(step.info.record);
  }
  return rows;
}

test("the best arm of the three is rewarded with .8, each other one with .2", () => {
  const rows = play(makeTask("three-armed-reversal-v1"), 400, (trial) => trial % 3);
  const counts = { best: [0, 0], other: [0, 0] };
  for (const { correct, outcome } of rows) {
    correct!.forEach((right, place) => {
      const [count] = right === 1 ? [counts.best] : [counts.other];
      count[0]! += 1;
      count[1]! += outcome![place]!;
    });
  }
  expect(rows.length).toBe(90);
  expect(counts.best[1]! / counts.best[0]!).toBeCloseTo(0.8, 1);
  expect(counts.other[1]! / counts.other[0]!).toBeCloseTo(0.2, 1);
});

test("the next best arm is another one, either of the two equally often, and blocks are 15 trials", () => {
  const rows = play(makeTask("three-armed-reversal-v1"), 600, () => 0);
  const steps = [0, 0, 0];
  rows.forEach(({ bestOption, formerBestOption, block, trialInBlock }, trial) => {
    bestOption!.forEach((best, place) => {
      expect(block![place]).toBe(Math.floor(trial / 15));
      expect(trialInBlock![place]).toBe(trial % 15);
      if (trial < 15) expect(formerBestOption![place]).toBeNaN();
      else steps[(best - formerBestOption![place]! + 3) % 3]! += 1;
    });
  });
  expect(steps[0]).toBe(0);
  expect(steps[1]! / (steps[1]! + steps[2]!)).toBeCloseTo(0.5, 1);
  const first = [0, 0, 0];
  for (const best of rows[0]!.bestOption!) first[best]! += 1;
  for (const count of first) expect(count / 600).toBeCloseTo(1 / 3, 1);
});

test("what an arm would have paid does not depend on what was chosen", () => {
  const always = play(makeTask("three-armed-reversal-v1"), 4, () => 1);
  const sometimes = play(makeTask("three-armed-reversal-v1"), 4, (trial) => (trial % 2 === 0 ? 1 : 2));
  always.forEach((row, trial) => {
    if (trial % 2 === 0) expect(row.outcome).toEqual(sometimes[trial]!.outcome);
  });
});

test("no choice means no reward, and only the first choice of a trial counts", () => {
  const idle = play(makeTask("two-armed-reversal-v1"), 3, () => -1);
  expect(idle.every(({ outcome }) => outcome!.every((value) => value === 0))).toBe(true);

  const task = makeTask("two-armed-reversal-v1");
  task.reset({ seed: 1, subjects: [0] });
  const act = (choice: number) =>
    task.step({ choice: Int32Array.of(choice), reactionTime: Float32Array.of(0.5), response: Float32Array.of(0) });
  act(1);
  act(0);
  act(0);
  expect(act(0).info.record!.choice![0]).toBe(1);
});

test("the trial is presented as arms to choose from, then a delay, the outcome and an interval", () => {
  const task = makeTask("three-armed-reversal-v1");
  const { phases } = task.description;
  expect(phases.map(({ name }) => name)).toEqual(["cue", "delay", "outcome", "interval"]);
  expect(phases.reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(2.8, 9);
  const first = task.reset({ seed: 1, subjects: [0, 1] });
  expect([...first.observation.stimuli]).toEqual([1, 1, 1, 1, 1, 1]);
  expect([...first.observation.available]).toEqual([1, 1, 1, 1, 1, 1]);
});
