import { expect, it } from "vitest";
import { Playback } from "./playback.ts";
import { Recording } from "./recording.ts";

function recording(trials: number) {
  const made = new Recording();
  for (let trial = 0; trial < trials; trial++) {
    made.add({ trial, row: {}, time: new Float64Array(100), phase: [], values: {} });
  }
  return made;
}

it("moves on by the model's time, stops at what there is, and wants three trials ahead", () => {
  const playback = new Playback(recording(5), 0.02);
  expect(playback.advance(1)).toBe(false);
  playback.playing = true;
  expect(playback.advance(1)).toBe(true);
  expect(playback.position).toBeCloseTo(50, 9);
  expect(playback.wantsMore).toBe(false);
  playback.speed = "five";
  playback.advance(1);
  expect(playback.position).toBeCloseTo(300, 9);
  expect(playback.wantsMore).toBe(true);
  playback.advance(10);
  expect(playback.position).toBe(499);
  expect(playback.advance(10)).toBe(false);
});

it("goes to trials before and after, and with the fastest speed to the newest", () => {
  const playback = new Playback(recording(3), 0.02);
  playback.seek(150);
  playback.seekTrial(1);
  expect(playback.position).toBe(200);
  playback.seekTrial(-1);
  expect(playback.position).toBe(100);
  playback.seekTrial(-9);
  expect(playback.position).toBe(0);
  playback.playing = true;
  playback.speed = "newest";
  playback.advance(0.001);
  expect(playback.position).toBe(299);
  expect(playback.wantsMore).toBe(true);
});
