import { compareNaturally } from "../../math/naturalOrder.ts";
import { argument } from "./argument.ts";
import type { CellColumn } from "./cellColumn.ts";
import { listed } from "./listed.ts";

/** What the values of columns that share one coding mean: options, stimuli. */
export interface IndexCoding {
  /** Number from 0 for a row of one of the columns; NaN where missing, or not among the levels. */
  value(column: CellColumn, row: number): number;
  /** What was concluded, or null where nothing had to be. */
  readonly note: string | null;
}

/** Levels that an example names. */
const mostListed = 12;

/** Codes columns by the values that they are said to have, in that order. */
export function codeByLevels(columns: readonly CellColumn[], levels: readonly string[]): IndexCoding {
  return byLabels(namesOf(columns), levels);
}

/**
 * Finds how columns count: from 0 or 1, by −1 and 1, by texts, or by any numbers.
 *
 * @param size - Number of values that there can be, or null if the data decide.
 * @param what - What the values are, in the plural: options.
 * @returns Why it cannot be told, as text.
 */
export function codeIndices(
  columns: readonly CellColumn[],
  size: number | null,
  what = "values",
): IndexCoding | string {
  const names = namesOf(columns);
  const first = columns[0]!.name;
  const texts = [...new Set(columns.flatMap((column) => column.texts()))].sort(compareNaturally);
  const counts = countsOf(columns);
  const numbers = [...counts.keys()].sort((a, b) => a - b);
  if (texts.length > 0 && numbers.length > 0) return mixed(names, first, texts[0]!, numbers[0]!);
  if (size !== null && texts.length > size) return tooMany(names, columns, { values: texts, size, what });
  if (texts.length > 0) return byLabels(names, texts);
  const fraction = numbers.find((value) => !Number.isInteger(value));
  if (fraction !== undefined)
    return `${names}: ${fraction} is no whole number; make numbers of ${what} of it by a formula, such as --map "…=floor(${first})"`;
  const least = numbers[0] ?? 0;
  const most = numbers[numbers.length - 1] ?? 0;
  if (numbers.length === 2 && least === -1 && most === 1)
    return shifted((value) => (value + 1) / 2, `${names}: −1 is counted as 0 and 1 as 1.`);
  if (least < 0) {
    const isTriple = numbers.join() === "-1,0,1";
    const zero = isTriple ? ` (or --missing ${argument(`${first}=0`)} if −1 and 1 are the ${what})` : "";
    return `${names} has ${listed(numbers)}: whether ${least} is one of the ${what} or says that there was no response cannot be told; say --missing ${argument(`${first}=${least}`)}${zero}, or which values are ${what}, in their order: --levels ${argument(`${first}=${numbers.slice(0, mostListed)}`)}`;
  }
  const found = { counts, numbers, what };
  return size === null ? codedByData(names, first, found) : codedBySize(names, columns, { ...found, size });
}

interface Counted {
  readonly counts: ReadonlyMap<number, number>;
  readonly numbers: readonly number[];
  readonly what: string;
}

/** Numbers of a model that knows how many there can be. */
function codedBySize(
  names: string,
  columns: readonly CellColumn[],
  { numbers, size, what }: Counted & { readonly size: number },
): IndexCoding | string {
  const least = numbers[0] ?? 0;
  const most = numbers[numbers.length - 1] ?? 0;
  if (least === 0 && most < size) return asItIs(null);
  if (numbers.length > size) return tooMany(names, columns, { values: numbers.map(String), size, what });
  if (most === size) return fromOne(names, true);
  const example = `--levels ${argument(columns[0]!.name)}=`;
  if (least === 1 && most < size) return fromOne(names, false, ` If 0 just never occurs: ${example}0-${size - 1}`);
  if (numbers.length === size) return inOrder(names, numbers, "");
  return `${names} has ${listed(numbers)}: which of the model's ${size} ${what} that is cannot be told; name all ${size} in their order, as in ${example}${exampleLevels(numbers, size)}`;
}

