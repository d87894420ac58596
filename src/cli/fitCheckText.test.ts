import { describe, expect, it } from "vitest";
import { checksOfExample } from "../report/fitting/fixtures/fit.ts";
import { checksText, doubtsOf } from "./fitCheckText.ts";

describe("what came out of a calibration", () => {
  const checks = (changes: object) => ({
    ...{ recovery: null, predictive: [], power: null },
    calibration: { models: checksOfExample.calibration!.models.map((one) => ({ ...one, ...changes })) },
  });

  it("is no pass, and a doubt, with few data sets", () => {
    expect(checksText(checks({ simulations: 40, bins: 4 }))).toContain("too few data sets to judge");
    expect(doubtsOf(checks({ simulations: 40, bins: 4 }))).toEqual([
      "q-learning: too few data sets to judge whether ranks are even (40); ask for more --simulations",
    ]);
  });

  it("passes or fails otherwise", () => {
    expect(checksText(checks({}))).toContain("passes");
    expect(doubtsOf(checks({}))).toEqual([]);
    expect(checksText(checks({ passes: false, simulations: 40 }))).toContain("FAILS");
  });
});
