import { nearestName } from "../math/nearestName.ts";
import {
  type Deed,
  type Moment,
  reservedMarks,
  type Task,
  type TaskDescription,
  type TaskSession,
  type TrialRow,
} from "./task.ts";
import { taskRandom } from "./taskRandom.ts";

/** Values beyond which an array is long. */
const longArray = 64;

/** What a subject meets now, with what has been carried over from the moments before. */
export interface PresentMoment {
  /** Name of the phase and its place in the description's list. */
  readonly phase: string;
  readonly phaseIndex: number;
  /** s */
  readonly duration: number;
  readonly endsOnAction: boolean;
  /** `[place, feature]`; null: nothing is shown. */
  readonly objects: Float32Array | null;
  /** `[context]` */
  readonly context: Float32Array;
  /** `[position]` */
  readonly position: Float32Array;
  /** `[outcome]`; null: none. */
  readonly outcome: Float32Array | null;
  readonly feedback: boolean;
  /** `[place]`; null: no action is possible. */
  readonly available: Float32Array | null;
  /** `[outcome]` */
  readonly drive: Float32Array;
  readonly rest: boolean;
  readonly trialStarts: boolean;
  readonly session: number;
  readonly stage: string;
  readonly marks: readonly string[];
  /** Trials that have ended, which is the number of the trial under way. */
  readonly trial: number;
  /** Time since the session began, s. */
  readonly time: number;
}

/**
 * One subject's session of a task under way. It fills in what a moment leaves out and checks what passes between task
 * and subject.
 */
export class TaskPlay {
  readonly description: TaskDescription;
  readonly subject: number;
  readonly #session: TaskSession;
  readonly #phases: ReadonlyMap<string, number>;
  readonly #columns: ReadonlySet<string>;
  /** Long arrays that were found sound; they do not change any more. Short ones are looked through again, which is faster. */
  readonly #sound = new WeakSet<Float32Array>();
  #present: PresentMoment | null = null;
  #trials = 0;
  #time = 0;
  /** Time that the task has asked for (moments are rounded to the steps of who plays), s. */
  #asked = 0;

