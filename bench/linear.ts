import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CurveReport, curveSvg } from "../src/report/index.ts";
import { type Result, resultsOf } from "./results.ts";
import { Team } from "./threads.ts";

const MODEL = "bench/models/ninety-synapses.yaml";
const SYNAPSES = 90;
const SIZES = [100, 1000, 10_000, 100_000] as const;
/** Steps of all subjects together in one measurement, whatever their number. */
const SUBJECT_STEPS = 2_000_000;
const FIGURES = join("results", "bench");

/** What a subject costs the engine. */
export interface EngineCost {
  readonly subjects: number;
  readonly threads: number;
  /** Microseconds of real time and of processor time, a subject and a thousand steps: the least of the rounds. */
  readonly realTime: number;
  readonly processorTime: number;
}

/** What a subject costs in a whole run of the command: task, recording and tables with everything else. */
export interface RunCost {
  readonly subjects: number;
  readonly threads: number;
  /** Milliseconds a subject. */
  readonly realTime: number;
  readonly processorTime: number;
  /** Largest resident memory, bytes. */
  readonly peakMemory: number;
}

/** Cost against number of subjects. */
export interface LinearResult {
  readonly results: readonly Result[];
  readonly engine: readonly EngineCost[];
  readonly run: readonly RunCost[];
  /** Processor time of a subject with the most subjects to that with 1,000, one thread in the engine. */
  readonly engineMostToThousand: number | null;
  /** The same in whole runs, of each further subject: the start, which all share, left out. */
  readonly runMostToThousand: number | null;
  /** Figures that were written. */
  readonly figures: readonly string[];
}

