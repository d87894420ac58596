import { describe, expect, test } from "vitest";
import { mean, standardDeviation } from "../../math/statistics.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TaskKind, TrialRow } from "../task.ts";
import { cuedChoice } from "./cuedChoice.ts";
import { gainLossPairs } from "./gainLossPairs.ts";
import { gambleChoice } from "./gambleChoice.ts";
import { oddballVigour } from "./oddballVigour.ts";
import { oneDirectionReward } from "./oneDirectionReward.ts";
import { predictedPicture } from "./predictedPicture.ts";
import { predictiveInference } from "./predictiveInference.ts";
import { probabilisticSelection } from "./probabilisticSelection.ts";
import { signalDetectionReward } from "./signalDetectionReward.ts";
import { twoStep } from "./twoStep.ts";

function play(kind: TaskKind, policy: Policy, form?: string, options: Record<string, number> = {}, subject = 0) {
  return runTask(kind.make(options, form), { seed: 8, subject }, policy);
}

const first: Policy = ({ available }) => (available ? { choice: 0, time: 0.5 } : {});

function rate(rows: readonly TrialRow[], name = "outcome"): number {
  return mean(rows.map((row) => row[name]!));
}

/** Strength of a feature at a place. */
function strength(objects: Float32Array, places: number, place: number, feature: number): number {
  return objects[(place * objects.length) / places + feature]!;
}

/** Takes the place of the two whose stimulus has the lower number, or the higher one. */
const byNumber =
  (lower: boolean): Policy =>
  ({ available, objects }) => {
    if (!available) return {};
    const shown = [0, 1].map((place) =>
      objects!
        .subarray((place * objects!.length) / 2, ((place + 1) * objects!.length) / 2)
        .findIndex((value) => value > 0),
    );
    return { choice: shown[0]! < shown[1]! === lower ? 0 : 1, time: 0.5 };
  };

describe("probabilistic selection", () => {
  test("calls A, C and E right with .8, .7 and .6 and tests all fifteen pairs four times without feedback", () => {
    const rows = Array.from(
      { length: 8 },
      (_, subject) => play(probabilisticSelection, byNumber(true), undefined, { criterionA: 1.01 }, subject).rows,
    ).flat();
    for (const [better, chance] of [
      [0, 0.8],
      [2, 0.7],
      [4, 0.6],
    ] as const) {
      const trained = rows.filter((row) => row.test === 0 && row.better === better);
      expect(trained.length).toBe(8 * 120);
      expect(Math.abs(rate(trained) - chance)).toBeLessThan(0.05);
    }
    const tested = rows.filter((row) => row.test === 1);
    expect(tested.length).toBe(8 * 60);
    expect(tested.every(({ outcome }) => outcome === 0)).toBe(true);
    expect(new Set(tested.map(({ better, worse }) => `${better}${worse}`)).size).toBe(15);
  });

  test("ends training after the block in which the criteria are met", () => {
    expect(play(probabilisticSelection, byNumber(true)).rows.length).toBe(60 + 60);
    expect(play(probabilisticSelection, byNumber(false)).rows.length).toBe(360 + 60);
  });

  test("with two pairs waits an hour and tests the four new ones fifteen times", () => {
    const { rows, moments } = play(probabilisticSelection, first, "two-pairs");
    const tested = rows.filter((row) => row.test === 1);
    expect(rows.length - tested.length).toBe(200);
    expect(new Set(tested.map(({ better, worse }) => [better, worse].sort().join()))).toEqual(
      new Set(["0,2", "0,3", "1,2", "1,3"]),
    );
    expect(tested.length).toBe(60);
    expect(moments.find(({ phase }) => phase === "pause")!.duration).toBe(3600);
  });
});

