import type { KnownOfTrials } from "../../fitting/checks/trialsSeen.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import type { Column, Table } from "../../math/table.ts";
import { rowsThatCount } from "./chosenRows.ts";
import type { IndexCoding } from "./codeIndices.ts";
import { indexColumns } from "./indexColumns.ts";
import type { ColumnSource } from "./modelColumns.ts";
import { formulaColumn, numberColumn } from "./numberColumns.ts";
import type { Reading } from "./reading.ts";
import type { ModelData } from "./readModelData.ts";
import { orderNote, recognisedColumn } from "./trialOrder.ts";
import { valueProblems } from "./valueProblems.ts";

/** Turns the columns of a file into those of a model. @throws DataFileError with all that stands in the way, by line. */
export function modelTable(reading: Reading, definition: BehaviourDefinition): ModelData {
  const { read, map, options, notes } = reading;
  clearMissing(reading);
  const rows = rowsThatCount(reading);
  const subject = subjectsOf(reading, rows);
  const { values, codings, sizes } = indexColumns(reading, definition, rows);
  const table: Record<string, Column> = { subject, ...values };
  for (const column of definition.columns) {
    const source = map.sources.get(column.name);
    if (source && (column.kind !== "index" || source.kind === "formula"))
      table[column.name] = numberColumn(reading, column, source, rows);
  }
  for (const name of definition.restart) {
    const source = map.sources.get(name);
    if (source && !(name in table)) table[name] = parts(reading, source, rows);
  }
  const lines = Int32Array.from(rows, (row) => read.lines[row]!);
  if (reading.isSound) reading.add(valueProblems(definition, table, { lines, sources: map.sources, sizes }));
  reading.demandSound();
  const withoutResponse = countWithoutResponse(definition, table, rows.length);
  if (withoutResponse > 0)
    reading.note(`${withoutResponse} of ${rows.length} trials have no response; they count nothing.`);
  reading.note(orderNote(read, { rows, table, restart: definition.restart, extra: options.extra }));
  const extra = new Map(
    options.extra.map((name) => {
      const labels = reading.column(name).labels();
      return [name, Array.from(rows, (row) => labels[row]!)] as const;
    }),
  );
  const isFormula = (source: ColumnSource) => source.kind === "formula";
  return {
    ...{ table, lines, extra, notes, sizes, known: knownOf(reading, definition, { rows, codings }) },
    sources: new Map(
      [...map.sources].map(([name, source]) => [name, source.kind === "column" ? source.name : source.text]),
    ),
    computed: [...map.sources].flatMap(([name, source]) => (isFormula(source) ? [name] : [])),
    counts: { rows: read.lines.length, leftOut: read.lines.length - rows.length, withoutResponse },
  };
}

/** Values that were said to mean "missing" become so. */
function clearMissing(reading: Reading): void {
  for (const [name, values] of reading.options.missing) {
    const cleared = reading.column(name).clear(values);
    reading.note(`"${name}": ${cleared} values ${values.join(", ")} are taken as missing.`);
  }
}

function subjectsOf(reading: Reading, rows: Int32Array): string[] {
  const { subject } = reading.map;
  if (subject === null) {
    reading.note("The file has no column for the subject; all rows are taken as one subject's.");
    return Array.from(rows, () => "1");
  }
  const labels = reading.column(subject).labels();
  return Array.from(rows, (row) => {
    const label = labels[row]!;
    if (label === "") reading.wrongAt(row, subject, "the subject is missing; fill it in or leave the row out");
    return label;
  });
}

/** Sessions, blocks: their values by number, in the order in which they first occur. */
function parts(reading: Reading, source: ColumnSource, rows: Int32Array): Float64Array {
  if (source.kind === "formula") return formulaColumn(reading, source, rows, null);
  return numbered(reading.column(source.name).labels(), rows);
}

function numbered(labels: readonly string[], rows: Int32Array): Float64Array {
  const numbers = new Map<string, number>();
  return Float64Array.from(rows, (row) => {
    const label = labels[row]!;
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
}

/** The best option, in the coding of the choice, and the number of the block, where the file has them. */
function knownOf(
  { read }: Reading,
  { columns }: BehaviourDefinition,
  { rows, codings }: { readonly rows: Int32Array; readonly codings: ReadonlyMap<string, IndexCoding> },
): KnownOfTrials {
  const [best, block] = (["bestOption", "block"] as const).map((name) => {
    const found = recognisedColumn(read.header, name);
    return found === null ? null : read.columns.get(found)!;
  });
  const choice = columns.find(({ role, kind }) => role === "response" && kind === "index");
  const coding = choice && codings.get(choice.name);
  return {
    ...(best && coding && { bestOption: Float64Array.from(rows, (row) => coding.value(best, row)) }),
    ...(block && { block: numbered(block.labels(), rows) }),
  };
}

function countWithoutResponse({ columns }: BehaviourDefinition, table: Table, rows: number): number {
  const responses = columns
    .filter(({ role }) => role === "response")
    .map(({ name }) => table[name] as Float64Array | undefined);
  let count = 0;
  for (let row = 0; row < rows; row++) if (responses.every((values) => !values || Number.isNaN(values[row]!))) count++;
  return count;
}
