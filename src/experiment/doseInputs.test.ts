import { describe, expect, it } from "vitest";
import { doseCourse } from "./doseCourse.ts";
import { DoseInputs } from "./doseInputs.ts";
import type { DoseWindow } from "./plan.ts";
import { SubjectTimeline, type TimedMoment } from "./subjectTimeline.ts";

const seed = [7, 0] as const;
const always = { input: "antagonist.d1", dose: 3, from: 0, to: null };

/** Values of the first input at each time, where a moment may begin. */
function values(
  windows: readonly DoseWindow[],
  story: readonly (readonly [number, TimedMoment | null])[],
  subject = 0,
): number[] {
  const inputs = new DoseInputs(windows, seed, subject);
  const timeline = new SubjectTimeline();
  const found = new Float64Array(inputs.inputs.length);
  return story.map(([time, moment]) => {
    if (moment) timeline.enter(time, moment);
    inputs.read(time, timeline, found);
    return found[0]!;
  });
}

const trial = (time: number): readonly [number, TimedMoment] => [time, { phase: "cue", trialStarts: true }];

describe("the inputs of a dose", () => {
  it("add up at one place, where a value that stands alone replaces the others", () => {
    expect(values([always, { ...always, dose: 2 }], [trial(0)])).toEqual([5]);
    expect(values([always, { ...always, dose: 2, alone: true }], [trial(0)])).toEqual([2]);
  });

  it("are there in their trials, what comes before the first one included", () => {
    const story = [[0, { phase: "rest" }] as const, trial(1), trial(2), trial(3)];
    expect(values([{ ...always, from: 0, to: 1 }], story)).toEqual([3, 3, 0, 0]);
    expect(values([{ ...always, from: 1, to: 2 }], story)).toEqual([0, 0, 3, 0]);
  });

  it("are there in their stages, sessions and phases alone", () => {
    const story = [
      [0, { phase: "cue", session: 0, stage: "training" }],
      [10, { phase: "outcome" }],
      [20, { phase: "cue", session: 1, stage: "test" }],
      [30, { phase: "outcome" }],
    ] as const;
    expect(values([{ ...always, stages: ["test"] }], story)).toEqual([0, 0, 3, 3]);
    expect(values([{ ...always, sessions: [0] }], story)).toEqual([3, 3, 0, 0]);
    expect(values([{ ...always, phases: ["outcome"], sessions: [1] }], story)).toEqual([0, 0, 0, 3]);
  });

  it("of a pulse last from a mark on, across the ends of moments", () => {
    const pulse = { after: "tone", delay: 0.5, duration: 1 };
    const story = [
      [0, { phase: "wait" }],
      [1, { phase: "cue", marks: ["tone"] }],
      [1.4, null],
      [1.5, null],
      [2, { phase: "outcome" }],
      [2.49, null],
      [2.5, null],
    ] as const;
    expect(values([{ ...always, pulse }], story)).toEqual([0, 0, 0, 3, 3, 3, 0]);
    const phase = { after: "outcome", delay: 0, duration: 0.2 };
    expect(values([{ ...always, pulse: phase }], story)).toEqual([0, 0, 0, 0, 3, 0, 0]);
  });

  it("come in a share of trials that each subject draws for itself", () => {
    const window = { ...always, trialShare: { share: 0.3, name: "a" } };
    const story = Array.from({ length: 400 }, (_, time) => trial(time));
    const drawn = values([window], story);
    expect(drawn.filter((value) => value > 0).length / 400).toBeCloseTo(0.3, 1);
    expect(values([window], story)).toEqual(drawn);
    expect(values([window], story, 1)).not.toEqual(drawn);
    expect(values([{ ...window, dose: 3 }], story)).toEqual(drawn);
  });

  it("of conditions in turn change with the session, in an order that the subject's number sets", () => {
    const story = [0, 1, 2].map((session) => [session, { phase: "cue", session }] as const);
    const windows = [{ ...always, turn: { of: 1, count: 2 } }];
    expect(values(windows, story, 0)).toEqual([0, 3, 0]);
    expect(values(windows, story, 1)).toEqual([3, 0, 3]);
  });
});

describe("the course of doses", () => {
  const day = 86_400;
  const half = { elimination: 6 * 3600 };

  it("goes on within trials and between sessions, and begins anew with each session that it is given in", () => {
    const window = { ...always, dose: 1, course: doseCourse(half, -3600) };
    const story = [
      [0, { phase: "cue", session: 0 }],
      [3600, null],
      [day, { phase: "cue", session: 1 }],
    ] as const;
    const kept = (time: number) => 2 ** (-time / half.elimination);
    const found = values([window], story);
    expect(found[0]).toBeCloseTo(kept(3600), 12);
    expect(found[1]).toBeCloseTo(kept(7200), 12);
    expect(found[2]).toBeCloseTo(kept(3600) + kept(day + 3600), 12);
    expect(new DoseInputs([window], seed, 0).varies).toBe(true);
  });

  it("that belongs to a stage is given at the beginning of the stage", () => {
    const window = { ...always, dose: 1, stages: ["test"], course: doseCourse(half, 0) };
    const story = [
      [0, { phase: "cue", stage: "training" }],
      [3600, { phase: "cue", stage: "test" }],
      [3600 + half.elimination, null],
    ] as const;
    expect(values([window], story)).toEqual([0, 1, expect.closeTo(0.5, 12)]);
  });

  it("of repeated doses accumulates as their sum does, and is washed out after the last one", () => {
    const kinetics = { elimination: 6 * 3600, absorption: 1200, brain: 1800 };
    const course = doseCourse(kinetics, { at: -7 * day, every: day / 2, for: 7 * day });
    const single = doseCourse(kinetics, 0);
    expect(course.repeated).toEqual({ every: day / 2, count: 14 });
    const story = [
      [0, { phase: "cue", session: 0 }],
      [day, { phase: "cue", session: 1 }],
    ] as const;
    const found = values([{ ...always, dose: 1, course }], story);
    [0, day].forEach((time, index) => {
      let sum = 0;
      for (let dose = 0; dose < 14; dose++)
        sum += values(
          [{ ...always, dose: 1, course: single }],
          [
            [0, { phase: "cue" }],
            [time + 7 * day - (dose * day) / 2, null],
          ],
        )[1]!;
      expect(found[index]).toBeCloseTo(sum, 10);
    });
    expect(found[1]! / found[0]!).toBeLessThan(0.1);
  });

  it("of an infusion reaches its dose and falls when it ends", () => {
    const course = doseCourse(half, { at: 0, for: 3 * day });
    const at = (time: number) =>
      values(
        [{ ...always, dose: 2, course }],
        [
          [0, { phase: "cue" }],
          [time, null],
        ],
      )[1]!;
    expect(at(half.elimination)).toBeCloseTo(1, 10);
    expect(at(3 * day)).toBeCloseTo(2, 2);
    expect(at(3 * day + half.elimination)).toBeCloseTo(1, 2);
  });
});
