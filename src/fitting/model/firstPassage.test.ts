import { describe, expect, it } from "vitest";
import { RandomSequence } from "../../math/random.ts";
import { ExpressionLowering } from "./expressionLowering.ts";
import { constant } from "./expressions.ts";
import { lowerCumulative, lowerDensity, lowerProbability, sampleFirstPassage } from "./firstPassage.ts";
import { Interpreter } from "./interpret.ts";
import { Scope } from "./scope.ts";
import { wienerLogDensity } from "./wienerDensity.ts";

/** The language's logarithm of the density, computed by the interpreter. */
function languageDensity(process: Process, choice: number, time: number): number {
  const lowering = new ExpressionLowering(new Scope(new Map()), [], () => false);
  const value = wienerLogDensity(lowering, {
    drift: constant(process.drift),
    threshold: constant(process.threshold),
    nonDecisionTime: constant(0.25),
    bias: constant(process.bias),
    isUpper: constant(choice),
    reactionTime: constant(time + 0.25),
  });
  const program = { id: "", parameters: [], columns: [], responses: [], start: [], trial: [], arrays: lowering.arrays };
  const interpreter = new Interpreter(program, []);
  interpreter.run(lowering.emitted);
  return interpreter.value(value);
}

/** Logarithm of the density by the series of Navarro & Fuss with so many terms that neither is cut. */
function manyTerms({ drift, threshold: a, bias: w }: Process, time: number): number {
  const u = time / (a * a);
  const common = -drift * a * w - (drift ** 2 * time) / 2 - 2 * Math.log(a);
  let sum = 0;
  if (u < 0.7) {
    for (let k = -60; k <= 60; k++) sum += (w + 2 * k) * Math.exp(-((w + 2 * k) ** 2) / (2 * u));
    return common + Math.log(sum / Math.sqrt(2 * Math.PI * u ** 3));
  }
  for (let k = 1; k <= 60; k++) sum += k * Math.exp((-(k ** 2 - 1) * Math.PI ** 2 * u) / 2) * Math.sin(k * Math.PI * w);
  return common - (Math.PI ** 2 * u) / 2 + Math.log(Math.PI * sum);
}

interface Process {
  readonly drift: number;
  readonly threshold: number;
  readonly bias: number;
}

const processes = [
  { drift: 0, threshold: 1, bias: 0.5 },
  { drift: 1.3, threshold: 1.7, bias: 0.4 },
  { drift: -2.5, threshold: 2.4, bias: 0.7 },
  { drift: 4, threshold: 0.6, bias: 0.02 },
  { drift: 6, threshold: 3, bias: 0.97 },
];

describe("the first passage of a Wiener process", () => {
  it.each(processes)("has the density of both series to 1e-9: %o", (process) => {
    for (const u of [0.02, 0.1, 0.2, 0.2999, 0.3001, 0.5, 1, 3, 8]) {
      const time = u * process.threshold ** 2;
      const exact = manyTerms(process, time);
      const mirrored = { drift: -process.drift, threshold: process.threshold, bias: 1 - process.bias };
      expect(Math.abs(languageDensity(process, 0, time) - exact)).toBeLessThan(1e-9);
      expect(Math.abs(languageDensity(process, 1, time) - manyTerms(mirrored, time))).toBeLessThan(1e-9);
      if (exact > -600) expect(Math.abs(Math.log(lowerDensity(process, time)) - exact)).toBeLessThan(1e-9);
    }
  });

  it("is impossible up to the non-decision time", () => {
    expect(languageDensity(processes[0]!, 1, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(languageDensity(processes[0]!, 1, -0.1)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("stays a number where the density is too small to be written", () => {
    expect(languageDensity(processes[1]!, 0, 0.0005)).toBeLessThan(-400);
    expect(languageDensity(processes[1]!, 0, 2000)).toBeLessThan(-800);
    expect(Number.isFinite(languageDensity(processes[1]!, 0, 2000))).toBe(true);
  });

  it.each(processes)("has the distribution that is the integral of its density: %o", (process) => {
    const scale = process.threshold ** 2;
    for (const [from, to] of [
      [0.01, 0.2],
      [0.2, 0.24],
      [0.24, 0.27],
      [0.27, 2],
    ] as const) {
      let integral = 0;
      const steps = 1000;
      const width = ((to - from) * scale) / steps;
      for (let step = 0; step < steps; step++)
        integral += width * lowerDensity(process, from * scale + (step + 0.5) * width);
      expect(lowerCumulative(process, to * scale) - lowerCumulative(process, from * scale)).toBeCloseTo(integral, 5);
    }
    expect(lowerCumulative(process, 100 * scale)).toBeCloseTo(lowerProbability(process), 12);
  });

  it.each(processes)("is drawn by inverting its distribution: %o", (process) => {
    for (const uniform of [0.001, 0.2, 0.5, 0.77, 0.999]) {
      const { boundary, time } = sampleFirstPassage(process, uniform);
      const mirrored = { drift: -process.drift, threshold: process.threshold, bias: 1 - process.bias };
      const reached = boundary === 0 ? lowerCumulative(process, time) : 1 - lowerCumulative(mirrored, time);
      expect(reached).toBeCloseTo(uniform, 9);
    }
  });

  it("has the mean time of the closed form", () => {
    const process = processes[1]!;
    const random = new RandomSequence([3, 0], 0, "test");
    const times: number[] = [];
    for (let draw = 0; draw < 1500; draw++) times.push(sampleFirstPassage(process, random.uniform()).time);
    const { drift: v, threshold: a, bias: w } = process;
    const expected = (a * (1 - lowerProbability(process)) - a * w) / v;
    const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
    const deviation = Math.sqrt(times.reduce((sum, one) => sum + (one - mean) ** 2, 0) / times.length);
    expect(Math.abs(mean - expected)).toBeLessThan((3.5 * deviation) / Math.sqrt(times.length));
  });
});
