import { describe, expect, it } from "vitest";
import type { Table } from "../math/table.ts";
import { canonicalJson, resultHash, sha256 } from "./hash.ts";

const table: Table = {
  group: ["a", "b", null],
  subject: Int32Array.of(0, 1, 2),
  value: Float64Array.of(0.5, Number.NaN, -0),
};

async function hashOf(changed: Table): Promise<string> {
  return (await resultHash({ trials: changed })).hash;
}

describe("the result hash", () => {
  it("is SHA-256 as everybody computes it", async () => {
    expect(await sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("changes with every value, name and order", async () => {
    const hashes = await Promise.all([
      hashOf(table),
      hashOf({ ...table, group: ["a", "b", "null"] }),
      hashOf({ ...table, group: ["a", null, "b"] }),
      hashOf({ ...table, group: ["ab", "", null] }),
      hashOf({ ...table, subject: Int32Array.of(0, 1, 3) }),
      hashOf({ ...table, value: Float64Array.of(0.5, Number.NaN, 0) }),
      hashOf({ ...table, value: Float64Array.of(0.5, 0, -0) }),
      hashOf({ group: table.group!, subject: table.subject!, worth: table.value! }),
      hashOf({ subject: table.subject!, group: table.group!, value: table.value! }),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("does not depend on how a number is stored or which NaN it is", async () => {
    const bits = new Float64Array(new BigUint64Array([0x7ff0_0000_0000_0001n]).buffer);
    expect(await hashOf({ ...table, subject: Float64Array.of(0, 1, 2) })).toBe(await hashOf(table));
    expect(await hashOf({ ...table, value: Float64Array.of(0.5, bits[0]!, -0) })).toBe(await hashOf(table));
  });

  it("says which column differs", async () => {
    const before = (await resultHash({ trials: table })).columns;
    const after = (await resultHash({ trials: { ...table, subject: Int32Array.of(9, 1, 2) } })).columns;
    const different = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(different).toEqual(["trials.subject"]);
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: 1, y: 2 }], c: null } })).toBe(
      canonicalJson({ a: { c: null, d: [2, { y: 2, z: 1 }] }, b: 1 }),
    );
  });
});
