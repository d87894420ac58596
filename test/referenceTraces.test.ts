import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/createSimulation.ts";
import { lowerModel, readModel } from "../src/spec/index.ts";
import { tracedRules, traceFiles } from "../tools/traces/separateTraces.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "data", "reference-traces");

function readCsv(file: string): { head: string[]; rows: string[][] } {
  const [head, ...rows] = readFileSync(join(folder, file), "utf8").trim().split("\n");
  return { head: head!.split(","), rows: rows.map((row) => row.split(",")) };
}

/** Largest distance from the reference trace for each column, as a share of the column's largest deviation. */
async function distances(rule: string, step: string | null): Promise<Record<string, number>> {
  const file = join(root, "examples", "rules", "models", `${rule}.yaml`);
  const source = readModel(file, (path) => {
    const text = readFileSync(path, "utf8");
    return step === null || path !== file ? text : text.replace(/^step: .*$/mu, `step: ${step}`);
  });
  const { program } = lowerModel(source);
  const simulation = await createSimulation(program, { subjects: [0], seed: [1, 0] });
  simulation.initialise();
  const changes = new Map<number, [variable: string, change: number][]>();
  const at = (time: number, variable: string, change: number) => {
    const place = Math.round(time / program.step);
    changes.set(place, [...(changes.get(place) ?? []), [variable, change]]);
  };
  const inputs = new Set(program.variables.filter(({ role }) => role === "input").map(({ name }) => name));
  for (const [time, input, width, value] of readCsv(`${rule}-input.csv`).rows) {
    const variable = inputs.has(input!) ? input! : `${input}.value`;
    const spike = Number(width) === 0;
    const height = spike ? Number(value) / program.step : Number(value);
    at(Number(time), variable, height);
    at(Number(time) + (spike ? program.step : Number(width)), variable, -height);
  }
  const { head, rows } = readCsv(`${rule}.csv`);
  const projection = program.projections[0]!.name;
  const read = (column: string) => {
    const names = [`${projection}.${column}`, `${projection}.pre.${column}`, `${projection}.post.${column}`];
    const own = names.find((candidate) => program.variables.some(({ name }) => name === candidate));
    if (own !== undefined) return simulation.read(own, 0)[0]!;
    return simulation.read(`tissue.${column}`, 0)[0]! - 1;
  };
  const present = new Map<string, number>();
  const largest: Record<string, number> = {};
  const scale: Record<string, number> = {};
  for (const row of rows) {
    const end = Math.round(Number(row[0]) / program.step);
    for (let place = simulation.clock(0); place < end; place++) {
      for (const [variable, change] of changes.get(place) ?? []) {
        present.set(variable, (present.get(variable) ?? 0) + change);
        simulation.write(variable, 0, [present.get(variable)!]);
      }
      simulation.step(0);
    }
    head.slice(1).forEach((column, place) => {
      const expected = Number(row[place + 1]);
      const start = Number(rows[0]![place + 1]);
      largest[column] = Math.max(largest[column] ?? 0, Math.abs(read(column) - expected));
      scale[column] = Math.max(scale[column] ?? 0, Math.abs(expected - start));
    });
  }
  return Object.fromEntries(Object.keys(largest).map((column) => [column, largest[column]! / scale[column]!]));
}

describe("the reference traces", () => {
  it("are what the separate solution gives (else run: node tools/traces.mjs)", () => {
    const files = traceFiles();
    expect(readdirSync(folder).sort()).toEqual([...files.keys(), "README.md"].sort());
    for (const [name, text] of files) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
  });

  it.each(tracedRules)("%s: the simulator stays within 2 % of every column's range", async (rule) => {
    const found = await distances(rule, null);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(2);
    for (const [column, share] of Object.entries(found)) expect(share, `${rule}: ${column}`).toBeLessThan(0.02);
  });

  it.each(["dopamineModulatedTiming", "twoTraces"])("%s: half the step halves the distance", async (rule) => {
    const [whole, half] = [await distances(rule, "1 ms"), await distances(rule, "0.5 ms")];
    const ratio = half.weight! / whole.weight!;
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.6);
  });
});
