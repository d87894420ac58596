import { type CellReader, isMissing, numberIn } from "./behaviourCells.ts";
import { type FoundColumns, plain } from "./behaviourColumns.ts";

const mostOptions = 64;

/** Choice, best options and correctness, which share one coding of options. */
export function readOptions(cells: CellReader, found: FoundColumns, notes: string[]): Record<string, Float64Array> {
  const roles = correctnessRoles(cells, found, notes);
  const names = [found.choice!, roles.bestOption, found.formerBestOption].filter((name) => name !== undefined);
  const code = optionCode(cells, names, notes);
  const options: Record<string, Float64Array> = { choice: code(found.choice!) };
  if (roles.bestOption !== undefined) options.bestOption = code(roles.bestOption);
  if (found.formerBestOption !== undefined) options.formerBestOption = code(found.formerBestOption);
  if (roles.correct !== undefined) {
    options.correct = readCorrect(cells, roles.correct, options.choice!, options.bestOption, notes);
  }
  return options;
}

/** Some files call the best option's number `correct` and whether it was taken `accuracy`. */
function correctnessRoles(cells: CellReader, found: FoundColumns, notes: string[]) {
  const { correct, bestOption } = found;
  if (correct === undefined) return { bestOption };
  if (plain(correct) !== "correct") return { bestOption, correct };
  const accuracy = cells.header.find((name) => ["accuracy", "acc"].includes(plain(name)));
  if (bestOption === undefined && accuracy !== undefined && !sameCells(cells, correct, accuracy)) {
    notes.push(`"${correct}" is taken as the best option's number and "${accuracy}" as whether it was chosen.`);
    return { bestOption: correct, correct: accuracy };
  }
  // -1 stands for a missing value where the choice is missing too.
  const isBoolean = cells.text(correct).every((cell) => isMissing(cell) || [-1, 0, 1].includes(numberIn(cell) ?? 2));
  if (!isBoolean && bestOption === undefined) {
    notes.push(`"${correct}" has other values than 0 and 1 and is taken as the best option's number.`);
    return { bestOption: correct };
  }
  if (
    bestOption === undefined &&
    cells.text(found.choice!).every((cell) => ["0", "1"].includes(cell) || isMissing(cell))
  ) {
    notes.push(`"${correct}" is taken as whether the best option was chosen (not as its number).`);
  }
  return { bestOption, correct };
}

function sameCells(cells: CellReader, a: string, b: string): boolean {
  const other = cells.text(b);
  return cells.text(a).every((cell, place) => Object.is(numberIn(cell), numberIn(other[place]!)));
}

function readCorrect(
  cells: CellReader,
  name: string,
  choice: Float64Array,
  best: Float64Array | undefined,
  notes: string[],
): Float64Array {
  let disagree = 0;
  const values = cells.numbers(name).map((value, place) => {
    if (Number.isNaN(choice[place]!)) return Number.NaN;
    if (value !== 0 && value !== 1 && !Number.isNaN(value)) cells.wrong(place, name, `expected 0 or 1, got ${value}`);
    if (best !== undefined && !Number.isNaN(best[place]!) && value !== Number(choice[place] === best[place]))
      disagree++;
    return value;
  });
  if (disagree > 0) {
    notes.push(
      `"${name}" disagrees with choice and best option on ${disagree} trials; "${name}" is used for accuracy.`,
    );
  }
  return values;
}

/** Turns the options of several columns to numbers from 0, the same in all of them. */
function optionCode(cells: CellReader, names: readonly string[], notes: string[]): (name: string) => Float64Array {
  const all = names.flatMap((name) => cells.text(name).filter((cell) => !isMissing(cell)));
  const numeric = all.filter((cell) => Number.isInteger(numberIn(cell)));
  // A few texts among numbers are mistakes, not options.
  return 2 * numeric.length > all.length
    ? numberedOptions(cells, names[0]!, new Set(numeric.map(Number)), notes)
    : namedOptions(cells, names[0]!, [...new Set(all)].sort(), notes);
}

function namedOptions(cells: CellReader, first: string, labels: readonly string[], notes: string[]) {
  if (labels.length > mostOptions) {
    const found = `has ${labels.length} different texts`;
    cells.wrongFile(first, `${found}; expected the options of a task, at most ${mostOptions}`);
  }
  const listed = labels.slice(0, mostOptions).map((label, number) => `${label} = ${number}`);
  notes.push(`Options are numbered in alphabetical order: ${listed.join(", ")}.`);
  return (name: string) =>
    Float64Array.from(cells.text(name), (cell) => (isMissing(cell) ? Number.NaN : labels.indexOf(cell)));
}

function numberedOptions(cells: CellReader, first: string, distinct: ReadonlySet<number>, notes: string[]) {
  const values = [...distinct].sort((a, b) => a - b);
  const omission = values[0] === -1 && !(values.length === 2 && values[1] === 1) ? -1 : Number.NaN;
  if (omission === -1) notes.push("Choice -1 is taken as no choice.");
  const codes = values.filter((value) => value !== omission);
  const [lowest, highest] = [codes[0] ?? 0, codes[codes.length - 1] ?? 0];
  const counted = (lowest === 0 || lowest === 1) && highest < mostOptions;
  if (codes.length > mostOptions) {
    const found = `has ${codes.length} different values`;
    cells.wrongFile(first, `${found}; expected the options of a task, at most ${mostOptions}`);
  }
  if (!counted) {
    const listed = codes.slice(0, 8).map((value, number) => `${value} = ${number}`);
    notes.push(`Options are numbered in order: ${listed.join(", ")}.`);
  } else if (lowest === 1) notes.push("Options are counted from 1; they are recoded to count from 0.");
  return (name: string) =>
    cells.numbers(name).map((value, place) => {
      if (Number.isNaN(value) || value === omission) return Number.NaN;
      if (!Number.isInteger(value)) cells.wrong(place, name, `expected an option's number, got ${value}`);
      return counted ? value - lowest : codes.indexOf(value);
    });
}
