import type { Effect, GroupSummary, MeasureName, StatisticDistance, Summary } from "../analysis/index.ts";
import { fewestForInterval } from "../math/statisticsResampling.ts";
import { testedMeasure } from "../report/context.ts";
import { expectationCounts } from "../report/sections/expectations.ts";
import { type Terminal, terminalWidth } from "./terminal.ts";
import { cut, type TextColumn, textTable, wrap } from "./textTable.ts";

/** A measure as a column of the table: its title, its name in the legend and what it means. */
interface MeasureColumn {
  readonly name: MeasureName;
  readonly title: string;
  readonly short: string;
  readonly meaning?: string;
}

/** Measures that have a column where some group has them. */
const measureColumns: readonly MeasureColumn[] = [
  { name: "accuracy", title: "acc.", short: "acc.", meaning: "share of best choices" },
  { name: "earlyAccuracy", title: "acc.\n1–6", short: "acc. 1–6", meaning: "on trials 1–6 after a reversal" },
  { name: "winStay", title: "win-\nstay", short: "win-stay" },
  { name: "loseShift", title: "lose-\nshift", short: "lose-shift" },
  {
    name: "conditionedResponse",
    title: "resp.\nCS+",
    short: "resp. CS+",
    meaning: "mean response to cues followed by reward",
  },
  { name: "unrewardedCueResponse", title: "resp.\nCS−", short: "resp. CS−", meaning: "to cues that never are" },
  { name: "discrimination", title: "diff.", short: "diff.", meaning: "CS+ minus CS−" },
  { name: "omissions", title: "omit", short: "omit", meaning: "share of trials without a choice" },
];

/** Mean share of omissions beyond which they have a column. */
const fewOmissions = 0.01;
/** Characters that a group's name has at least. */
const leastName = 12;

/** The table at the end of a run: real people first, then groups and agents. */
export function resultTable(summary: Summary, terminal: Terminal): string {
  const groups = [...summary.people, ...summary.groups, ...summary.agents];
  const shown = measureColumns.filter(({ name }) => groups.some((group) => isShown(group, name)));
  const withDistance = summary.comparisons.some(({ statistics }) => statistics.some(isCurve));
  const measure = testedMeasure(summary);
  const tested = shown.find(({ name }) => name === measure) ?? shown[0];
  const columns: TextColumn[] = [
    { title: "group", align: "left" },
    { title: "n", align: "right" },
    ...shown.map(({ title }) => ({ title, align: "right" as const })),
    ...(withDistance ? [{ title: "dist.", align: "right" as const }] : []),
    ...(tested ? [{ title: `effect on\n${tested.short},\ndz [95 %]`, align: "right" as const }] : []),
  ];
  const rows = groups.map((group) => [
    group.label,
    String(group.subjects),
    ...shown.map(({ name }) => mean(group, name)),
    ...(withDistance ? [distanceText(group, summary)] : []),
    ...(tested ? [effectCell(group, tested.name, summary)] : []),
  ]);
  return [
    terminal.bold(summary.title),
    fittingTable(columns, rows),
    "",
    ...legend(summary, shown),
    ...expectationLine(summary),
    ...summary.warnings.flatMap((warning) => wrap(`Note: ${warning}`, 80)),
  ].join("\n");
}

function isShown({ kind, measures }: GroupSummary, name: MeasureName): boolean {
  const measure = measures[name];
  return measure !== undefined && (name !== "omissions" || (kind !== "agent" && measure.mean > fewOmissions));
}

/** The table as it is, or with closer intervals, or with names cut only as far as the terminal's width demands. */
function fittingTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const table = textTable(columns, rows);
  if (excessOf(table) <= 0) return table;
  const close = (text: string): string => text.replace(" [", "[");
  return cutTable(
    columns.map(({ title, align }) => ({ title: close(title), align })),
    rows.map((row) => row.map(close)),
  );
}

function excessOf(table: string): number {
  return Math.max(...table.split("\n").map((line) => Array.from(line).length)) - terminalWidth();
}

function cutTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const table = textTable(columns, rows);
  const excess = excessOf(table);
  const longest = Math.max(...rows.map(([name = ""]) => Array.from(name).length));
  if (excess <= 0) return table;
  const room = Math.max(leastName, longest - excess);
  return textTable(
    columns,
    rows.map(([name = "", ...cells]) => [cut(name, room), ...cells]),
  );
}

function isCurve({ name }: StatisticDistance): boolean {
  return name === "reversalCurve";
}

function distanceText({ id }: GroupSummary, { comparisons }: Summary): string {
  const distance = comparisons.find(({ group }) => group === id)?.statistics.find(isCurve);
  return distance ? `${decimals(distance.distance)}${distance.exceeds ? "*" : " "}` : "";
}

function effectCell({ id }: GroupSummary, tested: MeasureName, { control, effects }: Summary): string {
  if (id === control) return "control";
  const effect = effects.find(({ group, measure }) => group === id && measure === tested);
  return effect ? effectText(effect) : "";
}

function legend(summary: Summary, shown: readonly MeasureColumn[]): string[] {
  const terms = shown.flatMap(({ short, meaning }) => (meaning === undefined ? [] : [`${short}: ${meaning}`]));
  const explained = terms.length > 0 ? wrap(`${terms.join("; ")}.`, 80) : [];
  const reference = summary.people[0];
  const ceiling = summary.comparisons[0]?.statistics.find(isCurve)?.noiseCeiling99;
  if (!reference || ceiling === undefined) return explained;
  return [
    ...explained,
    ...wrap(
      `dist.: root mean square between the mean accuracy curves after a reversal of the group and of the ${reference.label} (* beyond the 99 % noise ceiling, ${decimals(ceiling)}).`,
      80,
    ),
    ...caution(summary, reference),
  ];
}

/** People are no evidence about what was done to virtual groups. */
function caution({ groups }: Summary, { drugFree }: Summary["people"][number]): string[] {
  if (!groups.some(({ doses }) => doses.some(({ dose }) => dose > 0))) return [];
  return [
    drugFree
      ? "No drug was given to these people: they say nothing about the blocks."
      : "None of these people was under a block of this experiment: they say nothing about it.",
  ];
}

function expectationLine(summary: Summary): string[] {
  const { expectations } = summary;
  if (expectations.length === 0) return [];
  const stated = expectations.length === 1 ? "1 expectation" : `${expectations.length} expectations`;
  return wrap(`Of ${stated} in the experiment file, ${expectationCounts(summary)} (the report names them).`, 80);
}

function mean(group: GroupSummary, name: MeasureName): string {
  const value = group.measures[name]?.mean;
  return value === undefined ? "–" : decimals(value);
}

function effectText({ dz, low, high, difference, subjects }: Effect): string {
  if (dz !== null && low !== null && high !== null) return `${signed(dz)} [${signed(low)},${signed(high)}]`;
  if (subjects < fewestForInterval) return `n < ${fewestForInterval}`;
  return difference === 0 ? "no difference" : "–";
}

/** Three decimals without the leading zero, as shares are usually printed. */
function decimals(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const digits = size >= 0.9995 ? size.toFixed(2) : size.toFixed(3).replace(/^0\./u, ".");
  return value < 0 && size >= 0.0005 ? `−${digits}` : digits;
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2).replace(/^0\./u, ".");
  return `${value < 0 ? "−" : "+"}${digits}`;
}
