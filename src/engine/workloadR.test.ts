import { describe, expect, it } from "vitest";
import { digests, SEED, start, workloadR } from "../../bench/workloadR.ts";
import { createSimulation } from "./createSimulation.ts";

async function run(backend: "interpreter" | "wasm", subjects: number, steps: number) {
  const simulation = await createSimulation(workloadR(), {
    subjects: Array.from({ length: subjects }, (_, i) => i),
    seed: SEED,
    backend,
  });
  start(simulation);
  for (let tile = 0; tile < simulation.tiles; tile++) simulation.step(tile, steps);
  return digests(simulation);
}

describe("workload R", () => {
  it("gives the reference's digests when interpreted", async () => {
    expect(await run("interpreter", 4, 10)).toEqual({ digest: "fb19d14c", full: "314ab54d" });
  });

  it("gives the reference's digests when compiled", async () => {
    expect(await run("wasm", 4, 10)).toEqual({ digest: "fb19d14c", full: "314ab54d" });
    expect(await run("wasm", 64, 100)).toEqual({ digest: "ae6a2160", full: "cb6e0870" });
  });
});
