import type { Simulation } from "../engine/simulation.ts";
import type { Body } from "../spec/lowered.ts";
import type { World } from "../tasks/task.ts";
import type { PresentMoment } from "../tasks/taskPlay.ts";

/** Connects one tile of a simulation with a task's world: senses in, actions out, each lane for itself. */
export class BodyPort {
  readonly #lanes: number;
  readonly #world: World;
  readonly #stimuli: Float32Array | null;
  readonly #objects: Float32Array | null;
  readonly #context: Float32Array | null;
  readonly #position: Float32Array | null;
  readonly #outcomes: Float32Array | null;
  readonly #drive: Float32Array | null;
  readonly #available: Float32Array | null;
  readonly #selected: Float32Array | null;
  readonly #reward: Float32Array | null;
  readonly #feedback: Float32Array | null;
  readonly #motor: Float32Array | null;
  readonly #threshold: number;
  /** Graded responses that the task reads. */
  readonly #responses: readonly (Float32Array | null)[];

  constructor(simulation: Simulation, body: Body, world: World, tile = 0) {
    const view = (variable: string | null | undefined) => (variable ? simulation.view(variable, tile) : null);
    this.#lanes = simulation.lanes;
    this.#world = world;
    this.#stimuli = view(body.stimuli);
    this.#objects = view(body.objects);
    this.#context = view(body.context);
    this.#position = view(body.position);
    this.#outcomes = view(body.outcomes);
    this.#drive = view(body.drive);
    this.#available = view(body.available);
    this.#selected = view(body.selected);
    this.#reward = view(body.reward);
    this.#feedback = view(body.feedback);
    this.#motor = view(body.action?.variable);
    this.#threshold = body.action?.threshold ?? Number.POSITIVE_INFINITY;
    this.#writeDimensions(view(body.dimensions));
    this.#responses = world.responses.map((name) => view(responseVariable(body, world, name)));
  }

  /** A lane's subject forgets the efference copy of the trial before. */
  beginTrial(lane: number): void {
    this.#write(this.#selected, lane, null);
  }

  /** A lane's subject meets a moment. @param reward - What the outcome is worth to it. */
  beginMoment(lane: number, moment: PresentMoment, reward: number): void {
    this.#writeStimuli(lane, moment.objects);
    this.#write(this.#objects, lane, moment.objects);
    this.#write(this.#context, lane, moment.context);
    this.#write(this.#position, lane, moment.position);
    this.#write(this.#outcomes, lane, moment.outcome);
    this.#write(this.#drive, lane, moment.drive);
    this.#write(this.#available, lane, moment.available);
    if (this.#reward) this.#reward[lane] = reward;
    if (this.#feedback) this.#feedback[lane] = moment.feedback ? 1 : 0;
  }

  /** Nothing reaches a lane any more. */
  silence(lane: number): void {
    for (const input of [
      this.#stimuli,
      this.#objects,
      this.#context,
      this.#position,
      this.#outcomes,
      this.#drive,
      this.#available,
      this.#selected,
      this.#reward,
      this.#feedback,
    ])
      this.#write(input, lane, null);
  }

  /**
   * What a lane's subject does now: the largest motor output above threshold among the possible actions, the lowest
   * number on ties; −1 for none.
   */
  action(lane: number, available: Float32Array): number {
    const motor = this.#motor;
    if (!motor) return -1;
    let best = -1;
    let most = this.#threshold;
    for (let action = 0; action < this.#world.places; action++) {
      if (available[action] === 0) continue;
      const value = motor[this.#lanes * action + lane]!;
      if (value > most) {
        most = value;
        best = action;
      }
    }
    return best;
  }

  /** The efference copy of an action. */
  select(lane: number, action: number): void {
    const selected = this.#selected;
    if (!selected) return;
    for (let other = 0; other < this.#world.places; other++)
      selected[this.#lanes * other + lane] = other === action ? 1 : 0;
  }

  /** Adds a lane's graded responses as they are now to `sums`. */
  addResponses(lane: number, sums: Float64Array): void {
    this.#responses.forEach((response, index) => {
      if (response) sums[index]! += response[lane]!;
    });
  }

  /** What dimension each feature belongs to; it does not change. */
  #writeDimensions(view: Float32Array | null): void {
    if (!view) return;
    const names = [...new Set(this.#world.features.map(({ dimension }) => dimension))];
    for (const [feature, { dimension }] of this.#world.features.entries()) {
      view.fill(names.indexOf(dimension), this.#lanes * feature, this.#lanes * (feature + 1));
    }
  }

  /** The strength of each feature, wherever it is. */
  #writeStimuli(lane: number, objects: Float32Array | null): void {
    const stimuli = this.#stimuli;
    if (!stimuli) return;
    const features = this.#world.features.length;
    for (let feature = 0; feature < features; feature++) {
      let sum = 0;
      for (let at = feature; objects && at < objects.length; at += features) sum += objects[at]!;
      stimuli[this.#lanes * feature + lane] = sum;
    }
  }

  /** Writes one lane of an input; elements that the world does not have are 0. */
  #write(input: Float32Array | null, lane: number, values: Float32Array | null): void {
    if (!input) return;
    for (let element = 0, at = lane; at < input.length; element++, at += this.#lanes)
      input[at] = values?.[element] ?? 0;
  }
}

/** The variable that gives a graded response: by its name, or the only one that there is. */
export function responseVariable(body: Body, world: World, name: string): string | null {
  const named = Object.hasOwn(body.responses, name) ? body.responses[name]! : null;
  return named ?? (world.responses.length === 1 ? body.response : null);
}
