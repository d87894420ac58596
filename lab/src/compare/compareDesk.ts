import {
  type BehaviourCells,
  behaviourColumnNames,
  behaviourFromCells,
  behaviourGroups,
  behaviourSummary,
  compareBehaviour,
  compile,
  DataFileError,
  type DataProblem,
  findBehaviourColumns,
  type GroupSummary,
  groupFromTable,
  measureDescriptions,
  readBehaviourCells,
  reportFigures,
  simulate,
  type Table,
  taskKinds,
} from "neohebb";
import { countText } from "../format.ts";
import { readPeople } from "../play/people.ts";
import { loadTexts } from "../simulator/bundledModels.ts";
import { compare as text } from "../text/compare.ts";
import { version } from "../version.ts";
import type { ComparedSample, CompareReply, CompareRequest, FileColumn, MeasuredSample, Reading } from "./messages.ts";

const send = (reply: CompareReply) => postMessage(reply);
const model = "models/reference-brain/reference-brain.yaml";
/** Largest file that is opened, bytes; problems that are told. */
const largest = 256 * 2 ** 20;
const problemsTold = 100;

interface OpenFile extends BehaviourCells {
  readonly name: string;
  /** Rows that have another number of cells than the first line. */
  readonly ragged: readonly DataProblem[];
}

let open: OpenFile | null = null;
let behaviour: { readonly table: Table; readonly notes: readonly string[] } | null = null;

/** Answers a request of the Compare page. */
export async function answer(request: CompareRequest): Promise<void> {
  try {
    if (request.kind === "open") await openFile(request.file);
    else if (request.kind === "read") read(request.reading);
    else await compare(request);
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    const { problems } = error;
    const lines = problems.some(({ line }) => line === 0) ? 0 : new Set(problems.map(({ line }) => line)).size;
    const rows = open ? open.cells.rows.length + open.ragged.length : 0;
    send({ kind: "problems", problems: problems.slice(0, problemsTold), count: problems.length, lines, rows });
  }
}

async function openFile(file: File): Promise<void> {
  open = null;
  behaviour = null;
  if (file.size > largest) {
    throw new DataFileError(file.name, [
      { line: 0, column: null, message: text.tooLarge(countText(largest / 2 ** 20)) },
    ]);
  }
  const ragged: DataProblem[] = [];
  const found = await readBehaviourCells(new Uint8Array(await file.arrayBuffer()), file.name, ragged);
  open = { ...found, name: file.name, ragged };
  const { cells, notes } = open;
  send({
    kind: "opened",
    columns: columnsIn(open),
    rows: cells.rows.length + ragged.length,
    found: findBehaviourColumns(cells.header, {}).found,
    names: behaviourColumnNames,
    tasks: taskKinds.map(({ id, title }) => ({ id, title })),
    notes,
  });
}

function columnsIn({ cells: { header, rows } }: OpenFile): FileColumn[] {
  const [most, looked] = [4, 2000];
  return header.flatMap((name, place) => {
    if (name === "") return [];
    const examples = new Set<string>();
    for (const cells of rows.slice(0, looked)) {
      if (cells[place] !== "") examples.add(cells[place]!.trim());
      if (examples.size === most) break;
    }
    return [{ name, examples: [...examples] }];
  });
}

function read({ columns, rows, withoutFaulty }: Reading): void {
  if (!open) return;
  const { cells, ragged, name } = open;
  behaviour = null;
  const mapping = { columns, ...(rows ? { rows: { [rows.column]: rows.value } } : {}) };
  const found = behaviourFromCells(cells, name, { ...mapping, withoutFaulty: true });
  if (!withoutFaulty && ragged.length + found.leftOut.length > 0) {
    const problems = [...ragged, ...found.leftOut].sort((a, b) => a.line - b.line);
    throw new DataFileError(name, problems);
  }
  const { table } = found;
  const { groups, note } = behaviourGroups(table, name);
  const leftOut = [...ragged, ...found.leftOut].sort((a, b) => a.line - b.line);
  const notes = [...open.notes, ...found.notes, ...note];
  behaviour = { table, notes };
  send({
    kind: "read",
    data: {
      subjects: groups.reduce((sum, group) => sum + group.subjects, 0),
      trials: table.subject!.length,
      options: optionsIn(table),
      groups: groups.length > 1 ? groups.map(({ label }) => label) : [],
      columns: found.columns,
      notes,
      rows: cells.rows.length + ragged.length,
      leftOut: leftOut.slice(0, problemsTold),
      leftOutRows: new Set(leftOut.map(({ line }) => line)).size,
      hasReversals: groups.some(({ reversalCurve }) => reversalCurve !== null),
    },
  });
}

function optionsIn({ choice }: Table): number {
  let highest = -1;
  for (const value of choice as Float64Array) if (value > highest) highest = value;
  return highest + 1;
}

async function compare({ task, subjects, seed }: Extract<CompareRequest, { kind: "compare" }>): Promise<void> {
  if (!open || !behaviour) return;
  const { groups } = behaviourGroups(behaviour.table, open.name);
  const virtual = task === "" ? null : await virtualGroup(task, subjects, seed);
  const people = task === "" ? null : await peopleGroup(task);
  const references = [people, virtual].filter((one) => one !== null);
  const comparisons = groups.flatMap((group) => references.map((reference) => compared(group, reference)));
  const [reference = null, ...others] = references;
  // All are samples of one report: what they are compared with first, then the reader's own.
  const summary = behaviourSummary({
    ...{ name: open.name, notes: behaviour.notes, version, command: "" },
    compared: [...groups, ...others].map((group) => ({ group: asPeople(group), comparison: null })),
    reference: reference && asPeople(reference),
  });
  const samples: MeasuredSample[] = [
    ...groups.map((group) => sampleOf(group, "own")),
    ...(virtual ? [sampleOf(virtual, "virtual")] : []),
    ...(people ? [sampleOf(people, "people")] : []),
  ];
  const seen = new Set(groups.flatMap(({ measures }) => Object.keys(measures)));
  send({
    kind: "compared",
    samples,
    measures: measureDescriptions.filter(({ name }) => seen.has(name)),
    comparisons,
    sections: reportFigures(summary),
    warnings: summary.warnings,
  });
}

/** A sample for a report that has samples only, and no experiment with a control group. */
function asPeople(group: GroupSummary): GroupSummary {
  return { ...group, kind: "people" };
}

function sampleOf({ id, label, subjects, measures }: GroupSummary, kind: MeasuredSample["kind"]): MeasuredSample {
  return { id, label, kind, subjects, measures };
}

function compared(group: GroupSummary, reference: GroupSummary): ComparedSample {
  const names = { group: group.label, reference: reference.label };
  try {
    return { ...names, comparison: compareBehaviour(group, reference), reason: "" };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...names, comparison: null, reason: error.message };
  }
}

async function virtualGroup(task: string, subjects: number, seed: number): Promise<GroupSummary> {
  const readText = await loadTexts(model);
  const compiled = compile(readText(model), { file: model, read: readText, task });
  const run = simulate(compiled, {
    task,
    subjects,
    seed,
    onProgress: ({ done, total }) => send({ kind: "progress", done, total }),
  });
  const { trials } = await run.result();
  return groupFromTable(trials, { id: "virtual", label: text.results.virtual(countText(subjects)), kind: "virtual" });
}

async function peopleGroup(task: string): Promise<GroupSummary | null> {
  const table = await readPeople(task);
  if (!table) return null;
  const count = new Set(table.subject as Iterable<number>).size;
  return groupFromTable(table, { id: "zorowitz2023", label: text.results.people(countText(count)), kind: "people" });
}