test("gain pairs gain and loss pairs lose, the better stimulus four times out of five for the better", () => {
  const rows = (lower: boolean) => play(gainLossPairs, byNumber(lower), undefined, { repeats: 200 }).rows;
  const [better, worse] = [rows(true), rows(false)];
  const of = (all: readonly TrialRow[], pair: number) => rate(all.filter((row) => row.pair === pair));
  expect(Math.abs(of(better, 0) - 0.8)).toBeLessThan(0.05);
  expect(Math.abs(of(better, 1) + 0.2)).toBeLessThan(0.05);
  expect(of(better, 2)).toBe(0);
  expect(Math.abs(of(worse, 0) - 0.2)).toBeLessThan(0.05);
  expect(Math.abs(of(worse, 1) + 0.8)).toBeLessThan(0.05);
  expect(better.filter(({ pair }) => pair !== 2).every(({ correct }) => correct === 1)).toBe(true);
});

describe("the two-step task", () => {
  const { rows, moments } = play(twoStep, first, undefined, { trials: 3000 });
  const test_ = rows.filter(({ practice }) => practice === 0);

  test("goes to the usual state seven times out of ten, and to the other one else", () => {
    expect(Math.abs(rate(test_, "common") - 0.7)).toBeLessThan(0.03);
    expect(test_.every(({ common, state, choice }) => state === (common === 1 ? choice : 1 - choice!))).toBe(true);
    expect(rows.length).toBe(3050);
  });

  test("lets reward probabilities wander within their limits by .025 a trial", () => {
    for (let option = 0; option < 4; option++) {
      const values = test_.map((row) => row[`rewardProbability${option}`]!);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0.25);
      expect(Math.max(...values)).toBeLessThanOrEqual(0.75);
      const changes = values.slice(1).map((value, place) => value - values[place]!);
      expect(Math.abs(standardDeviation(changes) - 0.025)).toBeLessThan(0.004);
    }
    const paid = test_.map((row) => row.outcome! - row[`rewardProbability${2 * row.state! + row.secondChoice!}`]!);
    expect(Math.abs(mean(paid))).toBeLessThan(0.03);
  });

  test("shows other pictures in practice and ends a trial early without a first choice", () => {
    const pictures = (practice: boolean) =>
      new Set(
        moments
          .filter(({ objects, stage }) => objects && (stage === "practice") === practice)
          .flatMap(({ objects }) =>
            [...objects!.keys()].filter((place) => objects![place]! > 0).map((place) => place % 12),
          ),
      );
    expect([...pictures(true)].every((picture) => picture >= 6)).toBe(true);
    expect([...pictures(false)].every((picture) => picture < 6)).toBe(true);
    const idle = play(twoStep, () => ({}), undefined, { trials: 5, practice: 0 });
    expect(idle.moments.map(({ phase }) => phase)).toEqual(Array(5).fill(["first", "interval"]).flat());
    expect(idle.rows.every(({ state, secondChoice }) => Number.isNaN(state) && Number.isNaN(secondChoice))).toBe(true);
  });
});

describe("predictive inference", () => {
  test("has the noise of its block, a change point in ten trials that may have one, and none for three after it", () => {
    const rows = Array.from(
      { length: 6 },
      (_, subject) => play(predictiveInference, () => ({}), undefined, { tuning: 1 }, subject).rows,
    ).flat();
    for (const noise of [5, 10]) {
      const errors = rows
        .filter((row) => row.noise === noise && row.mean! > 40 && row.mean! < 260)
        .map((row) => row.number! - row.mean!);
      expect(Math.abs(standardDeviation(errors) / noise - 1)).toBeLessThan(0.08);
    }
    const may = rows.filter(
      ({ sinceChange, changePoint, trialInBlock }) => trialInBlock! > 0 && (changePoint === 1 || sinceChange! > 3),
    );
    expect(Math.abs(rate(may, "changePoint") - 0.1)).toBeLessThan(0.02);
    const changes = rows.flatMap(({ changePoint }, trial) => (changePoint === 1 ? [trial] : []));
    expect(Math.min(...changes.slice(1).map((trial, place) => trial - changes[place]!))).toBeGreaterThan(3);
  });

  test("reads the estimate as a place on the line and shows the number as a bump there", () => {
    const { rows, moments } = play(
      predictiveInference,
      ({ phase }) => ({ responses: [phase === "prediction" ? 0.4 : 0] }),
      "irrelevant-arousal",
      { blockLength: 100 },
    );
    expect(rows.every(({ prediction }) => Math.abs(prediction! - 120) < 1e-9)).toBe(true);
    for (const row of rows.slice(0, 20)) {
      const { objects, marks } = moments.find(({ phase, trial }) => phase === "outcome" && trial === row.trial)!;
      const peak = objects!.subarray(0, 60).indexOf(Math.max(...objects!.subarray(0, 60)));
      expect(Math.abs(peak * 5 + 2.5 - row.number!)).toBeLessThanOrEqual(2.5 + 1e-6);
      expect(marks.includes("tone")).toBe(row.tone === 1);
    }
    expect(Math.abs(rate(rows, "tone") - 0.1)).toBeLessThan(0.05);
  });
});

