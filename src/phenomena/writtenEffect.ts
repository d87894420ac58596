import type { Effect } from "./effect.ts";

/** An effect as plain data, with its readings as text: all that its outcome follows from, for hashes. */
export function writtenEffect(effect: Effect): Readonly<Record<keyof Effect, unknown>> {
  const written = (_: string, value: unknown) => (typeof value === "function" ? String(value) : value);
  return JSON.parse(JSON.stringify(effect, written));
}
