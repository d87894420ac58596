import { describe, expect, it } from "vitest";
import { boxMuller, multiplyHigh, philox4x32, RandomSequence, seedWords, streamNumber, uniformOf } from "./random.ts";

const ones = 0xffffffff;

describe("Philox4x32-10", () => {
  it("gives the published known answers", () => {
    expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox4x32([ones, ones, ones, ones], [ones, ones])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
    expect(philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  it("multiplies 32-bit numbers exactly", () => {
    const random = new RandomSequence([5, 5], 0, "factors");
    for (let i = 0; i < 1000; i++) {
      const [a, b] = [random.word(), random.word()];
      expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }
  });
});

describe("normal numbers", () => {
  it("have the moments of a standard normal distribution", () => {
    const random = new RandomSequence([2, 3], 0, "moments");
    const count = 400_000;
    const sums = [0, 0, 0, 0];
    let product = 0;
    for (let i = 0; i < count / 2; i++) {
      const [x, y] = boxMuller(random.word(), random.word());
      product += x * y;
      for (const value of [x, y]) for (let power = 1; power <= 4; power++) sums[power - 1]! += value ** power;
    }
    const [mean, variance, skew, kurtosis] = sums.map((sum) => sum / count) as [number, number, number, number];
    // Five standard errors of each moment.
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(skew)).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
    expect(Math.abs(product / (count / 2))).toBeLessThan(5 * Math.sqrt(2 / count));
  });

  it("are finite for the extreme words", () => {
    for (const a of [0, ones]) {
      for (const b of [0, 1, 2, 3, 0x7fffffff, 0x80000000, ones]) {
        for (const value of boxMuller(a, b)) expect(Number.isFinite(value)).toBe(true);
      }
    }
  });
});

describe("a seed", () => {
  it("is split into two words that tell all seeds apart", () => {
    expect(seedWords(7)).toEqual([7, 0]);
    expect(seedWords(2 ** 32 + 5)).toEqual([5, 1]);
    expect(seedWords(Number.MAX_SAFE_INTEGER)).toEqual([2 ** 32 - 1, 2 ** 21 - 1]);
  });
});

describe("uniform numbers", () => {
  it("lie in [0, 1)", () => {
    expect(uniformOf(0)).toBe(0);
    expect(uniformOf(ones)).toBe(1 - 2 ** -24);
  });
});

describe("a random sequence", () => {
  const draw = (...of: ConstructorParameters<typeof RandomSequence>) => {
    const random = new RandomSequence(...of);
    return Array.from({ length: 50 }, () => random.uniform());
  };

  it("repeats itself for the same seed, subject and purpose and differs for others", () => {
    expect(draw([1, 2], 3, "a")).toEqual(draw([1, 2], 3, "a"));
    for (const other of [draw([1, 3], 3, "a"), draw([1, 2], 4, "a"), draw([1, 2], 3, "b")]) {
      expect(other).not.toEqual(draw([1, 2], 3, "a"));
    }
  });

  it("draws every whole number about equally often", () => {
    const random = new RandomSequence([9, 9], 0, "dice");
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.integer(6)]!++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(25);
  });

  it("refuses to draw from no numbers", () => {
    expect(() => new RandomSequence([0, 0], 0, 0).integer(0)).toThrow(/count is 0/);
  });

  it("shuffles without losing anything", () => {
    const values = Array.from({ length: 20 }, (_, i) => i);
    const shuffled = new RandomSequence([4, 4], 0, "order").shuffle([...values]);
    expect(shuffled).not.toEqual(values);
    expect(shuffled.sort((a, b) => a - b)).toEqual(values);
  });

  it("numbers streams by name as FNV-1a does", () => {
    expect(streamNumber("")).toBe(0x811c9dc5);
    expect(streamNumber("foobar")).toBe(0xbf9cf968);
  });
});
