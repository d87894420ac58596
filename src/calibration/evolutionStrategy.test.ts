import { describe, expect, it } from "vitest";
import { eigenOf } from "./eigen.ts";
import {
  askStrategy,
  beginStrategy,
  endOfStrategy,
  restartStrategy,
  type StrategyState,
  tellStrategy,
} from "./evolutionStrategy.ts";
import { strategyConstants } from "./strategyConstants.ts";

type Objective = (x: readonly number[]) => number;

const sphere: Objective = (x) => x.reduce((sum, value) => sum + value * value, 0);
const ellipsoid: Objective = (x) =>
  x.reduce((sum, value, i) => sum + 10 ** ((6 * i) / (x.length - 1)) * value * value, 0);
const rosenbrock: Objective = (x) =>
  x.slice(1).reduce((sum, value, i) => sum + 100 * (value - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0);
/** Coordinates that are turned, so that no axis is that of the function. */
const turned =
  (of: Objective): Objective =>
  (x) =>
    of(x.map((value, i) => (value + x[(i + 1) % x.length]! - x[(i + 2) % x.length]!) / Math.sqrt(3)));

function generation(state: StrategyState, of: Objective): StrategyState {
  const points = askStrategy(state);
  return tellStrategy(state, points, points.map(of));
}

/** Evaluations until a value is reached, or none. */
function evaluationsTo(target: number, of: Objective, start: readonly number[], deviation: number, most: number) {
  let state = beginStrategy({ start, deviation, seed: 1 });
  for (let evaluations = 0; evaluations < most; evaluations += state.population) {
    if (Math.min(...state.history) < target) return evaluations;
    state = generation(state, of);
  }
  return null;
}

const tenfold = (value: number) => Array.from({ length: 10 }, () => value);

describe("the evolution strategy", () => {
  it.each([
    ["the sphere", sphere, tenfold(1), 0.5, 2200],
    ["an ellipsoid of condition 10⁶", ellipsoid, tenfold(1), 0.5, 7500],
    ["a turned ellipsoid as quickly", turned(ellipsoid), tenfold(1), 0.5, 7500],
    ["Rosenbrock's valley", rosenbrock, tenfold(0), 0.3, 9000],
  ] as const)("finds the minimum of %s in ten dimensions", (_, of, start, deviation, most) => {
    expect(evaluationsTo(1e-9, of, start, deviation, most)).not.toBeNull();
  });

  it("sees only the order of the values", () => {
    const begin = beginStrategy({ start: [1, 2, 3], deviation: 0.5, seed: 4 });
    const points = askStrategy(begin);
    const values = points.map(sphere);
    const cubed = tellStrategy(
      begin,
      points,
      values.map((value) => value ** 3),
    );
    expect(cubed.mean).toEqual(tellStrategy(begin, points, values).mean);
    expect(cubed.covariance).toEqual(tellStrategy(begin, points, values).covariance);
  });

  it("goes on from a file as if it had never stopped", () => {
    let straight = beginStrategy({ start: [1, 2, 3], deviation: 0.5, seed: 4 });
    let resumed = straight;
    for (let turn = 0; turn < 12; turn++) {
      straight = generation(straight, ellipsoid);
      resumed = JSON.parse(JSON.stringify(generation(resumed, ellipsoid)));
    }
    expect(resumed).toEqual(straight);
    expect(askStrategy(resumed)).toEqual(askStrategy(straight));
  });

  it("draws other points with another seed", () => {
    const ask = (seed: number) => askStrategy(beginStrategy({ start: [1, 2], deviation: 0.5, seed }));
    expect(ask(1)).toEqual(ask(1));
    expect(ask(1)).not.toEqual(ask(2));
  });

  it("puts points without a value last", () => {
    const begin = beginStrategy({ start: [1, 1, 1], deviation: 0.5, seed: 2 });
    const points = askStrategy(begin);
    const values = points.map(sphere);
    const worst = values.indexOf(Math.max(...values));
    const without = values.map((value, place) => (place === worst ? Number.NaN : value));
    expect(tellStrategy(begin, points, without).mean).toEqual(tellStrategy(begin, points, values).mean);
  });

  it("ends when nothing changes any more, and begins again with twice the population", () => {
    let state = beginStrategy({ start: [1, 1], deviation: 0.5, seed: 3 });
    expect(endOfStrategy(state, { point: 1e-9, value: 1e-12 })).toBeNull();
    for (let turn = 0; turn < 200; turn++) state = generation(state, sphere);
    expect(endOfStrategy(state, { point: 1e-6, value: 0 })).toBe("the points hardly differ any more");
    const again = restartStrategy(state, [5, 5]);
    expect(again).toMatchObject({ restart: 1, generation: 0, population: 2 * state.population, deviation: 0.5 });
    expect(askStrategy(again).slice(0, 2)).not.toEqual(
      askStrategy(beginStrategy({ start: [5, 5], deviation: 0.5, seed: 3 })).slice(0, 2),
    );
  });

  it("refuses what cannot be searched", () => {
    expect(() => beginStrategy({ start: [], deviation: 1, seed: 1 })).toThrow("there is nothing to search");
    expect(() => beginStrategy({ start: [1], deviation: 0, seed: 1 })).toThrow("it must be above 0");
    expect(() => beginStrategy({ start: [1], deviation: 1, population: 1, seed: 1 })).toThrow("at least 2");
  });
});

describe("its constants", () => {
  it("are those of the tutorial", () => {
    const { weights, parents, effective } = strategyConstants(10, 10);
    expect(parents).toBe(5);
    expect(weights.slice(0, 5).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(effective).toBeCloseTo(3.167, 3);
    expect(weights.slice(5).every((weight) => weight < 0)).toBe(true);
  });
});

describe("eigenvalues", () => {
  it("and vectors put the matrix together again", () => {
    const matrix = [4, 1, -2, 1, 3, 0.5, -2, 0.5, 6];
    const { values, vectors } = eigenOf(matrix, 3);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const sum = [0, 1, 2].reduce((total, k) => total + vectors[3 * i + k]! * values[k]! * vectors[3 * j + k]!, 0);
        expect(sum).toBeCloseTo(matrix[3 * i + j]!, 12);
      }
  });
});
