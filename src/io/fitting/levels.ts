/**
 * Values in their order as they are written after `--levels`: `left,right`, `0,1,2`, or a range of whole numbers, `0-2`,
 * where the column has no such text.
 */
export function levelsOf(written: readonly string[], texts: readonly string[]): string[] {
  return written.flatMap((one) => {
    const range = texts.includes(one) ? null : rangeOf(one);
    return range
      ? Array.from({ length: Math.min(5000, range[1] - range[0] + 1) }, (_, k) => String(range[0] + k))
      : [one];
  });
}

/** The ends of a range of whole numbers, `3-8`; null if it is none. */
export function rangeOf(text: string): readonly [number, number] | null {
  const match = /^(\d{1,9})\s*[-–]\s*(\d{1,9})$/u.exec(text);
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to ? [from, to] : null;
}
