import { describe, expect, it } from "vitest";
import { createSimulation, type Program } from "../src/engine/index.ts";
import { boxMuller, philox4x32, philoxInto, seedWords, uniformOf } from "../src/math/random.ts";

type Counter = readonly [number, number, number, number];

/** Philox4x32-10 once more, from the paper's definition, with whole numbers of any length. */
function philoxOfPaper(counter: Counter, key: readonly [number, number]): bigint[] {
  const word = 0xffffffffn;
  let [x0, x1, x2, x3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const [p, q] = [0xd2511f53n * x0, 0xcd9e8d57n * x2];
    [x0, x1, x2, x3] = [(q >> 32n) ^ x1 ^ k0, q & word, (p >> 32n) ^ x3 ^ k1, p & word];
    [k0, k1] = [(k0 + 0x9e3779b9n) & word, (k1 + 0xbb67ae85n) & word];
  }
  return [x0, x1, x2, x3];
}

/** The four axes along which draws must not depend on each other, and a counter at a place of each. */
const axes: readonly (readonly [string, (place: number) => Counter])[] = [
  ["elements", (place) => [place, 7, 3, 0x811c9dc5]],
  ["steps", (place) => [0, place, 3, 0x811c9dc5]],
  ["subjects", (place) => [0, 7, place, 0x811c9dc5]],
  ["streams", (place) => [0, 7, 3, place]],
];
const key = seedWords(42);
const blocks = 1 << 16;

/** Words 0 of consecutive blocks along an axis. */
function wordsAlong(counterAt: (place: number) => Counter, count: number): Uint32Array {
  const words = new Uint32Array(count);
  const out = new Uint32Array(4);
  for (let place = 0; place < count; place++) {
    philoxInto(out, ...counterAt(place), ...key);
    words[place] = out[0]!;
  }
  return words;
}

/** Chi-square of counts that should be equal, in standard deviations from its expectation. */
function excess(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const chiSquare = Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    a += x[i]!;
    b += y[i]!;
    aa += x[i]! ** 2;
    bb += y[i]! ** 2;
    ab += x[i]! * y[i]!;
  }
  return (ab - (a * b) / n) / Math.sqrt((aa - a ** 2 / n) * (bb - b ** 2 / n));
}

describe("Philox", () => {
  it("is what the paper defines, at the ends of the counter as well", () => {
    const ends = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];
    for (const a of ends)
      for (const b of ends)
        for (const c of ends) {
          const [counter, ofKey] = [[a, b, c, a] as const, [c, b] as const];
          expect(philox4x32(counter, ofKey).map(BigInt)).toEqual(philoxOfPaper(counter, ofKey));
        }
  });

  it("goes on with 0 after the last value of a counter, and does not carry into the next", () => {
    for (let axis = 0; axis < 4; axis++) {
      const at = (value: number) => [5, 6, 7, 8].map((other, i) => (i === axis ? value : other)) as unknown as Counter;
      expect(philox4x32(at(2 ** 32), key)).toEqual(philox4x32(at(0), key));
      expect(philox4x32(at(2 ** 32 - 1), key)).not.toEqual(philox4x32(at(0), key));
    }
  });

  it("changes half of the 128 bits when one bit of counter or key changes", () => {
    const draws = 200;
    for (let bit = 0; bit < 192; bit++) {
      let changed = 0;
      for (let draw = 0; draw < draws; draw++) {
        const words = [draw, 11, 22, 33, ...key];
        const before = philox4x32(words.slice(0, 4) as unknown as Counter, [words[4]!, words[5]!]);
        words[bit >> 5] = (words[bit >> 5]! ^ (1 << (bit & 31))) >>> 0;
        const after = philox4x32(words.slice(0, 4) as unknown as Counter, [words[4]!, words[5]!]);
        for (let i = 0; i < 4; i++) for (let x = (before[i]! ^ after[i]!) >>> 0; x !== 0; x &= x - 1) changed++;
      }
      // 25,600 fair coins: six standard deviations, for 192 looks.
      expect(Math.abs(changed - 64 * draws)).toBeLessThan(6 * Math.sqrt(32 * draws));
    }
  });
});