/** Numbers from 0 of which the data say how many there are. */
function codedByData(names: string, first: string, { counts, numbers, what }: Counted): IndexCoding {
  const least = numbers[0] ?? 0;
  const most = numbers[numbers.length - 1] ?? 0;
  const others = `If there are ${what} that never occur, name all with --levels ${argument(first)}=…`;
  const isSparse = most - Math.min(1, least) + 1 > 2 * numbers.length;
  if (numbers.length > 0 && (isSparse || least > 1)) return inOrder(names, numbers, ` ${others}`);
  const never = Array.from({ length: most - least + 1 }, (_, place) => least + place).filter(
    (value) => !counts.has(value),
  );
  const gaps =
    never.length === 0
      ? ""
      : ` ${listed(never)} never ${never.length === 1 ? "occurs" : "occur"}; counted as ${what} all the same (if ${most} is none of them: --missing ${argument(`${first}=${most}`)}).`;
  if (least === 1)
    return fromOne(names, false, `${gaps} If 0 just never occurs: --levels ${argument(`${first}=0-${most}`)}`);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const usual = (total - (counts.get(0) ?? 0)) / Math.max(1, counts.size - 1);
  // Rare zeros beside 1, 2, … are often omissions.
  const isRare = counts.size > 2 && most === counts.size - 1 && (counts.get(0) ?? 0) < usual / 20;
  const doubt = isRare
    ? ` Warning: ${names} has 0 in ${counts.get(0)} of ${total} rows, counted as one of ${counts.size} ${what}; if it says that there was no response: --missing ${argument(`${first}=0`)}`
    : "";
  const note = `${gaps === "" ? "" : `${names}:${gaps}`}${doubt}`.trim();
  return asItIs(note === "" ? null : note);
}

function namesOf(columns: readonly CellColumn[]): string {
  return columns.map(({ name }) => `"${name}"`).join(", ");
}

function shifted(code: (value: number) => number, note: string | null): IndexCoding {
  const value = (column: CellColumn, row: number): number => {
    const given = column.numbers()[row]!;
    return Number.isNaN(given) ? given : code(given);
  };
  return { value, note };
}

function asItIs(note: string | null): IndexCoding {
  return shifted((value) => value, note);
}

function fromOne(names: string, isCertain: boolean, gaps = ""): IndexCoding {
  // Only where as many values occur as there can be is it certain that 0 is none of them.
  const why = isCertain ? "" : ", as is concluded from no row having 0";
  const verb = names.includes(", ") ? "count" : "counts";
  return shifted((value) => value - 1, `${names} ${verb} from 1 in the file and from 0 here${why}.${gaps}`);
}

function inOrder(names: string, numbers: readonly number[], advice: string): IndexCoding {
  const place = new Map(numbers.map((value, number) => [value, number]));
  const all = listed(numbers.map((value, number) => `${value} = ${number}`));
  return shifted(
    (value) => place.get(value) ?? Number.NaN,
    `${names}: ${numbers.length} different numbers, counted in their order (${all}).${advice}`,
  );
}

function byLabels(names: string, labels: readonly string[]): IndexCoding {
  const place = new Map(labels.map((label, number) => [label, number]));
  const ofNumber = new Map(
    labels.map((label, number) => [Number(label), number] as const).filter(([value]) => Number.isFinite(value)),
  );
  const codes = new Map<CellColumn, number[]>();
  const value = (column: CellColumn, row: number): number => {
    let own = codes.get(column);
    if (!own) {
      own = column.texts().map((text) => place.get(text) ?? Number.NaN);
      codes.set(column, own);
    }
    const text = column.textAt(row);
    return text < 0 ? (ofNumber.get(column.numbers()[row]!) ?? Number.NaN) : own[text]!;
  };
  return { value, note: `${names}: ${listed(labels.map((label, number) => `${label} = ${number}`))}.` };
}

function mixed(names: string, first: string, text: string, value: number): string {
  return `${names} has texts ("${text}") and numbers (${value}); make them all one kind, say which value means missing, as in --missing ${argument(`${first}=${text}`)}, or name all that count in their order, with --levels ${argument(first)}=…`;
}

/** More values than the model has; one more, and that is 0, or a single text that says so, is likely no response. */
function tooMany(
  names: string,
  columns: readonly CellColumn[],
  { values, size, what }: { readonly values: readonly string[]; readonly size: number; readonly what: string },
): string {
  const said = `${names}: there are ${values.length} different values (${listed(values)}), and the model has ${size} ${what}`;
  const omission = values.find(
    (value) => value === "0" || /^(no|none|miss|timeout|omission|late|invalid)/iu.test(value),
  );
  const first = columns[0]!.name;
  if (values.length === size + 1 && omission !== undefined)
    return `${said}; if "${omission}" says that there was no response: --missing ${argument(`${columns.map(({ name }) => name).join(",")}=${omission}`)}; else choose a model with as many ${what}`;
  return `${said}; take the values that are none of them as missing (--missing ${argument(`${first}=VALUE`)}), recode by a formula (--map), or choose a model with as many ${what}`;
}

function exampleLevels(numbers: readonly number[], size: number): string {
  const from = Math.max(0, Math.min(numbers[0]!, numbers[numbers.length - 1]! - size + 1));
  return Array.from({ length: Math.min(size, mostListed) }, (_, place) => from + place).join(",");
}

/** How often each number occurs in all columns. */
function countsOf(columns: readonly CellColumn[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const column of columns)
    for (const value of column.numbers()) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
