import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createSimulation } from "../src/engine/index.ts";
import { SEED, start } from "./startValues.ts";
import { workloadR } from "./workloadR.ts";

/** Runs its subjects each time it is told to, and reports when it is done. */
const { subjects, steps } = workerData as { readonly subjects: readonly number[]; readonly steps: number };
const program = workloadR((path) => readFileSync(path, "utf8"));
const simulation = await createSimulation(program, { subjects, seed: SEED });
parentPort?.on("message", (message: "start" | "run") => {
  if (message === "start") start(simulation);
  else for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
  parentPort?.postMessage("done");
});
parentPort?.postMessage("done");
