import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Dimension,
  dimensionless,
  divideDimensions,
  formatDimension,
  formatQuantity,
  multiplyDimensions,
  parseQuantity,
  parseUnit,
  raiseDimension,
  sameDimension,
  UnitError,
  unitSymbols,
} from "./index.ts";

const dimension = fc.tuple(
  ...Array.from({ length: 7 }, () => fc.integer({ min: -4, max: 4 })),
) as fc.Arbitrary<unknown> as fc.Arbitrary<Dimension>;

describe("dimensions", () => {
  it("form a commutative group under multiplication", () => {
    fc.assert(
      fc.property(dimension, dimension, dimension, (a, b, c) => {
        expect(multiplyDimensions(a, b)).toEqual(multiplyDimensions(b, a));
        expect(multiplyDimensions(multiplyDimensions(a, b), c)).toEqual(
          multiplyDimensions(a, multiplyDimensions(b, c)),
        );
        expect(sameDimension(multiplyDimensions(a, dimensionless), a)).toBe(true);
        expect(sameDimension(divideDimensions(a, a), dimensionless)).toBe(true);
      }),
    );
  });

  it("raise as repeated multiplication does", () => {
    fc.assert(
      fc.property(dimension, (a) => {
        expect(sameDimension(raiseDimension(a, 3), multiplyDimensions(a, multiplyDimensions(a, a)))).toBe(true);
        expect(sameDimension(raiseDimension(raiseDimension(a, 0.5), 2), a)).toBe(true);
      }),
    );
  });

  it("are written as a unit of scale 1 that reads back as the same dimension", () => {
    fc.assert(
      fc.property(dimension, (a) => {
        const unit = parseUnit(formatDimension(a));
        expect(sameDimension(unit.dimension, a)).toBe(true);
        expect([unit.factor, unit.exponent]).toEqual([1, 0]);
      }),
    );
  });
});

describe("quantities", () => {
  it.each([
    ["20 ms", 0.02, "s"],
    ["0.2 1/s", 0.2, "1/s"],
    ["35 nM", 35e-6, "mM"],
    ["-65 mV", -0.065, "V"],
    ["75 %", 0.75, "1"],
    ["2 h", 7200, "s"],
    ["1 d", 86400, "s"],
    ["3", 3, "1"],
    [".5 kHz", 500, "1/s"],
    ["10 µs", 1e-5, "s"],
    ["10 us", 1e-5, "s"],
    ["4 m^2/s", 4, "m^2/s"],
    ["1 mol/L", 1000, "mM"],
    ["1 mg", 1e-6, "kg"],
    ["2 1/(uM*s)", 2000, "m^3/s/mol"],
    ["5 s^0.5", 5, "s^0.5"],
  ])("%s is %d %s", (text, value, unit) => {
    const quantity = parseQuantity(text);
    expect(quantity.value).toBe(value);
    expect(formatDimension(quantity.dimension)).toBe(unit);
  });

  it("with a decimal comma are refused with what is meant", () => {
    expect(() => parseQuantity("7,29 1/s")).toThrow('"7,29 1/s" has a decimal comma; write a point');
  });

  it("round-trip through text to the last bit", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 });
    fc.assert(
      fc.property(number, dimension, fc.constantFrom("1", "s", "V", "A", "S", "F", "mM", "m"), (value, any, symbol) => {
        for (const one of [any, parseUnit(symbol).dimension]) {
          const back = parseQuantity(formatQuantity({ value, dimension: one }));
          expect(back.value).toBe(value === 0 ? back.value : value);
          expect(sameDimension(back.dimension, one)).toBe(true);
        }
      }),
    );
  });

  it("are written in a unit that suits their size", () => {
    expect(formatQuantity(parseQuantity("0.02 s"))).toBe("20 ms");
    expect(formatQuantity(parseQuantity("150 s"))).toBe("150 s");
    expect(formatQuantity(parseQuantity("0.000035 mM"))).toBe("35 nM");
    expect(formatQuantity(parseQuantity("0 V"))).toBe("0 V");
    expect(formatQuantity(parseQuantity("0.2 1/s"))).toBe("0.2 1/s");
    expect(formatQuantity(parseQuantity("-12.5 mV"))).toBe("-12.5 mV");
  });

  it("read every unit symbol with 1 in front of it", () => {
    for (const symbol of unitSymbols) expect(parseQuantity(`1 ${symbol}`).value).toBeGreaterThan(0);
  });

  it.each([
    ["20 msec", 3, "msec"],
    ["20 mss", 3, "mss"],
    ["1 1/sec", 4, "sec"],
    ["ms", 0, null],
    ["", 0, null],
    ["5 /", 2, null],
    ["5 m^2.3", 5, null],
    ["5 (s", 4, null],
    ["5 s s", 4, "s"],
    ["1e999 s", 0, null],
    ["0x10", 1, "x"],
  ])("%j is refused at offset %d", (text, offset, symbol) => {
    let caught: unknown;
    try {
      parseQuantity(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(UnitError);
    expect([(caught as UnitError).offset, (caught as UnitError).symbol]).toEqual([offset, symbol]);
  });
});
