import type { Simulation } from "../engine/simulation.ts";
import type { Seed } from "../math/random.ts";
import type { OutcomeKind, Task } from "../tasks/task.ts";
import { type PresentMoment, TaskPlay } from "../tasks/taskPlay.ts";
import type { BodyPort } from "./body.ts";
import { DoseInputs } from "./doseInputs.ts";
import { LaneState } from "./laneState.ts";
import type { DoseWindow } from "./plan.ts";
import type { RestPort } from "./rest.ts";
import type { EndedTrial, LaneMoment } from "./session.ts";
import { SubjectTimeline } from "./subjectTimeline.ts";

/** What a lane is made with. */
export interface LaneOptions {
  readonly simulation: Simulation;
  readonly tile: number;
  /** Place in the tile. */
  readonly lane: number;
  /** Subject number. */
  readonly subject: number;
  readonly task: Task;
  readonly seed: number;
  readonly words: Seed;
  readonly doses: readonly DoseWindow[];
}

/** A trial that is kept until it is handed out. */
interface KeptTrial {
  readonly ended: EndedTrial;
  /** The subject at the trial's end; null: as it is now. */
  readonly state: LaneState | null;
}

/** One subject of a tile with a clock of its own: what it meets, since when, and what it has done meanwhile. */
export class SubjectLane {
  readonly index: number;
  readonly #simulation: Simulation;
  readonly #place: number;
  readonly #step: number;
  readonly #play: TaskPlay;
  readonly #outcomes: readonly OutcomeKind[];
  readonly #doses: DoseInputs;
  readonly #doseViews: readonly Float32Array[];
  readonly #doseValues: Float64Array;
  readonly #timeline = new SubjectTimeline();
  readonly #kept = new Map<number, KeptTrial>();
  readonly #responseSums: Float64Array;
  #state: LaneState | null = null;
  /** Time passed without steps, s. */
  #offline = 0;
  #underWay = false;
  #moment: LaneMoment | null = null;
  #present: PresentMoment | null;
  #session = 0;
  #steps = 0;
  #closedRest = 0;
  #made = 0;
  #choice = -1;
  #choiceTime = Number.NaN;
  #entersSession = false;
  #leavesSession = false;

  constructor({ simulation, tile, lane, subject, task, seed, words, doses }: LaneOptions) {
    this.index = lane;
    this.#simulation = simulation;
    this.#place = simulation.lanes * tile + lane;
    this.#step = simulation.program.step;
    this.#play = new TaskPlay(task, seed, subject);
    this.#present = this.#play.present;
    this.#session = this.#present?.session ?? 0;
    this.#outcomes = task.description.world.outcomes;
    this.#doses = new DoseInputs(doses, words, subject);
    this.#doseViews = this.#doses.inputs.map((input) => simulation.view(input, tile));
    this.#doseValues = new Float64Array(this.#doseViews.length);
    this.#responseSums = new Float64Array(task.description.world.responses.length);
  }

  /** What the subject meets now; null once its session is over. */
  get present(): PresentMoment | null {
    return this.#present;
  }

  /** The present moment has begun. */
  get underWay(): boolean {
    return this.#underWay;
  }

  /** The present or, until the next begins, the last moment for recorders. */
  get moment(): LaneMoment {
    return this.#moment!;
  }

  get trials(): number {
    return this.#play.trials;
  }

  /** What the present outcome is worth: amount × valence × drive, summed. */
  get reward(): number {
    const { outcome, drive } = this.#present!;
    if (!outcome) return 0;
    return this.#outcomes.reduce((sum, { valence }, kind) => sum + outcome[kind]! * valence * drive[kind]!, 0);
  }

  /** Time of the present moment that its steps leave to the closed form of rest, s. */
  get closedRest(): number {
    return this.#closedRest;
  }

  /** The present moment is the first of another session (day). */
  get entersSession(): boolean {
    return this.#entersSession;
  }

  /** The moment that has ended was the last of its session (day). */
  get leavesSession(): boolean {
    return this.#leavesSession;
  }

