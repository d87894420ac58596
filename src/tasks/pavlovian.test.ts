import { expect, test } from "vitest";
import { makeTask, runTask } from "./index.ts";

const responses: Readonly<Record<string, number>> = { cue: 0.8, trace: 0.4, outcome: 1, interval: 0.1 };

/** Rows of all subjects' trials. */
function play(options: Record<string, number>, subjects: number) {
  const task = makeTask("pavlovian-discrimination-v1", options);
  return Array.from({ length: subjects }, (_, subject) => subject).flatMap(
    (subject) => runTask(task, { seed: 3, subject }, ({ phase }) => ({ responses: [responses[phase]!] })).rows,
  );
}

test("cue A is followed by reward with the given probability, cue B never", () => {
  const rows = play({ probability: 0.75, acquisitionTrials: 80 }, 50);
  const afterA = rows.filter(({ cue }) => cue === 0);
  expect(rows.filter(({ cue }) => cue === 1).every(({ outcome }) => outcome === 0)).toBe(true);
  expect(afterA.length).toBe(80 * 25);
  expect(afterA.reduce((sum, { outcome }) => sum + outcome!, 0) / afterA.length).toBeCloseTo(0.75, 1);
});

test("the conditioned response is the mean over cue and trace interval, weighted by their length", () => {
  const [row] = play({ cueDuration: 1, traceInterval: 1 }, 1);
  expect(row!.response).toBeCloseTo(0.6, 6);
  expect(row!.restingResponse).toBeCloseTo(0.1, 6);
  expect(play({ traceInterval: 0 }, 1)[0]!.response).toBeCloseTo(0.8, 6);
});

test("nothing is rewarded in extinction", () => {
  const rows = play({ acquisitionTrials: 4, extinctionTrials: 6 }, 8).filter(({ trial }) => trial! >= 4);
  expect(rows.length).toBe(6 * 8);
  expect(rows.every(({ block, outcome }) => block === 1 && outcome === 0)).toBe(true);
});
