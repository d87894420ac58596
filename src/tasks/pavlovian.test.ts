import { expect, test } from "vitest";
import { makeTask } from "./index.ts";

function play(options: Record<string, number>, subjects: number) {
  const task = makeTask("pavlovian-discrimination-v1", options);
  const numbers = Array.from({ length: subjects }, (_, subject) => subject);
  let step = task.reset({ seed: 3, subjects: numbers });
  const rows: Readonly<Record<string, Float64Array>>[] = [];
  while (step.terminated[0] === 0) {
    const level = { cue: 0.8, trace: 0.4, outcome: 1, interval: 0.1 }[step.info.phase.name] ?? Number.NaN;
    step = task.step({
      choice: new Int32Array(subjects).fill(-1),
      reactionTime: new Float32Array(subjects).fill(Number.NaN),
      response: new Float32Array(subjects).fill(level),
    });
    if (step.info.record !== null) rows.push(step.info.record);
  }
  return rows;
}

test("cue A is followed by reward with the given probability, cue B never", () => {
  const rows = play({ probability: 0.75, acquisitionTrials: 80 }, 50);
  let rewards = 0;
  let trials = 0;
  for (const { cue, outcome } of rows) {
    cue!.forEach((shown, place) => {
      if (shown === 1) expect(outcome![place]).toBe(0);
      else {
        trials++;
        rewards += outcome![place]!;
      }
    });
  }
  expect(trials).toBe(80 * 25);
  expect(rewards / trials).toBeCloseTo(0.75, 1);
});

test("the conditioned response is the mean over cue and trace interval, weighted by their length", () => {
  const [row] = play({ cueDuration: 1, traceInterval: 1 }, 1);
  expect(row!.response![0]).toBeCloseTo(0.6, 6);
  expect(row!.restingResponse![0]).toBeCloseTo(0.1, 6);
  expect(play({ traceInterval: 0 }, 1)[0]!.response![0]).toBeCloseTo(0.8, 6);
});

test("nothing is rewarded in extinction", () => {
  const rows = play({ acquisitionTrials: 4, extinctionTrials: 6 }, 8).slice(4);
  expect(rows.length).toBe(6);
  expect(rows.every(({ block, outcome }) => block![0] === 1 && outcome!.every((value) => value === 0))).toBe(true);
});
