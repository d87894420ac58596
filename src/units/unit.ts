import { type Dimension, dimensionless, multiplyDimensions, raiseDimension } from "./dimension.ts";

/** A unit: `factor · 10^exponent` coherent SI units of a dimension. The power of ten is kept apart to stay exact. */
export interface Unit {
  readonly factor: number;
  readonly exponent: number;
  readonly dimension: Dimension;
}

/** A text that is not a unit or a quantity. */
export class UnitError extends Error {
  /** Offset of the offending part in the text. */
  readonly offset: number;
  /** The symbol that is not known, or null if the text is malformed. */
  readonly symbol: string | null;
  constructor(message: string, offset: number, symbol: string | null) {
    super(message);
    this.name = "UnitError";
    this.offset = offset;
    this.symbol = symbol;
  }
}

const prefixes: Readonly<Record<string, number>> = {
  M: 6,
  k: 3,
  "": 0,
  c: -2,
  m: -3,
  u: -6,
  µ: -6,
  μ: -6,
  n: -9,
  p: -12,
};

/** symbol, allowed prefixes, power of ten of the unprefixed unit, factor, dimension */
type Row = readonly [symbol: string, prefixes: string, exponent: number, factor: number, dimension: Dimension];

const table: readonly Row[] = [
  ["s", "|m|u|µ|μ|n", 0, 1, [0, 0, 1, 0, 0, 0, 0]],
  ["min", "", 0, 60, [0, 0, 1, 0, 0, 0, 0]],
  ["h", "", 0, 3600, [0, 0, 1, 0, 0, 0, 0]],
  ["d", "", 0, 86400, [0, 0, 1, 0, 0, 0, 0]],
  ["Hz", "|k|M", 0, 1, [0, 0, -1, 0, 0, 0, 0]],
  ["V", "|k|m|u|µ|μ|n", 0, 1, [2, 1, -3, -1, 0, 0, 0]],
  ["A", "|m|u|µ|μ|n|p", 0, 1, [0, 0, 0, 1, 0, 0, 0]],
  ["S", "|m|u|µ|μ|n|p", 0, 1, [-2, -1, 3, 2, 0, 0, 0]],
  ["F", "|m|u|µ|μ|n|p", 0, 1, [-2, -1, 4, 2, 0, 0, 0]],
  ["Ohm", "|k|M", 0, 1, [2, 1, -3, -2, 0, 0, 0]],
  ["C", "|m|u|µ|μ|n|p", 0, 1, [0, 0, 1, 1, 0, 0, 0]],
  ["J", "|k|m|u|µ|μ|n|p", 0, 1, [2, 1, -2, 0, 0, 0, 0]],
  ["M", "|m|u|µ|μ|n|p", 3, 1, [-3, 0, 0, 0, 0, 1, 0]],
  ["mol", "|m|u|µ|μ|n|p", 0, 1, [0, 0, 0, 0, 0, 1, 0]],
  ["m", "|k|c|m|u|µ|μ|n", 0, 1, [1, 0, 0, 0, 0, 0, 0]],
  ["L", "|m|u|µ|μ|n", -3, 1, [3, 0, 0, 0, 0, 0, 0]],
  ["g", "|k|m|u|µ|μ|n", -3, 1, [0, 1, 0, 0, 0, 0, 0]],
  ["K", "|m", 0, 1, [0, 0, 0, 0, 1, 0, 0]],
  ["cd", "", 0, 1, [0, 0, 0, 0, 0, 0, 1]],
  ["%", "", -2, 1, dimensionless],
];

const units: ReadonlyMap<string, Unit> = new Map(
  table.flatMap(([symbol, allowed, exponent, factor, dimension]) =>
    allowed
      .split("|")
      .map((prefix): [string, Unit] => [
        prefix + symbol,
        { factor, exponent: exponent + (prefixes[prefix] ?? 0), dimension },
      ]),
  ),
);

/** All unit symbols. */
export const unitSymbols: readonly string[] = [...units.keys()];

/** How people also write units. */
const spellings: Readonly<Record<string, string>> = {
  ...{ sec: "s", secs: "s", second: "s", seconds: "s", msec: "ms", msecs: "ms", millisecond: "ms", milliseconds: "ms" },
  ...{ usec: "us", mins: "min", minute: "min", minutes: "min", hr: "h", hour: "h", hours: "h", day: "d", days: "d" },
  ...{ hz: "Hz", HZ: "Hz", khz: "kHz", v: "V", mv: "mV", volt: "V", ohm: "Ohm", Ω: "Ohm", molar: "M" },
  ...{ l: "L", ml: "mL", kelvin: "K", percent: "%", metre: "m", meter: "m", gram: "g" },
};

