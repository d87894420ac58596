import type { Table } from "neohebb";
import { DeskClient } from "../simulator/desk.ts";
import { EffectRun, jobsOf } from "./effectRun.ts";
import type { EffectProgram, JudgedRun, PhenomenaReply, PhenomenaRequest } from "./messages.ts";

/** With how many subjects and which seed an effect is run. */
export interface RunSetting {
  readonly subjects: number;
  readonly seed: number;
}

/** Runs of one effect in the page, and what came of them. */
export class EffectSession {
  /** About how long one run takes in this page, s; null while it is measured, NaN if that failed. */
  seconds = $state<number | null>(null);
  situation = $state<"idle" | "running" | "judging">("idle");
  /** From 0 to 1. */
  share = $state(0);
  /** s; null while too little is done to tell. */
  left = $state<number | null>(null);
  failure = $state<string | null>(null);
  cancelled = $state(false);
  /** What came of the last run, with its setting. */
  judged = $state.raw<(JudgedRun & { readonly setting: RunSetting }) | null>(null);

  readonly #id: string;
  readonly #program: EffectProgram;
  readonly #desk: DeskClient<PhenomenaRequest, PhenomenaReply>;
  #run: EffectRun | null = null;
  #asked: RunSetting | null = null;
  /** Readings so far, by setting and removal. */
  #readings = new Map<string | null, readonly Table[]>();
  #setting: RunSetting | null = null;

  constructor(id: string, program: EffectProgram) {
    this.#id = id;
    this.#program = program;
    this.#desk = new DeskClient<PhenomenaRequest, PhenomenaReply>(
      "phenomena",
      (reply) => this.#take(reply),
      (message) => this.#fail(message),
    );
  }

  /** How many runs a start with this removal takes: with everything in place only if that is not there yet. */
  runsFor(setting: RunSetting, removal: string | null): (string | null)[] {
    const there = this.#isFor(setting);
    if (removal === null) return [null];
    return there && this.#readings.has(null) ? [removal] : [null, removal];
  }

  /** Measures how long a run takes. */
  measure({ subjects, seed }: RunSetting): void {
    this.seconds = null;
    this.#asked = { subjects, seed };
    this.#desk.send({ kind: "estimate", id: this.#id, subjects, seed });
  }

  /** About how long so many runs take with as many workers as there are, s. */
  waitFor(runs: number): number {
    const jobs = runs * (this.#program.kind === "preparation" ? 1 : this.#program.arms.length);
    const workers = Math.min(jobs, Math.max(1, navigator.hardwareConcurrency || 1));
    return ((this.seconds ?? Number.NaN) * runs) / workers;
  }

  start(setting: RunSetting, removal: string | null): void {
    if (this.situation !== "idle") return;
    const removals = this.runsFor(setting, removal);
    if (!this.#isFor(setting) || removals.includes(null)) {
      this.#readings = new Map();
      this.judged = null;
    }
    this.#setting = setting;
    this.failure = null;
    this.cancelled = false;
    this.share = 0;
    this.left = null;
    this.situation = "running";
    const started = performance.now();
    this.#run = new EffectRun(jobsOf(this.#program, { id: this.#id, ...setting }, removals), {
      progress: (share) => {
        this.share = share;
        if (share > 0.05) this.left = ((performance.now() - started) / 1000) * (1 / share - 1);
      },
      done: (parts) => {
        this.#run = null;
        for (const [removed, tables] of parts) this.#readings.set(removed, tables);
        this.#judge(setting);
      },
      failed: (message) => this.#fail(message),
    });
  }

  cancel(): void {
    if (this.situation !== "running") return;
    this.#run?.stop();
    this.#run = null;
    this.situation = "idle";
    this.cancelled = true;
  }

  stop(): void {
    this.#run?.stop();
    this.#desk.stop();
  }

  #isFor({ subjects, seed }: RunSetting): boolean {
    return this.#setting?.subjects === subjects && this.#setting.seed === seed;
  }

  #judge(setting: RunSetting): void {
    this.situation = "judging";
    const broken = [...this.#readings].flatMap(([removal, tables]) => (removal === null ? [] : [[removal, tables]]));
    this.#desk.send({
      kind: "judge",
      id: this.#id,
      ...setting,
      intact: this.#readings.get(null)!,
      broken: Object.fromEntries(broken),
    });
  }

  #take(reply: PhenomenaReply): void {
    if (reply.kind === "failed") {
      // Only how long it takes was asked: the effect itself may still be run.
      if (this.situation === "idle") this.seconds = Number.NaN;
      else this.#fail(reply.message);
    } else if (reply.kind === "estimate") {
      if (reply.subjects === this.#asked?.subjects) this.seconds = reply.seconds;
    } else if (reply.kind === "judged") {
      this.judged = { ...reply.run, setting: this.#setting! };
      this.situation = "idle";
    }
  }

  #fail(message: string): void {
    this.#run = null;
    this.situation = "idle";
    this.failure = message;
  }
}
