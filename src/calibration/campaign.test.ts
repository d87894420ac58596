import { describe, expect, it } from "vitest";
import { advanceCampaign, beginCampaign, type Campaign, candidatesOf, evaluationsOf, heldEffects } from "./campaign.ts";
import { conflictsOf } from "./conflicts.ts";
import { ensembleOf, identifiabilityOf } from "./ensemble.ts";
import type { EffectLoss } from "./loss.ts";
import { chooseProxy } from "./proxy.ts";
import type { SearchedParameter } from "./searchSpace.ts";
import { sensitivityCandidates, sensitivityOf } from "./sensitivity.ts";

const parameter = (name: string, value: number): SearchedParameter => ({
  ...{ name, value, unit: "1", low: value / 100, high: value * 100, scale: "logarithmic" },
});
const parameters = [parameter("rate", 1), parameter("gain", 2), parameter("idle", 3)];
const settings = {
  ...{ model: "m", parameters, effects: ["fast", "slow", "strong", "still"], seeds: [1], subjects: 8, seed: 1 },
  ...{ population: null, deviation: 0.25 },
};

const loss = (distance: number): EffectLoss => ({
  loss: Math.min(1, distance),
  holding: distance < 0.1 ? 2 : 1,
  bands: 2,
});

/** `fast` wants a rate of 50, `slow` one of 1/50: they conflict. `strong` wants a gain of 5; nothing moves `still`. */
function outcome({ rate, gain }: Record<string, number>): Record<string, EffectLoss> {
  return {
    fast: loss(Math.abs(Math.log(rate! / 50)) / 6),
    slow: loss(Math.abs(Math.log(rate! / 0.02)) / 6),
    strong: loss(Math.abs(Math.log(gain! / 5)) / 3),
    still: loss(0.1),
  };
}

function run(generations: number, begun = beginCampaign(settings, "hash")) {
  let campaign: Campaign = begun;
  const all = [];
  while (campaign.generations < generations) {
    const evaluations = evaluationsOf(campaign, candidatesOf(campaign).map(outcome));
    campaign = advanceCampaign(campaign, evaluations, 1);
    all.push(...evaluations);
  }
  return { campaign, all };
}

describe("a calibration", () => {
  it("begins with the model's own set and accepts what is better than all before", () => {
    const { campaign, all } = run(40);
    const { accepted } = campaign;
    expect(all[0]!.values).toEqual({ rate: 1, gain: 2, idle: 3 });
    expect(accepted[0]).toMatchObject({ id: 0, programHash: "hash" });
    for (const [place, { loss: own }] of accepted.slice(1).entries()) expect(own).toBeLessThan(accepted[place]!.loss);
    expect(accepted.at(-1)!.loss).toBe(Math.min(...all.map((one) => one.loss)));
    expect(accepted.at(-1)!.values.gain).toBeCloseTo(5, 0);
    expect(heldEffects(accepted.at(-1)!)).toContain("strong");
    expect(all.map(({ id }) => id)).toEqual([...all.keys()]);
  });

  it("goes on from its file with the same numbers", () => {
    const begun = run(7).campaign;
    expect(run(12, JSON.parse(JSON.stringify(begun))).campaign).toEqual(run(12).campaign);
  });

  it("begins again when it is at its end, with up to eight times the population", () => {
    const populations = [50, 100, 200, 300].map((generations) => run(generations).campaign.strategy);
    for (const { restart, population } of populations) expect(population).toBe(7 * 2 ** Math.min(3, restart));
    expect(populations.at(-1)!.restart).toBeGreaterThan(3);
  });
});

describe("its reports", () => {
  const { campaign, all } = run(40);

  it("find the effects that conflict and those that nothing moves", () => {
    const { pairs, unmoved } = conflictsOf(all.slice(0, 60));
    expect(new Set(pairs[0]!.effects)).toEqual(new Set(["fast", "slow"]));
    expect(pairs[0]!.correlation).toBeLessThan(-0.9);
    expect(unmoved).toEqual(["still"]);
    expect(pairs.flatMap(({ effects }) => effects)).not.toContain("still");
    expect(() => conflictsOf(all.slice(0, 2))).toThrow("at least 3 are needed");
  });

  it("say what a fifth of a parameter flips", () => {
    const best = { id: 9, values: { rate: 1, gain: 5 * 1.2, idle: 3 } };
    const candidates = sensitivityCandidates(parameters, best.values);
    const outcomes = candidates.map((values) => ({ loss: 0, effects: outcome(values) }));
    const { changes } = sensitivityOf(parameters, best, outcomes);
    expect(changes.map(({ parameter: name, factor }) => [name, factor])).toHaveLength(6);
    expect(changes.filter(({ lost }) => lost.length > 0)).toMatchObject([{ parameter: "gain", lost: ["strong"] }]);
    expect(changes.every(({ gained }) => gained.length === 0)).toBe(true);
  });

  it("see that a parameter of no effect is not fixed", () => {
    const { deviations, directions } = identifiabilityOf(run(25).campaign);
    expect(deviations.idle).toBeGreaterThan(3 * deviations.gain!);
    expect(directions[0]!.parameters[0]!.name).toBe("idle");
  });

  it("give sets that do about equally well and lie apart", () => {
    const { sets, best, worst } = ensembleOf(campaign, all, 20, 0.02);
    expect(sets).toHaveLength(20);
    expect(worst).toBeLessThanOrEqual(best + 0.02);
    expect(new Set(sets.map(({ id }) => id)).size).toBe(20);
    expect(ensembleOf(campaign, all.slice(0, 4), 20, 0).sets).toHaveLength(1);
  });

  it("choose effects that foretell the whole, with the error in sets not used", () => {
    const proxy = chooseProxy(all.slice(0, 80), 0.5);
    expect(proxy.effects).toHaveLength(2);
    expect(proxy.effects).toContain("strong");
    expect(proxy.correlation).toBeGreaterThan(0.9);
    expect(proxy.error).toBeLessThan(proxy.spread);
    expect(() => chooseProxy(all.slice(0, 5))).toThrow("at least 8 are needed");
  });
});
