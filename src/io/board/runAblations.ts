import { join } from "node:path";
import { bandDistance, effectLoss } from "../../calibration/index.ts";
import {
  type Claim,
  claimOf,
  claims,
  type Effect,
  effectOf,
  isDoneByBrain,
  type Mechanism,
} from "../../phenomena/index.ts";
import { makeFolder, writeWhole } from "../files.ts";
import { packageVersion } from "../packageRoot.ts";
import { commitNow, readJsonOr } from "./boardFiles.ts";
import { type BoardJob, madeFrom } from "./boardJob.ts";
import { type JobsOptions, readingsOnDisk, runJobs } from "./runBoard.ts";

/** How an effect fares with or without a mechanism. */
export interface AblationCell {
  /** Whether all bands of the criterion hold. */
  readonly criterion: boolean;
  /** Bands of criterion and side observations that hold, of all. */
  readonly holding: number;
  readonly bands: number;
  /** As of `neohebb calibrate`: 0 (all hold) to 1. */
  readonly loss: number;
  /** Value of each band; null where it has none. */
  readonly values: readonly (number | null)[];
}

/** An effect's row of the table. */
export interface AblationRow {
  readonly id: string;
  readonly tier: 1 | 2 | 3;
  readonly seed: number;
  readonly subjects: number;
  /** Hash of version, effect and model; a row with another one is out of date. */
  readonly madeFrom: string;
  readonly intact: AblationCell;
  /** By mechanism; a text says why it could not be run. */
  readonly without: Readonly<Record<string, AblationCell | string>>;
}

/** Mechanisms × effects, as it is kept in the repository. */
export interface AblationTable {
  readonly format: "neohebb-ablations/1";
  readonly version: string;
  readonly date: string;
  readonly commit: string;
  readonly mechanisms: readonly { readonly id: string; readonly label: string }[];
  readonly effects: readonly AblationRow[];
}

/** What is to be run. */
export interface AblationsOptions extends JobsOptions {
  readonly claims: readonly Claim[];
  readonly mechanisms: readonly Mechanism[];
  readonly seed: number;
  readonly subjects: number;
  /** Name or path of the brain. */
  readonly brain: string;
}

/**
 * Runs the effects that the brain does, as they are and without each mechanism. Readings are kept as the board's are.
 *
 * @throws Interrupted after `signal` was aborted; finished jobs are kept. FileError. Error if an effect cannot be run in the intact brain
 */
export async function runAblations(options: AblationsOptions): Promise<AblationRow[]> {
  const { brain, seed, subjects, folder } = options;
  const effects = options.claims.filter(({ id }) => isDoneByBrain(id)).map(({ id }) => effectOf(id)!);
  const jobs = effects.flatMap(({ id }): BoardJob[] => {
    const job = { effect: id, seed, subjects, brain, ablation: null };
    return [job, ...options.mechanisms.map((mechanism) => ({ ...job, mechanism: mechanism.id }))];
  });
  const failures = await runJobs(jobs, options);
  const rows: AblationRow[] = [];
  for (const effect of effects) {
    const own = jobs.filter((job) => job.effect === effect.id);
    const cells = new Map<string | undefined, AblationCell | string>();
    for (const job of own) cells.set(job.mechanism, failures.get(job) ?? (await cellOf(effect, job, folder)));
    const intact = cells.get(undefined)!;
    if (typeof intact === "string") throw new Error(`${effect.id}: ${intact}`);
    rows.push({
      ...{ id: effect.id, tier: claimOf(effect.id).tier, seed, subjects },
      madeFrom: await madeFrom(effect, brain),
      intact,
      without: Object.fromEntries(options.mechanisms.map(({ id }) => [id, cells.get(id)!])),
    });
  }
  return rows;
}

async function cellOf(effect: Effect, job: BoardJob, folder: string): Promise<AblationCell> {
  const { loss, holding, bands, values } = effectLoss(effect, await readingsOnDisk(job, folder));
  const own = values[0]!;
  return {
    criterion: effect.criterion.every((band, place) => bandDistance(band, own[place]!) === 0),
    ...{ holding, bands, loss },
    values: own.map((value) => (Number.isFinite(value) ? value : null)),
  };
}

/** What a cell says: of an effect that comes out, whether it goes; of one that does not, whether it then comes out. */
export type AblationVerdict = "carried" | "spared" | "freed" | "absent" | "not run";

/** The verdict of a mechanism on an effect. */
export function verdictOf({ intact, without }: AblationRow, mechanism: string): AblationVerdict {
  const cell = without[mechanism];
  if (cell === undefined || typeof cell === "string") return "not run";
  if (intact.criterion) return cell.criterion ? "spared" : "carried";
  return cell.criterion ? "freed" : "absent";
}

/**
 * Keeps rows in a folder (`table.json`); effects and mechanisms that were not run now keep what was recorded before,
 * mechanisms only if the row is otherwise alike.
 *
 * @returns the table as it is kept. @throws FileError
 */
export function recordAblations(
  rows: readonly AblationRow[],
  mechanisms: readonly Mechanism[],
  folder: string,
): AblationTable {
  makeFolder(folder);
  const path = join(folder, "table.json");
  const kept = readJsonOr<Partial<AblationTable>>(path, {}).effects ?? [];
  const before = new Map(kept.map((row) => [row.id, row]));
  const now = new Map(rows.map((row) => [row.id, { ...row, without: mergedCells(row, before.get(row.id)) }]));
  const table: AblationTable = {
    format: "neohebb-ablations/1",
    version: packageVersion(),
    date: new Date().toISOString().slice(0, 10),
    commit: commitNow(),
    mechanisms: mechanisms.map(({ id, label }) => ({ id, label })),
    effects: claims.flatMap(({ id }) => now.get(id) ?? before.get(id) ?? []),
  };
  writeWhole(path, `${JSON.stringify(table, null, 1)}\n`);
  return table;
}

function mergedCells(row: AblationRow, before: AblationRow | undefined): AblationRow["without"] {
  const alike =
    before && before.madeFrom === row.madeFrom && before.seed === row.seed && before.subjects === row.subjects;
  return alike ? { ...before.without, ...row.without } : row.without;
}
