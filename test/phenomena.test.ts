import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobFile } from "../src/io/board/boardJob.ts";
import { runBoard } from "../src/io/board/runBoard.ts";
import { type BoardEntry, claims, effects } from "../src/phenomena/index.ts";
import { root } from "./support/command.ts";
import { readRows, recomputeVerdict } from "./support/recomputeVerdict.ts";

/*
 * The reduced board: the effects that `scoreboard/reduced/board.json` has judged, on one building seed with fewer
 * subjects. It is written by `npx neohebb phenomena --seeds 7 --subjects 16 --record scoreboard/reduced --id …`.
 */
const seed = 7;
const subjects = 16;

interface ReducedEntry {
  readonly id: string;
  readonly pass: boolean;
  readonly seeds: readonly number[];
  readonly ablations: readonly { readonly id: string; readonly right: boolean }[];
}

const folder = mkdtempSync(join(tmpdir(), "neohebb-board-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const committed = JSON.parse(
  readFileSync(join(root, "scoreboard", "reduced", "board.json"), "utf8"),
) as readonly ReducedEntry[];
const reduced = committed.filter(({ seeds }) => seeds.length > 0).map(({ id }) => id);
let board: readonly BoardEntry[] = [];

beforeAll(async () => {
  const chosen = claims.filter(({ id }) => reduced.includes(id));
  board = await runBoard({ claims: chosen, seeds: [seed], subjects, threads: 1, backend: "wasm", folder });
}, 240_000);

const entry = (id: string) => board.find((candidate) => candidate.id === id)!;

describe("the reduced board", () => {
  it("knows every effect of the claims and runs every isolated preparation", () => {
    expect(committed.map(({ id }) => id)).toEqual(claims.map(({ id }) => id));
    const preparations = effects.filter(({ protocol }) => protocol.kind === "preparation");
    expect(preparations.map(({ id }) => id).filter((id) => !reduced.includes(id))).toEqual([]);
    expect(board.filter(({ notYet }) => notYet !== undefined)).toEqual([]);
  });

  it.each(committed.filter(({ pass }) => pass))("$id is no worse than committed", ({ id, ablations }) => {
    const now = entry(id);
    const missed = [...now.criterion.bands, ...now.sideObservations.flatMap(({ bands }) => bands)].filter(
      ({ holds }) => !holds,
    );
    expect(missed).toEqual([]);
    for (const ablation of ablations.filter(({ right }) => right))
      expect(now.ablations.find((candidate) => candidate.id === ablation.id)).toMatchObject({ right: true });
    expect(now.pass).toBe(true);
  });

  it("keeps readings on disk and does not simulate again what is there", async () => {
    const progress: number[] = [];
    const chosen = claims.filter(({ id }) => id === "d1-d2-signs");
    const again = await runBoard({
      claims: chosen,
      seeds: [seed],
      subjects,
      threads: 1,
      backend: "wasm",
      folder,
      onProgress: ({ kept }) => progress.push(kept),
    });
    expect(progress).toEqual([1 + effects.find(({ id }) => id === "d1-d2-signs")!.ablations.length]);
    expect(again[0]).toEqual(entry("d1-d2-signs"));
  });
});

describe("a second program", () => {
  it.each(effects.filter(({ id }) => reduced.includes(id)))(
    "comes to the same verdict on $id from the files alone",
    async (effect) => {
      const path = (ablation: string | null) => join(folder, effect.id, jobFile({ seed, ablation }));
      const without: Record<string, Awaited<ReturnType<typeof readRows>>> = {};
      for (const { id } of effect.ablations) {
        expect(existsSync(path(id))).toBe(true);
        without[id] = await readRows(path(id));
      }
      const verdict = recomputeVerdict(effect, [await readRows(path(null))], without);
      const { pass, criterion, sideObservations, ablations } = entry(effect.id);
      expect(verdict.pass).toBe(pass);
      const near = (mine: readonly { values: readonly number[]; holds: boolean }[]) =>
        mine.map(({ values, holds }) => ({ holds, values: values.map((value) => expect.closeTo(value, 9)) }));
      expect(verdict.criterion).toEqual(near(criterion.bands));
      expect(verdict.sideObservations).toEqual(sideObservations.map(({ bands }) => near(bands)));
      expect(verdict.abolished).toEqual(Object.fromEntries(ablations.map(({ id, abolished }) => [id, abolished])));
    },
  );
});
