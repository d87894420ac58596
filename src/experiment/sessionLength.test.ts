import { describe, expect, it } from "vitest";
import { makeTask } from "../tasks/index.ts";
import { sessionLength } from "./sessionLength.ts";

const program = { name: "model", step: 0.02, routines: [{ name: "rest" }], variables: [{ name: "elapsed" }] };

describe("the length of a session", () => {
  it("is exact where it does not depend on the subject", () => {
    expect(sessionLength(makeTask("three-armed-reversal-v1"), program)).toEqual({ steps: 90 * 140, trials: 90 });
    const short = makeTask("two-armed-reversal-v1", { blocks: 1, blockLength: 2, delay: 0, interval: 10 });
    expect(sessionLength(short, program)).toEqual({ steps: 2 * 600, trials: 2 });
    expect(sessionLength(short, program, { form: "closed" })).toEqual({ steps: 2 * (100 + 150), trials: 2 });
    expect(sessionLength(short, program, { form: "closed", settling: 1 }).steps).toBe(2 * (100 + 50));
  });

  it("is extrapolated for very long ones", () => {
    const long = makeTask("three-armed-reversal-v1", { blocks: 100, blockLength: 1000 });
    expect(sessionLength(long, program)).toEqual({ steps: 100_000 * 140, trials: 100_000 });
  });

  it("counts hours offline as the steps that they take", () => {
    const { steps, trials } = sessionLength(makeTask("conditioning-v1", {}, "spontaneous-recovery-1d"), program);
    expect(trials).toBe(35);
    expect(steps).toBeGreaterThan(35 * 200);
    expect(steps).toBeLessThan(35 * 1000);
  });

  it("is refused where a rest is too long for the model", () => {
    const task = makeTask("conditioning-v1", {}, "spontaneous-recovery-1d");
    expect(() => sessionLength(task, program, { form: "stepped" })).toThrow("pass it in closed form: rest: closed");
    expect(() => sessionLength(task, { ...program, routines: [] })).toThrow(
      "the model model has no closed form for it",
    );
  });
});