  /**
   * Begins a session.
   *
   * @param seed - Whole number, 0 … 2⁵³ − 1.
   * @param subject - Subject number, 0 … 2³² − 1.
   * @throws RangeError if the seed is none, Error if the task breaks its own description.
   */
  constructor(task: Task, seed: number, subject: number) {
    const { description } = task;
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`task ${description.id}: seed must be a whole number of at least 0, got ${seed}`);
    }
    this.description = description;
    this.subject = subject;
    this.#phases = new Map(description.phases.map(({ name }, index) => [name, index]));
    this.#columns = new Set(description.columns.map(({ name }) => name));
    this.#session = task.session(taskRandom(seed, subject), subject);
    this.#take(this.#session.next());
  }

  /** What the subject meets now; null once the session has ended. */
  get present(): PresentMoment | null {
    return this.#present;
  }

  /** Number of trials that have ended. */
  get trials(): number {
    return this.#trials;
  }

  /**
   * Ends the present moment with what the subject did in it.
   *
   * @returns the row of the trial that ended with the moment, in the order of the description's columns; null if none
   *   did.
   * @throws RangeError if the subject cannot have done that, Error if the session has ended or the task breaks its own
   *   description.
   */
  act(deed: Deed): TrialRow | null {
    const moment = this.#present;
    if (moment === null) throw new Error(`${this.#where()}: the session has ended`);
    this.#checkDeed(deed, moment);
    this.#time += deed.elapsed;
    this.#asked += Math.min(deed.elapsed, moment.duration);
    return this.#take(this.#session.next(deed));
  }

  #take(next: IteratorResult<Moment, TrialRow | null>): TrialRow | null {
    const given = next.done ? next.value : next.value.record;
    const row = given ? this.#row(given) : null;
    if (row) this.#trials++;
    this.#present = next.done ? null : this.#presentMoment(next.value);
    return row;
  }

  #presentMoment(moment: Moment): PresentMoment {
    const { world, maximumTime, phases } = this.description;
    const before = this.#present;
    const phaseIndex = this.#phases.get(moment.phase);
    if (phaseIndex === undefined) {
      this.#fail(`there is no phase "${moment.phase}"; ${nearest(moment.phase, phases)}`);
    }
    if (!(moment.duration > 0 && Number.isFinite(moment.duration))) {
      this.#fail(`${moment.phase} lasts ${moment.duration} s; a time above 0 is needed`);
    }
    if (this.#asked >= maximumTime * (1 + 1e-9)) {
      this.#fail(`the session goes on after ${this.#asked} s; its maximumTime is ${maximumTime} s`);
    }
    const rest = moment.rest ?? false;
    if (rest && (moment.objects || moment.outcome || moment.available || moment.feedback)) {
      this.#fail(`something is shown, given or possible in ${moment.phase}, which is rest`);
    }
    const reserved = moment.marks?.find((mark) => reservedMarks.includes(mark));
    if (reserved !== undefined) this.#fail(`a mark cannot be called "${reserved}"; sessions use the name themselves`);
    this.#checkValues(moment, "objects", world.places * world.features.length, 1);
    this.#checkValues(moment, "context", world.contexts, 1);
    this.#checkValues(moment, "position", world.positions);
    this.#checkValues(moment, "outcome", world.outcomes.length);
    this.#checkValues(moment, "available", world.places, 1);
    this.#checkValues(moment, "drive", world.outcomes.length);
    return {
      phase: moment.phase,
      phaseIndex,
      duration: moment.duration,
      endsOnAction: moment.endsOnAction ?? false,
      objects: moment.objects ?? null,
      context: moment.context ?? before?.context ?? firstOf(world.contexts),
      position: moment.position ?? before?.position ?? new Float32Array(world.positions),
      outcome: moment.outcome ?? null,
      feedback: moment.feedback ?? moment.outcome !== undefined,
      available: moment.available ?? null,
      drive: moment.drive ?? before?.drive ?? new Float32Array(world.outcomes.length).fill(1),
      rest,
      trialStarts: moment.trialStarts ?? false,
      session: moment.session ?? before?.session ?? 0,
      stage: moment.stage ?? before?.stage ?? "",
      marks: moment.marks ?? [],
      trial: this.#trials,
      time: this.#time,
    };
  }

  #checkValues(
    moment: Moment,
    name: "objects" | "context" | "position" | "outcome" | "available" | "drive",
    length: number,
    most = Number.POSITIVE_INFINITY,
  ): void {
    const values = moment[name];
    if (!values) return;
    const long = values.length > longArray;
    if (long && this.#sound.has(values)) return;
    if (values.length !== length) this.#fail(`${name} must have ${length} values, got ${values.length}`);
    const least = name === "position" ? -most : 0;
    let wrong = 0;
    while (wrong < length && values[wrong]! >= least && values[wrong]! <= most) wrong++;
    if (wrong === length) {
      if (long) this.#sound.add(values);
      return;
    }
    const allowed = most === 1 ? "a number from 0 to 1" : "a number of at least 0";
    this.#fail(`${name}[${wrong}] must be ${name === "position" ? "a number" : allowed}, got ${values[wrong]}`);
  }

  #row(given: TrialRow): TrialRow {
    for (const name of Object.keys(given)) {
      if (this.#columns.has(name)) continue;
      const hint = nearest(name, this.description.columns);
      this.#fail(`the row has a column "${name}" that the description lacks; ${hint}`);
    }
    const row: Record<string, number> = {};
    for (const name of this.#columns) row[name] = given[name] ?? Number.NaN;
    return row;
  }

  #checkDeed({ choice, elapsed, responses }: Deed, moment: PresentMoment): void {
    const { places, responses: read } = this.description.world;
    if (!(Number.isInteger(choice) && choice >= -1 && choice < places)) {
      throw new RangeError(`${this.#where()}: choice must be -1 (none) or 0 to ${places - 1}, got ${choice}`);
    }
    if (choice >= 0 && !(moment.available && moment.available[choice]! > 0)) {
      throw new RangeError(`${this.#where()}: choice ${choice} is not possible in ${moment.phase}`);
    }
    if (!(elapsed > 0 && Number.isFinite(elapsed))) {
      throw new RangeError(`${this.#where()}: elapsed must be a time above 0, got ${elapsed}`);
    }
    if (responses.length !== read.length) {
      throw new RangeError(
        `${this.#where()}: responses must have ${read.length} values (${read.join(", ") || "none"}), got ${responses.length}`,
      );
    }
  }

  #where(): string {
    return `task ${this.description.id}, subject ${this.subject}, trial ${this.#trials}`;
  }

  #fail(problem: string): never {
    throw new Error(`${this.#where()}: ${problem}`);
  }
}

function firstOf(count: number): Float32Array {
  const values = new Float32Array(count);
  values[0] = 1;
  return values;
}

function nearest(name: string, known: readonly { readonly name: string }[]): string {
  const names = known.map((one) => one.name);
  const near = nearestName(name, names);
  return near === null ? `there are ${names.join(", ")}` : `did you mean "${near}"?`;
}
