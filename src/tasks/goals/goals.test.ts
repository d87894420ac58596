import { describe, expect, test } from "vitest";
import { mean } from "../../math/statistics.ts";
import { type Policy, runTask } from "../runTask.ts";
import type { TaskKind, TrialRow } from "../task.ts";
import { armMaze } from "./armMaze.ts";
import { cuedAttention } from "./cuedAttention.ts";
import { delayedResponse } from "./delayedResponse.ts";
import { eventArena } from "./eventArena.ts";
import { freeOperant } from "./freeOperant.ts";
import { placeLearning } from "./placeLearning.ts";
import { placePreference } from "./placePreference.ts";
import { radialMaze } from "./radialMaze.ts";
import { sustainedAttention } from "./sustainedAttention.ts";

function play(kind: TaskKind, policy: Policy, form?: unknown, options: Record<string, number> = {}, subject = 0) {
  return runTask(kind.make(options, form), { seed: 6, subject }, policy);
}

/** Acts at a place after a time, wherever that is possible. */
function acting(place: number, after: number): Policy {
  return ({ available, duration }) => (available?.[place] && duration > after ? { choice: place, time: after } : {});
}

const sum = (rows: readonly TrialRow[], name: string): number => rows.reduce((total, row) => total + row[name]!, 0);

describe("levers, cues and needs", () => {
  const one = (lever: object, duration: number, more: object = {}) => ({
    levers: ["lever"],
    outcomes: { pellet: 1, malaise: -1 },
    stages: [{ name: "training", levers: { lever: { outcome: "pellet", ...lever } }, duration, ...more }],
  });

  test("a random ratio pays one press in so many", () => {
    const { rows } = play(freeOperant, acting(0, 0.8), one({ ratio: [20] }, 7200));
    expect(Math.abs(sum(rows, "received0") / sum(rows, "presses0") - 0.05)).toBeLessThan(0.008);
  });

  test("a random interval pays about once in its time, however often the lever is pressed", () => {
    const rewards = (after: number) =>
      sum(play(freeOperant, acting(0, after), one({ interval: 60 }, 12_000)).rows, "received0");
    expect(Math.abs(rewards(0.8) / 200 - 1)).toBeLessThan(0.2);
    expect(rewards(5) / rewards(0.8)).toBeGreaterThan(0.8);
  });

  test("a session ends with its rewards or its time, in rows of a minute", () => {
    const { rows } = play(freeOperant, acting(0, 0.8), one({ ratio: [5] }, 1800, { rewards: 20, sessions: 2 }));
    for (const session of [0, 1]) {
      expect(
        sum(
          rows.filter((row) => row.session === session),
          "received0",
        ),
      ).toBe(20);
    }
    const idle = play(freeOperant, () => ({}), one({ ratio: [5] }, 1800)).rows;
    expect(idle.map(({ duration }) => Math.round(duration!))).toEqual(Array(30).fill(60));
  });

  test("each lever has its outcome in training, none in the tests, and outcomes are sated for one of them", () => {
    const { rows, moments } = play(
      freeOperant,
      ({ available, trial }) => {
        if (!available) return {};
        const place = available[trial % 2] ? trial % 2 : 1 - (trial % 2);
        return available[place] ? { choice: place, time: 0.02 } : {};
      },
      "devaluation-and-transfer",
      { rewardScale: 0.3 },
    );
    const ofStage = (block: number) => rows.filter((row) => row.block === block);
    for (const row of ofStage(0)) {
      const pressed = row.presses0! > 0 ? 0 : 1;
      expect(row[`received${1 - pressed}`]).toBe(0);
    }
    expect(sum(ofStage(2), "outcome")).toBe(0);
    expect(sum(ofStage(2), "presses0")).toBeGreaterThan(10);
    const drives = moments.filter(({ stage }) => stage === "devaluation test").map(({ drive }) => drive[0]);
    expect(drives.every((need) => Math.abs(need! - 0.1) < 1e-6)).toBe(true);
    const transfer = ofStage(3);
    expect(new Set(transfer.map(({ cue }) => cue)).size).toBe(4);
    expect(sum(transfer, "outcome")).toBe(0);
    const drive = moments.filter(({ stage }) => stage === "transfer test").map((moment) => moment.drive[0]);
    expect(new Set(drive)).toEqual(new Set([1]));
  });

  test("contingencies change levers, and levers change sides from subject to subject", () => {
    const outcomeOfFirst = (block: number, subject: number) => {
      const { rows } = play(freeOperant, acting(0, 0.02), "contingency-reversal", { rewardScale: 0.2 }, subject);
      const row = rows.find((one) => one.block === block && one.outcome! > 0)!;
      return row.received0! > 0 ? "pellet" : "sucrose";
    };
    expect([outcomeOfFirst(0, 0), outcomeOfFirst(2, 0)]).toEqual(["pellet", "sucrose"]);
    expect([outcomeOfFirst(0, 1), outcomeOfFirst(2, 1)]).toEqual(["sucrose", "pellet"]);
  });

  test("malaise comes with the pellet or apart from it, in another place", () => {
    const treatments = (name: string) =>
      play(freeOperant, () => ({}), `habit-ratio-short-${name}`, { timeScale: 0.01 }).moments.filter(
        ({ stage, outcome }) => stage === "malaise" && outcome,
      );
    expect(treatments("paired").map(({ outcome }) => [...outcome!])).toEqual(Array(6).fill([1, 1]));
    expect(treatments("unpaired").map(({ outcome }) => [...outcome!])).toEqual([
      ...Array(6).fill([1, 0]),
      ...Array(6).fill([0, 1]),
    ]);
    expect(treatments("paired").every(({ context }) => context[1] === 1)).toBe(true);
  });

  test("a light trained behind a tone is turned on by its lever alone", () => {
    const { moments } = play(freeOperant, acting(0, 1), "cue-blocking-food-blocking", {
      rewardScale: 0.2,
      timeScale: 0.02,
    });
    const compound = moments.find(
      ({ stage, phase, marks }) => stage === "compound" && phase === "cue" && marks.length > 0,
    )!;
    expect(compound.marks).toEqual(["light", "tone"]);
    const lit = moments.filter(({ stage, marks }) => stage === "test" && marks.includes("light"));
    expect(lit.length).toBeGreaterThan(5);
    expect(lit.every(({ duration, available }) => duration === 5 && available === null)).toBe(true);
  });

  test("a wrong schedule is refused with its places", () => {
    expect(() =>
      freeOperant.make(
        {},
        {
          levers: ["a"],
          outcomes: { food: 1 },
          stages: [{ name: "x", levers: { pedal: { outcome: "fod" } }, duration: 5 }],
        },
      ),
    ).toThrow(
      'schedule.stages[0].levers: there is no "pedal"; expected one of a\nschedule.stages[0].levers.pedal.outcome: there is no "fod"; did you mean "food"?',
    );
    expect(() => freeOperant.make({}, one({ ratio: [2], interval: 3 }, 5))).toThrow(
      'expected either "ratio" or "interval"',
    );
    expect(() => freeOperant.make({}, "habit-ratio-short-value")).toThrow('did you mean "habit-ratio-short-valued"?');
  });
});

