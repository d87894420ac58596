import type { Simulation } from "../engine/simulation.ts";
import { seedWords } from "../math/random.ts";
import type { Body } from "../spec/lowered.ts";
import type { Task, TrialRow } from "../tasks/task.ts";
import { BodyPort } from "./body.ts";
import type { DoseWindow } from "./plan.ts";
import { RestPort, type RestRules, restEvents } from "./rest.ts";
import { SubjectLane } from "./subjectLane.ts";

/** A moment of one subject as recorders see it. */
export interface LaneMoment {
  /** Place of the subject in its tile. */
  readonly lane: number;
  /** Number of the trial that the moment belongs to: of those whose row comes at its end or later, the first. */
  readonly trial: number;
  /** Place of the phase in the task's list. */
  readonly phase: number;
  /** The first moment of a trial. */
  readonly trialStarts: boolean;
  readonly session: number;
  readonly stage: string;
  readonly marks: readonly string[];
  /** Number of the first step, counted from the beginning of the session. */
  readonly firstStep: number;
  /** Steps that the moment takes at most; when it has ended, steps that it took. */
  readonly steps: number;
  /** Something is shown. */
  readonly stimulus: boolean;
  /** An outcome or its absence is perceived. */
  readonly outcome: boolean;
  /** What the outcome is worth: amount × valence × drive, summed over the kinds of outcome. */
  readonly reward: number;
}

/** The end of one subject's trial. */
export interface EndedTrial {
  readonly lane: number;
  readonly trial: number;
  readonly session: number;
  readonly stage: string;
  /** Steps from the beginning of the session to the trial's end. */
  readonly steps: number;
  readonly row: TrialRow;
}

/** What recorders are told of one tile's session. Lists hold the subjects to whom it happens in the same step. */
export interface SessionObserver {
  /** Before the first step. */
  sessionStart?(): void;
  momentStart?(moments: readonly LaneMoment[]): void;
  /** After each step; `step` counts from the beginning of the session. */
  step?(step: number): void;
  /** A subject acted in this step. */
  choice?(lane: number, step: number): void;
  /** After the moments' last step (and, at a trial's end, after the event `trialEnd`). */
  momentEnd?(moments: readonly LaneMoment[]): void;
  trialEnd?(trials: readonly EndedTrial[]): void;
  /** A subject's session is over after so many steps; what happens in its lane from now on belongs to nobody. */
  laneEnd?(lane: number, steps: number): void;
  /** After the last step. */
  sessionEnd?(): void;
}

/** What a session is run with. */
export interface SessionOptions {
  readonly simulation: Simulation;
  /** The tile whose subjects do the session (default: the first). */
  readonly tile?: number;
  readonly body: Body;
  readonly task: Task;
  readonly seed: number;
  readonly doses: readonly DoseWindow[];
  /** How rest is passed (default: the task's way, settling for 3 s). */
  readonly rest?: RestRules;
  /** Called before each step to supply inputs that change from step to step. */
  readonly drive?: (step: number) => void;
  readonly observers: readonly SessionObserver[];
}

/** The trials with one number of a tile's subjects. */
export interface TileTrial {
  /** From 0. */
  readonly trial: number;
  /** `[lane]`; null for subjects whose session had fewer trials. */
  readonly ended: readonly (EndedTrial | null)[];
  /** Values of a variable at the end of a lane's trial, `[element]`. */
  read(variable: string, lane: number): Float32Array;
}

/** Numbers of a tile's subjects. */
export function tileSubjects({ subjects, lanes }: Simulation, tile: number): readonly number[] {
  return subjects.slice(lanes * tile, lanes * (tile + 1));
}

/**
 * Runs one tile of subjects through a task's session, each on its own clock: a step is made by all together, but when a
 * moment begins and ends is a matter of each subject. Who has finished waits, with nothing to perceive, and is left
 * with the state in which it finished.
 */
export function runSession(options: SessionOptions): void {
  options.simulation.initialise();
  const session = new Session(options, false);
  session.begin();
  while (session.goesOn) session.advance();
  session.end();
}

