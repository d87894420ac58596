import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { createSimulation, type NativeBackend, type Simulation } from "../src/engine/index.ts";
import { NativeUnavailable, nativeBackend } from "../src/engine/native/nativeBackend.node.ts";
import { runPlain } from "./plainWorkloadR.ts";
import { machine, Row, resultsOf, table } from "./results.ts";
import { measureSkipping, skippingText } from "./skipping.ts";
import { digests, R, R_SKIP, R16, SEED, start } from "./startValues.ts";
import { workloadR } from "./workloadR.ts";

/** Programs of the reference, by instruction set and workload. */
export interface References {
  readonly compiler: string;
  readonly programs: Readonly<Record<"cSse" | "cAvx2", Readonly<Record<"R" | "R16", string | null>>>>;
}

/** What `run.mjs` prepares. */
export interface BenchOptions {
  readonly references: References | null;
  readonly worker: string;
  readonly arguments: readonly string[];
}

const SYNAPSES = { R: 16_384, R16: 262_144, "R-skip": 16_384 };
/** Sizes at which the cost per subject is compared; the first one is the standard. */
const SIZES = [
  { subjects: 64, steps: 300 },
  { subjects: 256, steps: 100 },
  { subjects: 1024, steps: 50 },
] as const;
const LARGE = { subjects: 64, steps: 10 };
const PLAIN = { subjects: 4, steps: 50 };
const THREADED = { subjects: 256, steps: 20, repeats: 12 };
/** Digests of R with 64 subjects after 300 steps and with 4 after 10, as the workload is defined. */
const EXPECTED = { digest: "b09dfa97", full: "99cc6643", first: "fb19d14c" };
/**
 * Least cycles of a step of four subjects in 128-bit instructions: 16,384 synapses at 2.5 (three additions, maximum and
 * minimum on two pipes), 512 units at 27.
 */
const LEAST_CYCLES = SYNAPSES.R * 2.5 + 512 * 27;

const read = (path: string) => readFileSync(path, "utf8");

function cpuSecondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function numbers(count: number, from = 0): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

interface Compiled {
  readonly row: Row;
  readonly simulation: Simulation;
}

/** Rows of generated code. */
async function compiledRows(native: NativeBackend | null): Promise<Compiled[]> {
  const rows: Compiled[] = [];
  const model = (name: string) => workloadR(read, `bench/models/${name}.yaml`);
  const [r, r16] = [workloadR(read), model("workload-r16")];
  const [dense, skipping] = [model("workload-r-skip-dense"), model("workload-r-skip")];
  const runs = [
    ...SIZES.map((size) => ({ workload: "R" as const, note: "", program: r, shape: R, ...size })),
    { workload: "R16" as const, note: "", program: r16, shape: R16, ...LARGE },
    { workload: "R-skip" as const, note: ", dense", program: dense, shape: R_SKIP, ...SIZES[0] },
    { workload: "R-skip" as const, note: ", skipping", program: skipping, shape: R_SKIP, ...SIZES[0] },
  ];
  for (const backend of native === null ? [null] : [null, native]) {
    for (const { workload, note, program, shape, subjects, steps } of runs) {
      const options = { subjects: numbers(subjects), seed: SEED, ...(backend === null ? {} : { backend }) };
      const simulation = await createSimulation(program, options);
      const run = () => {
        start(simulation, shape);
        return cpuSecondsOf(() => {
          for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
        });
      };
      const name = `${backend === null ? "wasm" : `native (${backend.lanes})`}${note}`;
      rows.push({ row: new Row(workload, name, { subjects, steps, synapses: SYNAPSES[workload] }, run), simulation });
    }
  }
  return rows;
}

/** What the reference prints. */
interface ReferenceOutput {
  readonly cpuSeconds: number;
  readonly clock: number;
  readonly digest: string;
  readonly full: string;
}

function runReference(program: string, subjects: number, steps: number): ReferenceOutput {
  const { stdout } = spawnSync(program, [String(subjects), String(steps), "1"], { encoding: "utf8" });
  return JSON.parse(stdout);
}

function referenceRows({ programs }: References): Row[] {
  return (["cSse", "cAvx2"] as const).flatMap((name) =>
    [...SIZES.map((size) => ({ workload: "R" as const, ...size })), { workload: "R16" as const, ...LARGE }].flatMap(
      ({ workload, subjects, steps }) => {
        const program = programs[name][workload];
        if (program === null) return [];
        const size = { subjects, steps, synapses: SYNAPSES[workload] };
        return [new Row(workload, name, size, () => runReference(program, subjects, steps).cpuSeconds)];
      },
    ),
  );
}

async function team(worker: string, count: number): Promise<{ row: Row; workers: readonly Worker[] }> {
  const share = THREADED.subjects / count;
  const workers = numbers(count).map(
    (i) => new Worker(worker, { workerData: { subjects: numbers(share, i * share), steps: THREADED.steps } }),
  );
  await Promise.all(workers.map((one) => once(one, "message")));
  const size = { ...THREADED, synapses: SYNAPSES.R, threads: count };
  const row = new Row("R", "wasm", size, () => tell(workers, "run"));
  return { row, workers };
}