describe("an open field", () => {
  /** Walks to a cell, reading its own from the most active place field of a code with a field for every cell. */
  const walking =
    (target: (stage: string) => readonly [number, number]): Policy =>
    ({ available, position, stage }) => {
      if (!available) return {};
      const cell = position.indexOf(Math.max(...position));
      const [dx, dy] = [target(stage)[0] - (cell % 10), target(stage)[1] - Math.floor(cell / 10)];
      return { choice: dx > 0 ? 1 : dx < 0 ? 3 : dy > 0 ? 0 : 2, time: 0.2 };
    };
  const corners = [
    [2, 2],
    [7, 7],
    [2, 7],
    [7, 2],
  ] as const;
  const options = { fields: 10, daysFirst: 2, daysReversed: 2 };
  const goal = play(placeLearning, () => ({}), undefined, options).rows[0]!.goal!;

  test("is crossed by the shortest way by one who knows where food is, also after the reversal", () => {
    const { rows } = play(
      placeLearning,
      walking((stage) => corners[stage === "reversal" ? goal ^ 1 : goal]!),
      undefined,
      options,
    );
    expect(rows.length).toBe(40);
    expect(
      rows.every(({ reached, steps, shortest, outcome }) => reached === 1 && steps === shortest && outcome === 1),
    ).toBe(true);
    // Now and then the shortest way leads over the other place.
    expect(mean(rows.map(({ success }) => success!))).toBeGreaterThan(0.85);
    expect(rows.at(-1)!.goal).toBe(goal ^ 1);
  });

  test("ends a trial after its time, and counts going to the former goal as an error", () => {
    const { rows } = play(
      placeLearning,
      walking(() => corners[goal]!),
      undefined,
      options,
    );
    const late = rows.slice(20);
    expect(mean(late.map(({ success }) => success!))).toBeLessThan(0.15);
    const failed = late.filter(({ success }) => success === 0);
    expect(
      failed.every(
        ({ formerGoalVisits, reached, latency }) => formerGoalVisits! > 0 && (reached === 1) !== Number.isNaN(latency),
      ),
    ).toBe(true);
    expect(mean(rows.slice(0, 20).map(({ success }) => success!))).toBeGreaterThan(0.85);
  });

  test("starts anywhere on the border, never at a goal", () => {
    const starts = play(placeLearning, () => ({}), undefined, {
      trials: 100,
      trialTime: 1,
      daysFirst: 2,
      daysReversed: 0,
    }).rows.map(({ start }) => start!);
    expect(new Set(starts).size).toBeGreaterThan(30);
    expect(starts.every((cell) => [0, 9].includes(cell % 10) || [0, 9].includes(Math.floor(cell / 10)))).toBe(true);
  });
});

