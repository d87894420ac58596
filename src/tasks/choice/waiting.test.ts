import { describe, expect, test } from "vitest";
import { mean } from "../../math/statistics.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TaskKind, TrialRow } from "../task.ts";
import { delayChoice } from "./delayChoice.ts";
import { delayedReward } from "./delayedReward.ts";
import { effortChoice } from "./effortChoice.ts";
import { patchLeaving } from "./patchLeaving.ts";
import { rewardWaiting } from "./rewardWaiting.ts";

function play(kind: TaskKind, policy: Policy, form?: string, options: Record<string, number> = {}, subject = 0) {
  return runTask(kind.make(options, form), { seed: 9, subject }, policy);
}

const taking =
  (place: number, after = 0.5): Policy =>
  ({ available, duration }) =>
    available?.[place] && duration >= after ? { choice: place, time: after } : {};

const rate = (rows: readonly TrialRow[], name = "outcome"): number => mean(rows.map((row) => row[name]!));

describe("effort choice", () => {
  test("the dense arm pays twice as much and costs climbing, where there is a barrier", () => {
    for (const [form, climbs] of [
      ["barrier", true],
      ["no-barrier", false],
    ] as const) {
      const { rows, moments } = play(effortChoice, taking(0), form);
      expect(rows.length).toBe(12 * 30);
      expect(rows.every(({ highChosen, outcome }) => outcome === (highChosen === 1 ? 1 : 0.5))).toBe(true);
      const other = play(effortChoice, taking(1), form);
      const climbing = [...moments, ...other.moments].filter(({ phase }) => phase === "climb");
      expect(climbing.length).toBe(climbs ? 360 : 0);
      expect(climbing.every(({ outcome, duration }) => duration === 2 && Math.abs(outcome![1]! - 0.3) < 1e-6)).toBe(
        true,
      );
      expect(rate([...rows, ...other.rows], "highChosen")).toBe(0.5);
    }
  });

  test("ten training days are followed by two of test", () => {
    const { moments } = play(effortChoice, taking(0));
    expect([...new Set(moments.map(({ stage }) => stage))].filter(Boolean)).toEqual(["training", "test 1", "test 2"]);
    expect(new Set(moments.map(({ session }) => session)).size).toBe(12);
  });
});

describe("a small reward now or a large one later", () => {
  test("comes after 0, 3, 6, 12 or 24 s in trials that all last as long", () => {
    for (const place of [0, 1]) {
      const { rows, moments } = play(delayChoice, taking(place));
      expect([...new Set(rows.map(({ delay }) => delay))]).toEqual([0, 3, 6, 12, 24]);
      expect(rows.length).toBe(900);
      expect(rows.every(({ largeChosen, outcome }) => Math.abs(outcome! - (largeChosen === 1 ? 1 : 0.33)) < 1e-9)).toBe(
        true,
      );
      const starts = moments.filter(({ trialStarts }) => trialStarts).map(({ time }) => time);
      const lengths = starts.slice(1, 60).map((time, index) => time - starts[index]!);
      for (const length of lengths) expect(Math.abs(length - 40)).toBeLessThan(0.03);
      const waits = moments.filter(({ phase }) => phase === "delay").map(({ duration }) => duration);
      if (rows[0]!.largeChosen === 1) expect(new Set(waits)).toEqual(new Set([3, 6, 12, 24]));
      else expect(waits).toEqual([]);
    }
  });

  test("ends, if wanted, with a session in which no lever brings anything", () => {
    const { rows, moments } = play(delayChoice, taking(1), undefined, {
      sessionsPerDelay: 1,
      trials: 2,
      extinctionTrials: 3,
    });
    expect(rows.map(({ session }) => session)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]);
    const last = rows.slice(-3);
    expect(last.every(({ outcome, delay, choice }) => outcome === 0 && Number.isNaN(delay) && choice === 1)).toBe(true);
    expect(moments.filter(({ stage, phase }) => stage === "extinction" && phase === "cue").length).toBe(3);
    expect(moments.filter(({ phase }) => phase === "pause").length).toBe(5);
  });

  test("adjusts by a second after two equal choices", () => {
    const delays = [0, 1].map((place) => play(delayChoice, taking(place), "adjusting").rows);
    const [large, small] = delays[0]![0]!.largeChosen === 1 ? delays : [...delays].reverse();
    expect(large!.slice(0, 5).map(({ delay }) => delay)).toEqual([6, 6, 7, 7, 8]);
    expect(small!.slice(0, 5).map(({ delay }) => delay)).toEqual([6, 6, 5, 5, 4]);
    expect(small!.at(-1)!.delay).toBe(0);
  });
});

