import { describe, expect, it } from "vitest";
import type { TrialWindow } from "./sessions.ts";
import { valueOfWindow } from "./windowRecorder.ts";

/** Ten steps of 0.1 s before the event, whose values scatter by some 0.1; then a dip and a burst. */
const samples = [1.1, 0.9, 1, 1.1, 0.9, 1, 1.1, 0.9, 1, 1, 1, 0.85, 0.2, 0.4, 1, 1.1, 3, 2, 1, 1];
const window = (of?: TrialWindow["of"]): TrialWindow => ({
  variable: "cell.rate",
  event: "cue",
  from: 0,
  to: 1,
  baseline: [0, 1],
  ...(of && { of }),
});
const value = (of?: TrialWindow["of"]): number => valueOfWindow(samples, 10, window(of), 0.1);

describe("a window round an event", () => {
  it("gives the mean, the least and the largest less the baseline", () => {
    expect(value()).toBeCloseTo(0.155, 10);
    expect(value("minimum")).toBeCloseTo(-0.8, 10);
    expect(value("maximum")).toBeCloseTo(2, 10);
  });

  it("gives times from the event", () => {
    expect(value("timeOfMinimum")).toBeCloseTo(0.2, 10);
    expect(value("timeOfMaximum")).toBeCloseTo(0.6, 10);
  });

  it("finds the first departure beyond two standard deviations of the baseline", () => {
    expect(value("timeOfFall")).toBeCloseTo(0.2, 10);
    expect(value("timeOfRise")).toBeCloseTo(0.6, 10);
    expect(valueOfWindow(samples, 10, { ...window("timeOfRise"), to: 0.5 }, 0.1)).toBeNaN();
  });

  it("gives no number where the trial has ended before it", () => {
    expect(valueOfWindow(samples, 30, window(), 0.1)).toBeNaN();
  });
});