/** Measures up to so many subjects, in interleaved rounds, and writes the figures. */
export async function measureLinear(
  worker: string,
  rounds: number,
  most: number,
  say: (text: string) => void,
): Promise<LinearResult> {
  const sizes = SIZES.filter((size) => size <= most);
  const teams: { readonly team: Team; readonly steps: number }[] = [];
  for (const subjects of sizes) {
    for (const threads of [1, 2]) {
      const steps = SUBJECT_STEPS / subjects;
      const shared = { workload: "ninety-synapses" as const, synapses: SYNAPSES, model: MODEL, startValues: false };
      teams.push({ team: await Team.start(worker, { ...shared, subjects, steps, threads }), steps });
    }
  }
  for (let round = -1; round < rounds; round++) {
    say(round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`);
    for (const { team } of teams) await team.run(1, round >= 0);
  }
  for (const { team } of teams) await team.end();
  const engine = teams.map(({ team: { row } }) => ({
    subjects: row.subjects,
    threads: row.threads,
    realTime: (1e9 * Math.min(...row.seconds)) / SUBJECT_STEPS,
    processorTime: (1e9 * Math.min(...row.cpuSeconds)) / SUBJECT_STEPS,
  }));
  const run = sizes.map((subjects) => {
    say(`a whole run of ${subjects.toLocaleString("en")} subjects`);
    return wholeRun(subjects);
  });
  return {
    results: resultsOf(teams.map(({ team }) => team.row)),
    engine,
    run,
    engineMostToThousand: ratioOf(engine.filter(({ threads }) => threads === 1)),
    runMostToThousand: ratioOf(marginal(run)),
    figures: writeFigures(engine, run),
  };
}

/** A cost for numbers of subjects. */
interface Cost {
  readonly subjects: number;
  readonly processorTime: number;
}

/** What each further subject takes, from one size to the next. */
function marginal(run: readonly RunCost[]): Cost[] {
  return run.slice(1).map(({ subjects, processorTime }, i) => {
    const before = run[i]!;
    const added = processorTime * subjects - before.processorTime * before.subjects;
    return { subjects, processorTime: added / (subjects - before.subjects) };
  });
}

function ratioOf(costs: readonly Cost[]): number | null {
  const thousand = costs.find(({ subjects }) => subjects === 1000);
  const last = costs.at(-1);
  return thousand === undefined || last === undefined || last === thousand
    ? null
    : last.processorTime / thousand.processorTime;
}

function wholeRun(subjects: number): RunCost {
  const command = join("dist", "cli.js");
  if (!existsSync(command)) throw new Error("the command is not built: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "neohebb-linear-"));
  const experiment = join(folder, "linear.yaml");
  const threads = 2;
  writeFileSync(
    experiment,
    JSON.stringify({
      neohebb: "experiment/1",
      name: "linear",
      task: { id: "three-armed-reversal-v1", options: { blocks: 2, blockLength: 12 } },
      model: resolve(MODEL),
      subjects,
      seed: 7,
      groups: { control: {} },
    }),
  );
  try {
    const options = ["--threads", String(threads), "--json", "--quiet", "--out", join(folder, "out")];
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, "run", experiment, ...options], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`a run of ${subjects} subjects failed: ${stderr.trim()}`);
    const { timing } = (JSON.parse(stdout) as { manifest: { timing: Record<string, number> } }).manifest;
    return {
      subjects,
      threads,
      realTime: (1e3 * (timing.simulation! + timing.evaluation!)) / subjects,
      processorTime: (1e3 * timing.processorTime!) / subjects,
      peakMemory: timing.peakMemory!,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measure = "realTime" | "processorTime";

function writeFigures(engine: readonly EngineCost[], run: readonly RunCost[]): string[] {
  mkdirSync(FIGURES, { recursive: true });
  const line = (label: string, costs: readonly (EngineCost | RunCost)[], measure: Measure) => ({
    label,
    doc: "",
    x: costs.map(({ subjects }) => subjects),
    y: costs.map((cost) => cost[measure]),
  });
  const [one, two] = [1, 2].map((count) => engine.filter(({ threads }) => threads === count)) as [
    EngineCost[],
    EngineCost[],
  ];
  const figures = {
    "linear-engine.svg": report("Time of a subject in the engine", "µs", "time of a subject for 1,000 steps", [
      line("one thread, processor time", one, "processorTime"),
      line("one thread, real time", one, "realTime"),
      line("two threads, real time", two, "realTime"),
    ]),
    "linear.svg": report("Time of a subject in a whole run", "ms", "time of a subject in a whole run", [
      line("processor time", run, "processorTime"),
      line("real time, two threads", run, "realTime"),
    ]),
  };
  return Object.entries(figures).map(([name, figure]) => {
    writeFileSync(join(FIGURES, name), curveSvg(figure));
    return join(FIGURES, name);
  });
}

function report(title: string, unit: string, label: string, curves: CurveReport["curves"]): CurveReport {
  return {
    title,
    summary: "",
    remarks: "",
    version: "",
    resultHash: "",
    x: { label: "subjects", unit: "1", logarithmic: true },
    y: { label, unit, logarithmic: true },
    curves,
    references: [],
    sources: [],
    facts: [],
  };
}

/** The result for people. */
export function linearText({ engine, run, engineMostToThousand, runMostToThousand, figures }: LinearResult): string {
  const number = (value: number, width: number) => value.toFixed(2).padStart(width);
  const ratio = (name: string, value: number | null) =>
    value === null ? [] : [`${name.padEnd(60)}${number(value, 6)}`];
  return [
    `engine, ${SYNAPSES} synapses: µs of a subject for 1,000 steps`,
    " subjects  threads      real  processor",
    ...engine.map(
      ({ subjects, threads, realTime, processorTime }) =>
        `${String(subjects).padStart(9)}${String(threads).padStart(9)}${number(realTime, 10)}${number(processorTime, 11)}`,
    ),
    "whole runs on two threads: ms of a subject",
    " subjects      real  processor  memory, MB",
    ...run.map(
      ({ subjects, realTime, processorTime, peakMemory }) =>
        `${String(subjects).padStart(9)}${number(realTime, 10)}${number(processorTime, 11)}${(peakMemory / 1e6).toFixed(0).padStart(12)}`,
    ),
    ...ratio("a subject with the most to one with 1,000, engine", engineMostToThousand),
    ...ratio("each further subject with the most to that with 1,000, run", runMostToThousand),
    ...figures,
    "",
  ].join("\n");
}
