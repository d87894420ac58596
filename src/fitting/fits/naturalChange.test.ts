import { describe, expect, it } from "vitest";
import { groupDesign } from "../inference/groupDesign.ts";
import { transformOf } from "../transform.ts";
import { changeOfDraws, changeOfEstimate } from "./naturalChange.ts";

const rate = transformOf(0, 1);
const parameter = {
  name: "rate",
  symbol: "r",
  title: "rate",
  lower: 0,
  upper: 1,
  prior: { kind: "normal", mean: 0, standardDeviation: 1 },
};

/** Two sessions of two patients and two controls; more columns between people on request. */
function designOf(within: Record<string, number[]>, between: Record<string, number[]> = {}) {
  const people = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e", "f", "f"];
  const names = [...new Set(people)];
  const likelihood = { subjects: people.map((name, at) => `${name}${at}`), parameters: [parameter] };
  return groupDesign(likelihood as never, {
    personOf: people,
    within: Object.entries(within).map(([name, values]) => ({ name, values })),
    between: Object.entries(between).map(([name, values]) => ({
      name,
      values: Object.fromEntries(names.map((person, at) => [person, values[at]!])),
    })),
  });
}

const drug = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? -0.5 : 0.5));
const group = [-0.5, -0.5, -0.5, 0.5, 0.5, 0.5];

describe("an effect on the parameter's own scale", () => {
  it("goes from the reference to the value, half of it on either side of the level", () => {
    const design = designOf({ drug });
    const effects = Float64Array.of(-1, 0.8);
    const covariance = Float64Array.of(0.04, 0.01, 0.01, 0.09);
    const known = { effects, covariance, coverage: 0.95 };
    const change = changeOfEstimate({ coefficient: 1, column: 0 }, { design, transform: rate }, known);
    expect(change.from).toBeCloseTo(rate.natural(-1.4), 12);
    expect(change.to).toBeCloseTo(rate.natural(-0.6), 12);
    expect(change.value).toBeCloseTo(change.to! - change.from!, 12);
    // 0.8 ± 1.96 · 0.3 leaves out 0, and so must this.
    expect(change.lower).toBeGreaterThan(0);
    expect(change.lower).toBeLessThan(0.06);
    expect(change.upper).toBeGreaterThan(0.25);
    const unknown = changeOfEstimate(
      { coefficient: 1, column: 0 },
      { design, transform: rate },
      { ...known, covariance: null },
    );
    expect([unknown.value, unknown.lower, unknown.upper]).toEqual([change.value, Number.NaN, Number.NaN]);
  });

  it("keeps the other values of a condition at the reference", () => {
    const value = (own: number) => Array.from({ length: 12 }, (_, at) => (at % 3 === own ? 1 : 0) - 1 / 3);
    const design = designOf({ "dose[1]": value(1), "dose[2]": value(2) });
    const effects = Float64Array.of(0, 0.6, 1.5);
    const change = changeOfEstimate(
      { coefficient: 2, column: 0 },
      { design, transform: rate },
      { effects, covariance: null, coverage: 0.95 },
    );
    expect(change.from).toBeCloseTo(rate.natural(-0.7), 12);
    expect(change.to).toBeCloseTo(rate.natural(0.8), 12);
  });

  it("is for one standard deviation of a number, and of an interaction a difference of differences", () => {
    const age = designOf({ drug }, { age: [-1.2, -0.7, -0.1, 0.3, 0.6, 1.1] });
    // B: level, level of age, drug, drug × age.
    const ofAge = changeOfEstimate(
      { coefficient: 0, column: 1 },
      { design: age, transform: rate },
      {
        ...{ effects: Float64Array.of(0.5, 1, 0, 0), covariance: null, coverage: 0.95 },
      },
    );
    expect([ofAge.from, ofAge.to]).toEqual([rate.natural(0), rate.natural(1)]);
    const design = designOf({ drug }, { group });
    const effects = Float64Array.of(0.2, 1, 0.4, 0.6);
    const both = changeOfEstimate(
      { coefficient: 1, column: 1 },
      { design, transform: rate },
      { effects, covariance: null, coverage: 0.95 },
    );
    const at = (d: number, g: number) => rate.natural(0.2 + g * 1 + d * (0.4 + g * 0.6));
    expect(both.value).toBeCloseTo(at(0.5, 0.5) - at(-0.5, 0.5) - at(0.5, -0.5) + at(-0.5, -0.5), 12);
    expect([both.from, both.to]).toEqual([null, null]);
  });

  it("has the middle and the ends of the draws", () => {
    const design = designOf({ drug });
    const chain = Float64Array.from({ length: 2 * 101 }, (_, at) => (at % 2 === 0 ? 0 : (at - 1) / 200));
    const change = changeOfDraws(
      { coefficient: 1, column: 0 },
      { design, transform: rate },
      { draws: [chain], coverage: 0.9 },
    );
    expect(change.value).toBeCloseTo(rate.natural(0.25) - rate.natural(-0.25), 12);
    expect(change.lower).toBeCloseTo(rate.natural(0.025) - rate.natural(-0.025), 12);
    expect(change.upper).toBeCloseTo(rate.natural(0.475) - rate.natural(-0.475), 12);
  });
});
