import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runPlain } from "../bench/plainWorkloadR.ts";
import { digests, R, R16, SEED, start, workloadR } from "../bench/workloadR.ts";
import { createSimulation } from "../src/engine/index.ts";

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
});
