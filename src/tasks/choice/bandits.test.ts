import { describe, expect, test } from "vitest";
import { mean, standardDeviation } from "../../math/statistics.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TaskKind, TrialRow } from "../task.ts";
import { baitedChoice } from "./baitedChoice.ts";
import { gainLossReversal } from "./gainLossReversal.ts";
import { hazardReversal } from "./hazardReversal.ts";
import { independentBandit } from "./independentBandit.ts";
import { restlessBandit } from "./restlessBandit.ts";
import { rewardSwitching } from "./rewardSwitching.ts";
import { volatileBandit } from "./volatileBandit.ts";

/** Takes what a function of the trial's number says. */
function taking(option: (trial: number) => number): Policy {
  return ({ available, trial }) => (available ? { choice: option(trial), time: 0.5 } : {});
}

function rowsOf(kind: TaskKind, options: Record<string, number>, policy: Policy, preset?: string, subject = 0) {
  return runTask(kind.make(options, preset), { seed: 5, subject }, policy).rows;
}

function rate(rows: readonly TrialRow[], name = "outcome"): number {
  return mean(rows.map((row) => row[name]!));
}

/** Mean outcome of a subject that always knows the best option, of one that never changes, and of the worst one. */
function earnings(kind: TaskKind, options: Record<string, number> = {}): readonly [number, number, number] {
  const best = rowsOf(kind, options, () => ({})).map((row) => (Number.isNaN(row.bestOption) ? 0 : row.bestOption!));
  const count = kind.make().description.world.places;
  return [
    rate(
      rowsOf(
        kind,
        options,
        taking((trial) => best[trial]!),
      ),
    ),
    rate(
      rowsOf(
        kind,
        options,
        taking(() => 0),
      ),
    ),
    rate(
      rowsOf(
        kind,
        options,
        taking((trial) => (best[trial]! + 1) % count),
      ),
    ),
  ];
}

