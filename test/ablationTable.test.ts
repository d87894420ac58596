import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { brainName, madeFrom } from "../src/io/board/boardJob.ts";
import { type AblationTable, runAblations } from "../src/io/board/runAblations.ts";
import { claimOf, claims, effectOf, mechanisms } from "../src/phenomena/index.ts";
import { root } from "./support/command.ts";

/*
 * The recorded table of ablations (`npx neohebb ablations --record`). A sample of it, an effect of few trials without one
 * mechanism, is run again where the recorded row is made from the present effect, model and version.
 */
const sample = { effect: "aversive-blocking", mechanism: "amygdala" };

const path = join(root, "scoreboard", "ablations", "table.json");
const table = (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { effects: [] }) as Partial<AblationTable>;
const row = table.effects?.find(({ id }) => id === sample.effect);
const current = row !== undefined && row.madeFrom === (await madeFrom(effectOf(sample.effect)!, brainName));

const folder = mkdtempSync(join(tmpdir(), "neohebb-ablations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("names effects of the claims and mechanisms of the brain only", () => {
  const known = { effects: claims.map(({ id }) => id), mechanisms: mechanisms.map(({ id }) => id) };
  expect(row).toBeDefined();
  for (const { id, without } of table.effects!) {
    expect(known.effects).toContain(id);
    for (const mechanism of Object.keys(without)) expect(known.mechanisms).toContain(mechanism);
  }
});

it.skipIf(!current)(
  "is recomputed in a sample",
  async () => {
    const { seed, subjects } = row!;
    const [again] = await runAblations({
      ...{ seed, subjects, folder, brain: brainName, threads: 1, backend: "wasm" },
      claims: [claimOf(sample.effect)],
      mechanisms: mechanisms.filter(({ id }) => id === sample.mechanism),
    });
    expect(again!.intact).toEqual(row!.intact);
    expect(again!.without[sample.mechanism]).toEqual(row!.without[sample.mechanism]);
  },
  120_000,
);
