import type { Table } from "neohebb";

/**
 * Trials of the real people who did a task, those who failed no attention check; null where the Lab has none.
 * (Zorowitz et al. 2023, data/zorowitz2023, doi 10.1038/s41562-023-01640-7.)
 */
export async function readPeople(task: string): Promise<Table | null> {
  if (task !== "three-armed-reversal-v1") return null;
  const [trials, participants] = await Promise.all([
    import("../../../data/zorowitz2023/trials.csv?raw"),
    import("../../../data/zorowitz2023/participants.csv?raw"),
  ]);
  const people = columnsOf(participants.default);
  const attentive = new Set(people.subject!.filter((_, row) => people.failedAttentionChecks![row] === 0));
  const all = columnsOf(trials.default);
  const rows = [...all.subject!.keys()].filter((row) => attentive.has(all.subject![row]!));
  const taken = Object.entries(all).map(
    ([name, values]) => [name, Float64Array.from(rows, (row) => values[row]!)] as const,
  );
  return Object.fromEntries(taken);
}

/** Columns of a bundled table of numbers. */
function columnsOf(text: string): Record<string, number[]> {
  const [header, ...lines] = text
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(","));
  return Object.fromEntries(
    header!.map((name, index) => [
      name,
      lines.map((cells) => (cells[index] === "" ? Number.NaN : Number(cells[index]))),
    ]),
  );
}
