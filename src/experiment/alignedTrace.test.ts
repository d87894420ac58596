import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlignedTrace, traceWindow, type Window, windowTimes } from "./alignedTrace.ts";

describe("the window", () => {
  it("reaches from 1 s before to 1.5 s after in bins of about 60 ms, whatever the step", () => {
    for (const step of [0.001, 0.01, 0.02, 0.05, 0.1]) {
      const window = traceWindow(step);
      const times = windowTimes(window, step);
      const half = (window.stepsPerBin * step) / 2;
      expect(times[0]! - half).toBeLessThanOrEqual(-1 + 1e-9);
      expect(times.at(-1)! + half).toBeGreaterThanOrEqual(1.5 - 1e-9);
      expect(times[window.binsBefore]! - half).toBeCloseTo(0, 12);
      expect(2 * half).toBeGreaterThanOrEqual(Math.min(step, 0.04));
    }
  });
});

const window: Window = { stepsPerBin: 2, binsBefore: 2, binsAfter: 3 };
const signals = [8, 0]; // the third and the first recorded variable
const width = 12;

/** Mean over moments, computed from the definition. */
function expected(
  data: Float32Array,
  steps: number,
  moments: readonly number[],
  signal: number,
  bin: number,
  lane: number,
): number {
  const means = moments.flatMap((moment) => {
    const first = moment + (bin - window.binsBefore) * window.stepsPerBin;
    if (first < 0 || first + window.stepsPerBin > steps) return [];
    let sum = 0;
    for (let step = first; step < first + window.stepsPerBin; step++) sum += data[step * width + signal + lane]!;
    return [sum / window.stepsPerBin];
  });
  return means.length === 0 ? Number.NaN : means.reduce((a, b) => a + b, 0) / means.length;
}

describe("a mean trace", () => {
  it("is the mean over moments of what was recorded around them, taken in pieces or at once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 39 }), { maxLength: 6 }),
        fc.nat({ max: 3 }),
        fc.boolean(),
        (places, lane, inPieces) => {
          const steps = 40;
          const data = Float32Array.from({ length: steps * width }, (_, i) => Math.fround(Math.sin(i)));
          const moments = places.sort((a, b) => a - b);
          const trace = new AlignedTrace(Int32Array.from(signals), window);
          for (const moment of moments) trace.expect(moment, lane);
          if (inPieces) for (let now = 1; now < steps; now += 7) trace.take({ data, width, base: 0, steps: now }, null);
          trace.take({ data, width, base: 0, steps }, lane);
          expect(trace.earliest).toBe(Number.POSITIVE_INFINITY);
          const means = trace.means();
          signals.forEach((signal, index) => {
            for (let bin = 0; bin < 5; bin++) {
              const wanted = expected(data, steps, moments, signal, bin, lane);
              const got = means[(index * 5 + bin) * 4 + lane]!;
              if (Number.isNaN(wanted)) expect(got).toBeNaN();
              else expect(got).toBeCloseTo(wanted, 5);
            }
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("together with another one is the mean over the moments of both", () => {
    const data = Float32Array.from({ length: 40 * width }, (_, i) => i);
    const rows = { data, width, base: 0, steps: 40 };
    const [a, b, both] = [10, 20, 0].map(() => new AlignedTrace(Int32Array.of(0), window)) as [
      AlignedTrace,
      AlignedTrace,
      AlignedTrace,
    ];
    for (const [trace, moment] of [
      [a, 10],
      [b, 20],
      [b, 21],
      [both, 10],
      [both, 20],
      [both, 21],
    ] as const)
      trace.expect(moment, 0);
    for (const trace of [a, b, both]) trace.take(rows, 0);
    expect(a.means([b])).toEqual(both.means());
  });
});
