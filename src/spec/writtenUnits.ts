import { type Dimension, formatDimension } from "../units/index.ts";

/** Units as their author wrote them, by the dimension that was read from them. */
const written = new WeakMap<Dimension, string>();

/** A dimension that remembers how its unit was written, so that messages can say nM where a file says nM. */
export function asWritten(dimension: Dimension, unit: string): Dimension {
  const own: Dimension = [...dimension];
  if (unit.trim() !== "") written.set(own, unit.trim());
  return own;
}

/** The unit of a dimension for messages: as it was written, else in SI. */
export function unitText(dimension: Dimension): string {
  return written.get(dimension) ?? formatDimension(dimension);
}

/** The dimension of a rate of change, with the unit written as that of the quantity over seconds. */
export function rateAsWritten(rate: Dimension, quantity: Dimension): Dimension {
  const unit = written.get(quantity);
  return unit !== undefined && /^[\p{L}%]+$/u.test(unit) ? asWritten(rate, `${unit}/s`) : rate;
}
