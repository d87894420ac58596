import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type SessionPlan, type Unit, unitName, unitsOf } from "./plan.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { type Executor, memoryStore, runUnits, type UnitStore } from "./run.ts";
import { packUnit } from "./unitResult.ts";

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

function planOf(subjects: number): SessionPlan {
  const { source } = readExperiment(fixture("tinyExperiment.yaml"), "tiny.yaml", [`subjects=${subjects}`]);
  const { experiment } = resolveExperiment(source!, {
    findModel: (reference) => reference,
    findFile: () => null,
    readText: () => fixture("tinyModel.yaml"),
    models: [],
    dataSets: [],
    agents: [],
  });
  return experiment!.plan;
}

/** Gives units of a length after a time. */
function executorOf(parallel: number, numbers: number, time: (unit: Unit) => number): Executor {
  return {
    parallel,
    async run(unit) {
      await new Promise((resolve) => setTimeout(resolve, time(unit)));
      const facts = { arm: unit.arm, subjects: [], trials: 0, trialsOf: [], steps: 0, snapshotTrials: [] };
      return packUnit({ facts, arrays: { numbers: new Float64Array(numbers) } });
    },
    close: async () => {},
  };
}

describe("units", () => {
  it("come in the order of the tables: groups by id, with a tile of control its attribution runs", () => {
    const plan = planOf(6);
    const named = unitsOf(plan).map(({ arm, tile }) => {
      const { group, attribution } = plan.arms[arm]!;
      return `${group}${attribution ? ` without ${attribution.modulator}` : ""} ${tile}`;
    });
    expect(named).toEqual([
      ...["blocked 0", "blocked 1"],
      ...["control 0", "control without dopamine 0", "control without acetylcholine 0"],
      ...["control 1", "control without dopamine 1", "control without acetylcholine 1"],
    ]);
  });

  it("are handed on in this order, those of an earlier run too, whichever is done first", async () => {
    const plan = planOf(40);
    const units = unitsOf(plan);
    const store = memoryStore();
    const facts = { arm: 0, subjects: [], trials: 0, trialsOf: [], steps: 0, snapshotTrials: [] };
    for (const unit of [units[3]!, units[17]!])
      await store.write(unitName(unit), await packUnit({ facts, arrays: {} }));
    const got: string[] = [];
    const order: string[] = [];
    const noting: UnitStore = {
      ...store,
      async write(name, bytes) {
        order.push(name);
        await store.write(name, bytes);
      },
    };
    const executor = executorOf(5, 1, ({ tile }) => (tile % 3 === 0 ? 12 : 1));
    await runUnits(plan, noting, executor, { writer: { add: (unit) => void got.push(unitName(unit)) } });
    expect(got).toEqual(units.map(unitName));
    expect(order).toHaveLength(units.length - 2);
    expect(order).not.toEqual(got.filter((name) => order.includes(name)));
  });

  it("end with the writer's error, and none is begun after it", async () => {
    const plan = planOf(400);
    let written = 0;
    const store: UnitStore = { ...memoryStore() };
    const counting = {
      ...store,
      write: (name: string, bytes: Uint8Array<ArrayBuffer>) => {
        written++;
        return store.write(name, bytes);
      },
    };
    const writer = {
      add: () => {
        throw new Error("the disk is full");
      },
    };
    await expect(
      runUnits(
        plan,
        counting,
        executorOf(2, 1, () => 0),
        { writer },
      ),
    ).rejects.toThrow("the disk is full");
    expect(written).toBeLessThan(5);
  });

  it("are not kept by a run that can be interrupted", async () => {
    const plan = planOf(1200);
    const megabyte = 2 ** 17;
    const nowhere: UnitStore = { names: async () => new Set(), read: async () => null, write: async () => {} };
    const { signal } = new AbortController();
    let most = 0;
    await runUnits(
      plan,
      nowhere,
      executorOf(2, megabyte, () => 0),
      {
        signal,
        onProgress: () => {
          most = Math.max(most, process.memoryUsage().arrayBuffers);
        },
      },
    );
    expect(unitsOf(plan).length).toBe(1200);
    expect(most).toBeLessThan(600 * 8 * megabyte);
  });
});