describe("two ports with reversals at random", () => {
  test("the better port pays .8, the other .2, and they change places with probability .02", () => {
    const rows = rowsOf(
      hazardReversal,
      { trials: 4000 },
      taking(() => 0),
    );
    expect(Math.abs(rate(rows.filter(({ correct }) => correct === 1)) - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(rate(rows.filter(({ correct }) => correct === 0)) - 0.2)).toBeLessThan(0.03);
    const reversals = rows.at(-1)!.block!;
    expect(Math.abs(reversals / 4000 - 0.02)).toBeLessThan(0.007);
    expect(rows.filter(({ trialInBlock }) => trialInBlock === 0).length).toBe(reversals + 1);
  });

  test("trained animals do twelve sessions a day apart, by themselves at their own pace", () => {
    const { sessions, moments } = runTask(
      hazardReversal.make({ trials: 20 }, "trained-animals"),
      { seed: 1, subject: 0 },
      taking(() => 1),
    );
    expect(new Set(sessions).size).toBe(12);
    expect(moments.filter(({ phase }) => phase === "pause").every(({ duration }) => duration === 86_400)).toBe(true);
    const first = moments.slice(0, 3).map(({ phase }) => phase);
    expect(first).toEqual(["cue", "outcome", "interval"]);
    expect(moments[1]!.time).toBeCloseTo(0.5, 9);
  });
});

describe("stable and volatile reward", () => {
  const rows = rowsOf(
    volatileBandit,
    { pointsShown: 0 },
    taking(() => 0),
  );

  test("one half has a single block of 120 trials with .75, the other reversals every 30 or 40 with .8", () => {
    const lengths = (wanted: number) =>
      [...new Set(rows.filter(({ volatile }) => volatile === wanted).map(({ block }) => block))].map(
        (number) => rows.filter(({ block }) => block === number).length,
      );
    expect(lengths(0)).toEqual([120]);
    expect(lengths(1)).toEqual([30, 40, 30, 40, 30]);
    const many = Array.from({ length: 30 }, (_, subject) =>
      rowsOf(
        volatileBandit,
        { pointsShown: 0 },
        taking(() => 0),
        undefined,
        subject,
      ),
    ).flat();
    const right = (wanted: number) =>
      mean(many.filter((row) => row.volatile === wanted).map((row) => Number(row.correctOption === row.bestOption)));
    expect(Math.abs(right(0) - 0.75)).toBeLessThan(0.02);
    expect(Math.abs(right(1) - 0.8)).toBeLessThan(0.02);
  });

  test("every other subject begins with the volatile half", () => {
    const first = [0, 1].map((subject) => rowsOf(volatileBandit, {}, () => ({}), undefined, subject)[0]!.volatile);
    expect(first).toEqual([0, 1]);
  });

  test("exactly one option is correct, it pays the points at stake for it, and it is shown", () => {
    const { rows: paid, moments } = runTask(
      volatileBandit.make(),
      { seed: 2, subject: 0 },
      taking(() => 0),
    );
    for (const row of paid) {
      expect(row.outcome).toBeCloseTo(row.correctOption === 0 ? row.points0! / 100 : 0, 6);
      const outcome = moments.find(({ phase, trial }) => phase === "outcome" && trial === row.trial)!;
      expect([...outcome.objects!].map((strength) => strength > 0)).toEqual(
        [0, 1, 2, 3].map((place) => place === 3 * row.correctOption!),
      );
    }
  });
});

test("two spouts take one of three probabilities each and change every 20 to 35 trials, each by itself", () => {
  const rows = rowsOf(
    independentBandit,
    { trials: 3000 },
    taking(() => 0),
  );
  expect(new Set(rows.map(({ expected0 }) => expected0))).toEqual(new Set([0.1, 0.5, 0.9]));
  for (const spout of ["expected0", "expected1"]) {
    const changes = rows.flatMap((row, trial) => (trial > 0 && row[spout] !== rows[trial - 1]![spout] ? [trial] : []));
    const lengths = changes.slice(1).map((trial, place) => trial - changes[place]!);
    expect(Math.min(...lengths)).toBe(20);
    expect(Math.max(...lengths)).toBe(35);
  }
  const high = rows.filter(({ expected0 }) => expected0 === 0.9);
  expect(Math.abs(rate(high) - 0.9)).toBeLessThan(0.04);
});

test("means of four arms wander around the middle with the spread of their process", () => {
  const rows = Array.from({ length: 12 }, (_, subject) =>
    rowsOf(restlessBandit, {}, () => ({}), undefined, subject),
  ).flat();
  const means = rows.map(({ expected2 }) => expected2!);
  expect(Math.abs(mean(means) - 0.5)).toBeLessThan(0.08);
  const expected = 0.028 / Math.sqrt(1 - 0.9836 ** 2);
  expect(Math.abs(standardDeviation(means) - expected)).toBeLessThan(0.04);
});

describe("baited choice", () => {
  test("a reward stays until it is collected, and each is laid out with its own probability", () => {
    const rows = rowsOf(
      baitedChoice,
      { trials: 3000 },
      taking((trial) => Number(trial % 10 === 9)),
    );
    for (const [trial, row] of rows.entries()) {
      const before = rows[trial - 1];
      if (before && before.armed1 === 1 && before.choice !== 1) expect(row.armed1).toBe(1);
    }
    expect(rate(rows.filter(({ choice, arming1 }) => choice === 1 && arming1! > 0.2))).toBeGreaterThan(0.8);
    for (const row of rows) expect(row.arming0! + row.arming1!).toBeCloseTo(0.3, 9);
    expect(
      new Set(rows.map(({ arming0, arming1 }) => Math.round(Math.max(arming0! / arming1!, arming1! / arming0!)))),
    ).toEqual(new Set([6, 3]));
  });

  test("going to the leaner side now and then earns more than staying on the richer one", () => {
    const richer = (row: TrialRow) => Number(row.arming1! > row.arming0!);
    const plan = rowsOf(baitedChoice, { trials: 3000 }, () => ({}));
    const stay = rowsOf(
      baitedChoice,
      { trials: 3000 },
      taking((trial) => richer(plan[trial]!)),
    );
    const visit = rowsOf(
      baitedChoice,
      { trials: 3000 },
      taking((trial) => (trial % 8 === 7 ? 1 - richer(plan[trial]!) : richer(plan[trial]!))),
    );
    expect(rate(visit)).toBeGreaterThan(rate(stay) + 0.02);
  });

  test("magnitudes have the ratios asked for and the same mean", () => {
    const rows = rowsOf(
      baitedChoice,
      { trials: 3000 },
      taking(() => 0),
      "magnitude",
    );
    for (const { amount0, amount1 } of rows) expect(amount0! + amount1!).toBeCloseTo(2, 9);
    expect(new Set(rows.map(({ amount0, amount1 }) => Math.round((amount0! / amount1!) * 100) / 100))).toEqual(
      new Set([3, 2, 0.5, 0.33]),
    );
  });

  test("long and short intervals are equally likely on a logarithmic scale, blocks are counted in rewards", () => {
    const rows = rowsOf(
      baitedChoice,
      { sessions: 4 },
      taking((trial) => trial % 2),
      "long-and-short-intervals",
    );
    const logs = rows.map(({ interval }) => Math.log(interval!) / Math.log(20));
    expect(Math.abs(mean(logs) - 0.5)).toBeLessThan(0.03);
    const rewards = rows.filter(({ block }) => block === 1).reduce((sum, { outcome }) => sum + outcome!, 0);
    expect(rewards).toBeGreaterThanOrEqual(50);
    expect(rewards).toBeLessThanOrEqual(100);
  });
});

test("the rewarded side changes right after the last of 7 to 23 rewards", () => {
  const rows = rowsOf(
    rewardSwitching,
    {},
    taking((trial) => Math.floor(trial / 40) % 2),
  );
  expect(rows.filter(({ correct }) => correct === 0).every(({ outcome }) => outcome === 0)).toBe(true);
  const blocks = new Set(rows.map(({ block }) => block!));
  blocks.delete(rows.at(-1)!.block!);
  for (const number of blocks) {
    const block = rows.filter((row) => row.block === number);
    const rewards = block.reduce((sum, { outcome }) => sum + outcome!, 0);
    expect(rewards).toBeGreaterThanOrEqual(7);
    expect(rewards).toBeLessThanOrEqual(23);
    expect(block.at(-1)!.outcome).toBe(1);
  }
});

test("points are won and lost, and a loss is an outcome of its own kind", () => {
  const { rows, moments } = runTask(
    gainLossReversal.make(),
    { seed: 1, subject: 3 },
    taking(() => 0),
  );
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set([1, -1]));
  const lost = rows.find(({ outcome }) => outcome === -1)!;
  const outcome = moments.find(({ phase, trial }) => phase === "outcome" && trial === lost.trial)!;
  expect([...outcome.outcome!]).toEqual([0, 1]);
  expect(rows[39]!.bestOption).not.toBe(rows[40]!.bestOption);
});

test.each([hazardReversal, volatileBandit, independentBandit, restlessBandit, gainLossReversal])(
  "$id: knowing the best option earns more than staying, and the wrong one least",
  (kind) => {
    const [best, stay, worst] = earnings(kind, { trials: 600 });
    expect(best).toBeGreaterThan(stay + 0.03);
    expect(best).toBeGreaterThan(worst + 0.1);
  },
);

test("nothing done means nothing received, on every bandit", () => {
  for (const kind of [hazardReversal, baitedChoice, rewardSwitching, gainLossReversal]) {
    const rows = rowsOf(kind, { trials: 20 }, () => ({}));
    expect(
      rows.every(({ outcome, choice, correct }) => outcome === 0 && Number.isNaN(choice) && Number.isNaN(correct)),
    ).toBe(true);
  }
});