/** The symbol of a unit that is written in another way (`msec`), or null. */
export function usualSymbol(text: string): string | null {
  return Object.hasOwn(spellings, text) ? (spellings[text] ?? null) : null;
}

/** Whether a text is the symbol of a unit (`ms`, `nM`, `%`). */
export function isUnitSymbol(text: string): boolean {
  return units.has(text);
}

/** Largest absolute exponent in a unit. */
const largestPower = 12;

const tokenPattern = /\s*(?:([A-Za-zµμ%]+)|(1)(?![\d.])|([*·/()])|\^\s*([+-]?\d+(?:\.5)?))/uy;

function multiply(left: Unit, right: Unit, power: number): Unit {
  return {
    factor: left.factor * raise(right.factor, power),
    exponent: left.exponent + right.exponent * power,
    dimension: multiplyDimensions(left.dimension, raiseDimension(right.dimension, power)),
  };
}

/** Powers by multiplication and square root alone, which every machine rounds alike. */
function raise(base: number, power: number): number {
  if (base === 1) return 1;
  let result = 1;
  for (let count = Math.floor(Math.abs(power)); count > 0; count--) result *= base;
  if (power % 1 !== 0) result *= Math.sqrt(base);
  return power < 0 ? 1 / result : result;
}

/** A unit made of `1`, symbols, `*`, `/`, `^n` and parentheses. */
class UnitReader {
  private offset = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  whole(): Unit {
    const unit = this.product(0);
    if (this.text.slice(this.offset).trim() !== "") this.fail();
    return unit;
  }

  private fail(): never {
    const rest = this.text.slice(this.offset);
    const at = this.offset + (rest.length - rest.trimStart().length);
    throw new UnitError(
      rest.trim() === "" ? "unit ends too early" : `"${rest.trim()}" is not a unit`,
      at,
      /^[A-Za-zµμ%]+$/u.test(rest.trim()) ? rest.trim() : null,
    );
  }

  private take(): RegExpExecArray | null {
    tokenPattern.lastIndex = this.offset;
    const match = tokenPattern.exec(this.text);
    if (match) this.offset = tokenPattern.lastIndex;
    return match;
  }

  private product(depth: number): Unit {
    if (depth > 8) this.fail();
    let unit = this.power(depth);
    for (;;) {
      const before = this.offset;
      const operator = this.take()?.[3];
      if (operator === "*" || operator === "·") unit = multiply(unit, this.power(depth), 1);
      else if (operator === "/") unit = multiply(unit, this.power(depth), -1);
      else {
        this.offset = before;
        return unit;
      }
    }
  }

  private power(depth: number): Unit {
    const base = this.factor(depth);
    const before = this.offset;
    const exponent = this.take()?.[4];
    if (exponent === undefined) {
      this.offset = before;
      return base;
    }
    const power = Number(exponent);
    if (Math.abs(power) > largestPower || (base.exponent * power) % 1 !== 0) {
      this.offset = before;
      this.fail();
    }
    return multiply({ factor: 1, exponent: 0, dimension: dimensionless }, base, power);
  }

  private factor(depth: number): Unit {
    const before = this.offset;
    const token = this.take();
    if (token?.[2] !== undefined) return { factor: 1, exponent: 0, dimension: dimensionless };
    if (token?.[3] === "(") {
      const inner = this.product(depth + 1);
      const at = this.offset;
      if (this.take()?.[3] === ")") return inner;
      this.offset = at;
      this.fail();
    }
    const symbol = token?.[1];
    const unit = symbol === undefined ? undefined : units.get(symbol);
    if (unit) return unit;
    this.offset = before;
    if (symbol === undefined) this.fail();
    throw new UnitError(`unknown unit "${symbol}"`, this.text.indexOf(symbol, before), symbol);
  }
}

/**
 * Reads a unit: `ms`, `1/s`, `nM*s`, `m^2/s`, `1`.
 *
 * @throws UnitError if the text is not a unit.
 */
export function parseUnit(text: string): Unit {
  return new UnitReader(text).whole();
}
