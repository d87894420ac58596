import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Bench } from "./main.ts";
import { machine, references, table } from "./results.ts";
import { startText } from "./startRows.ts";

const PAGE = "docs/speed.md";
const [BEGIN, END] = ["<!-- table -->", "<!-- end of table -->"];

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
  const text = readFileSync(PAGE, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has no place for the table`);
  writeFileSync(PAGE, `${text.slice(0, from + BEGIN.length)}\n${pageTables(bench)}\n${text.slice(to)}`);
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

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
