import type { Simulation } from "../engine/simulation.ts";
import type { Body } from "../spec/lowered.ts";
import type { Task, TaskStep } from "../tasks/lockstepTask.ts";
import { BodyPort } from "./body.ts";
import { courseLevel } from "./doseCourse.ts";
import type { DoseWindow } from "./plan.ts";

/** Moments that recorders need, from one tile's session. */
export interface SessionObserver {
  /** Before the first step. */
  sessionStart?(): void;
  /** @param cue - The phase shows a stimulus. */
  phaseStart?(moment: PhaseMoment): void;
  /** After each step; `step` counts from the beginning of the session. */
  step?(step: number): void;
  /** A subject acted in this step. */
  choice?(place: number, step: number): void;
  /** After the phase's last step (and, at a trial's end, after the event `trialEnd`). */
  phaseEnd?(moment: PhaseMoment): void;
  /** A trial's rows: one value a subject in each column. */
  trialEnd?(trial: number, record: Readonly<Record<string, Float64Array>>): void;
  /** After the last step. */
  sessionEnd?(): void;
}

/** A phase as it happens. */
export interface PhaseMoment {
  readonly trial: number;
  /** Place of the phase in the task's list. */
  readonly phase: number;
  /** Number of the first step in the session. */
  readonly firstStep: number;
  readonly steps: number;
  /** Something is shown. */
  readonly stimulus: boolean;
  /** 1 for each subject that perceives an outcome. */
  readonly outcome: readonly [number, number, number, number];
  /** Reward received in the phase, `[subject]`. */
  readonly reward: Float32Array;
}

/** What a session is run with. */
export interface SessionOptions {
  readonly simulation: Simulation;
  /** The tile whose subjects do the session, at most four (default: the first). */
  readonly tile?: number;
  readonly body: Body;
  readonly task: Task;
  readonly seed: number;
  readonly doses: readonly DoseWindow[];
  /** Called before each step to supply inputs that change from step to step. */
  readonly drive?: (step: number) => void;
  readonly observers: readonly SessionObserver[];
}

/** Number of steps in each phase of a task; a phase has at least one. */
export function phaseSteps(task: Task, step: number): number[] {
  return task.description.phases.map(({ duration }) => Math.max(1, Math.round(duration / step)));
}

/**
 * Runs one tile of subjects through a task's session.
 *
 * Per trial: doses and event `trialStart`; per phase: inputs, event `outcome` for those who perceive one, steps with the
 * motor output watched, event `choice` for those who act; then `trialEnd`.
 */
export function runSession(options: SessionOptions): void {
  options.simulation.initialise();
  const trials = sessionTrials(options);
  while (!trials.next().done);
}

/**
 * Runs the session of one tile of an initialised simulation, a trial at a time.
 *
 * @yields the rows of each trial when it has ended, one value a subject in each column.
 */
export function* sessionTrials(options: SessionOptions): Generator<Readonly<Record<string, Float64Array>>, void, void> {
  const { simulation, task, observers, tile = 0 } = options;
  const session = new Session(options);
  for (const observer of observers) observer.sessionStart?.();
  simulation.fire("sessionStart", tile);
  let now = task.reset({ seed: options.seed, subjects: tileSubjects(simulation, tile) });
  while (!session.ended(now)) {
    now = session.runPhase(now);
    if (now.info.record) yield now.info.record;
  }
  simulation.fire("sessionEnd", tile);
  for (const observer of observers) observer.sessionEnd?.();
}

/** Numbers of a tile's subjects. */
export function tileSubjects({ subjects, lanes }: Simulation, tile: number): readonly number[] {
  return subjects.slice(lanes * tile, lanes * (tile + 1));
}

class Session {
  readonly #simulation: Simulation;
  readonly #tile: number;
  readonly #subjects: number;
  readonly #task: Task;
  readonly #observers: readonly SessionObserver[];
  readonly #drive: ((step: number) => void) | undefined;
  readonly #doses: readonly (DoseWindow & { readonly view: Float32Array })[];
  readonly #port: BodyPort;
  readonly #stepsOf: readonly number[];
  readonly #mask: [number, number, number, number] = [0, 0, 0, 0];
  #step = 0;
  /** Somebody can act in some phase of a trial: then only those who acted perceive an outcome. */
  readonly #asksForAction: boolean;
  #acted: number[] = [0, 0, 0, 0];

