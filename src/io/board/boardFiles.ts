import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Table } from "../../math/table.ts";
import {
  type BoardEntry,
  type Claim,
  claimOf,
  claims,
  countTiers,
  type Effect,
  effectFigure,
  effectOf,
  notYetEntry,
} from "../../phenomena/index.ts";
import { type BoardFigure, type BoardReport, type ReportedEffect, renderBoardPage } from "../../report/index.ts";
import { makeFolder, touching, writeWhole } from "../files.ts";
import { packageRoot, packageVersion } from "../packageRoot.ts";
import { fromParquet } from "../parquet.ts";
import { jobFile } from "./boardJob.ts";

/** A record of the scoreboard at a commit. */
interface HistoryEntry {
  readonly date: string;
  readonly commit: string;
  readonly seeds: readonly number[];
  readonly tiers: BoardReport["tiers"];
  /** Ids of the effects that passed. */
  readonly passed: readonly string[];
}

/** The board as its page shows it; curves are made from the readings on disk. */
export async function boardReport(entries: readonly BoardEntry[], command: string): Promise<BoardReport> {
  const effects: ReportedEffect[] = [];
  for (const entry of entries) effects.push(await reported(entry));
  return {
    version: packageVersion(),
    command,
    tiers: countTiers(entries),
    effects,
    history: historyOf(join(packageRoot(), "scoreboard")),
  };
}

/** Writes the page into a folder and gives its path. @throws FileError */
export function writeBoardReport(report: BoardReport, folder: string): string {
  makeFolder(folder);
  const path = join(folder, "board.html");
  writeWhole(path, renderBoardPage(report));
  return path;
}

/**
 * Keeps the verdicts (`board.json`) and adds a line to the history (`history.json`) of a folder; gives its path. Effects
 * that were not run now keep what was recorded of them before.
 *
 * @throws FileError
 */
export function recordBoard(entries: readonly BoardEntry[], folder: string): string {
  makeFolder(folder);
  const path = join(folder, "board.json");
  const before = new Map(readJsonOr<BoardEntry[]>(path, []).map((entry) => [entry.id, entry]));
  const now = new Map(entries.map((entry) => [entry.id, { ...entry, trialsPath: null }]));
  const kept = claims.map((claim) => now.get(claim.id) ?? before.get(claim.id) ?? notYetEntry(claim));
  writeWhole(path, `${JSON.stringify(kept, null, 1)}\n`);
  const record: HistoryEntry = {
    date: new Date().toISOString().slice(0, 10),
    commit: commitNow(),
    seeds: [...new Set(kept.flatMap(({ seeds }) => seeds))],
    tiers: countTiers(kept),
    passed: kept.filter(({ pass }) => pass).map(({ id }) => id),
  };
  const earlier = historyOf(folder).filter(
    ({ commit, seeds }) => commit !== record.commit || String(seeds) !== String(record.seeds),
  );
  writeWhole(join(folder, "history.json"), `${JSON.stringify([...earlier, record], null, 1)}\n`);
  return folder;
}

export function readJsonOr<T>(path: string, otherwise: T): T {
  if (!existsSync(path)) return otherwise;
  return JSON.parse(touching("read", path, () => readFileSync(path, "utf8"))) as T;
}

function historyOf(folder: string): HistoryEntry[] {
  return readJsonOr<HistoryEntry[]>(join(folder, "history.json"), []);
}

/** Short name of the commit that is checked out, with + if files differ from it; "unknown" without git. */
export function commitNow(): string {
  const git = (...words: string[]) => spawnSync("git", words, { cwd: packageRoot(), encoding: "utf8" });
  const head = git("rev-parse", "--short", "HEAD");
  if (head.status !== 0) return "unknown";
  const changed = git("status", "--porcelain", "--untracked-files=no", "src", "models").stdout !== "";
  return `${head.stdout.trim()}${changed ? "+" : ""}`;
}

async function reported(entry: BoardEntry): Promise<ReportedEffect> {
  const claim = claimOf(entry.id);
  const effect = effectOf(entry.id);
  return {
    ...about(claim),
    state: entry.notYet === undefined ? (entry.pass ? "pass" : "fail") : "notYet",
    notYet: entry.notYet ?? "",
    criterion: { text: claim.criterion, basis: claim.criterionBasis ?? "", bands: entry.criterion.bands },
    sideObservations: entry.sideObservations,
    ablations: entry.ablations,
    measures: Object.entries(effect?.measures ?? {}).map(([name, { doc, unit }]) => {
      const [low, high] = entry.interval[name] ?? [Number.NaN, Number.NaN];
      return { doc, unit, values: entry.values[name] ?? [], low, high };
    }),
    remarks: effect?.remarks ?? [],
    seeds: entry.seeds,
    subjects: entry.subjects,
    figure: effect && entry.trialsPath !== null ? await figureOf(effect, entry) : null,
  };
}

function about(claim: Claim) {
  const { id, tier, name, covers, citation, doi, verified, checked, published } = claim;
  return {
    id,
    tier,
    name,
    covers,
    verified,
    checked,
    published,
    source: doi === "" ? citation : `${citation}, doi:${doi}`,
  };
}

/** Our curves, mean over seeds, and the published points. */
async function figureOf(effect: Effect, entry: BoardEntry): Promise<BoardFigure> {
  const tables: Table[] = [];
  for (const seed of entry.seeds) {
    const path = join(entry.trialsPath!, jobFile({ seed, ablation: null }));
    tables.push(await fromParquet(touching("read", path, () => readFileSync(path))));
  }
  return effectFigure(effect, tables);
}
