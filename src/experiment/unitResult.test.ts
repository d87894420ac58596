import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packUnit, type UnitResult, unpackUnit } from "./unitResult.ts";

const facts = { arm: 2, subjects: [4, 5, 6], trials: 3, trialsOf: [3, 2, 3], steps: 90, snapshotTrials: [0, 3] };

function unit(floats: readonly number[], doubles: readonly number[]): UnitResult {
  return { facts, arrays: { phases: Float32Array.from(floats), "trials.choice": Float64Array.from(doubles) } };
}

describe("a packed unit", () => {
  it("comes back bit for bit, whatever the numbers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.float()), fc.array(fc.double()), async (floats, doubles) => {
        const packed = unit(floats, doubles);
        const unpacked = await unpackUnit(await packUnit(packed));
        expect(unpacked).toEqual(packed);
      }),
      { numRuns: 50 },
    );
  });

  it("is refused when it is cut off anywhere", async () => {
    const bytes = await packUnit(unit([1, 2, 3], [Number.NaN, -0]));
    for (let length = 0; length < bytes.length; length++) {
      expect(await unpackUnit(bytes.slice(0, length)), `first ${length} bytes`).toBeNull();
    }
  });

  it("is refused when a byte is damaged", async () => {
    const bytes = await packUnit(unit([1, 2, 3], [4]));
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x10;
      expect(await unpackUnit(damaged), `byte ${at}`).toBeNull();
    }
  });
});
