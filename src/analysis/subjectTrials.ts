import { numericColumn, rowCount, type Table } from "../math/table.ts";

/** One subject's trials in order; every array has one value a trial, NaN where missing. */
export interface SubjectTrials {
  readonly subject: string | number;
  /** Number of the block among the subject's blocks, from 0, over all sessions. */
  readonly block: Int32Array;
  /** Place in the block, from 0. */
  readonly trialInBlock: Int32Array;
  /** Option taken; NaN for none (omission). */
  readonly choice: Float64Array;
  /** 1 if the best option was taken, 0 if another; NaN for an omission or if unknown. */
  readonly correct: Float64Array;
  readonly outcome: Float64Array;
  readonly reactionTime: Float64Array;
  /** Option that was best before the last reversal; NaN before any. */
  readonly formerBest: Float64Array;
  /** Cue shown, where cues are answered by a graded response; NaN where there is none. */
  readonly cue: Float64Array;
  /** Graded response to the cue, 0 … 1. */
  readonly response: Float64Array;
  /** Outcome of some trial with this cue was above 0, for any subject. */
  readonly cueIsRewarded: (cue: number) => boolean;
  /** Choices can be missed: false if there is a column `response` and nobody ever chose. */
  readonly asksForChoice: boolean;
  readonly blocks: readonly SubjectBlock[];
}

/** A run of trials without a change. */
export interface SubjectBlock {
  readonly start: number;
  readonly length: number;
  /** The block is the first of its session. */
  readonly first: boolean;
  /**
   * The best option changed at its first trial. Taken for granted after the first block if it is not recorded; never so
   * if it changes within blocks.
   */
  readonly reversal: boolean;
}

/**
 * Splits a table of trials into subjects, each with its trials in order of session, block and trial.
 *
 * Subjects are sorted by number (or text), so that the result does not depend on the order of rows. Blocks are taken
 * from the column `block`, else from changes of `bestOption`, else each session is one block. `correct` is taken from
 * its column, else from `choice` and `bestOption`. Subjects of the same name in different groups (column `group`) are
 * different subjects.
 *
 * @param known - What is known of the group as a whole, if the table holds only some of its subjects.
 * @throws RangeError if the column `subject` or `choice` is missing.
 */
export function subjectTrials(table: Table, known?: SharedFacts): readonly SubjectTrials[] {
  const subjects = table.subject;
  if (subjects === undefined) throw new RangeError('the table of trials has no column "subject"');
  const columns = numericColumns(table);
  const shared = known ?? responsesOf(columns);
  const byGroup = new Map<string, Map<string | number, number[]>>();
  for (let row = 0; row < rowCount(table); row++) {
    const subject = subjects[row];
    if (subject === null || subject === undefined || Number.isNaN(subject)) continue;
    const group = String(table.group?.[row] ?? "");
    const rowsOf = byGroup.get(group) ?? new Map<string | number, number[]>();
    byGroup.set(group, rowsOf);
    const rows = rowsOf.get(subject);
    if (rows === undefined) rowsOf.set(subject, [row]);
    else rows.push(row);
  }
  return inOrder(byGroup).flatMap(([, rowsOf]) =>
    inOrder(rowsOf).map(([subject, rows]) => orderTrials(subject, rows, columns, shared)),
  );
}

