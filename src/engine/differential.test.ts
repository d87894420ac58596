import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsOf, ProgramGenerator, simulate } from "./fixtures/drawnProgram.ts";

describe("compiled programs", () => {
  it("give the same bits as interpreted ones, leaving out what cannot change or not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 8 }), async (seed, statements) => {
        const program = new ProgramGenerator(seed).program(statements);
        const subjects = [3, 1, 4, 15, 9];
        const compiled = await simulate(program, "wasm", subjects);
        const interpreted = await simulate(program, "interpreter", subjects);
        const whole = await simulate(program, "wasm", subjects, false);
        subjects.forEach((_, place) => {
          const bits = bitsOf(interpreted, place);
          expect(bitsOf(compiled, place)).toEqual(bits);
          expect(bitsOf(whole, place)).toEqual(bits);
        });
        expect(compiled.findNonFinite(0)).toEqual(interpreted.findNonFinite(0));
      }),
      { numRuns: Number(process.env.NEOHEBB_RUNS ?? 150), ...seedOfRuns() },
    );
  });

  it("give a subject the same numbers whoever shares its batch", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const program = new ProgramGenerator(seed).program(6);
        const all = Array.from({ length: 64 }, (_, i) => 2 * i + 1);
        const many = await simulate(program, "wasm", all);
        for (const count of [1, 4, 5]) {
          const subjects = all.slice(17, 17 + count);
          const few = await simulate(program, "wasm", subjects);
          subjects.forEach((_, place) => {
            expect(bitsOf(few, place)).toEqual(bitsOf(many, 17 + place));
          });
        }
      }),
      { numRuns: 20, ...seedOfRuns() },
    );
  });
});

function seedOfRuns(): { seed: number } {
  return { seed: Number(process.env.NEOHEBB_SEED ?? 20_001) };
}
