import { expect, it } from "vitest";
import { trialsCsv } from "./trialsCsv.ts";

it("writes a row a trial, missing values empty", () => {
  const rows = [
    { trial: 0, choice: 2, reactionTime: 0.5 },
    { trial: 1, choice: Number.NaN, reactionTime: Number.NaN },
  ];
  expect(trialsCsv(rows)).toBe("trial,choice,reactionTime\n0,2,0.5\n1,,\n");
});
