import { describe, expect, it } from "vitest";
import { SubjectTrials } from "../../subjectTrials.ts";
import {
  banditTrials,
  fitDeltaRule,
  historyKernels,
  leastSquares,
  partialCorrelation,
  predictionErrors,
} from "./fits.ts";
import { errorsBeforeRun, perseverativeErrors, repetition } from "./parts.ts";

/** Numbers from 0 to 1 that are the same every time. */
function numbers(): () => number {
  let state = 12345;
  return () => {
    state = (1103515245 * state + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Trials of a learner with known rates on a bandit that changes every 40 trials; light on half of the trials. */
function learner(rates: readonly [dark: number, lit: number], temperature: number, count = 3000): SubjectTrials {
  const draw = numbers();
  const values = [0.5, 0.5];
  const rows = Array.from({ length: count }, (_, trial) => {
    const choice = Number(draw() < 1 / (1 + Math.exp(-temperature * (values[1]! - values[0]!))));
    const better = Math.floor(trial / 40) % 2;
    const outcome = Number(draw() < (choice === better ? 0.8 : 0.2));
    const light = Number(draw() < 0.5);
    values[choice]! += rates[light]! * (outcome - values[choice]!);
    return { choice, outcome, light, correct: Number(choice === better) };
  });
  return new SubjectTrials(
    0,
    "all",
    rows,
    rows.map(() => "test"),
  );
}

describe("a delta rule fitted to choices", () => {
  it("finds the rate and temperature that made them", () => {
    const { rates, inverseTemperature } = fitDeltaRule(banditTrials(learner([0.3, 0.3], 5)));
    expect(rates[0]).toBeGreaterThan(0.24);
    expect(rates[0]).toBeLessThan(0.36);
    expect(inverseTemperature).toBeGreaterThan(4);
    expect(inverseTemperature).toBeLessThan(6);
  });

  it("tells rates of two kinds of trial apart", () => {
    const trials = learner([0.15, 0.5], 5);
    const light = trials.column("light");
    const { rates } = fitDeltaRule(
      banditTrials(trials).map((trial, place) => ({ ...trial, kind: light[place]! })),
      2,
    );
    expect(rates[1]! / rates[0]!).toBeGreaterThan(2);
    expect(rates[1]! / rates[0]!).toBeLessThan(5);
  });

  it("learns from what is seen of an option that was not taken, and leaves out trials that do not count", () => {
    const trial = { choice: 1, outcomes: [0, 1] } as const;
    const silent = Array.from({ length: 50 }, () => ({ ...trial, counts: false }));
    const { inverseTemperature } = fitDeltaRule([...silent, trial]);
    expect(inverseTemperature).toBe(30);
  });
});

describe("regressions", () => {
  it("solve an exact system", () => {
    const rows = [1, 2, 3, 5].map((x, place) => [1, x, place % 2]);
    const found = leastSquares(
      rows,
      rows.map(([, x, side]) => 2 + 3 * x! - side!),
    );
    [2, 3, -1].forEach((value, place) => {
      expect(found[place]).toBeCloseTo(value, 3);
    });
  });

  it("find kernels that fall with the lag of a learner with that rate", () => {
    const { rewards } = historyKernels(learner([0.4, 0.4], 4), 5);
    expect(rewards[0]).toBeGreaterThan(rewards[1]!);
    expect(rewards[1]).toBeGreaterThan(rewards[3]!);
    expect(rewards[1]! / rewards[0]!).toBeGreaterThan(0.4);
    expect(rewards[1]! / rewards[0]!).toBeLessThan(0.8);
  });

  it("take from a correlation what a third quantity explains", () => {
    const draw = numbers();
    const shared = Array.from({ length: 500 }, draw);
    const [x, y] = [shared, shared].map((values) => values.map((value) => value + 0.1 * draw()));
    expect(Math.abs(partialCorrelation(x!, y!, shared))).toBeLessThan(0.15);
    expect(partialCorrelation([Number.NaN, ...x!], [1, ...x!], [0, ...shared])).toBeCloseTo(1, 6);
    expect(
      partialCorrelation(
        x!,
        x!.map(() => 1),
        shared,
      ),
    ).toBe(0);
  });

  it("gives the errors of a rule", () => {
    expect(predictionErrors([0, Number.NaN, 0], [1, 0, 1], 0.5)).toEqual([0.5, Number.NaN, 0.25]);
  });
});

describe("errors of a reversal", () => {
  const of = (correct: readonly number[], choices: readonly number[] = correct, outcomes = correct) =>
    new SubjectTrials(
      0,
      "all",
      correct.map((right, place) => ({ correct: right, choice: choices[place]!, outcome: outcomes[place]! })),
      correct.map(() => "reversal 1"),
    );

  it("are perseverative in blocks of ten below chance", () => {
    const block = (right: number) => Array.from({ length: 10 }, (_, place) => Number(place < right));
    expect(perseverativeErrors(of([...block(2), ...block(3), ...block(9)]))).toBe(8);
    expect(perseverativeErrors(of([...block(0), Number.NaN, 0, 0]))).toBe(12);
  });

  it("are counted until three in a row are right", () => {
    expect(errorsBeforeRun(of([0, 1, 1, 0, 0, 1, 1, 1, 0]))).toBe(3);
    expect(errorsBeforeRun(of([0, 1, 0]))).toBe(2);
  });

  it("and choices are repeated after wins and losses", () => {
    const trials = of([1, 1, 1, 1], [0, 0, 1, 1], [1, 0, 0, 1]);
    expect(repetition(trials, "win")).toBe(1);
    expect(repetition(trials, "loss")).toBe(0.5);
  });
});
