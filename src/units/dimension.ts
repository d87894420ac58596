/**
 * A physical dimension: exponents of length, mass, time, electric current, temperature, amount of substance and
 * luminous intensity (the seven base quantities of the SI). Exponents may be fractional (`sqrt` of a time).
 */
export type Dimension = readonly [number, number, number, number, number, number, number];

/** Dimension of a pure number. */
export const dimensionless: Dimension = [0, 0, 0, 0, 0, 0, 0];

/** Dimension of a time. */
export const timeDimension: Dimension = [0, 0, 1, 0, 0, 0, 0];

const baseUnits = ["m", "kg", "s", "A", "K", "mol", "cd"] as const;

/** SI units with a name of their own, tried in this order when a dimension is written as text. */
const namedDimensions: readonly (readonly [string, Dimension])[] = [
  ["V", [2, 1, -3, -1, 0, 0, 0]],
  ["S", [-2, -1, 3, 2, 0, 0, 0]],
  ["F", [-2, -1, 4, 2, 0, 0, 0]],
  ["Ohm", [2, 1, -3, -2, 0, 0, 0]],
  ["C", [0, 0, 1, 1, 0, 0, 0]],
  ["J", [2, 1, -2, 0, 0, 0, 0]],
  ["mM", [-3, 0, 0, 0, 0, 1, 0]],
];

function combine(left: Dimension, right: Dimension, sign: 1 | -1): Dimension {
  const result: number[] = [];
  for (let place = 0; place < left.length; place++) result.push(left[place]! + sign * right[place]!);
  return result as unknown as Dimension;
}

/** Dimension of a product. */
export function multiplyDimensions(left: Dimension, right: Dimension): Dimension {
  return combine(left, right, 1);
}

/** Dimension of a quotient. */
export function divideDimensions(left: Dimension, right: Dimension): Dimension {
  return combine(left, right, -1);
}

/** Dimension of a power. */
export function raiseDimension(base: Dimension, exponent: number): Dimension {
  return base.map((value) => (value === 0 ? 0 : value * exponent)) as unknown as Dimension;
}

/** Whether two dimensions are the same. */
export function sameDimension(left: Dimension, right: Dimension): boolean {
  for (let place = 0; place < left.length; place++) if (left[place] !== right[place]) return false;
  return true;
}

/** Whether a dimension is that of a pure number. */
export function isDimensionless(dimension: Dimension): boolean {
  return sameDimension(dimension, dimensionless);
}

function factor(symbol: string, exponent: number): string {
  return exponent === 1 ? symbol : `${symbol}^${exponent}`;
}

/** The coherent SI unit of a dimension as text that `parseUnit` reads back with scale 1: `1`, `1/s`, `V`, `kg*m/s^2`. */
export function formatDimension(dimension: Dimension): string {
  if (isDimensionless(dimension)) return "1";
  const rate = multiplyDimensions(dimension, timeDimension);
  for (const [symbol, named] of namedDimensions) {
    if (sameDimension(named, dimension)) return symbol;
    if (sameDimension(named, rate)) return `${symbol}/s`;
  }
  const above: string[] = [];
  const below: string[] = [];
  dimension.forEach((exponent, place) => {
    const symbol = baseUnits[place] ?? "";
    if (exponent > 0) above.push(factor(symbol, exponent));
    if (exponent < 0) below.push(factor(symbol, -exponent));
  });
  return [above.join("*") || "1", ...below].join("/");
}
