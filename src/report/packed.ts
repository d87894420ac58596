/**
 * Numbers as 16-bit steps between two ends, in base 64: a third of the length they have as JSON. 65535 stands for a
 * missing value.
 */
const steps = 65534;
const missing = 65535;

/** Ends between which numbers are packed. */
export interface PackedRange {
  readonly low: number;
  readonly high: number;
}

/** Packs rows of numbers, each row between its own ends. */
export function pack(rows: readonly (readonly (number | null)[])[], ranges: readonly PackedRange[]): string {
  const characters: string[] = [];
  rows.forEach((row, index) => {
    const { low, high } = ranges[index] ?? { low: 0, high: 1 };
    for (const value of row) {
      const step =
        value === null || !Number.isFinite(value) ? missing : Math.round(((value - low) / (high - low || 1)) * steps);
      characters.push(String.fromCharCode(step & 255, step >> 8));
    }
  });
  return btoa(characters.join(""));
}

/** One row of packed numbers. */
export function unpackRow(packed: string, row: number, length: number, { low, high }: PackedRange): (number | null)[] {
  const bytes = atob(packed);
  return Array.from({ length }, (_, index) => {
    const at = 2 * (row * length + index);
    const step = bytes.charCodeAt(at) + 256 * bytes.charCodeAt(at + 1);
    return step === missing ? null : Number((low + (step / steps) * (high - low)).toPrecision(5));
  });
}
