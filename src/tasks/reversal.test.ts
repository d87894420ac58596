import { expect, test } from "vitest";
import { makeTask, runTask, type Task } from "./index.ts";

/** Rows of each subject's trials, `[subject][trial]`. */
function play(task: Task, subjects: number, choose: (trial: number, subject: number) => number) {
  return Array.from(
    { length: subjects },
    (_, subject) =>
      runTask(task, { seed: 5, subject }, ({ available, trial }) =>
        available ? { choice: choose(trial, subject), time: 0.5 } : {},
      ).rows,
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("the best arm of the three is rewarded with .8, each other one with .2", () => {
  const rows = play(makeTask("three-armed-reversal-v1"), 400, (trial) => trial % 3);
  expect(rows.every(({ length }) => length === 90)).toBe(true);
  const outcomes = (correct: number) => rows.flat().flatMap((row) => (row.correct === correct ? [row.outcome!] : []));
  expect(mean(outcomes(1))).toBeCloseTo(0.8, 1);
  expect(mean(outcomes(0))).toBeCloseTo(0.2, 1);
});

test("the next best arm is another one, either of the two equally often, and blocks are 15 trials", () => {
  const rows = play(makeTask("three-armed-reversal-v1"), 600, () => 0);
  const steps = [0, 0, 0];
  const first = [0, 0, 0];
  for (const session of rows) {
    first[session[0]!.bestOption!]! += 1;
    session.forEach(({ bestOption, formerBestOption, block, trialInBlock }, trial) => {
      expect(block).toBe(Math.floor(trial / 15));
      expect(trialInBlock).toBe(trial % 15);
      if (trial < 15) expect(formerBestOption).toBeNaN();
      else steps[(bestOption! - formerBestOption! + 3) % 3]! += 1;
    });
  }
  expect(steps[0]).toBe(0);
  expect(steps[1]! / (steps[1]! + steps[2]!)).toBeCloseTo(0.5, 1);
  for (const count of first) expect(count / 600).toBeCloseTo(1 / 3, 1);
});

test("what an arm would have paid does not depend on what was chosen", () => {
  const always = play(makeTask("three-armed-reversal-v1"), 4, () => 1);
  const sometimes = play(makeTask("three-armed-reversal-v1"), 4, (trial) => (trial % 2 === 0 ? 1 : 2));
  always.forEach((session, subject) => {
    session.forEach(({ outcome }, trial) => {
      if (trial % 2 === 0) expect(outcome).toBe(sometimes[subject]![trial]!.outcome);
    });
  });
});

test("no choice means no reward, and nothing is perceived as an outcome", () => {
  const { rows, moments } = runTask(makeTask("two-armed-reversal-v1"), { seed: 1, subject: 0 }, () => ({}));
  expect(rows.every(({ outcome, choice }) => outcome === 0 && Number.isNaN(choice))).toBe(true);
  expect(moments.some(({ feedback }) => feedback)).toBe(false);
});

test("the trial is presented as arms to choose from, then a delay, the outcome and an interval", () => {
  const task = makeTask("three-armed-reversal-v1");
  const { moments } = runTask(task, { seed: 1, subject: 0 }, ({ available }) => (available ? { choice: 2 } : {}));
  expect(task.description.phases.map(({ name }) => name)).toEqual(["cue", "delay", "outcome", "interval"]);
  expect(moments.slice(0, 4).map(({ phase }) => phase)).toEqual(["cue", "delay", "outcome", "interval"]);
  expect(moments.slice(0, 4).reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(2.8, 9);
  expect([...moments[0]!.objects!]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect([...moments[0]!.available!]).toEqual([1, 1, 1]);
  expect(moments[2]).toMatchObject({ feedback: true, rest: false });
  expect(moments[3]).toMatchObject({ feedback: false, rest: true });
});