test("in real time waiting for the large reward costs trials, and a session ends after twenty minutes", () => {
  const choosing =
    (large: boolean): Policy =>
    ({ available, objects }) => {
      if (!available) return {};
      const yellow = objects![2]! > 0 ? 0 : 1;
      return { choice: large ? yellow : 1 - yellow, time: 0.5 };
    };
  const [patient, hasty] = [play(delayedReward, choosing(true)).rows, play(delayedReward, choosing(false)).rows];
  expect(patient.every(({ largeChosen, outcome }) => largeChosen === 1 && outcome === 1)).toBe(true);
  expect(hasty.every(({ largeChosen, outcome }) => largeChosen === 0 && outcome === 0.25)).toBe(true);
  const range = (name: string) => [
    Math.min(...patient.map((row) => row[name]!)),
    Math.max(...patient.map((row) => row[name]!)),
  ];
  expect(range("smallSteps")).toEqual([3, 4]);
  expect(range("largeSteps")).toEqual([5, 12]);
  const trials = (rows: readonly TrialRow[]) => rows.filter(({ session }) => session === 1).length;
  // 0.5 s choice, 8.5 or 3.5 steps of 1.5 s, 0.5 s outcome, 1 s interval.
  expect(Math.abs(trials(patient) - 1200 / 14.75)).toBeLessThan(6);
  expect(Math.abs(trials(hasty) - 1200 / 7.25)).toBeLessThan(6);
});

describe("a patch", () => {
  const leavingAfter = (harvests: number): Policy => {
    let done = 0;
    return ({ available }) => {
      if (!available) return {};
      if (done === harvests) {
        done = 0;
        return { choice: 1, time: 0.5 };
      }
      done++;
      return { choice: 0, time: 0.5 };
    };
  };
  const yieldOf = (harvests: number): number =>
    play(patchLeaving, leavingAfter(harvests), undefined, { trainingSessions: 1, testSessions: 0 }).rows.reduce(
      (sum, { outcome }) => sum + outcome!,
      0,
    );

  test("yields 60, 90 or 120 at first and 8 less with each harvest", () => {
    const { rows } = play(patchLeaving, leavingAfter(5), undefined, { trainingSessions: 1, testSessions: 1 });
    expect(new Set(rows.map(({ start }) => start))).toEqual(new Set([60, 90, 120]));
    for (const { start, harvests, offered, outcome, left } of rows) {
      expect(offered).toBe(start! - 8 * harvests!);
      expect(outcome).toBeCloseTo(left === 1 ? 0 : offered! / 100, 6);
    }
    expect(new Set(rows.map(({ session }) => session)).size).toBe(2);
  });

  test("is best left after some harvests, neither at once nor when it is empty", () => {
    const yields = [1, 4, 12].map(yieldOf);
    expect(yields[1]).toBeGreaterThan(yields[0]! * 1.05);
    expect(yields[1]).toBeGreaterThan(yields[2]! * 1.05);
  });
});

describe("waiting for reward", () => {
  test("food comes in three of four trials after 3, 6 or 9 s, to one who stays", () => {
    const { rows } = play(rewardWaiting, () => ({}), undefined, { trials: 200, trainingSessions: 2 });
    expect(Math.abs(rate(rows) - 0.75)).toBeLessThan(0.04);
    const fed = rows.filter(({ omission }) => omission === 0);
    for (const delay of [3, 6, 9])
      expect(Math.abs(mean(fed.map((row) => Number(row.delay === delay))) - 1 / 3)).toBeLessThan(0.06);
    expect(fed.every(({ waited, delay, outcome }) => waited === delay && outcome === 1)).toBe(true);
    expect(rows.filter(({ omission }) => omission === 1).every(({ waited, left }) => waited === 60 && left === 0)).toBe(
      true,
    );
  });

  test("who leaves early misses food and is noted with the time of it", () => {
    const { rows, moments } = play(rewardWaiting, ({ available, duration }) =>
      available && duration > 4 ? { choice: available.indexOf(1), time: 4 } : {},
    );
    const left = rows.filter((row) => row.left === 1);
    expect(left.every(({ waited, outcome, delay }) => waited === 4 && outcome === 0 && !(delay! < 4))).toBe(true);
    expect(rows.filter((row) => row.left === 0).every(({ delay, outcome }) => delay === 3 && outcome === 1)).toBe(true);
    const [on, off] = ["stimulation", "waitingEnds"].map((mark) => moments.filter(({ marks }) => marks.includes(mark)));
    expect(off!.length).toBe(rows.length);
    expect(on!.every(({ stage }) => stage.startsWith("test"))).toBe(true);
    expect(Math.abs(on!.length / 120 - 0.5)).toBeLessThan(0.15);
  });

  test("probabilities differ between test sessions where asked for", () => {
    const { rows } = play(rewardWaiting, () => ({}), "probabilities", { trials: 300, trainingSessions: 0 });
    for (const [session, chance] of [0.75, 0.5, 0.25].entries()) {
      expect(Math.abs(rate(rows.filter((row) => row.session === session)) - chance)).toBeLessThan(0.08);
    }
    expect(rows.every(({ delay }) => Number.isNaN(delay) || delay === 3)).toBe(true);
  });
});