test("three arms have food, the same every day, each once a trial; knowing them needs three entries", () => {
  const found = new Set<number>();
  play(radialMaze, ({ available, trial }) => (available ? { choice: trial % 8, time: 1 } : {}), undefined, {
    days: 3,
  }).rows.forEach(({ outcome, choice }) => {
    if (outcome! > 0) found.add(choice!);
  });
  expect(found.size).toBe(3);
  const baited = [...found];
  let entry = 0;
  const { rows, moments } = play(radialMaze, ({ available, trialStarts }) => {
    if (trialStarts) entry = 0;
    return available ? { choice: baited[entry++ % 3]!, time: 1 } : {};
  });
  expect(rows.length).toBe(30);
  expect(rows.every(({ firstThree, entries, found: all }) => firstThree === 3 && entries === 3 && all === 3)).toBe(
    true,
  );
  const sleeps = moments.filter(({ phase }) => phase === "sleep");
  expect(sleeps.length).toBe(10);
  expect(sleeps.every(({ duration, rest, stage }) => duration === 3600 && rest && stage === "sleep")).toBe(true);
});

test("the place of the sample is asked for a day later, with a visit to a box half an hour after it", () => {
  const { rows, moments } = play(eventArena, acting(2, 1), "novelty", { days: 20 });
  const samples = rows.filter(({ probe }) => probe === 0);
  const probes = rows.filter(({ probe }) => probe === 1);
  for (const [day, { digsRight, digs, preference, well }] of probes.entries()) {
    expect(well).toBe(samples[day]!.well);
    expect(digsRight).toBe(well === 2 ? digs : 0);
    expect(preference).toBe(well === 2 ? 1 : 0);
  }
  expect(new Set(samples.map(({ well }) => well)).size).toBe(5);
  expect(samples.every(({ well, outcome }) => (well === 2) === (outcome === 1))).toBe(true);
  const box = moments.find(({ phase }) => phase === "box")!;
  const sample = moments.findLast(({ stage, time }) => stage === "sample" && time < box.time)!;
  expect(box.time - sample.time).toBeCloseTo(1800, -1);
  expect([...box.context]).toEqual([0, 0, 0, 1]);
  const probe = moments.find(({ stage }) => stage === "test")!;
  expect(probe.time - sample.time).toBeCloseTo(86_400, -2);
});

test("stimulation is on in the paired room only, and time there is counted", () => {
  const { rows, moments } = play(placePreference, ({ available, duration }) => {
    if (!available) return {};
    const stay = available[0] ? 5 : 15;
    return duration > stay ? { choice: available[0] ? 0 : 1, time: stay } : {};
  });
  const { pairedRoom } = rows[0]!;
  const tested = rows.filter(({ test: one }) => one === 1);
  const share = mean(tested.map(({ timePaired }) => timePaired!));
  expect(share > 0.5).toBe(pairedRoom === 0);
  for (const { marks, position } of moments) {
    if (marks.includes("stimulation")) expect(position[pairedRoom!]).toBe(1);
    if (marks.includes("stimulationEnds")) expect(position[pairedRoom!]).toBe(0);
  }
  expect(moments.some(({ marks, stage }) => stage === "before" && marks.length > 0)).toBe(false);
});

