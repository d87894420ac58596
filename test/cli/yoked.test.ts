import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { emptyFolder, neohebb } from "../support/command.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

it("dopamine that follows another subject's outcomes makes the reference brain choose worse", async () => {
  const { code, output, errors } = await neohebb([
    "run",
    join(root, "examples", "yoked-dopamine.yaml"),
    ...["--subjects", "24", "--json", "--out", join(emptyFolder(), "yoked")],
  ]);
  expect(code, errors).toBe(0);
  const { summary } = JSON.parse(output) as {
    summary: { effects: { group: string; measure: string; low: number; high: number }[] };
  };
  const accuracy = summary.effects.find(({ group, measure }) => group === "yoked" && measure === "accuracy")!;
  expect(accuracy.low).toBeLessThan(accuracy.high);
  expect(accuracy.high).toBeLessThan(0);
});
