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

/** Largest distance of one trace from another for each column, as a share of the column's largest deviation. */
class Distances {
  readonly largest: Record<string, number> = {};
  readonly #scale: Record<string, number> = {};

  add(column: string, found: number, expected: number, start: number): void {
    this.largest[column] = Math.max(this.largest[column] ?? 0, Math.abs(found - expected));
    this.#scale[column] = Math.max(this.#scale[column] ?? 0, Math.abs(expected - start));
  }

  shares(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.largest).map(([name, most]) => [name, most / this.#scale[name]!]));
  }
}

/** Distances of the simulator from a trace: the separate solution, or what another simulator gave. */
async function distances(rule: string, step: string | null, trace = `${rule}.csv`): Promise<Record<string, number>> {
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
  const { head, rows } = readCsv(trace);
  const projection = program.projections[0]!.name;
  const read = (column: string) => {
    const names = [`${projection}.${column}`, `${projection}.pre.${column}`, `${projection}.post.${column}`];
    const own = names.find((candidate) => program.variables.some(({ name }) => name === candidate));
    if (own !== undefined) return simulation.read(own, 0)[0]!;
    return simulation.read(`tissue.${column}`, 0)[0]! - 1;
  };
  const present = new Map<string, number>();
  const found = new Distances();
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
      found.add(column, read(column), Number(row[place + 1]), Number(rows[0]![place + 1]));
    });
  }
  return found.shares();
}

/** Distances of Brian2's kept traces from the separate solution. */
function distancesOfBrian2(rule: string): Record<string, number> {
  const [brian2, reference] = [readCsv(`${rule}-brian2.csv`), readCsv(`${rule}.csv`)];
  const found = new Distances();
  brian2.rows.forEach((row, i) => {
    const expected = reference.rows[i]!;
    expect(row[0]).toBe(expected[0]);
    brian2.head.forEach((column, place) => {
      const own = reference.head.indexOf(column);
      if (column !== "time")
        found.add(column, Number(row[place]), Number(expected[own]), Number(reference.rows[0]![own]));
    });
  });
  return found.shares();
}

/** Per cent that the README's table states for a rule's weight, as text. */
function statedInReadme(rule: string, simulator: "neohebb" | "Brian2"): string {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const rows = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const column = rows
    .find((cells) => cells[1] === "rule" && cells[2] === "neohebb")!
    .findIndex((cell) => cell.startsWith(simulator));
  return /^(\S+) %/u.exec(rows.find((cells) => cells[1] === `\`${rule}\`` && cells.length === 6)![column]!)![1]!;
}

/** Expects a share to round to a text in per cent. */
function expectStated(share: number, stated: string): void {
  const decimals = stated.split(".")[1]!.length;
  expect((100 * share).toFixed(decimals)).toBe(stated);
}

describe("the reference traces", () => {
  it("are what the separate solution gives (else run: node tools/traces.mjs)", () => {
    const files = traceFiles();
    const kept = tracedRules.map((rule) => `${rule}-brian2.csv`);
    expect(readdirSync(folder).sort()).toEqual([...files.keys(), ...kept, "README.md"].sort());
    for (const [name, text] of files) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
  });

  it.each(tracedRules)("%s: the simulator stays within 2 % of every column's range", async (rule) => {
    const found = await distances(rule, null);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(2);
    for (const [column, share] of Object.entries(found)) expect(share, `${rule}: ${column}`).toBeLessThan(0.02);
  });

  it.each(tracedRules)("%s: Brian2 stays within 0.1 % of the solution, in spike traces within 1.1 %", (rule) => {
    const found = distancesOfBrian2(rule);
    expect(found.weight).toBeDefined();
    for (const [column, share] of Object.entries(found))
      expect(share, `${rule}: ${column}`).toBeLessThan(/^(pre|post)synapticTrace$/u.test(column) ? 0.011 : 0.001);
  });

  it.each(tracedRules)("%s: the simulator and Brian2 agree within 1 % of the weight's range", async (rule) => {
    expect((await distances(rule, null, `${rule}-brian2.csv`)).weight).toBeLessThan(0.01);
  });

  it.each(tracedRules)("%s: the README states the distances that there are", async (rule) => {
    expectStated((await distances(rule, null)).weight!, statedInReadme(rule, "neohebb"));
    expectStated(distancesOfBrian2(rule).weight!, statedInReadme(rule, "Brian2"));
  });

  it.each(["dopamineModulatedTiming", "twoTraces"])("%s: half the step halves the distance", async (rule) => {
    const [whole, half] = [await distances(rule, "1 ms"), await distances(rule, "0.5 ms")];
    const ratio = half.weight! / whole.weight!;
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.6);
  });
});