test("tones predict pictures with the validity of the block, three noise levels mixed", () => {
  const rows = Array.from(
    { length: 4 },
    (_, subject) =>
      play(
        predictedPicture,
        ({ available, objects }) =>
          available ? { choice: strength(objects!, 3, 2, 2) >= 0.5 ? 0 : 1, time: 0.4 } : {},
        undefined,
        {},
        subject,
      ).rows,
  ).flat();
  expect(rows.length).toBe(4 * 456);
  for (const validity of [0.84, 0.5, 0.16]) {
    const blocks = rows.filter(
      ({ probability, tone }) => Math.abs((tone === 1 ? probability! : 1 - probability!) - validity) < 1e-9,
    );
    const high = blocks.filter(({ tone }) => tone === 1);
    expect(Math.abs(mean(high.map(({ picture }) => 1 - picture!)) - validity)).toBeLessThan(0.08);
  }
  const accuracy = [0, 1, 2].map((noise) =>
    rate(
      rows.filter((row) => row.noise === noise),
      "correct",
    ),
  );
  expect(accuracy[0]).toBe(1);
  expect(accuracy[2]!).toBeLessThan(accuracy[1]!);
  expect(accuracy[2]!).toBeGreaterThan(0.8);
  const lengths = [...new Set(rows.slice(0, 456).map(({ block }) => block))]
    .slice(0, -1)
    .map((number) => rows.slice(0, 456).filter(({ block }) => block === number).length);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(12);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(36);
});

test("gambles are even and as large as their ratio says; choosing by expected value earns more than never gambling", () => {
  const { rows } = play(
    gambleChoice,
    ({ available, objects }) => (available ? { choice: strength(objects!, 2, 0, 5) > 0 ? 0 : 1, time: 1 } : {}),
    undefined,
    { trials: 3000 },
  );
  expect(rows.every(({ risky }) => risky === 1)).toBe(true);
  for (const kind of [0, 1, 2]) {
    const some = rows.filter((row) => row.kind === kind);
    expect(some.length).toBe(1000);
    expect(
      Math.abs(
        mean(some.map(({ outcome, highest, lowest }) => Number(outcome === highest) - Number(outcome === lowest))),
      ),
    ).toBeLessThan(0.1);
  }
  const gains = rows.filter(({ kind }) => kind === 0);
  for (const { sure, highest, lowest } of gains) {
    expect(highest! / sure!).toBeGreaterThanOrEqual(1.6 - 1e-9);
    expect(highest! / sure!).toBeLessThanOrEqual(3.2 + 1e-9);
    expect(lowest).toBe(0);
  }
  const losses = rows.filter(({ kind }) => kind === 2);
  expect(losses.every(({ sure, highest, lowest }) => sure! < 0 && highest === 0 && lowest! < sure!)).toBe(true);
  const plan = rows.map(({ highest, lowest, sure }) => (highest! + lowest!) / 2 > sure!);
  const chosen = (risky: (trial: number) => boolean) =>
    rate(
      play(
        gambleChoice,
        ({ available, objects, trial }) => {
          if (!available) return {};
          const gamble = strength(objects!, 2, 0, 5) > 0 ? 0 : 1;
          return { choice: risky(trial) ? gamble : 1 - gamble, time: 1 };
        },
        undefined,
        { trials: 3000 },
      ).rows,
    );
  expect(chosen((trial) => plan[trial]!)).toBeGreaterThan(chosen(() => false) + 0.02);
});

