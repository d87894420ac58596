import { parseQuantity, sameDimension, timeDimension } from "../units/index.ts";

/** A length of time given as text with a unit or as a number, s. @throws RangeError if it is none above 0. */
export function seconds(name: string, given: string | number): number {
  if (typeof given === "number" ? given > 0 && Number.isFinite(given) : isTime(given)) {
    return typeof given === "number" ? given : parseQuantity(given).value;
  }
  throw new RangeError(`${name} is "${given}"; a time above 0 is needed, such as "100 ms", or a number of seconds`);
}

function isTime(text: string): boolean {
  try {
    const { value, dimension } = parseQuantity(text);
    return sameDimension(dimension, timeDimension) && value > 0;
  } catch {
    return false;
  }
}
