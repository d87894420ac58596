import type { z } from "zod";

/**
 * Faulty data without their faulty parts, so that what else is wrong can be said; null if nothing can be said of the
 * rest.
 *
 * @param standIns - What stands in for required parts on which nothing else depends.
 */
export function withoutFaults<Data>(
  schema: z.ZodType<Data>,
  data: unknown,
  standIns: Readonly<Record<string, unknown>>,
): Data | null {
  const copy = structuredClone(data) as Record<string, unknown>;
  for (let pass = 0; pass < 10; pass++) {
    const result = schema.safeParse({ ...standIns, ...copy });
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const path = issue.path.map(String);
      if (issue.code === "unrecognized_keys") for (const key of issue.keys) remove(copy, [...path, key]);
      else remove(copy, path);
    }
  }
  return null;
}

/** Takes out a part; of a list the whole, since the places of the others must stay. */
function remove(data: Record<string, unknown>, path: readonly string[]): void {
  let holder: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (!isObject(holder)) return;
    if (depth === path.length - 1 || Array.isArray(holder[key])) {
      delete holder[key];
      return;
    }
    holder = holder[key];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