  constructor({ simulation, tile = 0, body, task, doses, drive, observers }: SessionOptions) {
    this.#simulation = simulation;
    this.#tile = tile;
    this.#subjects = tileSubjects(simulation, tile).length;
    this.#task = task;
    this.#observers = observers;
    this.#drive = drive;
    this.#doses = doses.map((dose) => ({ ...dose, view: simulation.view(dose.input, tile) }));
    const { choice } = task.description.actionSpace;
    this.#port = new BodyPort(simulation, body, choice.kind === "box" ? 0 : choice.count, tile);
    this.#stepsOf = phaseSteps(task, simulation.program.step);
    this.#asksForAction = task.description.phases.some((phase) => phase.awaitsAction);
  }

  ended(now: TaskStep): boolean {
    for (let place = 0; place < now.terminated.length; place++) {
      if (!now.terminated[place] && !now.truncated[place]) return false;
    }
    return true;
  }

  runPhase(now: TaskStep): TaskStep {
    const { trial, phase } = now.info;
    const index = this.#task.description.phases.indexOf(phase);
    if (now.info.trialStarts) this.#beginTrial(trial);
    const outcome = this.#outcome(now);
    const moment: PhaseMoment = {
      trial,
      phase: index,
      firstStep: this.#step,
      steps: this.#stepsOf[index]!,
      stimulus: now.observation.stimuli.some((strength) => strength !== 0),
      outcome,
      reward: now.reward,
    };
    this.#port.beginPhase(now, outcome);
    for (const observer of this.#observers) observer.phaseStart?.(moment);
    if (outcome.includes(1)) this.#simulation.fire("outcome", this.#tile, outcome);
    this.#runSteps(moment.steps);
    const next = this.#task.step(this.#port.endPhase());
    if (next.info.record) this.#simulation.fire("trialEnd", this.#tile);
    for (const observer of this.#observers) observer.phaseEnd?.(moment);
    if (next.info.record) for (const observer of this.#observers) observer.trialEnd?.(trial, next.info.record);
    return next;
  }

  #beginTrial(trial: number): void {
    for (const { view } of this.#doses) view.fill(0);
    const time = this.#step * this.#simulation.program.step;
    for (const { view, dose, from, to, course, alone } of this.#doses) {
      if (trial < from || (to !== null && trial >= to)) continue;
      const now = course ? dose * courseLevel(course, time) : dose;
      for (let lane = 0; lane < 4; lane++) view[lane] = alone ? now : view[lane]! + now;
    }
    this.#port.beginTrial();
    this.#acted = [0, 0, 0, 0];
    this.#simulation.fire("trialStart", this.#tile);
  }

  #outcome(now: TaskStep): [number, number, number, number] {
    const mask: [number, number, number, number] = [0, 0, 0, 0];
    if (!now.info.phase.givesOutcome) return mask;
    for (let place = 0; place < this.#subjects; place++) {
      mask[place] = this.#asksForAction ? this.#acted[place]! : 1;
    }
    return mask;
  }

  #runSteps(steps: number): void {
    const simulation = this.#simulation;
    const length = simulation.program.step;
    for (let step = 1; step <= steps; step++) {
      this.#drive?.(this.#step);
      simulation.step(this.#tile);
      for (const observer of this.#observers) observer.step?.(this.#step);
      if (this.#port.afterStep(step * length, this.#mask)) this.#choose();
      this.#step++;
    }
  }

  #choose(): void {
    for (let place = 0; place < 4; place++) {
      if (!this.#mask[place]) continue;
      this.#acted[place] = 1;
      for (const observer of this.#observers) observer.choice?.(place, this.#step);
    }
    this.#simulation.fire("choice", this.#tile, this.#mask);
    this.#mask.fill(0);
  }
}
