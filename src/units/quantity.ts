import { type Dimension, dimensionless, formatDimension, sameDimension } from "./dimension.ts";
import { parseUnit, type Unit, UnitError } from "./unit.ts";

/** A number with its dimension, in coherent SI units. */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension;
}

const numberPattern = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/u;

const decimalComma = /^\s*[+-]?\d+,\d/u;

/** `digits` times ten to the power `shift`, rounded once. */
function shiftDecimal(digits: string, shift: number): number {
  const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
  return Number(`${mantissa}e${Number(exponent) + shift}`);
}

/** The value in SI units of a decimal number written with a unit; exact to one rounding for decimal units. */
export function toSI(digits: string, unit: Unit): number {
  const shifted = shiftDecimal(digits, unit.exponent);
  return unit.factor === 1 ? shifted : shifted * unit.factor;
}

/**
 * Reads a number with an optional unit: `20 ms`, `0.2 1/s`, `35 nM`, `75 %`, `3`.
 *
 * @throws UnitError if the text is no quantity or not finite.
 */
export function parseQuantity(text: string): Quantity {
  const match = numberPattern.exec(text);
  if (decimalComma.test(text)) throw new UnitError(`"${text.trim()}" has a decimal comma; write a point`, 0, null);
  if (!match?.[1]) throw new UnitError(`"${text.trim()}" is not a number with a unit`, 0, null);
  const rest = text.slice(match[0].length);
  let unit: Unit = { factor: 1, exponent: 0, dimension: dimensionless };
  if (rest.trim() !== "") {
    try {
      unit = parseUnit(rest);
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      throw new UnitError(error.message, error.offset + match[0].length, error.symbol);
    }
  }
  const value = toSI(match[1], unit);
  if (!Number.isFinite(value)) throw new UnitError(`"${text.trim()}" is too large`, 0, null);
  return { value, dimension: unit.dimension };
}

/** Units that people use for a dimension, largest first. */
const scales: readonly (readonly [Dimension, readonly string[]])[] = [
  [parseUnit("s").dimension, ["s", "ms", "us", "ns"]],
  [parseUnit("V").dimension, ["V", "mV", "uV", "nV"]],
  [parseUnit("A").dimension, ["A", "mA", "uA", "nA", "pA"]],
  [parseUnit("S").dimension, ["S", "mS", "uS", "nS", "pS"]],
  [parseUnit("F").dimension, ["F", "mF", "uF", "nF", "pF"]],
  [parseUnit("Ohm").dimension, ["MOhm", "kOhm", "Ohm"]],
  [parseUnit("M").dimension, ["M", "mM", "uM", "nM", "pM"]],
  [parseUnit("m").dimension, ["m", "mm", "um", "nm"]],
  [parseUnit("mol").dimension, ["mol", "mmol", "umol", "nmol", "pmol"]],
];

/** The quantity as text in a unit that suits its size (`20 ms`); `parseQuantity` gives the same number back. */
export function formatQuantity(quantity: Quantity): string {
  const { value, dimension } = quantity;
  const suited = scales.find(([known]) => sameDimension(known, dimension))?.[1] ?? [];
  for (const symbol of suited) {
    const text = inUnit(value, symbol);
    const size = Math.abs(Number(text));
    if (size >= 1 || symbol === suited.at(-1) || value === 0) return `${text} ${symbol}`;
  }
  const unit = formatDimension(dimension);
  return unit === "1" ? decimal(String(value)) : `${decimal(String(value))} ${unit}`;
}

function inUnit(value: number, symbol: string): string {
  return decimal(String(value), -parseUnit(symbol).exponent);
}

/** A decimal text moved by a power of ten, digits untouched: plain where short, else with an exponent. */
function decimal(text: string, shift = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/u.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+(?=\d)/u, "");
  const point = Number(exponent) - fraction.length + shift;
  const trailing = /0*$/u.exec(digits)?.[0].length ?? 0;
  const bare = digits.slice(0, digits.length - trailing);
  if (bare === "") return `${sign}0`;
  const power = point + trailing;
  if (power >= 0 && power + bare.length <= 9) return sign + bare + "0".repeat(power);
  const place = bare.length + power;
  if (power < 0 && place > 0) return `${sign}${bare.slice(0, place)}.${bare.slice(place)}`;
  if (power < 0 && place > -5) return `${sign}0.${"0".repeat(-place)}${bare}`;
  return `${sign}${bare.slice(0, 1)}${bare.length > 1 ? `.${bare.slice(1)}` : ""}e${place - 1}`;
}
