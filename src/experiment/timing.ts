import { nearestName } from "../math/nearestName.ts";
import type { Phase } from "../tasks/task.ts";
import { readTime } from "./doseKinetics.ts";
import type { DoseFile, ManipulationFile } from "./groupFile.ts";
import type { DoseWindow } from "./plan.ts";
import type { TaskNames } from "./taskNames.ts";
import type { Report } from "./treatment.ts";

/** What of a task timings refer to. */
export interface TimedTask {
  /** Number of trials; null or absent if it depends on the subject. */
  readonly trials?: number | null;
  readonly phases: readonly Pick<Phase, "name">[];
  /** Stages, marks and sessions that some subjects meet; absent: not known. */
  readonly met?: () => TaskNames;
}

type TimingFile = Pick<DoseFile, "trials" | "during"> & Partial<Pick<ManipulationFile, "pulse" | "shareOfTrials">>;

/** When something is done. */
export type When = Pick<DoseWindow, "from" | "to" | "stages" | "sessions" | "phases" | "pulse" | "trialShare">;

/**
 * Reads when something is done.
 *
 * @param name - Of the draw of trials, if only a share of them is meant.
 * @param note - Told what may never happen: stages, marks and sessions may depend on what a subject does.
 */
export function readTiming(
  file: TimingFile,
  task: TimedTask,
  name: string,
  report: Report,
  note: (message: string) => void,
): When {
  const { during = {}, pulse, shareOfTrials } = file;
  const phases = listOf(during.phase);
  const known = task.phases.map((phase) => phase.name);
  for (const phase of phases ?? []) {
    if (known.includes(phase)) continue;
    const nearest = nearestName(phase, known);
    const hint = nearest ? `did you mean "${nearest}"?` : `phases are ${known.join(", ")}`;
    report("during", `the task has no phase "${phase}"`, hint);
  }
  const stages = listOf(during.stage);
  const sessions = listOf(during.session);
  const pulses = pulse && readPulse(pulse, report);
  for (const message of neverMet(file, task)) note(message);
  return {
    ...trialWindow(file.trials, task.trials ?? null, report),
    ...(stages ? { stages } : {}),
    ...(sessions ? { sessions: sessions.map((session) => session - 1) } : {}),
    ...(phases ? { phases } : {}),
    ...(pulses ? { pulse: pulses } : {}),
    ...(shareOfTrials === undefined ? {} : { trialShare: { share: shareOfTrials, name } }),
  };
}

/** When, for people; empty if always. */
export function timingText({ trials, during = {}, pulse, shareOfTrials }: TimingFile): string {
  const list = (values: string | number | readonly (string | number)[]) => [values].flat().join(", ");
  return [
    trials ? `in trials ${trials.join("–")}` : "",
    during.stage === undefined ? "" : `in stage ${list(during.stage)}`,
    during.session === undefined ? "" : `in session ${list(during.session)}`,
    during.phase === undefined ? "" : `in phase ${list(during.phase)}`,
    pulse ? `for ${pulse.duration} after ${pulse.after}${pulse.delay === undefined ? "" : ` and ${pulse.delay}`}` : "",
    shareOfTrials === undefined ? "" : `in ${Math.round(100 * shareOfTrials)} % of trials`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** Stages, sessions and marks that no subject seems to meet. */
function neverMet({ during = {}, pulse }: TimingFile, { met, phases }: TimedTask): string[] {
  const isMark = pulse !== undefined && !phases.some(({ name }) => name === pulse.after);
  if (!met || (during.stage === undefined && during.session === undefined && !isMark)) return [];
  const { stages, marks, sessions } = met();
  const unknown = (kind: string, name: string, known: readonly string[]) => {
    if (known.includes(name)) return [];
    const nearest = nearestName(name, known);
    const list = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
    return [`subjects seem to meet no ${kind} "${name}": ${nearest ? `did you mean "${nearest}"?` : list}`];
  };
  return [
    ...(listOf(during.stage) ?? []).flatMap((stage) => unknown("stage", stage, stages)),
    ...(isMark ? unknown("mark or phase", pulse.after, [...marks, ...phases.map(({ name }) => name)]) : []),
    ...(listOf(during.session) ?? [])
      .filter((session) => session > sessions)
      .map(
        (session) =>
          `subjects seem to meet no session ${session}: there ${sessions === 1 ? "is 1" : `are ${sessions}`}`,
      ),
  ];
}

function trialWindow(
  trials: TimingFile["trials"],
  count: number | null,
  report: Report,
): { from: number; to: number | null } {
  if (!trials) return { from: 0, to: null };
  const [first, last] = trials;
  if (first > last) report("trials", `the last trial (${last}) comes before the first one (${first})`);
  if (count !== null && last > count)
    report("trials", `there is no trial ${last}`, `the session has ${count} trials, counted from 1`);
  return { from: first - 1, to: last };
}

function readPulse(pulse: NonNullable<TimingFile["pulse"]>, report: Report): DoseWindow["pulse"] {
  const [delay, duration] = [pulse.delay ?? "0 s", pulse.duration].map((text) => {
    const time = readTime(text);
    if (typeof time === "number") return time;
    report("pulse", time.problem, time.hint);
    return Number.NaN;
  }) as [number, number];
  if (delay < 0) report("pulse", "a delay is at least 0 s");
  if (duration <= 0) report("pulse", "a pulse is longer than 0 s");
  return { after: pulse.after, delay, duration };
}

function listOf<T extends string | number>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : ([value].flat() as T[]);
}
