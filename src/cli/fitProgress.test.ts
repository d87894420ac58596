import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { FitProgressBar } from "./fitProgress.ts";

it("says how far a fit is outside a terminal: by quarters, and by doublings where the end is not known", () => {
  const stream = new PassThrough();
  const bar = new FitProgressBar(false, stream as unknown as NodeJS.WriteStream);
  for (let done = 0; done <= 8; done++) bar.update("q-learning", { stage: "fitting", done, total: 8 });
  for (let done = 1; done <= 45; done++) bar.update("all models", { stage: "comparing", done, total: null });
  bar.end();
  expect(String(stream.read()).trim().split("\n")).toEqual([
    "q-learning: each alone …",
    "q-learning: each alone: 2 of 8 records",
    "q-learning: each alone: 4 of 8 records",
    "q-learning: each alone: 6 of 8 records",
    "all models: comparing …",
    "all models: comparing: 10 iterations",
    "all models: comparing: 20 iterations",
    "all models: comparing: 40 iterations",
  ]);
});