/**
 * Runs the session of one tile of an initialised simulation, a trial at a time.
 *
 * @yields the trials with number 0, 1, … once all subjects have ended theirs (or their session).
 */
export function* sessionTrials(options: SessionOptions): Generator<TileTrial, void, void> {
  const session = new Session(options, true);
  session.begin();
  for (let trial = 0; ; trial++) {
    while (session.goesOn && !session.allEnded(trial)) session.advance();
    const found = session.takeTrial(trial);
    if (found === null) break;
    yield found;
  }
  session.end();
}

/** One tile's session. */
class Session {
  readonly #simulation: Simulation;
  readonly #tile: number;
  readonly #lanes: readonly SubjectLane[];
  readonly #port: BodyPort;
  readonly #rest: RestPort;
  readonly #observers: readonly SessionObserver[];
  /** Those that look at each step. */
  readonly #watching: readonly SessionObserver[];
  readonly #drive: ((step: number) => void) | undefined;
  readonly #length: number;
  /** Trials are handed out, so that those of subjects who are ahead are kept. */
  readonly #keeps: boolean;
  readonly #mask: number[];
  #step = 0;

  constructor(options: SessionOptions, keeps: boolean) {
    const { simulation, tile = 0, body, task, doses, drive, observers } = options;
    this.#simulation = simulation;
    this.#tile = tile;
    this.#observers = observers;
    this.#watching = observers.filter(({ step }) => step !== undefined);
    this.#drive = drive;
    this.#length = simulation.program.step;
    this.#keeps = keeps;
    this.#mask = Array.from({ length: simulation.lanes }, () => 0);
    this.#port = new BodyPort(simulation, body, task.description.world, tile);
    this.#rest = new RestPort(simulation, tile, options.rest ?? {}, task.description);
    const seed = seedWords(options.seed);
    this.#lanes = tileSubjects(simulation, tile).map(
      (subject, lane) =>
        new SubjectLane({ simulation, tile, lane, subject, task, seed: options.seed, words: seed, doses }),
    );
  }

  /** Somebody's session is not over. */
  get goesOn(): boolean {
    return this.#lanes.some(({ present }) => present !== null);
  }

  begin(): void {
    for (const observer of this.#observers) observer.sessionStart?.();
    this.#fire("sessionStart", this.#lanes);
  }

  end(): void {
    for (const lane of this.#lanes) lane.restore();
    for (const observer of this.#observers) observer.sessionEnd?.();
  }

  /** Whether everybody has ended the trial with a number (or the session before it). */
  allEnded(trial: number): boolean {
    return this.#lanes.every((lane) => lane.present === null || lane.trials > trial);
  }

  /** The trials with a number, which are then forgotten; null if nobody has one. */
  takeTrial(trial: number): TileTrial | null {
    const kept = this.#lanes.map((lane) => lane.takeTrial(trial));
    if (kept.every((one) => one === null)) return null;
    return {
      trial,
      ended: kept.map((one) => one?.ended ?? null),
      read: (variable, lane) => {
        const state = kept[lane]?.state;
        if (state) return state.read(variable);
        return this.#simulation.read(variable, this.#simulation.lanes * this.#tile + lane);
      },
    };
  }

  /** Goes on until a moment of at least one subject has ended. */
  advance(): void {
    this.#beginMoments(this.#lanes.filter((lane) => lane.present !== null && !lane.underWay));
    do {
      const undisturbed = this.#undisturbedSteps();
      if (undisturbed > 1) this.#makeUndisturbed(undisturbed);
      else this.#makeStep();
    } while (!this.#lanes.some(({ isOver }) => isOver));
    this.#endMoments(this.#lanes.filter(({ isOver }) => isOver));
  }

  /** Number of steps to come after none of which, except the last, anything is done to a subject or read from it. */
  #undisturbedSteps(): number {
    if (this.#drive) return 1;
    let least = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes) least = Math.min(least, lane.undisturbedSteps);
    return least;
  }

  /** Makes steps in which nobody can act: at once if no recorder looks at each of them. */
  #makeUndisturbed(count: number): void {
    if (this.#watching.length === 0) this.#simulation.step(this.#tile, count);
    else {
      for (let step = this.#step; step < this.#step + count; step++) {
        this.#simulation.step(this.#tile);
        for (const observer of this.#watching) observer.step!(step);
      }
    }
    for (const lane of this.#lanes) lane.passUndisturbed(count);
    this.#step += count;
  }

  #makeStep(): void {
    this.#drive?.(this.#step);
    for (const lane of this.#lanes) lane.writeVaryingDoses(this.#step);
    this.#simulation.step(this.#tile);
    for (const observer of this.#watching) observer.step!(this.#step);
    const acting = this.#lanes.filter((lane) => lane.afterStep(this.#port));
    if (acting.length > 0) {
      for (const observer of this.#observers) for (const { index } of acting) observer.choice?.(index, this.#step);
      this.#fire("choice", acting);
    }
    this.#step++;
  }

  #beginMoments(lanes: readonly SubjectLane[]): void {
    for (const lane of lanes) lane.beginMoment(this.#step, this.#rest);
    const starting = lanes.filter((lane) => lane.present!.trialStarts);
    this.#fire(
      "sessionStart",
      lanes.filter((lane) => lane.entersSession),
    );
    for (const { index } of starting) this.#port.beginTrial(index);
    this.#fire("trialStart", starting);
    for (const lane of lanes) this.#port.beginMoment(lane.index, lane.present!, lane.reward);
    const moments = lanes.map((lane) => lane.moment);
    for (const observer of this.#observers) observer.momentStart?.(moments);
    this.#fire(
      "outcome",
      lanes.filter((lane) => lane.present!.feedback),
    );
    this.#fireMarks(lanes);
  }

  /** Each subject meets its marks in its own order, whoever else meets some. */
  #fireMarks(lanes: readonly SubjectLane[]): void {
    const most = Math.max(0, ...lanes.map((lane) => lane.present!.marks.length));
    for (let place = 0; place < most; place++) {
      const marks = new Set(lanes.flatMap((lane) => lane.present!.marks[place] ?? []));
      for (const mark of marks)
        this.#fire(
          mark,
          lanes.filter((lane) => lane.present!.marks[place] === mark),
        );
    }
  }

  #endMoments(lanes: readonly SubjectLane[]): void {
    this.#passRest(lanes.filter((lane) => lane.closedRest > 0));
    const ended = lanes.flatMap((lane) => lane.endMoment(this.#step) ?? []);
    this.#fire(
      "trialEnd",
      ended.map(({ lane }) => this.#lanes[lane]!),
    );
    const moments = lanes.map((lane) => lane.moment);
    for (const observer of this.#observers) observer.momentEnd?.(moments);
    if (ended.length > 0) this.#endTrials(ended);
    this.#fire(
      "sessionEnd",
      lanes.filter((lane) => lane.leavesSession),
    );
    for (const lane of lanes) if (lane.present === null) this.#finish(lane);
  }

  #endTrials(ended: readonly EndedTrial[]): void {
    // Who has finished is put back to where it finished, so that nothing that happens there since is ever seen.
    for (const lane of this.#lanes) lane.restore();
    for (const observer of this.#observers) observer.trialEnd?.(ended);
    if (!this.#keeps) return;
    for (const trial of ended) {
      const lane = this.#lanes[trial.lane]!;
      lane.keepTrial(trial, !this.allEnded(trial.trial) || lane.leavesSession);
    }
  }

  #passRest(lanes: readonly SubjectLane[]): void {
    for (const lane of lanes) this.#rest.prepare(lane.index, lane.closedRest);
    for (const event of restEvents) this.#fire(event, lanes);
  }

  #finish(lane: SubjectLane): void {
    for (const observer of this.#observers) observer.laneEnd?.(lane.index, this.#step);
    if (!this.goesOn) return;
    lane.keepState();
    this.#port.silence(lane.index);
  }

  #fire(event: string, lanes: readonly SubjectLane[]): void {
    if (lanes.length === 0) return;
    this.#mask.fill(0);
    for (const { index } of lanes) this.#mask[index] = 1;
    this.#simulation.fire(event, this.#tile, this.#mask);
  }
}