describe.each(axes)("draws along %s", (_, counterAt) => {
  const words = wordsAlong(counterAt, blocks);
  const uniforms = Float64Array.from(words, uniformOf);

  it("have bytes that are all equally frequent, at each place of the word", () => {
    for (let shift = 0; shift < 32; shift += 8) {
      const counts = new Uint32Array(256);
      for (const word of words) counts[(word >>> shift) & 255]!++;
      expect(Math.abs(excess(counts))).toBeLessThan(5);
    }
  });

  it("fall evenly into the squares that neighbours span", () => {
    for (const lag of [1, 2, 4, 64]) {
      const counts = new Uint32Array(32 * 32);
      for (let i = 0; i + lag < blocks; i++) counts[32 * (words[i]! >>> 27) + (words[i + lag]! >>> 27)]!++;
      expect(Math.abs(excess(counts))).toBeLessThan(5);
    }
  });

  it("are not correlated with their neighbours", () => {
    for (const lag of [1, 2, 3, 4, 5, 16, 64, 256, 1024]) {
      const r = correlation(uniforms.subarray(0, blocks - lag), uniforms.subarray(lag));
      expect(Math.abs(r)).toBeLessThan(5 / Math.sqrt(blocks - lag));
    }
  });

  it("have the moments of a uniform distribution and its greatest distance (Kolmogorov)", () => {
    const mean = uniforms.reduce((sum, x) => sum + x, 0) / blocks;
    const square = uniforms.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / blocks;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / blocks));
    expect(Math.abs(square - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / blocks));
    const sorted = uniforms.slice().sort();
    const distance = sorted.reduce((most, x, i) => Math.max(most, Math.abs(x - (i + 0.5) / blocks)), 0);
    // P(√n·D > 2.3) = 2·exp(−2·2.3²) = 5·10⁻⁵.
    expect(distance * Math.sqrt(blocks)).toBeLessThan(2.3);
  });
});

describe("normal numbers", () => {
  const pairs = Array.from({ length: 1 << 17 }, (_, place) => {
    const [a, b] = philox4x32([place, 1, 2, 3], key);
    return boxMuller(a, b);
  });
  const values = pairs.flat();

  it("have as many below each quantile as they should", () => {
    // Quantiles of the standard normal distribution (Abramowitz & Stegun, table 26.1).
    const quantiles: readonly (readonly [number, number])[] = [
      [-3.090232306, 0.001],
      [-2.326347874, 0.01],
      [-1.644853627, 0.05],
      [-1.281551566, 0.1],
      [-0.67448975, 0.25],
      [0, 0.5],
      [0.67448975, 0.75],
      [1.281551566, 0.9],
      [1.644853627, 0.95],
      [2.326347874, 0.99],
      [3.090232306, 0.999],
    ];
    for (const [quantile, share] of quantiles) {
      const below = values.filter((value) => value < quantile).length / values.length;
      expect(Math.abs(below - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / values.length));
    }
    expect(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(5.77);
  });

  it("of one pair depend on each other neither in value nor in size", () => {
    const bound = 5 / Math.sqrt(pairs.length);
    const [first, second] = [0, 1].map((place) => pairs.map((pair) => pair[place as 0 | 1]!)) as [number[], number[]];
    expect(Math.abs(correlation(first, second))).toBeLessThan(bound);
    const squares = (list: number[]) => list.map((x) => x * x);
    expect(Math.abs(correlation(squares(first), squares(second)))).toBeLessThan(bound);
    const quadrants = new Uint32Array(8);
    for (const [x, y] of pairs) quadrants[(x > 0 ? 1 : 0) + (y > 0 ? 2 : 0) + (Math.abs(x) > Math.abs(y) ? 4 : 0)]!++;
    expect(Math.abs(excess(quadrants))).toBeLessThan(5);
  });
});

describe("random numbers in a simulation", () => {
  const units = 64;
  const program: Program = {
    name: "draws",
    step: 0.02,
    populations: [{ name: "units", size: units }],
    projections: [],
    variables: ["first", "second"].map((name) => ({
      name,
      domain: { kind: "population", population: "units" },
      role: "state",
      storage: "subject",
      recorded: false,
      unit: "1",
    })),
    routines: [
      { name: "initialise", masked: false, statements: [] },
      {
        name: "step",
        masked: false,
        statements: ["first", "second"].map((variable, stream) => ({
          variable,
          expression: { kind: "random", distribution: "normal", stream },
          origin: variable,
        })),
      },
    ],
  };
  const steps = 256;

  /** `[subject][step · units + unit]` of both streams. */
  async function draws(seed: number): Promise<Record<"first" | "second", Float32Array[]>> {
    const subjects = [0, 1, 2, 3, 4, 5, 6, 2 ** 32 - 1];
    const simulation = await createSimulation(program, { subjects, seed: seedWords(seed) });
    const make = () => subjects.map(() => new Float32Array(steps * units));
    const all = { first: make(), second: make() };
    simulation.initialise();
    for (let step = 0; step < steps; step++) {
      for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile);
      for (const name of ["first", "second"] as const)
        for (const place of subjects.keys()) all[name][place]!.set(simulation.read(name, place), step * units);
    }
    return all;
  }

  it("are not correlated between subjects, streams, steps, units and seeds", async () => {
    const [one, other] = [await draws(1), await draws(2)];
    const bound = 5 / Math.sqrt(steps * units);
    for (const [i, own] of one.first.entries()) {
      for (const later of one.first.slice(i + 1)) expect(Math.abs(correlation(own, later))).toBeLessThan(bound);
      expect(Math.abs(correlation(own, one.second[i]!))).toBeLessThan(bound);
      expect(Math.abs(correlation(own, other.first[i]!))).toBeLessThan(bound);
      for (const lag of [1, 2, 4, units, 2 * units]) {
        const r = correlation(own.subarray(0, own.length - lag), own.subarray(lag));
        expect(Math.abs(r)).toBeLessThan(1.02 * bound);
      }
    }
  });
});
