import { RandomSequence, type Seed } from "../math/random.ts";
import { courseLevel } from "./doseCourse.ts";
import type { DoseWindow } from "./plan.ts";
import type { Stretch, SubjectTimeline } from "./subjectTimeline.ts";

/**
 * The inputs by which doses and other manipulations act on one subject, as a function of its time and of what it has
 * been through. Inputs that nothing sets now are 0.
 */
export class DoseInputs {
  /** Inputs of the program that are written, each once. */
  readonly inputs: readonly string[];
  /** Values change while a moment lasts; if not, they need be read only when one begins. */
  readonly varies: boolean;
  readonly #windows: readonly (DoseWindow & { readonly place: number })[];
  readonly #seed: Seed;
  readonly #subject: number;

  /** @param seed - Of the run; with the subject's number it decides which trials a share of them means. */
  constructor(windows: readonly DoseWindow[], seed: Seed, subject: number) {
    this.inputs = [...new Set(windows.map(({ input }) => input))];
    this.varies = windows.some(({ course, pulse }) => course !== undefined || pulse !== undefined);
    this.#windows = windows.map((window) => ({ ...window, place: this.inputs.indexOf(window.input) }));
    this.#seed = seed;
    this.#subject = subject;
  }

  /**
   * Values in the order of `inputs`.
   *
   * @param time - s on the subject's clock.
   * @param values - Written into; as long as `inputs`.
   */
  read(time: number, timeline: SubjectTimeline, values: Float64Array): void {
    values.fill(0);
    for (const window of this.#windows) {
      const share = this.#share(window, time, timeline);
      if (share === 0) continue;
      const level = window.dose * share;
      values[window.place] = window.alone ? level : values[window.place]! + level;
    }
  }

  /** How much of a dose is there now: 1 = all of it. */
  #share(window: DoseWindow, time: number, timeline: SubjectTimeline): number {
    if (window.course) return this.#course(window, window.course, time, timeline);
    const { trial, phase } = timeline;
    // What comes before the first trial belongs to it.
    const number = Math.max(0, trial);
    if (number < window.from || (window.to !== null && number >= window.to)) return 0;
    if (!this.#covers(window, timeline)) return 0;
    if (window.phases && !window.phases.includes(phase)) return 0;
    if (window.trialShare && !this.#chosen(window.trialShare, number)) return 0;
    return window.pulse && !isOn(window.pulse, time, timeline) ? 0 : 1;
  }

  /**
   * The level of a drug that was given at the beginning of each session (or stage) that the window covers; repeated
   * doses and infusions follow their own calendar from the first one.
   */
  #course(window: DoseWindow, course: NonNullable<DoseWindow["course"]>, time: number, { stretches }: SubjectTimeline) {
    let level = 0;
    for (const [index, stretch] of stretches.entries()) {
      if (!this.#covers(window, stretch)) continue;
      const before = stretches[index - 1];
      const goesOn =
        before !== undefined && before.session === stretch.session && (!window.stages || this.#covers(window, before));
      if (goesOn) continue;
      level += courseLevel(course, time - stretch.start);
      if (course.repeated || course.infusion !== undefined) break;
    }
    return level;
  }

  #covers({ sessions, stages, turn }: DoseWindow, { session, stage }: Pick<Stretch, "session" | "stage">): boolean {
    if (sessions && !sessions.includes(session)) return false;
    if (stages && !stages.includes(stage)) return false;
    return !turn || (session + this.#subject) % turn.count === turn.of;
  }

  #chosen({ share, name }: NonNullable<DoseWindow["trialShare"]>, trial: number): boolean {
    return new RandomSequence(this.#seed, this.#subject, `trials/${name}/${trial}`).uniform() < share;
  }
}

function isOn({ after, delay, duration }: NonNullable<DoseWindow["pulse"]>, time: number, timeline: SubjectTimeline) {
  const begun = timeline.last.get(after);
  // Times are sums of steps: a thousandth of a millisecond is no difference.
  const since = begun === undefined ? -1 : time - begun - delay + 1e-6;
  return since >= 0 && since < duration;
}
