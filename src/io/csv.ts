/** Something wrong in a table file. */
export interface DataProblem {
  /** Line in the file, from 1; 0 if it concerns the whole file. */
  readonly line: number;
  /** Column's name in the file, or null if it concerns the whole line. */
  readonly column: string | null;
  readonly message: string;
}

const problemsShown = 50;

/** A table file that cannot be read; holds every problem found, its text the first 50. */
export class DataFileError extends Error {
  override readonly name = "DataFileError";
  readonly file: string;
  readonly problems: readonly DataProblem[];

  constructor(file: string, problems: readonly DataProblem[]) {
    const shown = problems.slice(0, problemsShown).map(({ line, column, message }) => {
      const place = line > 0 ? `${file}:${line}` : file;
      return column === null ? `${place}: ${message}` : `${place}: column "${column}": ${message}`;
    });
    if (problems.length > problemsShown) shown.push(`${file}: and ${problems.length - problemsShown} more problems`);
    super(shown.join("\n"));
    this.file = file;
    this.problems = problems;
  }
}

/** A table as text: names of columns and cells. */
export interface CsvTable {
  readonly delimiter: "," | "\t" | ";";
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of the file on which each row begins, from 1. */
  readonly lines: readonly number[];
}

/**
 * Reads text with separated values: comma, tab or semicolon (whichever the first line has most of), quotes as in
 * RFC 4180, lines ended by LF, CR LF or CR, a byte-order mark allowed. Empty lines are passed over.
 *
 * @param file - Name for error messages.
 * @param faulty - Given: rows whose number of cells is wrong are put there and left out.
 * @throws DataFileError for an empty or binary file, an open quote, a repeated or empty column name, or rows whose
 * number of cells is not that of the first line (all of them at once).
 */
export function parseCsv(text: string, file: string, faulty?: DataProblem[]): CsvTable {
  const problem = (line: number, message: string): DataProblem => ({ line, column: null, message });
  if (text.includes("\0")) {
    throw new DataFileError(file, [problem(0, "is not a text file (expected CSV or TSV with one row a trial)")]);
  }
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const delimiter = findDelimiter(content);
  const { records, lines, openQuote } = splitRecords(content, delimiter);
  if (openQuote > 0) throw new DataFileError(file, [problem(openQuote, "a quote is opened but never closed")]);
  const header = records[0]?.map((name) => name.trim());
  if (header === undefined) throw new DataFileError(file, [problem(0, "is empty (expected a line of column names)")]);
  const problems: DataProblem[] = [];
  header.forEach((name, place) => {
    if (name === "") {
      // An unnamed first column holds the row numbers that R and pandas write.
      if (place > 0) problems.push(problem(lines[0]!, `column ${place + 1} has no name`));
    } else if (header.indexOf(name) < place) problems.push(problem(lines[0]!, `column "${name}" appears twice`));
  });
  if (records.length === 1) problems.push(problem(0, "has column names but no rows"));
  const shiftedByOne = records.length > 1 && records.slice(1).every((cells) => cells.length === header.length + 1);
  if (shiftedByOne) header.unshift("");
  const ragged: DataProblem[] = [];
  for (let row = 1; row < records.length; row++) {
    const found = records[row]!.length;
    if (found !== header.length) {
      ragged.push(problem(lines[row]!, `expected ${header.length} cells as in the first line, got ${found}`));
    }
  }
  if (!faulty) problems.push(...ragged);
  if (problems.length > 0) throw new DataFileError(file, problems);
  faulty?.push(...ragged);
  const whole = records.map((cells, row) => row > 0 && cells.length === header.length);
  const kept = <T>(items: readonly T[]): T[] => items.filter((_, row) => whole[row]);
  return { delimiter, header, rows: kept(records), lines: kept(lines) };
}

function findDelimiter(text: string): CsvTable["delimiter"] {
  const end = text.search(/[\r\n]/);
  const firstLine = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => firstLine.split(delimiter).length;
  const byCount = ([",", "\t", ";"] as const).map((delimiter) => ({ delimiter, count: count(delimiter) }));
  return byCount.reduce((best, other) => (other.count > best.count ? other : best)).delimiter;
}

interface Records {
  readonly records: string[][];
  readonly lines: number[];
  /** Line of a quote that is never closed, or 0. */
  readonly openQuote: number;
}

function splitRecords(text: string, delimiter: string): Records {
  if (!text.includes('"')) return splitPlain(text, delimiter);
  const records: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  let recordLine = 1;
  let quoteLine = 0;
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== "") {
      records.push(cells);
      lines.push(recordLine);
    }
    cells = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "\n" || (character === "\r" && text[i + 1] !== "\n")) line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (character === '"' && cell === "") {
      quoted = true;
      quoteLine = line;
    } else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[i + 1] === "\n") {
        i++;
        line++;
      }
      endRecord();
      recordLine = line;
    } else cell += character;
  }
  if (cell !== "" || cells.length > 0) endRecord();
  return { records, lines, openQuote: quoted ? quoteLine : 0 };
}

function splitPlain(text: string, delimiter: string): Records {
  const records: string[][] = [];
  const lines: number[] = [];
  text.split(/\r\n|\n|\r/).forEach((content, place) => {
    if (content === "") return;
    records.push(content.split(delimiter));
    lines.push(place + 1);
  });
  return { records, lines, openQuote: 0 };
}