async function tell(workers: readonly Worker[], message: "start" | "run"): Promise<number> {
  const before = performance.now();
  const answers = Promise.all(workers.map((one) => once(one, "message")));
  for (const one of workers) one.postMessage(message);
  await answers;
  return (performance.now() - before) / 1000;
}

async function runTeam({ row, workers }: Awaited<ReturnType<typeof team>>, keep: boolean): Promise<void> {
  await tell(workers, "start");
  for (let i = 0; i < THREADED.repeats; i++) {
    const before = process.cpuUsage();
    const seconds = await row.run();
    const { user, system } = process.cpuUsage(before);
    if (!keep) continue;
    row.seconds.push(seconds);
    row.cpuSeconds.push((user + system) / 1e6);
  }
}

function nativeOrNull(say: (text: string) => void): NativeBackend | null {
  try {
    return nativeBackend({ lanes: "widest" });
  } catch (error) {
    if (!(error instanceof NativeUnavailable)) throw error;
    say(`${error.message}: native code is left out`);
    return null;
  }
}

/** Runs all programs in turns and prints a table, or JSON. */
export async function main(options: BenchOptions): Promise<void> {
  const json = options.arguments.includes("--json");
  const place = options.arguments.indexOf("--rounds");
  const rounds = place < 0 ? 6 : Number(options.arguments[place + 1]);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  if (options.arguments.includes("--skipping")) {
    const result = await measureSkipping(rounds);
    process.stdout.write(
      json ? `${JSON.stringify({ machine: machine(), rounds, ...result }, null, 2)}\n` : skippingText(result),
    );
    return;
  }
  const { references } = options;
  if (references === null) say("no C compiler found: ratios to C are left out");

  const compiled = await compiledRows(nativeOrNull(say));
  const plain = new Row("R", "js", { ...PLAIN, synapses: SYNAPSES.R }, () =>
    cpuSecondsOf(() => runPlain(PLAIN.subjects, PLAIN.steps)),
  );
  const rows = [...compiled.map(({ row }) => row), ...(references === null ? [] : referenceRows(references)), plain];
  const teams = [await team(options.worker, 1), await team(options.worker, 2)];
  let agree = runPlain(4, 10) === EXPECTED.first;
  for (let round = -1; round < rounds; round++) {
    say(round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`);
    for (const row of rows) {
      const seconds = await row.run();
      if (round >= 0) row.seconds.push(seconds);
    }
    for (const one of teams) await runTeam(one, round >= 0);
    if (round < 0) {
      const standard = compiled.filter(({ row }) => row.workload === "R" && row.subjects === SIZES[0].subjects);
      agree &&= standard.every(({ simulation }) => isExpected(digests(simulation)));
    }
  }
  await Promise.all(teams.flatMap(({ workers }) => workers.map((worker) => worker.terminate())));

  const results = resultsOf([...rows, ...teams.map(({ row }) => row)]);
  const reference = references?.programs.cSse.R ?? null;
  const output = reference === null ? null : runReference(reference, SIZES[0].subjects, SIZES[0].steps);
  agree &&= output === null || isExpected(output);
  const [one, two] = teams.map(({ row }) => row) as [Row, Row];
  const [standard, , large] = compiled.map(({ row }) => row) as [Row, Row, Row];
  const summary = {
    costAt1024To64: standard.rate / large.rate,
    twoThreadsToOne: two.rate / one.rate,
    twoThreadsToOneOnFreeCores: (2 * Math.min(...one.cpuSeconds)) / Math.min(...two.cpuSeconds),
    toLimit: output === null ? null : standard.rate / ((4 * output.clock * SYNAPSES.R) / LEAST_CYCLES),
    digestsAgree: agree,
  };
  const whole = { machine: machine(), compiler: references?.compiler ?? null, rounds, results, ...summary };
  process.stdout.write(json ? `${JSON.stringify(whole, null, 2)}\n` : text(whole));
}

function isExpected({ digest, full }: { readonly digest: string; readonly full: string }): boolean {
  return digest === EXPECTED.digest && full === EXPECTED.full;
}

function text(whole: {
  readonly machine: string;
  readonly results: ReturnType<typeof resultsOf>;
  readonly costAt1024To64: number;
  readonly twoThreadsToOne: number;
  readonly twoThreadsToOneOnFreeCores: number;
  readonly toLimit: number | null;
  readonly digestsAgree: boolean;
}): string {
  const line = (name: string, value: number | null) =>
    value === null ? [] : [`${name.padEnd(52)}${value.toFixed(2)}`];
  return [
    whole.machine,
    "",
    table(whole.results),
    "",
    ...line("cost of a subject in WebAssembly, 1,024 to 64", whole.costAt1024To64),
    ...line("two threads to one, real time (needs two free cores)", whole.twoThreadsToOne),
    ...line("two threads to one, by processor time", whole.twoThreadsToOneOnFreeCores),
    ...line("WebAssembly to the limit of 128-bit code", whole.toLimit),
    `digests ${whole.digestsAgree ? "agree" : "DISAGREE"}`,
    "",
  ].join("\n");
}
