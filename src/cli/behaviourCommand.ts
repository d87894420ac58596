import { existsSync, readFileSync, statSync } from "node:fs";
import { compareBehaviour, type GroupSummary, groupFromTable, measureDescriptions } from "../analysis/index.ts";
import { readBehaviour } from "../io/behaviourFile.ts";
import { largestFile } from "../io/machine.ts";
import { bundledSamples, dataSetNames } from "../io/people.ts";
import { readResultGroup, readSummary } from "../io/readResults.ts";
import { nearestName } from "../math/nearestName.ts";
import type { Table } from "../math/table.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { inputText } from "./loadExperiment.ts";
import { quoted, Terminal, terminalWidth } from "./terminal.ts";
import { cut, textTable, wrap } from "./textTable.ts";

/** Options of `behaviour`. */
export interface BehaviourOptions {
  readonly against?: string;
  readonly column?: readonly string[];
  readonly rows?: readonly string[];
  readonly report?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `neohebb behaviour`. */
export async function behaviour(file: string, options: BehaviourOptions): Promise<void> {
  const terminal = new Terminal(options);
  if (options.report !== undefined) refuseOtherFile(options.report);
  const { table, notes } = readBehaviour(inputText(file, largestFile.table), file, {
    columns: pairs(options.column, "--column"),
    rows: pairs(options.rows, "--rows"),
  });
  for (const note of [...notes, ...groupNotes(table)]) terminal.note(note);
  const group = groupFromTable(table, { id: file, label: file, kind: "people" });
  const reference = options.against === undefined ? null : await findReference(options.against);
  const comparison = reference && compare(group, reference);
  if (options.report !== undefined) {
    const { writeBehaviourReport } = await import("../io/behaviourReport.ts");
    const command = commandText(file, options);
    const experiment = reference?.kind === "virtual" ? readSummary(options.against!) : null;
    writeBehaviourReport(options.report, { group, reference, comparison, experiment, notes, command });
    terminal.note(`Report: ${options.report}`);
  }
  if (!reference || !comparison) {
    terminal.document({ file, subjects: group.subjects, measures: group.measures, reversalCurve: group.reversalCurve });
    terminal.result(measureTable([group]));
    return;
  }
  const { reference: name, subjects, statistics, distinguishable, reasons } = comparison;
  terminal.document({ reference: name, subjects, statistics, distinguishable, reasons });
  terminal.result(`${measureTable([reference, group])}\n`);
  terminal.result(distanceTable(statistics));
  terminal.result(`\n${distinguishable ? "Distinguishable" : "Not distinguishable"} from ${reference.label}.`);
  for (const reason of reasons) terminal.result(wrap(`- ${reason}`, terminalWidth()).join("\n  "));
}

/** A report may take the place of an earlier one, not of anything else. */
function refuseOtherFile(path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isFile() && readFileSync(path, "utf8").includes('name="generator" content="neohebb')) return;
  throw new CommandError(
    `--report: ${path} is there and is no report of neohebb; it is left alone`,
    exitCodes.wrongUse,
  );
}

/** Several groups in one file are one sample unless the user chooses. */
function groupNotes({ group }: Table): string[] {
  const names = [...new Set(group as Iterable<string | null> | undefined)];
  if (names.length < 2) return [];
  const listed = names.slice(0, 6).join(", ");
  return [`The file has ${names.length} groups (${listed}), taken together here; choose one with --rows.`];
}

function commandText(file: string, { against, column = [], rows = [] }: BehaviourOptions): string {
  return [
    ...["npx neohebb behaviour", quoted(file)],
    ...(against === undefined ? [] : ["--against", quoted(against)]),
    ...column.flatMap((text) => ["--column", quoted(text)]),
    ...rows.flatMap((text) => ["--rows", quoted(text)]),
  ].join(" ");
}

function compare(group: GroupSummary, reference: GroupSummary): ReturnType<typeof compareBehaviour> {
  try {
    return compareBehaviour(group, reference);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`the two cannot be compared: ${error.message}`, exitCodes.wrongFile);
  }
}

async function findReference(name: string): Promise<GroupSummary> {
  if (dataSetNames().includes(name)) {
    const { id, label, table } = bundledSamples(name)[0]!;
    return groupFromTable(table, { id, label, kind: "people" });
  }
  if (existsSync(name)) {
    if (statSync(name).isDirectory()) return readResultGroup(name);
    const { table } = readBehaviour(inputText(name, largestFile.table), name);
    return groupFromTable(table, { id: name, label: name, kind: "people" });
  }
  const nearest = nearestName(name, dataSetNames());
  const hint = nearest ? `did you mean "${nearest}"?` : `bundled sets are ${dataSetNames().join(", ")}`;
  throw new CommandError(`there is no data set, results folder or file "${name}"; ${hint}`, exitCodes.wrongUse);
}

function pairs(texts: readonly string[] | undefined, option: string): Record<string, string> {
  return Object.fromEntries(
    (texts ?? []).map((text) => {
      const equals = text.indexOf("=");
      if (equals > 0) return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
      throw new CommandError(`${option} ${text}: must be of the form name=value`, exitCodes.wrongUse);
    }),
  );
}

function measureTable(groups: readonly GroupSummary[]): string {
  const known = measureDescriptions.filter(({ name }) => groups.some(({ measures }) => measures[name]));
  return textTable(
    [
      { title: "mean (sd over subjects)", align: "left" },
      ...groups.map(({ label, subjects }) => ({
        title: `${cut(label, 20)}\nn = ${subjects}`,
        align: "right" as const,
      })),
    ],
    known.map(({ name, label }) => [
      label,
      ...groups.map(({ measures }) => {
        const measure = measures[name];
        return measure ? `${measure.mean.toFixed(3)} (${measure.standardDeviation.toFixed(3)})` : "–";
      }),
    ]),
  );
}

function distanceTable(statistics: ReturnType<typeof compareBehaviour>["statistics"]): string {
  return textTable(
    [
      { title: "statistic", align: "left" },
      { title: "distance", align: "right" },
      { title: "99 % noise\nceiling", align: "right" },
      { title: "", align: "left" },
    ],
    statistics.map(({ label, distance, noiseCeiling99, exceeds }) => [
      cut(label, 48),
      distance.toFixed(3),
      noiseCeiling99.toFixed(3),
      exceeds ? "beyond" : "",
    ]),
  );
}
