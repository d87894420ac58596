import type { Effect, GroupSummary, MeasureName, Summary } from "../analysis/index.ts";
import type { Terminal } from "./terminal.ts";
import { cut, type TextColumn, textTable } from "./textTable.ts";

const columns: readonly TextColumn[] = [
  { title: "group", align: "left" },
  { title: "n", align: "right" },
  { title: "accu-\nracy", align: "right" },
  { title: "tr. 1–6\nafter rev.", align: "right" },
  { title: "win-\nstay", align: "right" },
  { title: "lose-\nshift", align: "right" },
  { title: "distance", align: "right" },
  { title: "effect on accuracy\ndz [95 %]", align: "right" },
];

/** The table at the end of a run: real people first, then groups and agents. */
export function resultTable(summary: Summary, terminal: Terminal): string {
  const rows = [...summary.people, ...summary.groups, ...summary.agents].map((group) => row(group, summary));
  return [
    terminal.bold(summary.title),
    textTable(columns, rows),
    "",
    ...legend(summary),
    ...summary.warnings.map((warning) => `Note: ${warning}`),
  ].join("\n");
}

function row(group: GroupSummary, summary: Summary): string[] {
  const comparison = summary.comparisons.find(({ group: id }) => id === group.id);
  const distance = comparison?.statistics.find(({ name }) => name === "reversalCurve");
  const effect = summary.effects.find(({ group: id, measure }) => id === group.id && measure === "accuracy");
  return [
    cut(group.id === summary.control ? `${group.label} (control)` : group.label, 24),
    String(group.subjects),
    ...(["accuracy", "earlyAccuracy", "winStay", "loseShift"] as const).map((name) => mean(group, name)),
    distance ? `${decimals(distance.distance)}${distance.exceeds ? "*" : " "}` : "",
    group.kind === "virtual" && effect ? effectText(effect) : "",
  ];
}

function legend(summary: Summary): string[] {
  const reference = summary.people[0];
  if (!reference) return [];
  const ceiling = summary.comparisons[0]?.statistics.find(({ name }) => name === "reversalCurve")?.noiseCeiling99;
  const noise = ceiling === undefined ? "" : ` (* beyond the 99 % noise ceiling, ${decimals(ceiling)})`;
  return [
    `distance: root mean square between mean accuracy curves after a reversal and`,
    `that of the ${reference.label}${noise}.`,
    "No drug was given to these people: they say nothing about the blocks.",
  ];
}

function mean(group: GroupSummary, name: MeasureName): string {
  const value = group.measures[name]?.mean;
  return value === undefined ? "–" : decimals(value);
}

function effectText({ dz, low, high, difference }: Effect): string {
  if (dz === null || low === null || high === null) return difference === 0 ? "no difference" : "–";
  return `${signed(dz)} [${signed(low)}, ${signed(high)}]`;
}

/** Three decimals without the leading zero, as shares are usually printed. */
function decimals(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3).replace(/^(-?)0\./u, "$1.") : "–";
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
