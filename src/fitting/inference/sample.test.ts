import { describe, expect, it } from "vitest";
import { beginCovariance, learnCovariance, regularisedCovariance, warmupPlan } from "./adaptation.ts";
import type { ChainDraws } from "./chain.ts";
import { funnel, gaussian } from "./fixtures/densities.ts";
import type { Density } from "./lanes.ts";
import { chainGroups, newChains, type SampleOptions, sample } from "./sample.ts";

function draw(density: Density, chains: readonly number[], options: SampleOptions): ChainDraws[] {
  const starts = new Map(chains.map((chain) => [chain, new Float64Array(density.dimension).fill(0.1 * chain)]));
  const states = newChains(starts, options);
  expect(sample(density, states, options)).toBe(true);
  return states.map(({ draws }) => draws);
}

function moments(draws: readonly ChainDraws[], coordinate: number) {
  const values = draws.flatMap(({ positions, dimension, count }) =>
    Array.from({ length: count }, (_, i) => positions[i * dimension + coordinate]!),
  );
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}

const correlated = gaussian(
  [1, -2, 0],
  [
    [1 / 0.19, -0.9 / 0.19, 0],
    [-0.9 / 0.19, 1 / 0.19, 0],
    [0, 0, 1e-4],
  ],
);

describe("the No-U-Turn sampler", () => {
  for (const massMatrix of ["diagonal", "dense"] as const)
    it(`draws from a correlated normal distribution with a ${massMatrix} mass matrix`, () => {
      const draws = draw(correlated, [0, 1, 2, 3], { seed: 1, warmup: 300, draws: 800, massMatrix });
      for (const [i, mean, variance] of [
        [0, 1, 1],
        [1, -2, 1],
        [2, 0, 1e4],
      ] as const) {
        const found = moments(draws, i);
        expect(Math.abs(found.mean - mean)).toBeLessThan(0.1 * Math.sqrt(variance));
        expect(found.variance / variance).toBeGreaterThan(0.85);
        expect(found.variance / variance).toBeLessThan(1.15);
      }
      expect(draws.some(({ divergent }) => divergent.some(Boolean))).toBe(false);
      const acceptance = draws.flatMap((of) => [...of.acceptance]);
      const mean = acceptance.reduce((a, b) => a + b, 0) / acceptance.length;
      expect(mean).toBeGreaterThan(0.75);
      expect(mean).toBeLessThan(0.95);
    });

  it("needs fewer steps where a dense mass matrix takes out the correlation", () => {
    const options = { seed: 1, warmup: 200, draws: 100 };
    const steps = (massMatrix: "diagonal" | "dense") =>
      draw(correlated, [0, 1], { ...options, massMatrix }).reduce(
        (n, { steps }) => n + steps.reduce((a, b) => a + b),
        0,
      );
    expect(steps("dense")).toBeLessThan(0.7 * steps("diagonal"));
  });

  it("gives the same bits whichever chains run side by side", () => {
    const options = { seed: 5, warmup: 60, draws: 40 };
    const pairs = [...draw(funnel(4), [0, 1], options), ...draw(funnel(4), [2, 3], options)];
    expect(draw(funnel(4), [0, 1, 2, 3], options)).toEqual(pairs);
    expect(draw(funnel(4), [3, 0], options)).toEqual([pairs[3], pairs[0]]);
    expect(draw(funnel(4), [2], options)).toEqual([pairs[2]]);
  });

  it("draws differently under another seed and in another chain", () => {
    const [a, b] = draw(correlated, [0, 1], { seed: 5, warmup: 20, draws: 5 });
    const [c] = draw(correlated, [0], { seed: 6, warmup: 20, draws: 5 });
    expect(a!.positions).not.toEqual(b!.positions);
    expect(a!.positions).not.toEqual(c!.positions);
  });

  it("goes on after a stop, anywhere, with the same draws", () => {
    const options = { seed: 2, warmup: 80, draws: 40, massMatrix: "dense" as const };
    const whole = draw(correlated, [0, 1], options);
    for (const stopAfter of [1, 30, 79, 95]) {
      let states = newChains(new Map([0, 1].map((chain) => [chain, new Float64Array(3).fill(0.1 * chain)])), options);
      const stop = new AbortController();
      const onIteration = (chain: number, done: number) => {
        if (chain === 0 && done === stopAfter) stop.abort();
      };
      expect(sample(correlated, states, { ...options, onIteration, signal: stop.signal })).toBe(false);
      states = structuredClone(states);
      expect(sample(correlated, states, options)).toBe(true);
      expect(states.map(({ draws }) => draws)).toEqual(whole);
    }
  });

  it("goes on with the same draws wherever between two evaluations it was stopped", () => {
    const options = { seed: 2, warmup: 20, draws: 1, maximumDepth: 3, massMatrix: "dense" as const };
    const starts = new Map([0, 1].map((chain) => [chain, new Float64Array(3).fill(0.1 * chain)]));
    const density = funnel(3);
    let evaluations = 0;
    /** @param last - Evaluation at which the chains are stopped. */
    const positions = (last: number): Float64Array[] => {
      const states = newChains(starts, options);
      const stop = new AbortController();
      evaluations = 0;
      const watched: Density = {
        dimension: 3,
        evaluate(points, result) {
          if (++evaluations === last) stop.abort();
          density.evaluate(points, result);
        },
      };
      if (!sample(watched, states, { ...options, signal: stop.signal })) sample(density, states, options);
      return states.map(({ draws }) => draws.positions);
    };
    const whole = positions(Number.POSITIVE_INFINITY);
    const total = evaluations;
    for (let last = 1; last < total; last++) expect(positions(last), `stopped at ${last}`).toEqual(whole);
  });

  it("marks trajectories that diverge", () => {
    const draws = draw(funnel(10), [0, 1, 2, 3], { seed: 3, warmup: 150, draws: 200 });
    const divergent = draws.reduce((n, { divergent }) => n + divergent.reduce((a, b) => a + b, 0), 0);
    expect(divergent).toBeGreaterThan(0);
  });

  it("stops at the depth that it was given", () => {
    const [draws] = draw(
      gaussian(
        [0, 0],
        [
          [1, 0],
          [0, 1e6],
        ],
      ),
      [0],
      { seed: 1, warmup: 0, draws: 20, maximumDepth: 3 },
    );
    expect(Math.max(...draws!.depth)).toBe(3);
    expect(Math.max(...draws!.steps)).toBeLessThanOrEqual(7);
  });

  it("refuses a start where the density is zero, and settings that can't be", () => {
    const nowhere: Density = { dimension: 1, evaluate: (_, result) => void result.fill(Number.NEGATIVE_INFINITY) };
    expect(() => draw(nowhere, [0], { seed: 1 })).toThrow("the posterior is zero where a chain starts");
    expect(() => draw(correlated, [0], { seed: 1, draws: 0 })).toThrow("draws is 0; a whole number from 1 is needed");
    const inverseMass = { kind: "dense", values: new Float64Array(9) } as const;
    expect(() => draw(correlated, [0], { seed: 1, massMatrix: "diagonal", inverseMass })).toThrow(
      "massMatrix is diagonal, but the first guess is dense; give both the same form",
    );
    expect(() => draw(correlated, [0], { seed: 1, acceptance: 1 })).toThrow("between 0 and 1 is allowed");
  });

  it("gives pairs of chains to threads", () => {
    expect(chainGroups(5)).toEqual([[0, 1], [2, 3], [4]]);
  });
});

