import { describe, expect, it } from "vitest";
import { createSimulation, type Program, type Simulation } from "../src/engine/index.ts";
import { RandomSequence } from "../src/math/random.ts";
import { checkModel, formatIssue, lowerModel, readModel } from "../src/spec/index.ts";
import { RandomModel } from "./support/randomModel.ts";

const runs = Number(process.env.NEOHEBB_RUNS ?? 200);
const firstSeed = Number(process.env.NEOHEBB_SEED ?? 1);
const seed = [11, 12] as const;
const subjects = [3, 1, 4, 15, 9];

/** What a model came to. */
type Outcome = "issues" | "equal bits";

async function outcomeOf(text: string): Promise<Outcome> {
  const source = readModel("drawn.yaml", () => text);
  const issues = checkModel(source);
  for (const { file, line, column, message } of issues) {
    expect(file).toBe("drawn.yaml");
    expect(line, message).toBeGreaterThan(0);
    expect(column, message).toBeGreaterThan(0);
    expect(message).not.toMatch(/\[object|\bundefined\b|native code|\.ts:\d/u);
  }
  if (issues.some(({ severity }) => severity === "error")) return "issues";
  const { program } = lowerModel(source);
  const compiled = await run(program, "wasm");
  const interpreted = await run(program, "interpreter");
  for (const { name } of program.variables)
    subjects.forEach((_, place) => {
      const same = sameBits(compiled.read(name, place), interpreted.read(name, place));
      expect(same, `${name} of subject ${place}`).toBe(true);
    });
  return "equal bits";
}

async function run(program: Program, backend: "wasm" | "interpreter"): Promise<Simulation> {
  const simulation = await createSimulation(program, { subjects, seed, backend });
  for (const { name, role } of program.variables)
    if (role === "input")
      subjects.forEach((subject, place) => {
        const random = new RandomSequence([1, 2], subject, name);
        simulation.write(
          name,
          place,
          Array.from({ length: simulation.sizeOf(name) }, () => random.normal()),
        );
      });
  simulation.initialise();
  for (let tile = 0; tile < simulation.tiles; tile++) {
    simulation.step(tile, 2);
    for (const event of ["trialStart", "choice", "outcome"]) simulation.fire(event, tile, [1, 0, 1, 0]);
    simulation.step(tile, 2);
  }
  return simulation;
}

function sameBits(a: Float32Array, b: Float32Array): boolean {
  const [first, second] = [a, b].map(({ buffer, byteOffset, length }) => new Uint32Array(buffer, byteOffset, length));
  return (
    a.length === b.length && a.every((x, i) => first![i] === second![i] || (Number.isNaN(x) && Number.isNaN(b[i])))
  );
}

describe(`${runs} random model files`, () => {
  it(
    "each give located issues, or equal bits in the interpreter and in WebAssembly",
    async () => {
      const count: Record<Outcome, number> = { issues: 0, "equal bits": 0 };
      const messages = new Map<string, number>();
      let slowest = 0;
      for (let number = firstSeed; number < firstSeed + runs; number++) {
        const text = new RandomModel(number).text();
        const started = performance.now();
        try {
          count[await outcomeOf(text)]++;
        } catch (error) {
          throw new Error(`model ${number} (NEOHEBB_SEED=${number} NEOHEBB_RUNS=1)`, { cause: error });
        }
        slowest = Math.max(slowest, performance.now() - started);
        if (process.env.NEOHEBB_VERBOSE)
          for (const issue of checkModel(readModel("drawn.yaml", () => text))) {
            const kind = `${issue.code}: ${formatIssue(issue)
              .replace(/^\S+ /u, "")
              .replace(/"[^"]*"/gu, '"…"')
              .slice(0, 90)}`;
            messages.set(kind, (messages.get(kind) ?? 0) + 1);
          }
      }
      if (process.env.NEOHEBB_VERBOSE) {
        console.log(count, `slowest ${slowest.toFixed(0)} ms`);
        console.log(
          [...messages]
            .sort((a, b) => b[1] - a[1])
            .map(([kind, times]) => `${times} ${kind}`)
            .join("\n"),
        );
      }
      expect(slowest).toBeLessThan(10_000);
      // The generator itself is sound only if both outcomes are common.
      if (runs >= 100) for (const outcome of Object.values(count)) expect(outcome).toBeGreaterThan(runs / 5);
    },
    30 * 60_000,
  );
});
