import type { PlayedTrial } from "./playMessages.ts";

/** A person's trials as CSV, one row a trial; missing values are empty. */
export function trialsCsv(rows: readonly PlayedTrial[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => (Number.isNaN(row[name]) ? "" : `${row[name] ?? ""}`)).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}
