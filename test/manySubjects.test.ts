import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, tinyModel } from "./support/command.ts";

/** How many subjects to go up to; `NEOHEBB_SUBJECTS=100000` takes about ten minutes of two cores. */
const most = Number(process.env.NEOHEBB_SUBJECTS ?? 1200);

const experiment = `neohebb: experiment/1
name: many
task: {id: three-armed-reversal-v1, options: {blocks: 2, blockLength: 12}}
model: tinyModel.yaml
subjects: 1
seed: 7
groups: {control: {}}
`;

interface Measured {
  readonly subjects: number;
  /** Largest resident memory and its forecast, bytes; processor time, s. */
  readonly memory: number;
  readonly forecast: number;
  readonly processorTime: number;
}

async function measured(file: string, subjects: number): Promise<Measured> {
  const out = join(emptyFolder(), "many");
  const options = [file, "--subjects", String(subjects), "--threads", "2", "--json", "--out", out];
  const dry = await neohebb(["run", ...options, "--dry-run"]);
  const { code, output, errors } = await neohebb(["run", ...options]);
  expect(code, errors).toBe(0);
  const { timing } = (JSON.parse(output) as { manifest: { timing: Record<string, number> } }).manifest;
  const forecast = (JSON.parse(dry.output) as { bytesOfMemory: number }).bytesOfMemory;
  return { subjects, memory: timing.peakMemory!, forecast, processorTime: timing.processorTime! };
}

describe("many subjects of a small model", () => {
  it(`take memory as foretold, below 1 GB, and the same time each, up to ${most}`, { timeout: 3_600_000 }, async () => {
    const file = join(emptyFolder(), "many.yaml");
    writeFileSync(file, experiment);
    writeFileSync(join(file, "..", "tinyModel.yaml"), readFileSync(tinyModel));
    const runs: Measured[] = [];
    for (let subjects = 100; subjects < most; subjects *= 10) runs.push(await measured(file, subjects));
    runs.push(await measured(file, most));
    const told = runs.map((run) => JSON.stringify(run)).join("\n");
    for (const { memory, forecast } of runs) {
      expect(memory, told).toBeLessThan(1e9);
      expect(memory, told).toBeLessThan(1.25 * forecast);
    }
    // What each further subject takes; the first run pays for start and compilation.
    const each = runs.slice(1).map(({ processorTime, subjects }, i) => {
      return (processorTime - runs[i]!.processorTime) / (subjects - runs[i]!.subjects);
    });
    const large = each.slice(-2);
    if (most >= 10_000) {
      console.log(told);
      expect(Math.max(...large) / Math.min(...large), told).toBeLessThan(1.15);
    }
  });
});
