import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import type { LinearResult } from "./linear.ts";
import type { Bench } from "./main.ts";
import { machine, references, table } from "./results.ts";
import { startText } from "./startRows.ts";

const PAGE = "docs/speed.md";
const PICTURES = join("docs", "pictures");

/** What was measured, for people. */
export function benchText(bench: Bench): string {
  const line = (name: string, value: number | null) =>
    value === null ? [] : [`${name.padEnd(56)}${value.toFixed(2)}`];
  return [
    machine(),
    "",
    table(bench.results),
    "",
    ...Object.entries(bench.peers).map(([name, peer]) =>
      "version" in peer ? `${name} ${peer.version}` : `${name}: ${peer.missing}`,
    ),
    "",
    ...line("cost of a subject in WebAssembly, 1,024 to 64", bench.costAt1024To64),
    ...line("two threads to one, real time (needs two free cores)", bench.twoThreadsToOne),
    ...line("two threads to one, by processor time", bench.twoThreadsToOneOnFreeCores),
    ...line("WebAssembly to the limit of 128-bit code", bench.toLimit),
    ...line("code generator, kB compressed", bench.generatorBytes / 1000),
    `digests ${bench.digestsAgree ? "agree" : "DISAGREE"}`,
    "",
    startText(bench.start),
    "",
  ].join("\n");
}

/** Puts what was measured into the page about speed. */
export function writeSpeedPage(bench: Bench): void {
  writeSection("table", pageTables(bench));
}

/** Puts the cost of many subjects into the page about speed, and its figures beside it. */
export function writeLinearSection(linear: LinearResult): void {
  for (const figure of linear.figures) copyFileSync(figure, join(PICTURES, basename(figure)));
  writeSection("many subjects", linearTable(linear));
}

/** Replaces what stands between a section's two marks. @throws Error if the page lacks them. */
export function writeSection(name: string, content: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const text = readFileSync(PAGE, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has no place for the ${name}`);
  writeFileSync(PAGE, `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`);
}

function linearTable({ engine, run, engineMostToThousand, runMostToThousand }: LinearResult): string {
  const at = (subjects: number, threads: number) =>
    engine.find((cost) => cost.subjects === subjects && cost.threads === threads)!;
  const ratio = (value: number | null) => (value === null ? "not measured" : value.toFixed(2));
  return [
    `${cpus().length} cores of ${machine()}.`,
    "",
    row([
      "subjects",
      "engine, one thread, processor time, µs",
      "engine, two threads, real time, µs",
      "whole run, processor time, ms",
      "whole run, two threads, real time, ms",
      "whole run, largest memory, MB",
    ]),
    row(Array.from({ length: 6 }, () => "---")),
    ...run.map(({ subjects, realTime, processorTime, peakMemory }) =>
      row([
        subjects.toLocaleString("en"),
        at(subjects, 1).processorTime.toFixed(1),
        at(subjects, 2).realTime.toFixed(1),
        processorTime.toFixed(2),
        realTime.toFixed(2),
        (peakMemory / 1e6).toFixed(0),
      ]),
    ),
    "",
    `A subject among the most costs the engine ${ratio(engineMostToThousand)} times what one among 1,000 does; each further subject costs a whole run ${ratio(runMostToThousand)} times as much.`,
  ].join("\n");
}

function pageTables(bench: Bench): string {
  const names = {
    cSse: "C, SSE4.1",
    cAvx2: "C, AVX2",
    js: "plain JavaScript",
    jax: "JAX",
    torch: "PyTorch",
    brainstate: "brainstate",
  };
  const shown = references.filter((name) => bench.results.some(({ ratio }) => ratio[name] !== null));
  const cell = (value: number | null) => (value === null ? "" : value.toFixed(2));
  const start = (process: "fresh" | "warm") => {
    const { realTime, processorTime } = bench.start.find((row) => row.process === process)!;
    return `${realTime.all.toFixed(0)} ms (processor time ${processorTime.all.toFixed(0)} ms)`;
  };
  const versions = Object.entries(bench.peers).map(([name, peer]) =>
    "version" in peer ? `${name} ${peer.version}` : `${name} not run (${peer.missing})`,
  );
  return [
    `${cpus().length} cores of ${machine()}; ${bench.compiler ?? "no C compiler"}; ${versions.join(", ")}.`,
    "",
    row([
      "workload",
      "subjects",
      "threads",
      "back end",
      "10⁹ updates a second",
      ...shown.map((name) => `times ${names[name]}`),
    ]),
    row(Array.from({ length: 5 + shown.length }, () => "---")),
    ...bench.results.map(({ workload, subjects, threads, backend, updatesPerSecond, ratio }) =>
      row([
        workload,
        subjects,
        threads,
        backend,
        (updatesPerSecond / 1e9).toFixed(2),
        ...shown.map((name) => cell(ratio[name])),
      ]),
    ),
    "",
    row(["what", "measured", "aim"]),
    row(["---", "---", "---"]),
    row(["two threads to one, 256 subjects of R, real time", bench.twoThreadsToOne.toFixed(2), "≥ 1.6"]),
    row([
      "the same by processor time, as two free cores would give",
      bench.twoThreadsToOneOnFreeCores.toFixed(2),
      "≥ 1.6",
    ]),
    row(["from file to first step, 30 projections, fresh process", start("fresh"), "≤ 50 ms"]),
    row(["the same again in a process that has done it before", start("warm"), "≤ 50 ms"]),
    row(["code generator with encoder, gzip", `${(bench.generatorBytes / 1000).toFixed(1)} kB`, "≤ 30 kB"]),
  ].join("\n");
}

/** A line of a table in Markdown. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
