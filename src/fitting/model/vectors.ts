import type { Expression } from "../program.ts";
import type { Sizes } from "./definition.ts";

/** A number (no dimensions) or a vector, laid out with the last dimension running fastest. */
export interface Value {
  readonly dimensions: readonly string[];
  readonly elements: readonly Expression[];
}

export const scalar = (expression: Expression): Value => ({ dimensions: [], elements: [expression] });

/** Number of elements of a vector. */
export function elementCount(dimensions: readonly string[], sizes: Sizes): number {
  return dimensions.reduce((count, dimension) => count * sizes.get(dimension)!, 1);
}

/** Distance between neighbours along each dimension. */
export function strides(dimensions: readonly string[], sizes: Sizes): number[] {
  const result: number[] = [];
  let stride = 1;
  for (const dimension of [...dimensions].reverse()) {
    result.unshift(stride);
    stride *= sizes.get(dimension)!;
  }
  return result;
}

/** The places of all elements, dimension by dimension, in the order in which they are laid out. */
export function places(dimensions: readonly string[], sizes: Sizes): number[][] {
  return dimensions.reduce<number[][]>(
    (found, dimension) =>
      found.flatMap((place) => Array.from({ length: sizes.get(dimension)! }, (_, next) => [...place, next])),
    [[]],
  );
}

/** All dimensions of two values: those of the first, then what the second has besides. */
export function union(left: readonly string[], right: readonly string[]): string[] {
  return [...left, ...right.filter((dimension) => !left.includes(dimension))];
}

/** The same value over more dimensions (which must include its own). */
export function spread(value: Value, dimensions: readonly string[], sizes: Sizes): Value {
  if (dimensions.length === value.dimensions.length && dimensions.every((one, at) => one === value.dimensions[at]))
    return value;
  const steps = strides(value.dimensions, sizes);
  const from = value.dimensions.map((dimension) => dimensions.indexOf(dimension));
  const elements = places(dimensions, sizes).map(
    (place) => value.elements[from.reduce((sum, at, own) => sum + place[at]! * steps[own]!, 0)]!,
  );
  return { dimensions, elements };
}

/** Groups of elements that differ in one dimension alone, and the dimensions that remain. */
export function groups(value: Value, along: string, sizes: Sizes): { rest: string[]; groups: Expression[][] } {
  const rest = value.dimensions.filter((dimension) => dimension !== along);
  const { elements } = spread(value, [...rest, along], sizes);
  const size = sizes.get(along)!;
  const found: Expression[][] = [];
  for (let start = 0; start < elements.length; start += size) found.push(elements.slice(start, start + size));
  return { rest, groups: found };
}

/** `option × stimulus`, or "a single number". */
export function describeShape(dimensions: readonly string[]): string {
  return dimensions.length === 0 ? "a single number" : `a vector over ${dimensions.join(" × ")}`;
}
