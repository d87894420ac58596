import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createSimulation, type NativeBackend, type Simulation } from "../src/engine/index.ts";
import { NativeUnavailable, nativeBackend } from "../src/engine/native/nativeBackend.node.ts";
import { measureFitting } from "./fitting/measure.ts";
import { fittingText, writeFittingSection } from "./fitting/text.ts";
import { generatorSize } from "./generatorSize.ts";
import { linearText, measureLinear } from "./linear.ts";
import { compare, statisticsOf } from "./peerStatistics.ts";
import { type Peer, type Peers, peersAskedFor, startPeers } from "./peers.ts";
import { runPlain } from "./plainWorkloadR.ts";
import { machine, Row, resultsOf } from "./results.ts";
import { measureSkipping, skippingText } from "./skipping.ts";
import { measureStart } from "./startRows.ts";
import { digests, R, R_SKIP, R16, SEED, start } from "./startValues.ts";
import { benchText, writeLinearSection, writeSpeedPage } from "./text.ts";
import { Team } from "./threads.ts";
import { WORKLOAD_R, workloadR } from "./workloadR.ts";

/** Programs of the reference, by instruction set and workload. */
export interface References {
  readonly compiler: string;
  readonly programs: Readonly<Record<"cSse" | "cAvx2", Readonly<Record<"R" | "R16", string | null>>>>;
}

