import { expect, it } from "vitest";
import type { Explanation } from "../simulator/messages.ts";
import { decisiveMoment, whyText } from "./whyText.ts";

const explanation: Explanation = {
  projection: "sensoryToD1",
  trial: 4,
  synapse: { pre: 2, post: 0 },
  size: { pre: 3, post: 2 },
  before: 0.4,
  after: 0.5,
  time: Float64Array.of(10, 10.02, 10.04, 10.06),
  phase: ["cue", "cue", "outcome", "interval"],
  factors: [
    { kind: "weight", variable: "sensoryToD1.weight[2]", effect: null, values: Float32Array.of(0.4, 0.41, 0.5, 0.5) },
    { kind: "pre", variable: "sensoryCortex.units.rate[2]", effect: null, values: Float32Array.of(1, 2, 3, 4) },
    { kind: "trace", variable: "sensoryToD1.pre.trace[2]", effect: null, values: Float32Array.of(0, 0.25, 0.5, 1) },
    {
      kind: "modulation",
      variable: "sensoryToD1.modulation.dopamineSignal",
      effect: { kind: "gain", modulators: ["dopamine"] },
      values: Float32Array.of(0, 0, 0.8, 0),
    },
  ],
};

it("says how much a synapse changed, when, and what its factors were then", () => {
  expect(decisiveMoment(explanation)).toMatchObject({ sample: 2, phase: "outcome" });
  const lines = whyText(explanation, "SC → D1").join("\n");
  expect(lines).toContain("0.4000 to 0.5000");
  expect(lines).toContain("outcome");
  expect(lines).toMatch(/dopamine signal.*gain.*dopamine.*0\.8/u);
  expect(lines).toMatch(/trace.*0\.5/u);
});

it("says so if nothing changed", () => {
  const still = { ...explanation, factors: [{ ...explanation.factors[0]!, values: new Float32Array(4).fill(0.4) }] };
  expect(decisiveMoment(still)).toBeNull();
  expect(whyText(still, "SC → D1")).toHaveLength(2);
});