function inOrder<Key extends string | number, Value>(entries: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** What is known of a table's graded responses as a whole. */
export type SharedFacts = Pick<SubjectTrials, "cueIsRewarded" | "asksForChoice">;

function responsesOf({ cue, outcome, response, choice }: TrialColumns): SharedFacts {
  const rewarded = new Set(cue?.filter((_, row) => outcome !== null && outcome[row]! > 0));
  return {
    cueIsRewarded: (number) => rewarded.has(number),
    asksForChoice: response === null || choice.some((option) => !Number.isNaN(option)),
  };
}

interface TrialColumns {
  readonly session: Float64Array | null;
  readonly block: Float64Array | null;
  readonly trial: Float64Array | null;
  readonly choice: Float64Array;
  readonly correct: Float64Array | null;
  readonly outcome: Float64Array | null;
  readonly reactionTime: Float64Array | null;
  readonly bestOption: Float64Array | null;
  readonly formerBestOption: Float64Array | null;
  readonly cue: Float64Array | null;
  readonly response: Float64Array | null;
}

function numericColumns(table: Table): TrialColumns {
  const choice = numericColumn(table, "choice");
  if (choice === null) throw new RangeError('the table of trials has no numeric column "choice"');
  return {
    session: numericColumn(table, "session"),
    block: numericColumn(table, "block"),
    trial: numericColumn(table, "trial"),
    choice,
    correct: numericColumn(table, "correct"),
    outcome: numericColumn(table, "outcome"),
    reactionTime: numericColumn(table, "reactionTime"),
    bestOption: numericColumn(table, "bestOption"),
    formerBestOption: numericColumn(table, "formerBestOption"),
    cue: numericColumn(table, "cue"),
    response: numericColumn(table, "response"),
  };
}

function orderTrials(
  subject: string | number,
  rows: number[],
  columns: TrialColumns,
  shared: SharedFacts,
): SubjectTrials {
  const keys = [columns.session, columns.block, columns.trial].filter((column) => column !== null);
  rows.sort((a, b) => {
    for (const key of keys) {
      const difference = key[a]! - key[b]!;
      if (difference < 0 || difference > 0) return difference;
    }
    return a - b;
  });
  const pick = (column: Float64Array | null): Float64Array =>
    Float64Array.from(rows, (row) => (column === null ? Number.NaN : column[row]!));
  const choice = pick(columns.choice);
  const bestOption = pick(columns.bestOption);
  const blocks = findBlocks(pick(columns.session), pick(columns.block), bestOption);
  return {
    subject,
    ...placeInBlocks(blocks, rows.length),
    choice,
    correct: correctness(choice, pick(columns.correct), bestOption, columns.correct !== null),
    outcome: pick(columns.outcome),
    reactionTime: pick(columns.reactionTime),
    formerBest: formerBest(blocks, pick(columns.formerBestOption), bestOption),
    cue: pick(columns.cue),
    response: pick(columns.response),
    ...shared,
    blocks,
  };
}

function findBlocks(session: Float64Array, block: Float64Array, best: Float64Array): SubjectBlock[] {
  const blocks: { start: number; length: number; first: boolean; reversal: boolean }[] = [];
  const named = block.some((value) => !Number.isNaN(value));
  for (let trial = 0; trial < session.length; trial++) {
    const newSession = trial === 0 || differs(session[trial]!, session[trial - 1]!);
    const bestChanges = trial > 0 && differs(best[trial]!, best[trial - 1]!);
    const newBlock = named ? trial > 0 && differs(block[trial]!, block[trial - 1]!) : bestChanges;
    if (newSession || newBlock) {
      const known = trial > 0 && !Number.isNaN(best[trial]!) && !Number.isNaN(best[trial - 1]!);
      blocks.push({ start: trial, length: 0, first: newSession, reversal: !newSession && (bestChanges || !known) });
    }
    blocks[blocks.length - 1]!.length++;
  }
  return blocks.every((run) => isConstant(best, run)) ? blocks : blocks.map((run) => ({ ...run, reversal: false }));
}

/** Where the best option changes within blocks, it depends on something else than reversals. */
function isConstant(best: Float64Array, { start, length }: SubjectBlock): boolean {
  for (let trial = start + 1; trial < start + length; trial++) if (differs(best[trial]!, best[start]!)) return false;
  return true;
}

function differs(a: number, b: number): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b) && a !== b;
}

function placeInBlocks(blocks: readonly SubjectBlock[], trials: number) {
  const block = new Int32Array(trials);
  const trialInBlock = new Int32Array(trials);
  blocks.forEach(({ start, length }, number) => {
    for (let place = 0; place < length; place++) {
      block[start + place] = number;
      trialInBlock[start + place] = place;
    }
  });
  return { block, trialInBlock };
}

function correctness(choice: Float64Array, correct: Float64Array, best: Float64Array, given: boolean): Float64Array {
  return choice.map((option, trial) => {
    if (Number.isNaN(option)) return Number.NaN;
    if (given) return correct[trial]!;
    return Number.isNaN(best[trial]!) ? Number.NaN : Number(option === best[trial]);
  });
}

function formerBest(blocks: readonly SubjectBlock[], given: Float64Array, best: Float64Array): Float64Array {
  if (given.some((value) => !Number.isNaN(value))) return given;
  const former = new Float64Array(best.length).fill(Number.NaN);
  for (const { start, length, reversal } of blocks) {
    if (reversal) former.fill(best[start - 1]!, start, start + length);
  }
  return former;
}