test("conditioning gives the outcome in the paired room, as often as time allows", () => {
  const { moments } = play(placePreference, () => ({}), "aversive");
  const harmed = moments.filter(({ outcome }) => outcome);
  expect(harmed.length).toBe(4 * 60);
  expect(harmed.every(({ outcome }) => outcome![1] === 1 && outcome![0] === 0)).toBe(true);
  expect(new Set(harmed.map(({ context }) => context[0])).size).toBe(1);
});

test("the cued direction is shown before the delay only, and remembering it earns every reward", () => {
  let cued = -1;
  const { rows, moments } = play(delayedResponse, ({ phase, objects, available }) => {
    if (phase === "cue") cued = Array.from({ length: 8 }, (_, place) => objects![place * 9 + place]!).indexOf(1);
    return available ? { choice: cued, time: 0.3 } : {};
  });
  expect(rows.length).toBe(320);
  expect(rows.every(({ correct, error, outcome }) => correct === 1 && error === 0 && outcome === 1)).toBe(true);
  expect(moments.filter(({ phase }) => phase === "response").every(({ objects }) => objects === null)).toBe(true);
  for (let direction = 0; direction < 8; direction++)
    expect(rows.filter((row) => row.direction === direction).length).toBe(40);
  const fixed = play(delayedResponse, acting(0, 0.3)).rows;
  expect(mean(fixed.map(({ correct }) => correct!))).toBe(1 / 8);
  expect(Math.max(...fixed.map(({ error }) => error!))).toBe(4);
});

test("only a patch at the attended place is to be answered", () => {
  const answering = (mark: string): Policy => {
    let armed = false;
    return ({ phase, marks, available, duration }) => {
      if (phase === "patch") armed = marks.includes(mark);
      return phase === "response" && armed && available && duration > 0.2 ? { choice: 2, time: 0.2 } : {};
    };
  };
  const right = play(cuedAttention, answering("target")).rows;
  expect(right.length).toBe(400);
  expect(right.every(({ hit, falseAlarm, outcome }) => hit === 1 && falseAlarm === 0 && outcome === 1)).toBe(true);
  expect(right[0]!.reactionTime).toBeCloseTo(0.3, 9);
  const wrong = play(cuedAttention, answering("distractor")).rows;
  expect(wrong.every(({ hit, falseAlarm, outcome }) => hit === 0 && falseAlarm === 1 && outcome === 0)).toBe(true);
  expect(right[0]!.attended).not.toBe(right[200]!.attended);
});

test("half of the trials have a signal, of three lengths, and both answers can be right", () => {
  const { rows } = play(sustainedAttention, acting(0, 0.5));
  const signals = rows.filter(({ signal }) => signal === 1);
  expect(signals.length).toBe(rows.length / 2);
  for (const duration of [0.5, 0.06, 0.02]) {
    expect(signals.filter(({ signalDuration }) => signalDuration === duration).length).toBe(rows.length / 6);
  }
  expect(rows.every(({ signal, correct, outcome }) => signal === correct && correct === outcome)).toBe(true);
});

test("a maze's goal moves to the opposite arm, and a trial ends there or after its time", () => {
  const { rows } = play(armMaze, ({ available }) => {
    const open = available ? [...available].indexOf(1) : -1;
    return open < 0 ? {} : { choice: open, time: 0.3 };
  });
  expect(rows.length).toBe(160);
  const goals = [false, true].map((late) => [
    ...new Set(rows.filter((row) => row.day! >= 8 === late).map(({ goal }) => goal!)),
  ]);
  expect(goals.map((found) => found.length)).toEqual([1, 1]);
  expect(Math.abs(goals[0]![0]! - goals[1]![0]!)).toBe(2);
  for (const { start, goal, success, entries, reached } of rows) {
    expect(start).not.toBe(goal);
    expect(success).toBe(Number(reached === 1 && entries === 1));
  }
  const idle = play(armMaze, () => ({})).rows;
  expect(idle.every(({ reached, entries, outcome }) => reached === 0 && entries === 0 && outcome === 0)).toBe(true);
});
