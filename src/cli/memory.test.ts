import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tinyExperiment } from "../../test/support/command.ts";
import { CommandError } from "./failure.ts";
import { loadExperiment } from "./loadExperiment.ts";
import { demandMemory, memoryNeed, memoryThere } from "./memory.ts";

const tiny = (subjects: number) =>
  loadExperiment(readFileSync(tinyExperiment, "utf8"), tinyExperiment, [`subjects=${subjects}`]).experiment!;

describe("the memory of a run", () => {
  it("grows with subjects and threads", () => {
    const need = (subjects: number, threads: number) => memoryNeed(tiny(subjects), threads).bytes;
    expect(need(10_000, 2)).toBeGreaterThan(need(1000, 2));
    expect(need(10_000, 8)).toBeGreaterThan(need(10_000, 2));
    // 711 MB were measured.
    expect(need(10_000, 2)).toBeGreaterThan(650e6);
    expect(need(10_000, 2)).toBeLessThan(1000e6);
  });

  it("that is not there is said before anything begins", () => {
    const need = memoryNeed(tiny(10_000), 2);
    expect(() => demandMemory(need, need.bytes)).not.toThrow();
    expect(() => demandMemory(need, 500e6)).toThrow(CommandError);
    expect(() => demandMemory(need, 500e6)).toThrow(
      /^the run does not fit: it needs about \d+ MB of memory \(\d+ rows of results\), and 500 MB are there; take fewer/u,
    );
  });

  it("is known for this machine", () => {
    expect(memoryThere()).toBeGreaterThan(100e6);
    expect(memoryThere()).toBeLessThan(2 ** 50);
  });
});
