import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mechanisms } from "../../phenomena/index.ts";
import { type AblationCell, type AblationRow, recordAblations, verdictOf } from "./runAblations.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-ablations-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cell = (criterion: boolean): AblationCell => ({
  ...{ criterion, holding: criterion ? 2 : 1, bands: 2 },
  ...{ loss: criterion ? 0 : 0.3, values: [1, null] },
});
const row = (id: string, without: AblationRow["without"], madeFrom = "one"): AblationRow => ({
  ...{ id, tier: 1, seed: 1, subjects: 4, madeFrom },
  ...{ intact: cell(true), without },
});

describe("the table of ablations", () => {
  it("says of an effect whether it goes with a mechanism, or comes out only without it", () => {
    const out = row("da-blocking", { tagging: cell(false), habenula: cell(true), hippocampus: "it has none" });
    const verdicts = ["tagging", "habenula", "hippocampus", "phasic-dopamine"].map((id) => verdictOf(out, id));
    expect(verdicts).toEqual(["carried", "spared", "not run", "not run"]);
    const failing = { ...out, intact: cell(false) };
    expect(["tagging", "habenula"].map((id) => verdictOf(failing, id))).toEqual(["absent", "freed"]);
  });

  it("keeps effects and mechanisms that were run before, as long as the effect is the same", () => {
    recordAblations(
      [row("summation", { tagging: cell(true) }), row("da-blocking", { tagging: cell(true) })],
      mechanisms,
      folder,
    );
    const { effects } = recordAblations([row("da-blocking", { habenula: cell(false) })], mechanisms, folder);
    expect(effects.map(({ id }) => id)).toEqual(["da-blocking", "summation"]);
    expect(Object.keys(effects[0]!.without)).toEqual(["tagging", "habenula"]);
    const changed = recordAblations([row("da-blocking", { habenula: cell(true) }, "other")], mechanisms, folder);
    expect(changed.effects[0]!.without).toEqual({ habenula: cell(true) });
  });
});
