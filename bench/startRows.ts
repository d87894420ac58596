import { spawnSync } from "node:child_process";
import { type Start, type StartTimes, startParts } from "./startTime.ts";

/** Milliseconds from a model's file to the first step: medians, by part and in all. */
export interface StartRow {
  /** Each time in a process of its own, or again and again in one. */
  readonly process: "fresh" | "warm";
  readonly realTime: StartTimes & { readonly all: number };
  readonly processorTime: StartTimes & { readonly all: number };
}

const FRESH = 9;
const WARM = 40;

/** Times fresh processes, then one that has done it before. */
export function measureStart(program: string): StartRow[] {
  const fresh = Array.from({ length: FRESH }, () => run(program, 1)[0]!);
  // The first half is warm-up.
  const warm = run(program, WARM).slice(WARM / 2);
  return [rowOf("fresh", fresh), rowOf("warm", warm)];
}

function run(program: string, repeats: number): Start[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, String(repeats)], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the start could not be timed: ${stderr.trim()}`);
  return JSON.parse(stdout) as Start[];
}

function rowOf(name: StartRow["process"], starts: readonly Start[]): StartRow {
  const medians = (times: readonly StartTimes[]) => ({
    ...(Object.fromEntries(startParts.map((part) => [part, median(times.map((time) => time[part]))])) as StartTimes),
    all: median(times.map((time) => startParts.reduce((sum, part) => sum + time[part], 0))),
  });
  return {
    process: name,
    realTime: medians(starts.map(({ realTime }) => realTime)),
    processorTime: medians(starts.map(({ processorTime }) => processorTime)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** The rows for people. */
export function startText(rows: readonly StartRow[]): string {
  const columns = [...startParts, "all"] as const;
  const head = columns.map((name) => name.padStart(10)).join("");
  return [
    `from file to first step, 30 projections, ms${" ".repeat(3)}${head}`,
    ...rows.flatMap(({ process, ...times }) =>
      (["realTime", "processorTime"] as const).map((kind) => {
        const name = `${process} process, ${kind === "realTime" ? "real time" : "processor time"}`;
        return `${name.padEnd(46)}${columns.map((column) => times[kind][column].toFixed(1).padStart(10)).join("")}`;
      }),
    ),
  ].join("\n");
}
