import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { Worker } from "node:worker_threads";
import { createSimulation, type Simulation } from "../src/engine/index.ts";
import { runPlain } from "./plainWorkloadR.ts";
import { digests, SEED, start, workloadR } from "./workloadR.ts";

/** What `run.mjs` prepares. */
export interface BenchOptions {
  readonly reference: { readonly compiler: string; readonly program: string } | null;
  readonly worker: string;
  readonly arguments: readonly string[];
}

interface Reference {
  readonly cpuSeconds: number;
  readonly clock: number;
  readonly digest: string;
  readonly full: string;
}

const SYNAPSES = 16_384;
/** Sizes at which the cost per subject is compared; the first one is the standard. */
const SIZES = [
  { subjects: 64, steps: 300 },
  { subjects: 256, steps: 75 },
  { subjects: 1024, steps: 19 },
] as const;
const STANDARD = SIZES[0];
const PLAIN = { subjects: 4, steps: 50 };
const THREADED = { subjects: 256, steps: 20, repeats: 12 };
/** Digests of 64 subjects after 300 steps, and of 4 after 10, as the workload is defined. */
const EXPECTED = { digest: "b09dfa97", full: "99cc6643", first: "fb19d14c" };
/**
 * Least cycles of a step of a tile in 128-bit instructions: 16,384 synapses at 2.5 (three additions, maximum and minimum
 * on two pipes), 512 units at 27.
 */
const LEAST_CYCLES = SYNAPSES * 2.5 + 512 * 27;

const read = (path: string) => readFileSync(path, "utf8");

function cpuSecondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function stepAll(simulation: Simulation, steps: number): void {
  for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
}

function numbers(count: number, from = 0): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

/** Runs of one program: subject-steps a second of processor time (or of real time, for threads). */
class Row {
  readonly name: string;
  readonly subjectSteps: number;
  readonly seconds: number[] = [];
  /** For threads: processor time of all of them. */
  readonly cpuSeconds: number[] = [];

  constructor(name: string, subjectSteps: number) {
    this.name = name;
    this.subjectSteps = subjectSteps;
  }

  get rate(): number {
    return this.subjectSteps / Math.min(...this.seconds);
  }
}

async function compiledRows(): Promise<{ row: Row; simulation: Simulation; steps: number }[]> {
  const program = workloadR(read);
  const rows = [];
  for (const { subjects, steps } of SIZES) {
    const simulation = await createSimulation(program, { subjects: numbers(subjects), seed: SEED });
    rows.push({ row: new Row(`WebAssembly, ${subjects} subjects`, subjects * steps), simulation, steps });
  }
  return rows;
}

async function threads(worker: string, count: number): Promise<Worker[]> {
  const share = THREADED.subjects / count;
  const workers = numbers(count).map(
    (i) => new Worker(worker, { workerData: { subjects: numbers(share, i * share), steps: THREADED.steps } }),
  );
  await Promise.all(workers.map((one) => once(one, "message")));
  return workers;
}

async function tell(workers: readonly Worker[], message: "start" | "run"): Promise<number> {
  const before = performance.now();
  const answers = Promise.all(workers.map((one) => once(one, "message")));
  for (const one of workers) one.postMessage(message);
  await answers;
  return (performance.now() - before) / 1000;
}

function runReference(program: string): Reference {
  const { subjects, steps } = STANDARD;
  const { stdout } = spawnSync(program, [String(subjects), String(steps), "2"], { encoding: "utf8" });
  return JSON.parse(stdout);
}

