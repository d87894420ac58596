import { describe, expect, test } from "vitest";
import type { Table } from "../math/table.ts";
import { makeTask } from "../tasks/index.ts";
import { agentKinds, findAgent, runAgent } from "./index.ts";

const task = makeTask("three-armed-reversal-v1");
const subjects = Array.from({ length: 200 }, (_, subject) => subject);

/** Shares of stays after reward and of shifts after none. */
function stays(table: Table): { winStay: number; loseShift: number } {
  const { choice, outcome, trial } = table as Record<string, Float64Array>;
  const counts = { win: 0, winStay: 0, loss: 0, loseShift: 0 };
  for (let row = 1; row < choice!.length; row++) {
    if (trial![row] === 0) continue;
    const stay = choice![row] === choice![row - 1];
    if (outcome![row - 1] === 1) {
      counts.win++;
      counts.winStay += Number(stay);
    } else {
      counts.loss++;
      counts.loseShift += Number(!stay);
    }
  }
  return { winStay: counts.winStay / counts.win, loseShift: counts.loseShift / counts.loss };
}

function accuracy(table: Table): number {
  const correct = table.correct as Float64Array;
  return correct.reduce((sum, value) => sum + value, 0) / correct.length;
}

describe.each(agentKinds)("$id", (kind) => {
  test("has a version and does the same for the same seed and subject, whoever else is there", () => {
    expect(kind.id).toMatch(/-v[1-9]\d*$/);
    const all = runAgent(kind, task, [0, 5, 9], 3);
    const alone = runAgent(kind, task, [5], 3);
    for (const name of ["choice", "outcome", "bestOption"]) {
      expect((all[name] as Float64Array).slice(90, 180)).toEqual(alone[name]);
    }
    expect(runAgent(kind, task, [5], 4).bestOption).not.toEqual(alone.bestOption);
  });

  test("takes every option and never leaves one out", () => {
    const choice = runAgent(kind, task, subjects, 1).choice as Float64Array;
    for (const option of [0, 1, 2]) {
      const share = choice.filter((value) => value === option).length / choice.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.12);
    }
    expect(choice.length).toBe(200 * 90);
  });
});

test("guessing is right on a third of trials", () => {
  expect(accuracy(runAgent(findAgent("guessing-v1"), task, subjects, 1))).toBeCloseTo(1 / 3, 1);
});

test("win-stay, lose-shift always does so", () => {
  expect(stays(runAgent(findAgent("win-stay-lose-shift-v1"), task, subjects, 1))).toEqual({ winStay: 1, loseShift: 1 });
});

test("perseveration shifts on two thirds of its random trials, whatever the outcome", () => {
  const { winStay, loseShift } = stays(runAgent(findAgent("perseveration-v1"), task, subjects, 1));
  expect(winStay).toBeCloseTo(1 - 0.05 * (2 / 3), 2);
  expect(loseShift).toBeCloseTo(0.05 * (2 / 3), 2);
});

test("the Q-learner learns, the reference learner more", () => {
  const simple = accuracy(runAgent(findAgent("q-learner-v1"), task, subjects, 1));
  const reference = accuracy(runAgent(findAgent("reference-learner-v1"), task, subjects, 1));
  expect(simple).toBeGreaterThan(0.5);
  expect(reference).toBeGreaterThan(simple);
});

test("agents have neither reaction times nor graded responses, and do nothing where nothing can be done", () => {
  const table = runAgent(findAgent("q-learner-v1"), makeTask("pavlovian-discrimination-v1"), [0, 1], 1);
  expect((table.choice as Float64Array).every(Number.isNaN)).toBe(true);
  expect((table.response as Float64Array).every(Number.isNaN)).toBe(true);
  const bandit = runAgent(findAgent("q-learner-v1"), task, [0], 1);
  expect((bandit.reactionTime as Float64Array).every(Number.isNaN)).toBe(true);
});

test("an unknown agent is named with the nearest right one", () => {
  expect(() => findAgent("qlearner-v1")).toThrow('did you mean "q-learner-v1"?');
  expect(() => findAgent("q-learner")).toThrow('did you mean "q-learner-v1"?');
  expect(() => findAgent("oracle")).toThrow("agents are guessing-v1");
});