test("only right answers faster than four fifths of one's own are paid, with the reward on offer", () => {
  const { rows } = play(oddballVigour, ({ available, objects, trial }) => {
    if (!available) return {};
    const shapes = [0, 1, 2].map((place) => strength(objects!, 3, place, 0));
    const odd = shapes.findIndex((shape) => shapes.filter((other) => other === shape).length === 1);
    return { choice: odd, time: 0.3 + 0.01 * ((trial * 7) % 20) };
  });
  expect(rows.length).toBe(400);
  expect(rows.every(({ correct }) => correct === 1)).toBe(true);
  for (const { inTime, outcome, offered } of rows) expect(outcome).toBeCloseTo(inTime ? offered! : 0, 6);
  expect(Math.abs(rate(rows.slice(100), "inTime") - 0.8)).toBeLessThan(0.08);
  const offers = rows.map(({ offered }) => offered!);
  const centred = offers.map((value) => value - mean(offers));
  const lagged =
    mean(centred.slice(1).map((value, place) => value * centred[place]!)) / mean(centred.map((value) => value * value));
  expect(lagged).toBeGreaterThan(0.85);
});

test("a target on the rewarded side alone is rewarded, and sides change every 24 trials", () => {
  const { rows } = play(oneDirectionReward, ({ available, objects }) =>
    available ? { choice: strength(objects!, 2, 0, 0) > 0 ? 0 : 1, time: 0.2 } : {},
  );
  expect(rows.length).toBe(240);
  for (const { outcome, rewardTarget, correct } of rows) expect([correct, outcome]).toEqual([1, rewardTarget]);
  expect(rows[23]!.rewardedSide).not.toBe(rows[24]!.rewardedSide);
  for (let block = 0; block < 10; block++)
    expect(
      rate(
        rows.filter((row) => row.block === block),
        "rewardTarget",
      ),
    ).toBe(0.5);
});

test("mouths are told apart as well as their distance allows, and rich ones are paid more often", () => {
  const { rows } = play(
    signalDetectionReward,
    ({ phase, objects, available }) => {
      if (phase === "mouth") decision = strength(objects!, 3, 2, 1) > 0.5 ? 1 : 0;
      return available ? { choice: decision, time: 0.4 } : {};
    },
    undefined,
    { blockLength: 2000 },
  );
  // An unbiased observer is right with Φ(d′ / 2) = Φ(0.75).
  expect(Math.abs(rate(rows, "correct") - 0.773)).toBeLessThan(0.02);
  const paid = (rich: number) => rate(rows.filter((row) => row.rich === rich && row.correct === 1));
  expect(Math.abs(paid(1) - 0.75)).toBeLessThan(0.03);
  expect(Math.abs(paid(0) - 0.3)).toBeLessThan(0.03);
});
let decision = 0;

test("each cue has a better option, half of them the first one, which is right seven times out of ten", () => {
  const flower =
    (wanted: (cue: number) => number): Policy =>
    ({ available, objects }) => {
      if (!available) return {};
      const cue = [0, 1, 2, 3].find((index) => strength(objects!, 3, 2, 2 + index) > 0)!;
      return { choice: strength(objects!, 3, 0, wanted(cue)) > 0 ? 0 : 1, time: 0.5 };
    };
  const { rows } = play(
    cuedChoice,
    flower((cue) => cue % 2),
    undefined,
    { runs: 20 },
  );
  expect(rows.every(({ correct }) => correct === 1)).toBe(true);
  expect(Math.abs(rate(rows) - 0.7)).toBeLessThan(0.05);
  for (const cue of [0, 1, 2, 3]) expect(rows.filter((row) => row.cue === cue).length).toBe(150);
});
