import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runPlain } from "../bench/plainWorkloadR.ts";
import { digests, R, R_SKIP, R16, SEED, start } from "../bench/startValues.ts";
import { workloadR } from "../bench/workloadR.ts";
import { createSimulation, type Simulation } from "../src/engine/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

async function run(backend: "interpreter" | "wasm", subjects: number, steps: number, size = R) {
  const program = size === R ? workloadR(read) : workloadR(read, "bench/models/workload-r16.yaml");
  const numbers = Array.from({ length: subjects }, (_, i) => i);
  const simulation = await createSimulation(program, { subjects: numbers, seed: SEED, backend });
  start(simulation, size);
  for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
  return digests(simulation, size);
}

describe("workload R, written in the model language", () => {
  it("gives the reference's digests when compiled", async () => {
    expect(await run("wasm", 4, 10)).toEqual({ digest: "fb19d14c", full: "314ab54d" });
    expect(await run("wasm", 64, 100)).toEqual({ digest: "ae6a2160", full: "cb6e0870" });
  });

  it("gives the reference's digests when interpreted", async () => {
    expect(await run("interpreter", 4, 10)).toEqual({ digest: "fb19d14c", full: "314ab54d" });
  });

  it("gives the reference's digest when written by hand in JavaScript", () => {
    expect(runPlain(4, 10)).toBe("fb19d14c");
  });

  it("gives the reference's digests at sixteen times the size", async () => {
    expect(await run("wasm", 16, 100, R16)).toEqual({ digest: "22a1d3c5", full: "33071af0" });
  });

  it("gives the reference's digests with rectified units", async () => {
    const dense = await simulateSkip("bench/models/workload-r-skip-dense.yaml", 64, 200);
    expect(digests(dense, R_SKIP)).toEqual({ digest: "e60f8fce", full: "5c839560" });
  });

  it("gives nearly the same weights when only synapses of active units are updated", async () => {
    const subjects = 8;
    const dense = await simulateSkip("bench/models/workload-r-skip-dense.yaml", subjects, 200);
    const skipping = await simulateSkip("bench/models/workload-r-skip.yaml", subjects, 200);
    let farthest = 0;
    for (let place = 0; place < subjects; place++) {
      for (let p = 0; p < 4; p++) {
        const weights = caughtUp(skipping, place, p);
        dense.read(`p${p}.weight`, place).forEach((weight, i) => {
          farthest = Math.max(farthest, Math.abs(weight - weights[i]!));
        });
      }
    }
    expect(farthest).toBeGreaterThan(0);
    expect(farthest).toBeLessThan(2e-7);
  });
});

async function simulateSkip(path: string, subjects: number, steps: number) {
  const numbers = Array.from({ length: subjects }, (_, i) => i);
  const simulation = await createSimulation(workloadR(read, path), { subjects: numbers, seed: SEED });
  start(simulation, R_SKIP);
  for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
  return simulation;
}

/** Shares of the four modulators in the gate of each projection. */
const SHARES = [
  [1, 0.2, -0.1, 0.05],
  [0.5, 0.5, 0, 0.1],
  [-0.3, 0.8, 0.2, 0],
  [0.9, 0, 0.3, -0.2],
];

/** Weights of a projection with what they missed since their pre units were active last, the last step included. */
function caughtUp(simulation: Simulation, place: number, p: number): number[] {
  const one = (name: string) => simulation.read(`network.${name}`, place)[0]!;
  const gate = SHARES[p]!.reduce((sum, share, m) => sum + share * one(`M${m}`), 0) * 2e-4;
  const end = one(`now${p}`) + gate * one("decay");
  const reference = simulation.read(`p${p}.pre.reference`, place);
  const eligibility = simulation.read(`p${p}.eligibility`, place);
  return [...simulation.read(`p${p}.weight`, place)].map((weight, i) => {
    const missed = end - reference[64 * p + (i % 64)]!;
    return Math.min(Math.max(weight + eligibility[i]! * missed, 0), 0.05);
  });
}
