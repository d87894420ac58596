import type { Effect, GroupSummary, MeasureName, Summary } from "../analysis/index.ts";
import type { Terminal } from "./terminal.ts";
import { cut, type TextColumn, textTable } from "./textTable.ts";

const columns: readonly TextColumn[] = [
  { title: "group", align: "left" },
  { title: "n", align: "right" },
  { title: "acc.", align: "right" },
  { title: "acc.\n1–6", align: "right" },
  { title: "win-\nstay", align: "right" },
  { title: "lose-\nshift", align: "right" },
  { title: "dist.", align: "right" },
  { title: "effect on acc.,\ndz [95 %]", align: "right" },
];

/** The table at the end of a run: real people first, then groups and agents. */
export function resultTable(summary: Summary, terminal: Terminal): string {
  if (summary.groups.every(({ measures }) => measures.accuracy === undefined)) {
    return `${terminal.bold(summary.title)}\nThis task asks for no choices; what the subjects did is in trials.parquet.`;
  }
  const rows = [...summary.people, ...summary.groups, ...summary.agents].map((group) => row(group, summary));
  return [
    terminal.bold(summary.title),
    textTable(columns, rows),
    "",
    ...legend(summary),
    ...expectationLine(summary),
    ...summary.warnings.map((warning) => `Note: ${warning}`),
  ].join("\n");
}

function row(group: GroupSummary, summary: Summary): string[] {
  const comparison = summary.comparisons.find(({ group: id }) => id === group.id);
  const distance = comparison?.statistics.find(({ name }) => name === "reversalCurve");
  const effect = summary.effects.find(({ group: id, measure }) => id === group.id && measure === "accuracy");
  return [
    cut(group.label, 22),
    String(group.subjects),
    ...(["accuracy", "earlyAccuracy", "winStay", "loseShift"] as const).map((name) => mean(group, name)),
    distance ? `${decimals(distance.distance)}${distance.exceeds ? "*" : " "}` : "",
    group.id === summary.control ? "control" : effect ? effectText(effect) : "",
  ];
}

function legend(summary: Summary): string[] {
  const reference = summary.people[0];
  const terms = ["acc.: share of best choices; acc. 1–6: on trials 1–6 after a reversal."];
  if (!reference) return terms;
  const ceiling = summary.comparisons[0]?.statistics.find(({ name }) => name === "reversalCurve")?.noiseCeiling99;
  const noise = ceiling === undefined ? "" : ` (* beyond the 99 % noise ceiling, ${decimals(ceiling)})`;
  return [
    ...terms,
    "dist.: root mean square between the mean accuracy curves after a reversal of the",
    `group and of the ${reference.label}${noise}.`,
    ...(summary.groups.some(({ doses }) => doses.length > 0)
      ? ["No drug was given to these people: they say nothing about the blocks."]
      : []),
  ];
}

function expectationLine({ expectations }: Summary): string[] {
  if (expectations.length === 0) return [];
  const count = (verdict: Summary["expectations"][number]["verdict"]) =>
    expectations.filter((expectation) => expectation.verdict === verdict).length;
  return [
    `Of ${expectations.length} expectations from the literature ${count("confirmed")} came out, ` +
      `${count("contradicted")} came out the other way,`,
    `${count("unclear")} remain unclear (the report names them).`,
  ];
}

function mean(group: GroupSummary, name: MeasureName): string {
  const value = group.measures[name]?.mean;
  return value === undefined ? "–" : decimals(value);
}

function effectText({ dz, low, high, difference }: Effect): string {
  if (dz === null || low === null || high === null) return difference === 0 ? "no difference" : "–";
  return `${signed(dz)} [${signed(low)},${signed(high)}]`;
}

/** Three decimals without the leading zero, as shares are usually printed. */
function decimals(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 0.9995 ? value.toFixed(2) : value.toFixed(3).replace(/^0\./u, ".");
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
