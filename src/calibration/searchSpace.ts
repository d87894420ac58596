import { exponential, logarithm } from "../math/double.ts";
import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel } from "../spec/index.ts";

/** A parameter that is searched. */
export interface SearchedParameter {
  readonly name: string;
  /** SI unit as text. */
  readonly unit: string;
  /** The model's own value. */
  readonly value: number;
  /** Ends of what is searched. */
  readonly low: number;
  readonly high: number;
  /** `logarithmic`: one unit of the space is a factor e; `linear`: it is `scale`. */
  readonly scale: "logarithmic" | number;
}

/** A lower end of 0 is searched down to this share of the model's value, or of the upper end where that is 0. */
const smallestShare = { ofValue: 0.01, ofHigh: 1e-4 };

/**
 * The parameters to be searched: those named, or all with the status `fitted` that have a range.
 *
 * @throws RangeError for a name that is none or stands twice, or a parameter without a range
 */
export function searchedParameters(model: LoweredModel, names?: readonly string[]): SearchedParameter[] {
  const known = model.parameters.map(({ name }) => name);
  const twice = names?.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new RangeError(`parameter "${twice}" is named twice`);
  for (const name of names ?? []) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const hint = nearest ? `did you mean "${nearest}"?` : "`npx neohebb list parameters --model …` shows all";
    throw new RangeError(`model ${model.name} has no parameter "${name}"; ${hint}`);
  }
  const chosen = model.parameters.filter(({ name, status, range }) =>
    names ? names.includes(name) : status === "fitted" && range !== null,
  );
  if (chosen.length === 0)
    throw new RangeError(`model ${model.name} has no parameter with the status fitted and a range; name some`);
  return chosen.map(({ name, unit, value, range }) => {
    if (!range) throw new RangeError(`parameter "${name}" has no range; give it one in the model (range: [low, high])`);
    const [low, high] = range;
    if (!(low < high)) throw new RangeError(`the range of parameter "${name}" is a single point`);
    if (low < 0) return { name, unit, value, low, high, scale: (high - low) / 6 };
    const share = value > 0 ? smallestShare.ofValue * value : smallestShare.ofHigh * high;
    return { name, unit, value, low: low > 0 ? low : Math.min(share, high / 2), high, scale: "logarithmic" };
  });
}

/** The point of a set of values. Values outside of what is searched are put at its ends. */
export function pointOf(space: readonly SearchedParameter[], values: Readonly<Record<string, number>>): number[] {
  return space.map((parameter) => {
    const value = Math.min(parameter.high, Math.max(parameter.low, values[parameter.name] ?? parameter.value));
    return parameter.scale === "logarithmic" ? logarithm(value) : value / parameter.scale;
  });
}

/** The values at a point: the space goes on beyond its ends as in a mirror, so that every point has values inside. */
export function valuesAt(space: readonly SearchedParameter[], point: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    space.map(({ name, low, high, scale }, place) => {
      const log = scale === "logarithmic";
      const [from, to] = log ? [logarithm(low), logarithm(high)] : [low / scale, high / scale];
      const inside = mirrored(point[place]!, from, to);
      const value = log ? exponential(inside) : inside * scale;
      return [name, Math.min(high, Math.max(low, value))];
    }),
  );
}

/** A number between two ends, where those outside are thrown back at the ends. */
function mirrored(x: number, low: number, high: number): number {
  const width = high - low;
  const turns = Math.floor((x - low) / (2 * width));
  const along = x - low - turns * 2 * width;
  return low + (along > width ? 2 * width - along : along);
}
