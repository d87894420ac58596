import { describe, expect, it } from "vitest";
import type { ChainDraws } from "./chain.ts";
import { gaussian } from "./fixtures/densities.ts";
import { newChains, sample } from "./sample.ts";
import { quantityOf, reportSampling, summariseQuantity } from "./summariseDraws.ts";

const density = gaussian(
  [2, 0],
  [
    [4, 0],
    [0, 1],
  ],
);
const options = { seed: 8, warmup: 200, draws: 400 };
const states = newChains(new Map([0, 1, 2, 3].map((chain) => [chain, new Float64Array(2)])), options);
sample(density, states, options);
const chains = states.map(({ draws }) => draws);
const positions = chains.map(({ positions }) => positions);
const first = summariseQuantity("first", quantityOf(positions, 2, 0));

describe("a summary of draws", () => {
  it("describes the distribution within its errors", () => {
    expect(Math.abs(first.mean - 2)).toBeLessThan(4 * first.errorOfMean);
    expect(Math.abs(first.standardDeviation - 0.5)).toBeLessThan(4 * first.errorOfStandardDeviation);
    expect(Math.abs(first.lower - (2 - 0.98))).toBeLessThan(0.15);
    expect(Math.abs(first.upper - (2 + 0.98))).toBeLessThan(0.15);
    expect(first.errorOfMean).toBeLessThan(0.03);
    expect(first.scaleReduction).toBeLessThan(1.01);
  });

  it("has nothing to say where all is well", () => {
    const report = reportSampling(chains, [first], { maximumDepth: 10 });
    expect(report).toMatchObject({ chains: 4, draws: 1600, divergences: 0, atMaximumDepth: 0, warnings: [] });
    expect(report.smallestEffectiveSize).toBe(Math.min(first.bulkEffectiveSize, first.tailEffectiveSize));
  });

  it("names a stuck chain, what is odd about it, and what follows", () => {
    const stuck: ChainDraws = {
      ...chains[1]!,
      logDensity: chains[1]!.logDensity.map((x) => x - 5000),
      stepSize: chains[1]!.stepSize.map((x) => x / 1000),
      divergent: new Uint8Array(400).fill(1),
    };
    const [first, ...warnings] = reportSampling([chains[0]!, stuck, chains[2]!, chains[3]!], [], {
      maximumDepth: 10,
    }).warnings;
    expect(first).toMatch(
      /^chain 2 is stuck: its mean log density is −5\d+ \(others −?\d\.\d+\), its step size 0\.\d+ \(others \d\.\d+\), 100 % of its trajectories diverge\. What it drew is no part of the posterior: draw anew with another --seed/u,
    );
    expect(warnings.join()).toContain("400 of 1600 trajectories diverged: part");
  });

  it("says where chains have settled apart, and where trajectories diverge", () => {
    const wave = (shift: number) => Float64Array.from({ length: 400 }, (_, i) => shift + Math.sin(i));
    const divergent = Uint8Array.from({ length: 400 }, (_, i) => (Math.sin(i) < -0.9 ? 1 : 0));
    const diverging = chains.map((chain) => ({ ...chain, divergent }));
    const apart = [0, 9, 0.1, 0].map(wave);
    const watched = [
      { name: "rate", kind: "effect" as const, chains: apart },
      { name: "rate", kind: "spread" as const, chains: [2, 2, 2, 2].map(wave) },
    ];
    const { warnings } = reportSampling(diverging, [summariseQuantity("rate", apart)], { maximumDepth: 10, watched });
    expect(warnings[0]).toMatch(
      /^the chains disagree about rate .*: rate is near 0\.0\d+ in chains 1, 3, 4 and near 9 in chain 2: there is more than one peak/u,
    );
    expect(warnings.join("\n")).toMatch(
      /trajectories diverged, mostly where the spread of rate is 1\.0\d \(mean 2\); people hardly differ in rate: if a higher acceptance/u,
    );
  });

  it("says what is wrong, and what to do", () => {
    const count = 100;
    const broken = (chain: number): ChainDraws => ({
      ...chains[0]!,
      ...{ chain, count },
      energy: Float64Array.from({ length: count }, (_, i) => 0.1 * i),
      depth: new Int32Array(count).fill(10),
      divergent: new Uint8Array(count).fill(1, 0, 3),
    });
    const apart = [0, 1].map((chain) => Float64Array.from({ length: count }, (_, i) => 5 * chain + Math.sin(i)));
    const quantities = [..."abcd"].map((name) => summariseQuantity(name, apart));
    expect(reportSampling([broken(0), broken(1)], quantities, { maximumDepth: 10 }).warnings).toMatchInlineSnapshot(`
      [
        "the chains disagree about a, b, c and 1 more (R̂ up to 1.822, at most 1.01 is sound): draw more, with a longer warm-up",
        "too few effective draws of a, b, c and 1 more (down to 4, at least 200 are needed): draw more",
        "6 of 200 trajectories diverged: part of the posterior may be missing; ask for a higher acceptance (--acceptance 0.95, 0.99), or check whether the parameters can be told apart (--recover)",
        "200 of 200 trajectories were cut at the greatest depth: sampling is slow, not wrong; a dense mass matrix or other priors may help",
        "the energy hardly moves in 2 of 2 chains (E-BFMI below 0.3): heavy tails are explored badly; draw more, or use narrower priors for the spreads",
      ]
    `);
    expect(reportSampling([chains[0]!], [], { maximumDepth: 10 }).warnings).toEqual([
      "one chain can't show whether chains agree: draw at least two, better four",
    ]);
  });
});
