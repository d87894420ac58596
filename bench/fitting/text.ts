import { cpus } from "node:os";
import { machine } from "../results.ts";
import { row, writeSection } from "../text.ts";
import type { FittingBench } from "./measure.ts";
import { OWN, type SamplingRow } from "./sampling.ts";

/** What was measured, for people. */
export function fittingText(bench: FittingBench): string {
  return `${fittingTables(bench)}\n`;
}

/** Puts what was measured into the page about speed. */
export function writeFittingSection(bench: FittingBench): void {
  writeSection("fitting", fittingTables(bench));
}

function fittingTables({ date, peers, sampling, peaks, filters }: FittingBench): string {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  const heads = (...cells: string[]) => [row(cells), row(cells.map(() => "---"))];
  return [
    `${date}, ${cpus().length} cores of ${machine()}; ${versions.join("; ") || "no peers"}.`,
    "",
    ...heads(
      ...["subjects", "program", "effective samples a second, least of the group", "mean of all", "neohebb to it"],
      ...["least of the group, with preparation", "neohebb to it", "preparation, s", "run, s"],
    ),
    ...sampling.map((one) => samplingLine(one, sampling)),
    "",
    ...heads("peaks of 1,000 subjects", "threads", "s", "first run, s", "processor time, s", "times neohebb"),
    ...peaks.map(({ program, threads, seconds, firstSeconds, processor }) =>
      row([
        program,
        threads,
        seconds.toFixed(2),
        firstSeconds === null ? "" : firstSeconds.toFixed(2),
        processor.toFixed(2),
        ratio(seconds, peaks[0]!.seconds),
      ]),
    ),
    "",
    ...heads("three-level filter, 100 subjects, two vectors each", "ms", "preparation, ms", "times neohebb"),
    ...filters.map(({ program, seconds, preparation }) =>
      row([program, (1e3 * seconds).toFixed(2), (1e3 * preparation).toFixed(0), ratio(seconds, filters[0]!.seconds)]),
    ),
  ].join("\n");
}

function samplingLine(one: SamplingRow, all: readonly SamplingRow[]): string {
  const own = all.find(({ program, subjects }) => program === OWN && subjects === one.subjects)!;
  return row([
    ...[one.subjects, one.program, one.rate.least.toFixed(1), one.rate.mean.toFixed(1)],
    ratio(own.rate.least, one.rate.least),
    one.firstRate.least.toFixed(1),
    ratio(own.firstRate.least, one.firstRate.least),
    ...[one.preparation.toFixed(2), one.seconds.toFixed(1)],
  ]);
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(a / b < 10 ? 2 : 0);
}
