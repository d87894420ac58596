import type { PeopleSample } from "../experiment/summarise.ts";
import { nearestName } from "../math/nearestName.ts";
import { numericColumn, type Table, takeRows } from "../math/table.ts";
import { readBehaviour } from "./behaviourFile.ts";
import { parseCsv } from "./csv.ts";

/** A data set of real behaviour that comes with the program. */
export interface BundledDescription {
  readonly id: string;
  readonly title: string;
  /** Id of the task that imitates it. */
  readonly task: string;
  readonly citation: string;
  readonly doi: string;
  readonly licence: string;
  /** What a reader must know before comparing with it. */
  readonly note: string;
  /** It is known that nobody was given a drug. */
  readonly drugFree: boolean;
}

/** A bundled data set with its trials; columns as in `trials.parquet`. */
export interface BundledBehaviour extends BundledDescription {
  /** The people to compare with: those who passed the data set's attention checks. */
  readonly attentive: Table;
  /** Everybody. */
  readonly all: Table;
}

interface BundledSet extends BundledDescription {
  readonly read: (file: (name: string) => string) => Pick<BundledBehaviour, "attentive" | "all">;
}

const sets: readonly BundledSet[] = [
  {
    id: "zorowitz2023",
    title: "Three-armed bandit with reversals, 406 people online",
    task: "three-armed-reversal-v1",
    citation:
      "Zorowitz S, Solis J, Niv Y, Bennett D (2023). Inattentive responding can induce spurious associations between task behaviour and symptom measures. Nature Human Behaviour 7:1667–1681. doi 10.1038/s41562-023-01640-7",
    doi: "10.1038/s41562-023-01640-7",
    licence: "MIT, copyright 2020 Niv Lab",
    note: "301 of the 406 people failed none of the questionnaires' attention checks; compare with these. No drug was given to anybody.",
    drugFree: true,
    read(file) {
      const all = readBehaviour(file("trials.csv"), "data/zorowitz2023/trials.csv").table;
      const attentive = attentiveSubjects(file("participants.csv"));
      const subjects = numericColumn(all, "subject")!;
      const rows = Array.from(subjects.keys()).filter((row) => attentive.has(subjects[row]!));
      return { all, attentive: takeRows(all, rows) };
    },
  },
];

/** What is bundled. */
export const bundledBehaviour: readonly BundledDescription[] = sets.map(({ read: _, ...description }) => description);

/**
 * Reads a bundled data set.
 *
 * @param read - Text of one of its files.
 * @throws RangeError with the nearest right name if there is no such set.
 */
export function readBundled(id: string, read: (name: string) => string): BundledBehaviour {
  const set = sets.find((candidate) => candidate.id === id);
  if (set === undefined) {
    const ids = sets.map((candidate) => candidate.id);
    const nearest = nearestName(id, ids);
    const hint = nearest === null ? `there are ${ids.join(", ")}` : `did you mean "${nearest}"?`;
    throw new RangeError(`there is no bundled data set "${id}"; ${hint}`);
  }
  const { read: make, ...description } = set;
  return { ...description, ...make(read) };
}

/** A bundled set as samples to compare with: the attentive people first, then all. */
export function samplesOf({ id, attentive, all, citation, note, task, drugFree }: BundledBehaviour): PeopleSample[] {
  const sample = (suffix: string, label: string, table: Table): PeopleSample => ({
    id: id + suffix,
    label: `${peopleIn(table)} ${label}`,
    citation,
    note,
    task,
    drugFree,
    table,
  });
  const samples = [sample("", "attentive people", attentive)];
  if (peopleIn(all) > peopleIn(attentive)) samples.push(sample("-all", "people (all)", all));
  return samples;
}

function peopleIn(table: Table): number {
  return new Set(table.subject as Iterable<unknown>).size;
}

function attentiveSubjects(participants: string): ReadonlySet<number> {
  const { header, rows } = parseCsv(participants, "participants.csv");
  const [subject, failed] = [header.indexOf("subject"), header.indexOf("failedAttentionChecks")];
  return new Set(rows.filter((cells) => cells[failed] === "0").map((cells) => Number(cells[subject])));
}