describe("the warm-up", () => {
  it("draws what it sees towards Stan's floor, or towards a first guess", () => {
    const seen = (kind: "diagonal" | "dense") => {
      const state = beginCovariance(kind, 2);
      for (const point of [
        [1, 0],
        [3, 0],
        [1, 2],
        [3, 2],
      ])
        learnCovariance(state, Float64Array.from(point));
      return state;
    };
    const floor = regularisedCovariance(seen("diagonal"));
    for (const x of floor.values) expect(x).toBeCloseTo((4 / 9) * (4 / 3) + (5 / 9) * 1e-3, 12);
    const guess = { kind: "dense", values: Float64Array.of(9, 0, 0, 1) } as const;
    const [a, b, c, d] = regularisedCovariance(seen("dense"), guess).values;
    expect(a).toBeCloseTo((4 / 9) * (4 / 3) + 5, 12);
    expect(d).toBeCloseTo((4 / 9) * (4 / 3) + 5 / 9, 12);
    expect(b).toBeCloseTo(0, 12);
    expect(c).toBe(b);
  });

  it("has Stan's windows", () => {
    expect(warmupPlan(1000)).toEqual({ first: 75, renewals: [100, 150, 250, 450, 950], last: 950 });
    expect(warmupPlan(500)).toEqual({ first: 75, renewals: [100, 150, 250, 450], last: 450 });
    expect(warmupPlan(100)).toEqual({ first: 15, renewals: [90], last: 90 });
    expect(warmupPlan(10)).toEqual({ first: 10, renewals: [], last: 10 });
  });
});
