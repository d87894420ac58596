import { existsSync, readFileSync, statSync } from "node:fs";
import { compareBehaviour, type GroupSummary, groupFromTable, measureDescriptions } from "../analysis/index.ts";
import type { BehaviourFile } from "../io/behaviourFile.ts";
import { behaviourGroups } from "../io/behaviourGroups.ts";
import { readBehaviourPath } from "../io/behaviourPath.ts";
import { FileError } from "../io/files.ts";
import { bundledSamples, dataSetNames } from "../io/people.ts";
import { readResultGroup, readSummary } from "../io/readResults.ts";
import { nearestName } from "../math/nearestName.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { demandKind } from "./fileKind.ts";
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
  const { table, notes } = await behaviourOf(file, options);
  const { groups, note } = behaviourGroups(table, file);
  const all = groupFromTable(table, { id: file, label: file, kind: "people" });
  const told = [...notes, ...note];
  for (const line of told) terminal.note(line);
  const reference = options.against === undefined ? null : await findReference(options.against);
  const compared = groups.map((group) => ({ group, comparison: reference && compare(group, reference) }));
  if (options.report !== undefined) {
    const { writeBehaviourReport } = await import("../io/behaviourReport.ts");
    const command = commandText(file, options);
    const experiment = reference?.kind === "virtual" ? readSummary(options.against!) : null;
    writeBehaviourReport(options.report, { name: file, compared, reference, experiment, notes: told, command });
    terminal.note(`Report: ${options.report}`);
  }
  terminal.document(documentOf(file, all, reference, compared));
  const shown = [...(reference ? [reference] : []), ...groups];
  terminal.result(measureTables(shown) + (reference ? "\n" : ""));
  if (!reference) return;
  for (const { group, comparison } of compared) {
    if (groups.length > 1) terminal.result(`${terminal.bold(group.label)} against ${reference.label}`);
    terminal.result(distanceTable(comparison!.statistics));
    terminal.result(
      `\n${comparison!.distinguishable ? "Distinguishable" : "Not distinguishable"} from ${reference.label}.`,
    );
    for (const reason of comparison!.reasons)
      terminal.result(wrap(`- ${reason}`, terminalWidth()).join("\n  ") + (groups.length > 1 ? "\n" : ""));
  }
}

/** A group of the file and how it compares with the reference, if there is one. */
interface Compared {
  readonly group: GroupSummary;
  readonly comparison: ReturnType<typeof compareBehaviour> | null;
}

/** The JSON document: all rows taken together and, if the file has groups, each of them. */
function documentOf(
  file: string,
  all: GroupSummary,
  reference: GroupSummary | null,
  compared: readonly Compared[],
): Record<string, unknown> {
  const facts = ({ group, comparison }: Compared) => {
    if (!comparison) return { subjects: group.subjects, measures: group.measures, reversalCurve: group.reversalCurve };
    const { subjects, statistics, distinguishable, reasons } = comparison;
    return { reference: comparison.reference, subjects, statistics, distinguishable, reasons };
  };
  const several = compared.length > 1;
  const together = several ? { group: all, comparison: reference && compare(all, reference) } : compared[0]!;
  return {
    ...(reference ? {} : { file }),
    ...facts(together),
    ...(several ? { groups: compared.map((one) => ({ group: one.group.label, ...facts(one) })) } : {}),
  };
}

/** Behaviour of a bundled set, a results folder or a file. @throws CommandError if it cannot be read. */
export async function behaviourOf(
  file: string,
  { column, rows }: Pick<BehaviourOptions, "column" | "rows">,
): Promise<Pick<BehaviourFile, "table" | "notes">> {
  const mapping = { columns: pairs(column, "--column"), rows: pairs(rows, "--rows") };
  if (!existsSync(file) && dataSetNames().includes(file)) {
    const { label, table, note } = bundledSamples(file)[0]!;
    return { table, notes: [`${label} of ${file}. ${note}`] };
  }
  demandKind(file, ["table", "results"]);
  try {
    return await readBehaviourPath(file, mapping);
  } catch (error) {
    if (error instanceof FileError) throw new CommandError(error.message, exitCodes.wrongFile);
    throw error;
  }
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
    const { table } = await behaviourOf(name, {});
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

/** Width of the column of a group at least, with the space before it. */
const narrowestGroup = 17;

/** What the names of the measures leave of the terminal's width. */
function roomForGroups(): number {
  return terminalWidth() - 38;
}

/** As many columns beside one another as the terminal has room for, the rest below. */
function measureTables(groups: readonly GroupSummary[]): string {
  const columns = Math.max(1, Math.floor(roomForGroups() / narrowestGroup));
  const parts = Array.from({ length: Math.ceil(groups.length / columns) }, (_, part) =>
    groups.slice(part * columns, (part + 1) * columns),
  );
  return parts.map(measureTable).join("\n\n");
}

function measureTable(groups: readonly GroupSummary[]): string {
  const width = Math.floor(roomForGroups() / groups.length) - 2;
  const known = measureDescriptions.filter(({ name }) => groups.some(({ measures }) => measures[name]));
  return textTable(
    [
      { title: "mean (sd over subjects)", align: "left" },
      ...groups.map(({ label, subjects }) => ({
        title: `${cut(label, width)}\nn = ${subjects}`,
        align: "right" as const,
      })),
    ],
    known.map(({ name, label, unit }) => [
      unit === "1" ? label : `${label}, ${unit}`,
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
