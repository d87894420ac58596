import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createSimulation } from "../src/engine/index.ts";
import { SEED, start } from "./startValues.ts";
import type { Share } from "./threads.ts";
import { workloadR } from "./workloadR.ts";

/** Runs its subjects each time it is told to, and reports when it is done. */
const { model, startValues, subjects, steps } = workerData as Share;
const program = workloadR((path) => readFileSync(path, "utf8"), model);
const simulation = await createSimulation(program, { subjects, seed: SEED });
parentPort?.on("message", (message: "start" | "run") => {
  if (message === "run") for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
  else if (startValues) start(simulation);
  else simulation.initialise();
  parentPort?.postMessage("done");
});
parentPort?.postMessage("done");
