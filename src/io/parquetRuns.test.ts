import fc from "fast-check";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { expect, it } from "vitest";
import { encodeRuns } from "./parquetRuns.ts";

it("numbers in runs and out of runs are read back by another program", () => {
  const runs = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), runs, (bits, parts) => {
      const values = Int32Array.from(
        parts.flatMap(([value, length]) => new Array<number>(length).fill(value % 2 ** bits)),
      );
      const bytes = encodeRuns(values, bits, true);
      expect(bytes[0]).toBe(bits);
      const read = new Int32Array(values.length);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      readRleBitPackedHybrid({ view, offset: 1 }, bits, read, bytes.length);
      expect(read).toEqual(values);
    }),
  );
});
