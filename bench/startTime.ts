import { readFileSync } from "node:fs";
import { Batch } from "../src/engine/batch.ts";
import { checkProgram } from "../src/engine/checkProgram.ts";
import { LANES, layOut } from "../src/engine/layout.ts";
import { generate } from "../src/engine/wasm/compile.ts";
import { WasmMachine } from "../src/engine/wasm/wasmMachine.ts";
import { lowerModel } from "../src/spec/lowerModel.ts";
import { readModel } from "../src/spec/modelSource.ts";
import { SEED } from "./startValues.ts";

/** A model of 30 projections in the language's short forms. */
export const START_MODEL = "bench/models/thirty-projections.yaml";

/** The parts of the way from a file to the first step. */
export const startParts = ["read", "lower", "generate", "compile", "firstStep"] as const;
/** Milliseconds of each part. */
export type StartTimes = Readonly<Record<(typeof startParts)[number], number>>;

/** Real and processor time of one way from a model's file to four subjects' first step. */
export interface Start {
  readonly realTime: StartTimes;
  readonly processorTime: StartTimes;
}

/** Reads, checks and compiles a model and makes the first step, as `createSimulation` does, and times the parts. */
export async function timeStart(path: string): Promise<Start> {
  const real: number[] = [performance.now()];
  const used: number[] = [processorTime()];
  const mark = () => {
    real.push(performance.now());
    used.push(processorTime());
  };
  const source = readModel(path, (file) => readFileSync(file, "utf8"));
  mark();
  const { program } = lowerModel(source);
  mark();
  const tables = checkProgram(program);
  const layout = layOut(program, tables, LANES);
  const { bytes, ...plan } = generate(program, tables, layout);
  mark();
  const module = new WebAssembly.Module(bytes);
  mark();
  const compiled = { ...plan, module };
  const tilesAddress = Math.ceil(plan.end / 64) * 64;
  const machine = await WasmMachine.instantiate(program, compiled, tilesAddress, layout.tileBytes, SEED);
  const simulation = new Batch(program, tables, layout, machine, [0, 1, 2, 3], SEED);
  simulation.initialise();
  simulation.step(0);
  mark();
  return { realTime: differences(real), processorTime: differences(used) };
}

/** Milliseconds of processor time of this process. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function differences(times: readonly number[]): StartTimes {
  return Object.fromEntries(startParts.map((name, i) => [name, times[i + 1]! - times[i]!])) as StartTimes;
}
