import type { Moment } from "../tasks/task.ts";

/** What of a moment timings refer to. */
export type TimedMoment = Pick<Moment, "phase" | "stage" | "session" | "marks" | "trialStarts">;

/** A time during which session and stage stay the same. */
export interface Stretch {
  /** s on the subject's clock. */
  readonly start: number;
  readonly session: number;
  readonly stage: string;
}

/** What one subject has been through: all that the timing of doses and other manipulations refers to. */
export class SubjectTimeline {
  /** Number of the trial, from 0; −1 before the first. */
  trial = -1;
  phase = "";
  stage = "";
  session = 0;
  /** Beginning of the present moment, s. */
  start = 0;
  /** Stretches so far, the present one last. */
  readonly stretches: Stretch[] = [];
  /** When each mark, and each phase, last began, s. */
  readonly last = new Map<string, number>();

  /** A moment begins. @param time - s on the subject's clock, never less than before. */
  enter(time: number, { phase, stage, session, marks = [], trialStarts = false }: TimedMoment): void {
    if (trialStarts) this.trial++;
    this.start = time;
    this.phase = phase;
    this.stage = stage ?? this.stage;
    this.session = session ?? this.session;
    this.last.set(phase, time);
    for (const mark of marks) this.last.set(mark, time);
    const before = this.stretches.at(-1);
    if (before && before.session === this.session && before.stage === this.stage) return;
    this.stretches.push({ start: time, session: this.session, stage: this.stage });
  }
}