  /** The present moment has had its last step. */
  get isOver(): boolean {
    if (!this.#underWay) return false;
    return this.#made >= this.#steps || (this.#choice >= 0 && this.#present!.endsOnAction);
  }

  /**
   * Number of steps to come after none of which, except the last, anything is read from the subject or done to it: it
   * cannot act (any more), nothing of it is averaged, and its doses stay as they are.
   */
  get undisturbedSteps(): number {
    if (!this.#underWay) return Number.POSITIVE_INFINITY;
    const mayAct = this.#choice < 0 && this.#present!.available !== null;
    if (mayAct || this.#doses.varies || this.#responseSums.length > 0) return 1;
    return this.#steps - this.#made;
  }

  /** So many steps were made, no more than `undisturbedSteps`. */
  passUndisturbed(count: number): void {
    if (this.#underWay) this.#made += count;
  }

  /** Begins the present moment. @param step - Number of its first step. */
  beginMoment(step: number, rest: RestPort): void {
    const present = this.#present!;
    const { steps, closed } = rest.plan(present.duration, present.rest);
    this.#entersSession = present.session !== this.#session;
    this.#session = present.session;
    this.#steps = steps;
    this.#closedRest = closed;
    this.#made = 0;
    this.#choice = -1;
    this.#choiceTime = Number.NaN;
    this.#responseSums.fill(0);
    this.#underWay = true;
    this.#moment = {
      lane: this.index,
      trial: present.trial,
      phase: present.phaseIndex,
      trialStarts: present.trialStarts,
      session: present.session,
      stage: present.stage,
      marks: present.marks,
      firstStep: step,
      steps,
      stimulus: present.objects?.some((strength) => strength !== 0) ?? false,
      outcome: present.feedback,
      reward: this.reward,
    };
    this.#timeline.enter(this.#time(step), present);
    this.#writeDoses(step);
  }

  /** Before a step: what changes while a moment lasts. */
  writeVaryingDoses(step: number): void {
    if (this.#doses.varies && this.#underWay) this.#writeDoses(step);
  }

  /** Reads the body after a step. @returns whether the subject acts now. */
  afterStep(port: BodyPort): boolean {
    if (!this.#underWay) return false;
    this.#made++;
    port.addResponses(this.index, this.#responseSums);
    const { available } = this.#present!;
    if (this.#choice >= 0 || available === null) return false;
    const action = port.action(this.index, available);
    if (action < 0) return false;
    this.#choice = action;
    this.#choiceTime = Math.fround(this.#made * this.#step);
    port.select(this.index, action);
    return true;
  }

  /** Ends the present moment: the task hears what was done. @returns the trial that ended with it, or null. */
  endMoment(step: number): EndedTrial | null {
    const { trial, session, stage } = this.#moment!;
    this.#moment = { ...this.#moment!, steps: this.#made };
    const row = this.#play.act({
      choice: this.#choice,
      time: this.#choiceTime,
      elapsed: this.#made * this.#step + this.#closedRest,
      responses: Array.from(this.#responseSums, (sum) => Math.fround(sum / this.#made)),
    });
    this.#offline += this.#closedRest;
    this.#closedRest = 0;
    this.#underWay = false;
    this.#present = this.#play.present;
    this.#leavesSession = this.#present === null || this.#present.session !== session;
    return row && { lane: this.index, trial, session, stage, steps: step, row };
  }

  /** Keeps a trial until it is handed out. @param copied - With the subject as it is now. */
  keepTrial(ended: EndedTrial, copied: boolean): void {
    this.#kept.set(ended.trial, { ended, state: copied ? new LaneState(this.#simulation, this.#place) : null });
  }

  /** Hands out the trial with a number; null if there is none. */
  takeTrial(trial: number): KeptTrial | null {
    const kept = this.#kept.get(trial) ?? null;
    this.#kept.delete(trial);
    return kept;
  }

  /** The session is over before those of others: keeps the subject as it is now. */
  keepState(): void {
    this.#state = new LaneState(this.#simulation, this.#place);
  }

  /** Puts a subject whose session is over back to where it ended. */
  restore(): void {
    this.#state?.restore(this.#simulation, this.#place);
  }

  #time(step: number): number {
    return step * this.#step + this.#offline;
  }

  #writeDoses(step: number): void {
    this.#doses.read(this.#time(step), this.#timeline, this.#doseValues);
    this.#doseViews.forEach((view, place) => {
      view[this.index] = this.#doseValues[place]!;
    });
  }
}