/** What `run.mjs` prepares. */
export interface BenchOptions {
  readonly references: References | null;
  /** Bundles: of threads, and of the program that times the way from a file to the first step. */
  readonly worker: string;
  readonly fittingWorker: string;
  readonly start: string;
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

function nativeOrNull(say: (text: string) => void): NativeBackend | null {
  try {
    return nativeBackend({ lanes: "widest" });
  } catch (error) {
    if (!(error instanceof NativeUnavailable)) throw error;
    say(`${error.message}: native code is left out`);
    return null;
  }
}

/** Rows of other software at every size of R; all are made to run once, and must do what we do. */
async function peerRows({ running, missing }: Peers, compiled: readonly Compiled[], say: (text: string) => void) {
  const rows: Row[] = [];
  const described: Record<string, { version: string } | { missing: string }> = {};
  for (const [name, reason] of Object.entries(missing)) described[name] = { missing: reason };
  for (const peer of running) {
    say(`${peer.name}: first runs, which compile`);
    const problem = await problemOf(peer, compiled);
    described[peer.name] = problem === null ? { version: peer.version } : { missing: problem };
    if (problem !== null) say(`${peer.name} is left out: ${problem}`);
    else
      for (const { subjects, steps } of SIZES) {
        const size = { subjects, steps, synapses: SYNAPSES.R };
        rows.push(new Row("R", peer.name, size, () => peer.run(subjects, steps)));
      }
  }
  return { rows, described };
}

/** Why a peer cannot be compared with, or null; its first runs compile. */
async function problemOf(peer: Peer, compiled: readonly Compiled[]): Promise<string | null> {
  try {
    for (const { subjects, steps } of SIZES) {
      const own = compiled.find(({ row }) => row.workload === "R" && row.subjects === subjects)!;
      const { largest, agrees } = compare(await peer.statistics(subjects, steps), statisticsOf(own.simulation));
      if (!agrees) return `its numbers lie ${largest.toFixed(1)} standard errors from ours with ${subjects} subjects`;
    }
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs what is asked for and prints a table, or JSON. */
export async function main(options: BenchOptions): Promise<void> {
  const json = options.arguments.includes("--json");
  const has = (name: string) => options.arguments.includes(name);
  const rounds = numberOf(options.arguments, "--rounds") ?? (has("--fitting") ? 1 : 6);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const print = <T extends object>(result: T, text: (result: T) => string) => {
    process.stdout.write(
      json ? `${JSON.stringify({ machine: machine(), rounds, ...result }, null, 2)}\n` : text(result),
    );
  };
  if (has("--skipping")) return print(await measureSkipping(rounds), skippingText);
  if (has("--fitting")) {
    const fitting = await measureFitting({
      worker: options.fittingWorker,
      peers: has("--peers"),
      subjects: numberOf(options.arguments, "--subjects"),
      rounds,
      say,
    });
    print(fitting, fittingText);
    if (has("--write-page")) writeFittingSection(fitting);
    return;
  }
  if (has("--linear")) {
    const most = numberOf(options.arguments, "--subjects") ?? 10_000;
    const linear = await measureLinear(options.worker, rounds, most, say);
    print(linear, linearText);
    if (has("--write-page")) writeLinearSection(linear);
    return;
  }
  const whole = await measureAll(options, rounds, say);
  print(whole, benchText);
  if (has("--write-page")) writeSpeedPage(whole);
}

function numberOf(arguments_: readonly string[], name: string): number | null {
  const place = arguments_.indexOf(name);
  if (place < 0) return null;
  const value = Number(arguments_[place + 1]);
  if (!(Number.isInteger(value) && value > 0)) throw new Error(`${name} needs a whole number above 0`);
  return value;
}

/** Workload R and its variants beside everything that there is to compare with, in interleaved rounds. */
async function measureAll(options: BenchOptions, rounds: number, say: (text: string) => void) {
  const { references } = options;
  if (references === null) say("no C compiler found: ratios to C are left out");
  const peers = await startPeers(peersAskedFor(options.arguments), say);
  const compiled = await compiledRows(nativeOrNull(say));
  const plain = new Row("R", "js", { ...PLAIN, synapses: SYNAPSES.R }, () =>
    cpuSecondsOf(() => runPlain(PLAIN.subjects, PLAIN.steps)),
  );
  const rows = [...compiled.map(({ row }) => row), ...(references === null ? [] : referenceRows(references)), plain];
  const shared = { workload: "R", synapses: SYNAPSES.R, model: WORKLOAD_R, startValues: true, ...THREADED } as const;
  const teams = [
    await Team.start(options.worker, { ...shared, threads: 1 }),
    await Team.start(options.worker, { ...shared, threads: 2 }),
  ];
  say("warming up");
  for (const row of rows) await row.run();
  for (const one of teams) await one.run(THREADED.repeats, false);
  const standard = compiled.filter(({ row }) => row.workload === "R" && row.subjects === SIZES[0].subjects);
  const reference = references?.programs.cSse.R ?? null;
  const output = reference === null ? null : runReference(reference, SIZES[0].subjects, SIZES[0].steps);
  const agree =
    runPlain(4, 10) === EXPECTED.first &&
    standard.every(({ simulation }) => isExpected(digests(simulation))) &&
    (output === null || isExpected(output));
  const { rows: rowsOfPeers, described } = await peerRows(peers, compiled, say);
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (const row of [...rows, ...rowsOfPeers]) row.seconds.push(await row.run());
    for (const one of teams) await one.run(THREADED.repeats, true);
  }
  for (const peer of peers.running) peer.end();
  for (const one of teams) await one.end();
  const [one, two] = teams.map(({ row }) => row) as [Row, Row];
  const [small, , large] = compiled.map(({ row }) => row) as [Row, Row, Row];
  return {
    compiler: references?.compiler ?? null,
    peers: described,
    results: resultsOf([...rows, ...rowsOfPeers, ...teams.map(({ row }) => row)]),
    costAt1024To64: small.rate / large.rate,
    twoThreadsToOne: two.rate / one.rate,
    twoThreadsToOneOnFreeCores: (2 * Math.min(...one.cpuSeconds)) / Math.min(...two.cpuSeconds),
    toLimit: output === null ? null : small.rate / ((4 * output.clock * SYNAPSES.R) / LEAST_CYCLES),
    digestsAgree: agree,
    start: measureStart(options.start),
    generatorBytes: await generatorSize(process.cwd()),
  };
}

/** What `npm run bench` measures without further options. */
export type Bench = Awaited<ReturnType<typeof measureAll>>;

function isExpected({ digest, full }: { readonly digest: string; readonly full: string }): boolean {
  return digest === EXPECTED.digest && full === EXPECTED.full;
}
