import { fitSettings } from "../../src/fitting/fits/settings.ts";
import { learners } from "./jobs.ts";
import type { FittingPeer } from "./peers.ts";
import { Threads, type Times, timed } from "./threads.ts";

const SUBJECTS = 1000;
const TRIALS = 200;
const STARTS = 10;
const THREADS = 2;
/** Subjects that peers fit; their seconds are scaled to all. */
const PEER_SUBJECTS = { c: 60, python: 10 } as const;
/** Relative difference of two searches' estimates, where neither is at a bound. */
const TOLERANCE = 1e-3;

/** Seconds for the peak of every subject's posterior. */
export interface PeakRow {
  readonly program: string;
  readonly threads: number;
  /** Real time, for all subjects; of peers scaled from fewer. */
  readonly seconds: number;
  /** Processor time of all threads, likewise. */
  readonly processor: number;
  /** Real time of the first run with the start of threads and compilation; null for peers. */
  readonly firstSeconds: number | null;
}

interface PeerPeaks extends Times {
  readonly missing?: string;
  /** [subject][parameter] */
  readonly estimates: readonly (readonly number[])[];
}

/** The peak of each subject's posterior, from many starts, in two threads, and by SciPy in one. */
export async function measurePeaks(options: {
  worker: string;
  rounds: number;
  peer: FittingPeer | null;
  say: (text: string) => void;
}): Promise<PeakRow[]> {
  const { worker, rounds, peer, say } = options;
  say(`peaks of ${SUBJECTS} subjects`);
  const { job, behaviour } = learners(SUBJECTS, TRIALS);
  const settings = fitSettings({ method: "map", starts: STARTS });
  const all = Array.from({ length: SUBJECTS }, (_, i) => i);
  const tasks = Array.from({ length: THREADS }, (_, thread) => ({
    kind: "subjects" as const,
    records: all.filter((i) => i % THREADS === thread),
  }));
  const begun = await timed(() => Threads.start(worker, job, THREADS));
  const threads = begun.result;
  const own = () => timed(() => threads.perform(tasks, settings));
  const first = await own();
  const languages = peer === null ? [] : (["c", "python"] as const);
  const runs = { own: [] as Times[], c: [] as Times[], python: [] as Times[] };
  for (let round = 0; round < rounds; round++) {
    const { wall, processor } = await own();
    runs.own.push({ wall, processor });
    for (const language of languages) {
      const count = PEER_SUBJECTS[language];
      const [choice, outcome] = [behaviour.choice.slice(0, count), behaviour.outcome.slice(0, count)];
      const answer = await peer!.ask<PeerPeaks>({ language, starts: STARTS, choice, outcome });
      if (answer.missing !== undefined) continue;
      answer.estimates.forEach((estimate, i) => {
        const fit = first.result[i % THREADS]![Math.floor(i / THREADS)]!;
        checkAgreement(`SciPy, ${language}`, fit.estimate, estimate);
      });
      const scale = SUBJECTS / count;
      runs[language].push({ wall: scale * answer.wall, processor: scale * answer.processor });
    }
  }
  await threads.end();
  const row = (program: string, count: number, times: readonly Times[], firstSeconds: number | null): PeakRow[] => {
    if (times.length === 0) return [];
    const [seconds, processor] = (["wall", "processor"] as const).map((kind) =>
      Math.min(...times.map((run) => run[kind])),
    );
    return [{ program, threads: count, seconds: seconds!, processor: processor!, firstSeconds }];
  };
  return [
    ...row("neohebb", THREADS, runs.own, begun.wall + first.wall),
    ...row("SciPy, likelihood in C", 1, runs.c, null),
    ...row("SciPy, likelihood in Python", 1, runs.python, null),
  ];
}

function checkAgreement(program: string, own: ArrayLike<number>, other: readonly number[]): void {
  other.forEach((value, d) => {
    const difference = Math.abs(value / own[d]! - 1);
    if (!(difference <= TOLERANCE))
      throw new Error(`${program}: an estimate differs from ours by a share of ${difference}`);
  });
}
