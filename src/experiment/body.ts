import type { Simulation } from "../engine/simulation.ts";
import type { Body } from "../spec/lowered.ts";
import type { Actions, TaskStep } from "../tasks/lockstepTask.ts";

/** Connects one tile of a simulation with a task: senses in, actions out. */
export class BodyPort {
  readonly actions: Actions;
  readonly #stimuli: Float32Array;
  readonly #available: Float32Array | null;
  readonly #selected: Float32Array | null;
  readonly #reward: Float32Array;
  readonly #feedback: Float32Array | null;
  readonly #motor: Float32Array | null;
  readonly #response: Float32Array | null;
  readonly #threshold: number;
  readonly #subjects: number;
  readonly #options: number;
  /** 1 for each action open to a subject in this phase, `[subject, action]`. */
  #open: Float32Array = new Float32Array(0);
  #watching = false;
  #steps = 0;
  readonly #responseSum: Float64Array;

  constructor(simulation: Simulation, body: Body, options: number, tile = 0) {
    const view = (variable: string | null) => (variable === null ? null : simulation.view(variable, tile));
    this.#stimuli = simulation.view(body.stimuli, tile);
    this.#available = view(body.available);
    this.#selected = view(body.selected);
    this.#reward = simulation.view(body.reward, tile);
    this.#feedback = view(body.feedback);
    this.#motor = view(body.action?.variable ?? null);
    this.#response = view(body.response);
    this.#threshold = body.action?.threshold ?? Number.POSITIVE_INFINITY;
    this.#subjects = Math.min(4, simulation.subjects.length - 4 * tile);
    this.#options = options;
    this.actions = {
      choice: new Int32Array(this.#subjects),
      reactionTime: new Float32Array(this.#subjects),
      response: new Float32Array(this.#subjects),
    };
    this.#responseSum = new Float64Array(this.#subjects);
  }

  /** Forgets the efference copy of the trial before. */
  beginTrial(): void {
    this.#selected?.fill(0);
  }

  /** Presents what the task shows in a phase. @param outcome - 1 for each subject that perceives an outcome. */
  beginPhase(step: TaskStep, outcome: readonly number[]): void {
    const { stimuli, available } = step.observation;
    spread(this.#stimuli, stimuli, this.#subjects);
    if (this.#available) spread(this.#available, available, this.#subjects);
    for (let place = 0; place < this.#subjects; place++) {
      this.#reward[place] = step.reward[place]!;
      if (this.#feedback) this.#feedback[place] = outcome[place]!;
    }
    this.#open = available;
    this.#watching = step.info.phase.awaitsAction && this.#motor !== null;
    this.#steps = 0;
    this.#responseSum.fill(0);
    this.actions.choice.fill(-1);
    this.actions.reactionTime.fill(Number.NaN);
  }

  /**
   * Reads the body after a step: motor output and graded response.
   *
   * @param seconds - Time since the phase began.
   * @param chose - Set to 1 for each subject that acts now.
   * @returns whether anybody acts now.
   */
  afterStep(seconds: number, chose: [number, number, number, number]): boolean {
    this.#steps++;
    if (this.#response) {
      for (let place = 0; place < this.#subjects; place++) this.#responseSum[place]! += this.#response[place]!;
    }
    if (!this.#watching) return false;
    let any = false;
    for (let place = 0; place < this.#subjects; place++) {
      chose[place] = 0;
      if (this.actions.choice[place]! >= 0) continue;
      const action = this.#strongest(place);
      if (action < 0) continue;
      this.actions.choice[place] = action;
      this.actions.reactionTime[place] = seconds;
      chose[place] = 1;
      any = true;
      this.#select(place, action);
    }
    return any;
  }

  /** What the subjects did in the phase that ends now. */
  endPhase(): Actions {
    for (let place = 0; place < this.#subjects; place++) {
      this.actions.response[place] = this.#steps > 0 ? this.#responseSum[place]! / this.#steps : 0;
    }
    return this.actions;
  }

  /** The largest motor output above threshold among the open actions, the lowest number on ties; −1 for none. */
  #strongest(place: number): number {
    const motor = this.#motor!;
    let best = -1;
    let most = this.#threshold;
    for (let action = 0; action < this.#options; action++) {
      if (this.#open[place * this.#options + action] === 0) continue;
      const value = motor[4 * action + place]!;
      if (value > most) {
        most = value;
        best = action;
      }
    }
    return best;
  }

  #select(place: number, action: number): void {
    const selected = this.#selected;
    if (!selected) return;
    for (let other = 0; other < this.#options; other++) selected[4 * other + place] = other === action ? 1 : 0;
  }
}

/** Copies `[subject, element]` into a tile's memory, `[element, lane]`. */
function spread(tile: Float32Array, values: Float32Array, subjects: number): void {
  const elements = values.length / subjects;
  for (let element = 0; element < elements; element++) {
    for (let place = 0; place < subjects; place++) tile[4 * element + place] = values[place * elements + element]!;
  }
}
