import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tinyExperiment } from "../../test/support/command.ts";
import { exitCodes } from "./failure.ts";
import { loadExperiment } from "./loadExperiment.ts";
import { demandRoom, lacks, roomFor, runNeed } from "./memory.ts";

const text = readFileSync(tinyExperiment, "utf8");
const tiny = (subjects: number, more = "") =>
  loadExperiment(text + more, tinyExperiment, [`subjects=${subjects}`, "attribution=false"]).experiment!;
const needOf = (subjects: number, threads = 2, more = "") => runNeed(tiny(subjects, more), threads);
const endless = { memory: 1e15, disk: 1e15, file: 1e15 };

describe("what a run needs", () => {
  it("is little more memory for many subjects than for few, and disk by subjects", () => {
    const [few, some, many] = [1000, 10_000, 100_000].map((subjects) => needOf(subjects));
    expect(some!.memory).toBeGreaterThan(few!.memory);
    expect(many!.memory).toBeLessThan(1e9);
    expect(needOf(10_000, 8).memory).toBeGreaterThan(some!.memory);
    expect(many!.units / some!.units).toBeCloseTo(10, 1);
  });

  it("grows with what the file declares to be recorded", () => {
    const all = "record: {variables: [{variable: cortexToMotor.weight, reduction: all, every: 20 ms}]}\n";
    const [without, recorded] = [needOf(1000), needOf(1000, 2, all)];
    expect(without.rows.variables).toBeUndefined();
    // 12 trials of 140 steps, and 3 synapses, of 256 subjects in two groups.
    expect(recorded.rows.variables).toBe(2 * 256 * 12 * 140 * 3);
    expect(recorded.disk).toBeGreaterThan(without.disk + recorded.rows.variables! * 20);
    expect(recorded.unit).toBeGreaterThan(without.unit);
  });
});

describe("a run that does not fit", () => {
  const need = needOf(10_000);

  it("is refused before anything begins, with what is needed, what is there and what would help", () => {
    expect(() => demandRoom(need, endless)).not.toThrow();
    for (const [what, pattern] of [
      [
        "memory",
        /^the run does not fit: it needs about \d+ MB of memory \(\d+ rows of results\), and 50 MB are there; less is needed with /u,
      ],
      [
        "disk",
        /^the run does not fit: it needs about \d+ MB of disk while it runs, and 50 MB are there; less is needed with fewer subjects/u,
      ],
      ["file", /^the run does not fit: it needs about \d+ MB of disk in one file, and 50 MB are there/u],
    ] as const) {
      const tooLittle = { ...endless, [what]: 50e6 };
      expect(() => demandRoom(need, tooLittle)).toThrow(pattern);
      expect(() => demandRoom(need, tooLittle)).toThrow(expect.objectContaining({ code: exitCodes.wrongFile }));
    }
  });

  it("is told everything that is too small at once", () => {
    expect(lacks(need, { memory: 1, disk: 1, file: 1 })).toHaveLength(3);
    expect(lacks(need, { memory: need.memory, disk: need.disk, file: need.file })).toEqual([]);
  });
});

describe("the room of this machine", () => {
  it("is known, for folders that are not there yet too", () => {
    const { memory, disk, file } = roomFor("/tmp/neohebb-not-there/results/x");
    expect(memory).toBeGreaterThan(100e6);
    expect(memory).toBeLessThan(2 ** 50);
    expect(disk).toBeGreaterThan(0);
    expect(file).toBeGreaterThan(0);
  });
});
