import type { Columns } from "./lesson.ts";

/** Mean of a column over the rows that are wanted; missing values are left out. NaN where there is none. */
export function meanOf(table: Columns, column: string, wanted: (row: number) => boolean = () => true): number {
  const values = table[column]!;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value) || !wanted(row)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Mean of a reading over the subjects of an arm. */
export function armMean(readings: Columns, arm: string, reading: string): number {
  return meanOf(readings, reading, (row) => readings.arm![row] === arm);
}

/** Change in per cent. */
export function percent(after: number, before: number): number {
  return 100 * (after / before - 1);
}

/** Share of choices other than the one before, after a win or a loss, per cent. */
export function switchesAfter(trials: Columns, group: string, won: boolean): number {
  const { subject, choice, outcome } = trials as Readonly<Record<string, ArrayLike<number>>>;
  let [switched, all] = [0, 0];
  for (let row = 1; row < choice!.length; row++) {
    if (trials.group![row] !== group || subject![row] !== subject![row - 1]) continue;
    if (Number.isNaN(choice![row]!) || Number.isNaN(choice![row - 1]!) || outcome![row - 1]! > 0 !== won) continue;
    all++;
    if (choice![row] !== choice![row - 1]) switched++;
  }
  return (100 * switched) / all;
}

/** A number for a sentence: two significant digits from one on, two decimals below. */
export function said(value: number): string {
  const rounded = Math.abs(value) >= 10 ? Math.round(value) : Number(value.toFixed(Math.abs(value) >= 1 ? 1 : 2));
  const text = (Object.is(rounded, -0) ? 0 : rounded).toLocaleString(undefined, { maximumFractionDigits: 2 });
  return text.replace("-", "−");
}
