import { describe, expect, it } from "vitest";
import { defineModel, lowerModel } from "../spec/index.ts";
import { pointOf, searchedParameters, valuesAt } from "./searchSpace.ts";

const fitted = { status: "fitted", source: "none" } as const;
const model = lowerModel(
  defineModel({
    neohebb: "model/1",
    name: "searched",
    version: 1,
    summary: "Parameters.",
    step: "20 ms",
    inputs: { cue: { size: 2, unit: "1" } },
    body: { stimuli: "cue" },
    parameters: {
      rate: { value: 2, range: [0, 20], ...fitted },
      tau: { value: "300 ms", range: ["20 ms", "2 s"], ...fitted },
      offset: { value: -1, range: [-3, 3], ...fitted },
      measured: { value: 1, range: [0, 2], status: "measured", source: "none" },
      open: { value: 1, ...fitted },
    },
  }),
);
const space = searchedParameters(model);

describe("the searched space", () => {
  it("has the fitted parameters that have a range, positive ones by factors", () => {
    expect(space.map(({ name, low, high, scale }) => [name, low, high, scale])).toEqual([
      ["rate", 0.02, 20, "logarithmic"],
      ["tau", 0.02, 2, "logarithmic"],
      ["offset", -3, 3, 1],
    ]);
  });

  it("gives back the values of a point", () => {
    const values = { rate: 0.7, tau: 1.1, offset: 2.5 };
    const back = valuesAt(space, pointOf(space, values));
    for (const [name, value] of Object.entries(values)) expect(back[name]).toBeCloseTo(value, 12);
  });

  it("holds values inside of their ranges, however far a point is", () => {
    const [rate, tau, offset] = pointOf(space, {}) as [number, number, number];
    for (const far of [-40, -3, 0.5, 7, 100]) {
      const values = valuesAt(space, [rate + far, tau + far, offset + far]);
      for (const { name, low, high } of space) {
        expect(values[name]).toBeGreaterThanOrEqual(low);
        expect(values[name]).toBeLessThanOrEqual(high);
      }
    }
    expect(valuesAt(space, [rate, tau, 3.5]).offset).toBeCloseTo(2.5, 12);
  });

  it("takes named parameters instead, and says what is wrong with a name", () => {
    expect(searchedParameters(model, ["measured"]).map(({ name }) => name)).toEqual(["measured"]);
    expect(() => searchedParameters(model, ["rte"])).toThrow('did you mean "rate"?');
    expect(() => searchedParameters(model, ["rate", "rate"])).toThrow("named twice");
    expect(() => searchedParameters(model, ["open"])).toThrow('parameter "open" has no range');
  });
});
