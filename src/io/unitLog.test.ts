import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesOfSegment, openUnitLog } from "./unitLog.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-units-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unit = (number: number) => Uint8Array.from({ length: 50 + number }, (_, at) => (at * number) % 251);

async function writeUnits(from: number, to: number): Promise<void> {
  const log = openUnitLog(folder);
  for (let number = from; number < to; number++) await log.write(`u${number}`, unit(number));
  log.close();
}

/** Numbers of the units that are there, each compared with what was written. */
async function unitsThere(): Promise<number[]> {
  const log = openUnitLog(folder);
  const numbers = [...(await log.names())].map((name) => Number(name.slice(1))).sort((a, b) => a - b);
  for (const number of numbers) expect(await log.read(`u${number}`)).toEqual(unit(number));
  log.close();
  return numbers;
}

describe("a log of units", () => {
  it("gives back what several runs wrote, from one file a run", async () => {
    await writeUnits(0, 3);
    await writeUnits(3, 5);
    expect(await unitsThere()).toEqual([0, 1, 2, 3, 4]);
    expect(readdirSync(folder).sort()).toEqual(["00000.units", "00001.units"]);
    const log = openUnitLog(folder);
    expect(await log.read("u9")).toBeNull();
    log.close();
  });

  it("keeps all whole records of a file that is cut off anywhere, and goes on after it", async () => {
    await writeUnits(0, 3);
    const path = join(folder, "00000.units");
    const bytes = readFileSync(path);
    const ends = [0, 1, 2].map((number) => (number + 1) * (12 + 2 + 50) + (number * (number + 1)) / 2);
    expect(ends.at(-1)).toBe(bytes.length);
    for (let length = 0; length <= bytes.length; length += 7) {
      writeFileSync(path, bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).map((_, number) => number);
      expect(await unitsThere(), `first ${length} bytes`).toEqual(whole);
    }
    await writeUnits(3, 4);
    expect((await unitsThere()).at(-1)).toBe(3);
  });

  it("takes the later of two records of the same unit", async () => {
    const log = openUnitLog(folder);
    await log.write("u7", unit(1));
    await log.write("u7", unit(7));
    log.close();
    expect(await unitsThere()).toEqual([7]);
  });

  it("begins another file when one is long", async () => {
    const log = openUnitLog(folder);
    const large = new Uint8Array(bytesOfSegment / 2);
    for (const name of ["a", "b", "c"]) await log.write(name, large);
    log.close();
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
