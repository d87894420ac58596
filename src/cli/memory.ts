import { readFileSync, statfsSync } from "node:fs";
import { totalmem } from "node:os";
import { dirname } from "node:path";
import type { Experiment } from "../experiment/experiment.ts";
import { type RunSizes, runSizes } from "../experiment/runSizes.ts";
import { nearestFolder } from "../io/files.ts";
import { bytesOfSegment } from "../io/unitLog.ts";
import { CommandError, exitCodes } from "./failure.ts";

/** As measured: the process and a worker, without a model. */
const bytesOfProcess = 150e6;
const bytesOfThread = 60e6;
/** A model's code in a thread. */
const bytesOfModel = 6e6;
/** How often what is kept stands in memory while it is worked on. */
const copiesOfRows = 2;
const copiesOfUnit = 3;
const copiesOfListed = 3;
const copiesOfSubjects = 3;
/** Summary and report, on the disk. */
const bytesOfReport = 4e6;

/** Something that a run needs, and what would make it less. */
interface Part {
  readonly bytes: number;
  readonly less: string;
}

/** What a run will need; bytes. */
export interface RunNeed extends RunSizes {
  readonly memory: number;
  readonly memoryParts: readonly Part[];
  /** On the disk of the results until the run is over, and in the end. */
  readonly disk: number;
  readonly diskParts: readonly Part[];
  /** The largest file. */
  readonly file: number;
}

/** What there is; bytes (Infinity where there is no limit or none is known). */
export interface Room {
  readonly memory: number;
  readonly disk: number;
  readonly file: number;
}

/** What a run needs, from its sizes alone: nothing is compiled or simulated. */
export function runNeed(experiment: Experiment, threads: number): RunNeed {
  const sizes = runSizes(experiment);
  const models = experiment.plan.models.length * (bytesOfModel + sizes.tile);
  const memoryParts: Part[] = [
    { bytes: bytesOfProcess, less: "" },
    {
      bytes: threads * (bytesOfThread + models),
      less: threads > 1 ? "fewer threads (--threads)" : "a smaller model or fewer attribution runs",
    },
    {
      bytes: threads * copiesOfUnit * sizes.unit,
      less: "fewer trials, or less of record.traces and record.variables",
    },
    { bytes: copiesOfRows * sizes.gathered + sizes.sums, less: "fewer trials or groups, or a smaller record.subjects" },
    { bytes: copiesOfListed * sizes.listed, less: "fewer trials or groups" },
    { bytes: copiesOfSubjects * sizes.ofSubjects, less: "fewer subjects or groups" },
  ];
  const diskParts: Part[] = [
    { bytes: sizes.units, less: "fewer subjects, trials or groups, or less of record.variables" },
    { bytes: sizes.tables, less: "fewer subjects or trials, or a smaller record.subjects" },
    { bytes: bytesOfReport, less: "" },
  ];
  return {
    ...sizes,
    memory: total(memoryParts),
    memoryParts,
    disk: total(diskParts),
    diskParts,
    file: Math.max(sizes.largestTable, Math.min(sizes.units, bytesOfSegment + sizes.unit)),
  };
}

/** What this machine has for a run whose results go to a folder. */
export function roomFor(results: string): Room {
  return { memory: memoryThere(), disk: diskThere(dirname(results)), file: longestFile() };
}

/** Memory that this process may use at all. */
export function memoryThere(): number {
  const allowed = process.constrainedMemory?.() ?? 0;
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/** Free bytes of the disk that a folder, which may have to be made, is on. */
function diskThere(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(nearestFolder(folder));
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY; // The system does not say.
  }
}

/** The longest file that this process may write, where the system has such a limit. */
function longestFile(): number {
  try {
    const [, limit] = /^Max file size\s+(\d+)/mu.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Why a run does not fit, a sentence for each thing that is too small; empty if it does. */
export function lacks(need: RunNeed, room: Room): string[] {
  const found: string[] = [];
  const rows = Object.values(need.rows).reduce((sum, count) => sum + count, 0);
  const say = (needed: number, there: number, what: string, less: string) => {
    if (needed > there) {
      found.push(
        `it needs about ${megabytes(needed)} of ${what}, and ${megabytes(there)} are there; less is needed with ${less}`,
      );
    }
  };
  say(need.memory, room.memory, `memory (${rows} rows of results)`, largest(need.memoryParts));
  say(need.disk, room.disk, "disk while it runs", largest(need.diskParts));
  say(need.file, room.file, "disk in one file", largest(need.diskParts));
  return found;
}

/**
 * Refuses what cannot fit.
 *
 * @throws CommandError saying how much is needed, how much there is, and what would make it less.
 */
export function demandRoom(need: RunNeed, room: Room): void {
  const found = lacks(need, room);
  if (found.length > 0) throw new CommandError(`the run does not fit: ${found.join("; ")}`, exitCodes.wrongFile);
}

/** A number of bytes as text. */
export function megabytes(bytes: number): string {
  return bytes < 1e10 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(0)} GB`;
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What makes the largest part less. */
function largest(parts: readonly Part[]): string {
  return [...parts].filter(({ less }) => less !== "").sort((a, b) => b.bytes - a.bytes)[0]!.less;
}