/** Runs all programs in turns and prints a table, or JSON. */
export async function main(options: BenchOptions): Promise<void> {
  const json = options.arguments.includes("--json");
  const place = options.arguments.indexOf("--rounds");
  const rounds = place < 0 ? 6 : Number(options.arguments[place + 1]);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  if (options.reference === null) say("no C compiler found: the ratio to C is left out");

  const compiled = await compiledRows();
  const native = new Row("C, SSE4.1", STANDARD.subjects * STANDARD.steps);
  const plain = new Row("plain JavaScript", PLAIN.subjects * PLAIN.steps);
  const one = new Row("WebAssembly, 1 thread (real time)", THREADED.subjects * THREADED.steps);
  const two = new Row("WebAssembly, 2 threads (real time)", THREADED.subjects * THREADED.steps);
  const teams = [
    { row: one, workers: await threads(options.worker, 1) },
    { row: two, workers: await threads(options.worker, 2) },
  ];
  let found = { digest: "", full: "" };
  let reference: Reference | null = null;
  for (let round = -1; round < rounds; round++) {
    say(round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`);
    for (const { row, simulation, steps } of compiled) {
      start(simulation);
      const seconds = cpuSecondsOf(() => stepAll(simulation, steps));
      if (round >= 0) row.seconds.push(seconds);
    }
    if (round < 0) found = digests(compiled[0]!.simulation);
    if (options.reference !== null && round >= 0) {
      reference = runReference(options.reference.program);
      native.seconds.push(reference.cpuSeconds);
    }
    const seconds = cpuSecondsOf(() => runPlain(PLAIN.subjects, PLAIN.steps));
    if (round >= 0) plain.seconds.push(seconds);
    for (const { row, workers } of teams) {
      await tell(workers, "start");
      for (let i = 0; i < THREADED.repeats; i++) {
        const before = process.cpuUsage();
        const real = await tell(workers, "run");
        const { user, system } = process.cpuUsage(before);
        if (round < 0) continue;
        row.seconds.push(real);
        row.cpuSeconds.push((user + system) / 1e6);
      }
    }
  }
  await Promise.all(teams.flatMap(({ workers }) => workers.map((worker) => worker.terminate())));

  const [standard, , large] = compiled.map(({ row }) => row) as [Row, Row, Row];
  const same = reference === null || (reference.digest === found.digest && reference.full === found.full);
  const result = {
    machine: `${cpus()[0]?.model.trim()}, ${arch()}`,
    node: process.version,
    compiler: options.reference?.compiler ?? null,
    rounds,
    rows: [standard, compiled[1]!.row, large, native, plain, one, two]
      .filter(({ seconds }) => seconds.length > 0)
      .map((row) => ({ name: row.name, subjectStepsPerSecond: row.rate, synapsesPerSecond: row.rate * SYNAPSES })),
    ratios: {
      toC: reference === null ? null : standard.rate / native.rate,
      toPlainJavaScript: standard.rate / plain.rate,
      costAt1024To64: standard.rate / large.rate,
      twoThreadsToOne: two.rate / one.rate,
      twoThreadsToOneOnFreeCores: (2 * Math.min(...one.cpuSeconds)) / Math.min(...two.cpuSeconds),
      toLimit: reference === null ? null : standard.rate / ((4 * reference.clock) / LEAST_CYCLES),
    },
    limit:
      reference === null
        ? null
        : { clock: reference.clock, subjectStepsPerSecond: (4 * reference.clock) / LEAST_CYCLES },
    digestsAgree:
      same && found.digest === EXPECTED.digest && found.full === EXPECTED.full && runPlain(4, 10) === EXPECTED.first,
  };
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : table(result));
}

function table(result: {
  readonly machine: string;
  readonly node: string;
  readonly rows: readonly { readonly name: string; readonly subjectStepsPerSecond: number }[];
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly limit: { readonly subjectStepsPerSecond: number } | null;
  readonly digestsAgree: boolean;
}): string {
  const thousand = (value: number) => (value / 1000).toFixed(1).padStart(9);
  const giga = (value: number) => ((value * SYNAPSES) / 1e9).toFixed(2).padStart(8);
  const line = (name: string, rate: number) => `${name.padEnd(38)}${thousand(rate)}${giga(rate)}`;
  const ratio = (name: string, value: number | null | undefined, target: string) =>
    value == null ? [] : [`${name.padEnd(38)}${value.toFixed(2).padStart(9)}   ${target}`];
  const { ratios, limit } = result;
  return [
    `Workload R on ${result.machine}, Node ${result.node}`,
    "",
    `${"".padEnd(38)}thousand subject-steps/s, G synapses/s`,
    ...result.rows.map(({ name, subjectStepsPerSecond }) => line(name, subjectStepsPerSecond)),
    ...(limit === null ? [] : [line("limit of 128-bit code, two add pipes", limit.subjectStepsPerSecond)]),
    "",
    ...ratio("WebAssembly to C, SSE4.1", ratios.toC, "(target: at least 0.80)"),
    ...ratio("WebAssembly to plain JavaScript", ratios.toPlainJavaScript, "(target: at least 10)"),
    ...ratio("cost a subject, 1,024 to 64", ratios.costAt1024To64, "(target: at most 1.25)"),
    ...ratio("two threads to one, real time", ratios.twoThreadsToOne, "(target: at least 1.50; needs two free cores)"),
    ...ratio("two threads to one, by processor time", ratios.twoThreadsToOneOnFreeCores, ""),
    ...ratio("WebAssembly to the limit", ratios.toLimit, ""),
    `digests ${result.digestsAgree ? "agree" : "DISAGREE"}`,
    "",
  ].join("\n");
}
