import { describe, expect, it } from "vitest";
import type { RecordedTrial } from "../simulator/messages.ts";
import { Recording } from "./recording.ts";

const trial = (number: number, samples: number): RecordedTrial => ({
  trial: number,
  row: { choice: 0 },
  time: Float64Array.from({ length: samples }, (_, sample) => sample * 0.02),
  phase: Array.from({ length: samples }, () => "cue"),
  values: { rate: Float32Array.from({ length: samples }, (_, sample) => 10 * number + sample) },
});

describe("a recording", () => {
  it("counts frames through all trials and finds each again", () => {
    const recording = new Recording();
    expect(recording.place(0)).toBeNull();
    for (const [number, samples] of [3, 1, 4].entries()) recording.add(trial(number, samples));
    expect([recording.first, recording.end]).toEqual([0, 8]);
    const seen = Array.from({ length: 8 }, (_, frame) => recording.value("rate", recording.place(frame)!));
    expect(seen).toEqual([0, 1, 2, 10, 20, 21, 22, 23]);
    expect(recording.place(-5)).toEqual({ index: 0, sample: 0 });
    expect(recording.place(99)).toEqual({ index: 2, sample: 3 });
    expect(recording.extent("rate")).toEqual({ low: 0, high: 23 });
    expect(recording.value("unknown", { index: 0, sample: 0 })).toBeNaN();
  });

  it("forgets the oldest trials, and the numbers of the other frames stay", () => {
    const recording = new Recording(4);
    for (let number = 0; number < 5; number++) recording.add(trial(number, 2));
    expect(recording.trials.map((one) => one.trial)).toEqual([3, 4]);
    expect([recording.first, recording.end, recording.startOf(1)]).toEqual([6, 10, 8]);
    expect(recording.value("rate", recording.place(9)!)).toBe(41);
  });
});
