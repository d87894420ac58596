import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bitsOf, ProgramGenerator, simulate } from "../fixtures/drawnProgram.ts";
import { type NativeOptions, NativeUnavailable, nativeBackend } from "./nativeBackend.node.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-native-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function whyNot(options: NativeOptions): string | null {
  try {
    nativeBackend({ ...options, folder });
    return null;
  } catch (error) {
    if (!(error instanceof NativeUnavailable)) throw error;
    return error.message;
  }
}

const widths = [4, 8, 16].map((lanes) => ({
  lanes: lanes as 4 | 8 | 16,
  reason: whyNot({ lanes: lanes as 4 | 8 | 16 }),
}));
for (const { lanes, reason } of widths)
  if (reason) console.warn(`native code with ${lanes} lanes is not tested: ${reason}`);

describe.each(widths)("native code with $lanes lanes", ({ lanes, reason }) => {
  it.skipIf(reason !== null)("gives the same bits as the interpreter", { timeout: 180_000 }, async () => {
    const native = nativeBackend({ lanes, folder });
    for (let seed = 0; seed < 8; seed++) {
      const program = new ProgramGenerator(1000 * lanes + seed).program(10);
      const subjects = [3, 1, 4, 15, 9];
      const compiled = await simulate(program, native, subjects);
      const interpreted = await simulate(program, "interpreter", subjects);
      subjects.forEach((_, place) => {
        expect(bitsOf(compiled, place)).toEqual(bitsOf(interpreted, place));
      });
    }
  });
});

describe.skipIf(widths[0]!.reason !== null)("compiled programs", () => {
  const program = new ProgramGenerator(7).program(2);

  it("are kept for the next time", async () => {
    const own = mkdtempSync(join(folder, "kept-"));
    await simulate(program, nativeBackend({ folder: own }), [1]);
    const files = readdirSync(own);
    expect(files).toHaveLength(1);
    await simulate(program, nativeBackend({ folder: own }), [1]);
    expect(readdirSync(own)).toEqual(files);
  });

  it("are not loaded from a folder that others can write to", async () => {
    const open = mkdtempSync(join(folder, "open-"));
    await chmod(open, 0o777);
    await expect(simulate(program, nativeBackend({ folder: open }), [1])).rejects.toThrow(/can be changed by/);
  });
});

describe("without a compiler", () => {
  it("it is said that there is none", () => {
    expect(() => nativeBackend({ compiler: "no-such-compiler" })).toThrow("there is no C compiler no-such-compiler");
  });
});
