import type { BehaviourDefinition, Sizes } from "./definition.ts";

/**
 * Sizes of a model's dimensions.
 *
 * @param countOf - Number of values of a column of indices, null where it is not known (the column is missing).
 * @param given - Sizes that are set by hand, which go before those of the data.
 * @throws RangeError where none of a dimension's columns is known, or a size is no whole number above 0.
 */
export function sizesFrom(
  definition: BehaviourDefinition,
  countOf: (column: string) => number | null,
  given: Readonly<Record<string, number>> = {},
): Sizes {
  const sizes = new Map<string, number>();
  for (const { name, size, from } of definition.dimensions) {
    const counts = from.flatMap((column) => countOf(column) ?? []);
    const fallbacks = definition.columns
      .filter((column) => from.includes(column.name))
      .map(({ fallback }) => (fallback ?? -1) + 1);
    const found = given[name] ?? size ?? Math.max(0, ...counts, ...fallbacks);
    if (!(Number.isInteger(found) && found >= 1))
      throw new RangeError(`the size of ${name} is not known: there are no values of ${from.join(", ")}`);
    sizes.set(name, found);
  }
  return sizes;
}
