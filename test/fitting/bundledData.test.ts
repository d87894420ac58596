import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";
import { bundledCitation, bundledTrials } from "../../src/io/fitting/bundledTrials.ts";
import { type ModelData, readModelData } from "../../src/io/fitting/readModelData.ts";
import { mean } from "../../src/math/statistics.ts";
import { root } from "../support/command.ts";

const sets = bundledTrials();

async function read(set: string, model: string, extra: readonly string[] = []): Promise<ModelData> {
  return readModelData(sets.get(set)!, loadBehaviourModel(model).definition, { extra });
}

/** Mean over people of each person's mean, over rows where `where` holds and there is a value. */
function ofPeople({ table }: ModelData, column: string, where: (row: number) => boolean): number {
  const own = new Map<string, number[]>();
  const values = table[column] as Float64Array;
  (table.subject as readonly string[]).forEach((subject, row) => {
    if (!where(row) || Number.isNaN(values[row]!)) return;
    own.set(subject, [...(own.get(subject) ?? []), values[row]!]);
  });
  return mean([...own.values()].map((one) => mean(one)));
}

describe("bundled data sets", () => {
  it.each([...sets])("%s say whom to cite, under which licence, and what the numbers should come to", (set, file) => {
    const readme = readFileSync(join(dirname(file), "README.md"), "utf8");
    expect(existsSync(join(dirname(file), "LICENSE"))).toBe(true);
    expect(bundledCitation(set)).toMatch(/\(\d{4}\).*doi 10\.\d{4,}/u);
    expect(readme).toMatch(/Licence: /u);
    expect(readme).toContain("## What the numbers should come to");
    expect(readFileSync(join(root, "docs/dependencies.md"), "utf8")).toContain(`\`data/${set}\``);
  });

  it("collins2012: accuracy falls with the size of the set, as its README says", async () => {
    const data = await read("collins2012", "working-memory");
    const size = data.table.setSize as Float64Array;
    expect(data.counts).toMatchObject({ rows: 53_573, withoutResponse: 484 });
    const accuracy = [2, 3, 4, 5, 6].map((n) => ofPeople(data, "outcome", (row) => size[row] === n));
    [0.875, 0.863, 0.806, 0.778, 0.746].forEach((known, i) => {
      expect(accuracy[i]).toBeCloseTo(known, 3);
    });
  });

  it("frank-pst: the better symbol of the three pairs, as its README says", async () => {
    const data = await read("frank-pst", "rl-drift-diffusion", ["pair"]);
    const pair = data.extra.get("pair")!;
    expect(data.table.subject).toHaveLength(5280);
    expect(ofPeople(data, "choice", (row) => pair[row] === "AB")).toBeCloseTo(0.752, 3);
    expect(ofPeople(data, "choice", (row) => pair[row] === "CD")).toBeCloseTo(0.672, 3);
    expect(ofPeople(data, "choice", (row) => pair[row] === "EF")).toBeCloseTo(0.578, 3);
    expect(ofPeople(data, "reactionTime", (row) => pair[row] === "AB")).toBeCloseTo(1.116, 3);
  });

  it("cavanagh2011: accuracy and time by conflict and stimulation, as its README says", async () => {
    const data = await read("cavanagh2011", "drift-diffusion-predictors", ["conflict", "stimulation"]);
    const [conflict, stimulation] = [data.extra.get("conflict")!, data.extra.get("stimulation")!];
    const under = (column: string, c: string, s: string) =>
      ofPeople(data, column, (row) => conflict[row] === c && stimulation[row] === s);
    expect(data.table.subject).toHaveLength(3988);
    expect(under("choice", "1", "0")).toBeCloseTo(0.592, 3);
    expect(under("choice", "0", "1")).toBeCloseTo(0.754, 3);
    expect(under("reactionTime", "1", "1")).toBeCloseTo(1.391, 3);
    expect(under("reactionTime", "0", "0")).toBeCloseTo(1.393, 3);
  });

  it("fontanesi2019: accuracy and time of the four pairs, and pay-offs, as its README says", async () => {
    const data = await read("fontanesi2019", "rl-drift-diffusion");
    const column = (name: string) => data.table[name] as Float64Array;
    const is = (first: number, second: number) => (row: number) =>
      column("firstSymbol")[row] === first - 1 && column("secondSymbol")[row] === second - 1;
    expect(data.table.subject).toHaveLength(6464);
    expect(ofPeople(data, "choice", is(1, 2))).toBeCloseTo(0.743, 3);
    expect(ofPeople(data, "choice", is(2, 4))).toBeCloseTo(0.883, 3);
    expect(ofPeople(data, "reactionTime", is(1, 3))).toBeCloseTo(1.43, 3);
    const paid = (symbol: "better" | "worse") =>
      mean(
        Array.from(column("choice"), (choice, row) =>
          (choice === 1) === (symbol === "better") ? column("outcome")[row]! : column("forgoneOutcome")[row]!,
        ),
      );
    expect(paid("better") - paid("worse")).toBeGreaterThan(8);
  });
});
