import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rowsOf } from "./fixtures/rows.ts";
import { interpret } from "./interpret.ts";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import { middleOf } from "./middle.ts";
import { defineBehaviour } from "./readBehaviour.ts";
import { settingOf, simulate } from "./simulate.ts";

const bundled = (name: string) =>
  defineBehaviour(
    readFileSync(new URL(`../../../models/behaviour/${name}.yaml`, import.meta.url), "utf8"),
    `${name}.yaml`,
  );

/** A model with one response and nothing else. */
function responding(response: string, parameters: readonly string[]) {
  const text = `neohebb: behaviour/1
name: test
title: test
dimensions: {option: 2}
columns:
  choice: {kind: index, of: option}
  reactionTime: {kind: number}
  answer: {kind: number}
parameters:
${parameters.map((name) => `  ${name}: {range: [-inf, inf], prior: {normal: [0, 1]}}`).join("\n")}
trial:
  - ${response}
environments: {usual: {environment: perceptual-choice, columns: {answer: reactionTime}}}
`;
  return defineBehaviour(text, "m.yaml");
}

const sizes = new Map([["option", 2]]);

describe("simulated choices are as frequent as the likelihood says", () => {
  it.each([
    ["q-learning", [0.4, 3]],
    ["go-no-go-pavlovian", null],
    ["delay-discounting-hyperbolic", null],
    ["hgf-two-level", null],
  ] as const)("%s, trial by trial whatever the history", (name, given) => {
    const definition = bundled(name);
    const setting = settingOf(definition, { trials: 100 });
    const middle = given ?? middles(definition);
    const { rows } = simulate(
      setting,
      Array.from({ length: 20 }, () => middle),
      11,
    );
    // Surprise minus its expectation is a martingale difference: its sum, scaled, is standard normal.
    let sum = 0;
    let variance = 0;
    for (const subject of rows)
      for (const log of interpret(setting.lowered.program, subject, middle)) {
        if (log === 0) continue;
        const p = Math.exp(log);
        const q = 1 - p;
        if (q <= 0) continue;
        const other = -Math.log(q);
        const expected = p * -log + q * other;
        sum += -log - expected;
        variance += p * (-log - expected) ** 2 + q * (other - expected) ** 2;
      }
    expect(variance).toBeGreaterThan(1);
    expect(Math.abs(sum / Math.sqrt(variance))).toBeLessThan(3.3);
  });

  it("among three options, in the first trial of many subjects", () => {
    const definition = bundled("kalman-filter-bandit");
    const setting = settingOf(definition, { trials: 2, options: { arms: 3 } });
    const parameters = middles(definition);
    const { rows } = simulate(
      setting,
      Array.from({ length: 600 }, () => parameters),
      4,
    );
    const first = rows.map(({ values, trials }) => values[setting.lowered.program.columns.indexOf("choice") * trials]!);
    for (const option of [0, 1, 2]) {
      const share = first.filter((one) => one === option).length / 600;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 600));
    }
  });
});

describe("a normal response", () => {
  it("has the normal density, and is drawn from it", () => {
    const definition = responding("{response: answer, normal: {mean: m, standardDeviation: s}}", ["m", "s"]);
    const { program } = lowerBehaviour(definition, sizes);
    const [log] = interpret(program, rowsOf(program.columns, { answer: [1.5] }), [0.5, 2]);
    expect(log).toBeCloseTo(Math.log(Math.exp(-0.125) / (2 * Math.sqrt(2 * Math.PI))), 13);
    const { table } = simulate(settingOf(definition, { trials: 2000 }), [[0.5, 2]], 3);
    const answers = [...(table.answer as Float64Array)];
    const mean = answers.reduce((sum, one) => sum + one, 0) / answers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * (2 / Math.sqrt(2000)));
  });
});

describe("a race of ballistic accumulators", () => {
  const race =
    "{response: [choice, reactionTime], linearBallisticAccumulator: {drifts: 'stack(option, v, w)', startRange: A, threshold: b, nonDecisionTime: t0, driftDeviation: 1}}";
  const definition = responding(race, ["v", "w", "A", "b", "t0"]);
  const { program } = lowerBehaviour(definition, sizes);
  const parameters = [2.2, 1.1, 0.6, 1.3, 0.2];
  const densities = (times: readonly number[], choice: number) =>
    interpret(program, rowsOf(program.columns, { choice: times.map(() => choice), reactionTime: times }), parameters);

  it("has the densities of Brown & Heathcote, by their equations", () => {
    const erf = (x: number): number => {
      // Series of the error function: exact enough for |x| < 3.
      let term = x;
      let sum = x;
      for (let n = 1; n < 80; n++) {
        term *= (-x * x) / n;
        sum += term / (2 * n + 1);
      }
      return (2 / Math.sqrt(Math.PI)) * sum;
    };
    const cumulative = (x: number) => (1 + erf(x / Math.SQRT2)) / 2;
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const [v, w, range, b, before] = parameters as [number, number, number, number, number];
    const arrival = (t: number, drift: number) => {
      const [n1, n2] = [(b - range - t * drift) / t, (b - t * drift) / t];
      const f = (-drift * cumulative(n1) + density(n1) + drift * cumulative(n2) - density(n2)) / range;
      const F =
        1 +
        ((b - range - t * drift) / range) * cumulative(n1) -
        ((b - t * drift) / range) * cumulative(n2) +
        (t / range) * density(n1) -
        (t / range) * density(n2);
      return { f, F };
    };
    for (const time of [0.5, 0.8, 1.3, 2]) {
      const [one, two] = [arrival(time - before, v), arrival(time - before, w)];
      expect(densities([time], 0)[0]).toBeCloseTo(Math.log(one.f * (1 - two.F)), 11);
      expect(densities([time], 1)[0]).toBeCloseTo(Math.log(two.f * (1 - one.F)), 11);
    }
  });

  it("is impossible before the non-decision time and with a threshold below the starts", () => {
    expect(densities([0.2], 0)[0]).toBe(Number.NEGATIVE_INFINITY);
    const rows = rowsOf(program.columns, { choice: [0], reactionTime: [1] });
    expect(interpret(program, rows, [2, 1, 2, 1.5, 0.2])[0]).toBe(Number.NEGATIVE_INFINITY);
  });

  it("is drawn as often and as late as its densities say, responses that never come included", () => {
    const width = 0.01;
    const times = Array.from({ length: 4000 }, (_, at) => 0.2 + (at + 0.5) * width);
    const shares = [0, 1].map((choice) => densities(times, choice).map((log) => width * Math.exp(log)));
    const probability = shares.map((share) => share.reduce((sum, one) => sum + one, 0));
    const { table } = simulate(settingOf(definition, { trials: 4000 }), [parameters], 8);
    const choices = [...(table.choice as Float64Array)];
    const noise = (p: number) => 4 * Math.sqrt((p * (1 - p)) / choices.length);
    for (const choice of [0, 1]) {
      const share = choices.filter((one) => one === choice).length / choices.length;
      expect(Math.abs(share - probability[choice]!)).toBeLessThan(noise(probability[choice]!));
    }
    const early = shares[0]!.slice(0, 60).reduce((sum, one) => sum + one, 0);
    const drawn = choices.filter((one, row) => one === 0 && (table.reactionTime as Float64Array)[row]! < 0.8).length;
    expect(Math.abs(drawn / choices.length - early)).toBeLessThan(noise(early));
    expect(probability[0]! + probability[1]!).toBeLessThan(1);
  });
});

function middles(definition: ReturnType<typeof bundled>): number[] {
  return definition.parameters.map(middleOf);
}
