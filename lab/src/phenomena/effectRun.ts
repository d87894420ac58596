import type { Table } from "neohebb";
import { DeskClient } from "../simulator/desk.ts";
import type { EffectJob, EffectProgram, PhenomenaReply, PhenomenaRequest } from "./messages.ts";

/** What a run tells. */
export interface RunListener {
  /** From 0 to 1. */
  progress(share: number): void;
  /** Readings in parts, in order of the arms, by removal (`null` for none). */
  done(parts: ReadonlyMap<string | null, readonly Table[]>): void;
  failed(message: string): void;
}

/** Cuts a run into jobs that depend on no other: an arm each; what lies in a dish is quick and stays whole. */
export function jobsOf(
  { kind, arms }: EffectProgram,
  { id, seed, subjects }: Pick<EffectJob, "id" | "seed" | "subjects">,
  removals: readonly (string | null)[],
): EffectJob[] {
  const names = arms.map(({ name }) => name);
  const parts = kind === "preparation" ? [names] : names.map((name) => [name]);
  return removals.flatMap((removal) => parts.map((own) => ({ id, seed, subjects, arms: own, removal })));
}

/** A run in as many workers as there are processors and jobs. */
export class EffectRun {
  readonly #workers: DeskClient<PhenomenaRequest, PhenomenaReply>[] = [];

  constructor(jobs: readonly EffectJob[], listener: RunListener) {
    const shares = jobs.map(() => 0);
    const readings: (Table | null)[] = jobs.map(() => null);
    let next = 0;
    const tell = () => listener.progress(shares.reduce((sum, share) => sum + share, 0) / jobs.length);
    const fail = (message: string) => {
      this.stop();
      listener.failed(message);
    };
    const employ = () => {
      let place = -1;
      const take = (reply: PhenomenaReply) => {
        if (reply.kind === "failed") return fail(reply.message);
        if (reply.kind === "progress") shares[place] = reply.share;
        if (reply.kind === "ran") {
          shares[place] = 1;
          readings[place] = reply.readings;
          work();
        }
        tell();
        if (readings.every((table) => table !== null)) {
          this.stop();
          listener.done(partsOf(jobs, readings));
        }
      };
      const worker = new DeskClient<PhenomenaRequest, PhenomenaReply>("phenomena", take, fail);
      const work = () => {
        if (next === jobs.length) return worker.stop();
        place = next++;
        worker.send({ kind: "run", job: jobs[place]! });
      };
      this.#workers.push(worker);
      work();
    };
    const count = Math.min(jobs.length, Math.max(1, navigator.hardwareConcurrency || 1));
    for (let worker = 0; worker < count; worker++) employ();
  }

  /** Ends the run; nothing more is told. */
  stop(): void {
    for (const worker of this.#workers) worker.stop();
  }
}

function partsOf(
  jobs: readonly EffectJob[],
  readings: readonly (Table | null)[],
): ReadonlyMap<string | null, readonly Table[]> {
  const parts = new Map<string | null, Table[]>();
  for (const [place, { removal }] of jobs.entries()) {
    const own = parts.get(removal) ?? [];
    own.push(readings[place]!);
    parts.set(removal, own);
  }
  return parts;
}
