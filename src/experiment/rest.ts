import type { Program } from "../engine/program.ts";
import type { Simulation } from "../engine/simulation.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { RestError } from "./errors.ts";

/** How intervals in which nothing happens are passed. */
export interface RestRules {
  /**
   * `stepped`: step by step, as everything else; `closed`: step by step until fast variables have settled, then at once
   * to the end by the model's events `offline` and `rest`. Default: what the task says.
   */
  readonly form?: "closed" | "stepped";
  /** Time that is stepped before the closed form, s (default 3). */
  readonly settling?: number;
}

/**
 * Time after which what is fast in the bundled models has settled, s: from then on the reference brain's behaviour
 * differs from that with all of rest stepped by no more than other random numbers make it differ (rest.test.ts).
 */
export const defaultSettling = 3;

/** Steps of one rest that are made at most where there is no closed form for it. */
const mostSteps = 2_000_000;

/** The events by which a model passes rest: its author's own equations, then those that the language derives. */
export const restEvents = ["offline", "rest"] as const;
/** The input that tells it for how long, s. */
const restInput = "elapsed";

/** How one moment is passed. */
export interface MomentPlan {
  readonly steps: number;
  /** s that follow the steps in closed form; 0 for none. */
  readonly closed: number;
}

/** What of a program decides how rest is passed. */
export type RestingProgram = Pick<Program, "name" | "step"> & {
  readonly routines: readonly Pick<Program["routines"][number], "name">[];
  readonly variables: readonly Pick<Program["variables"][number], "name">[];
};

/** Divides moments of a task into steps and closed form. */
export class RestPlanner {
  /** The model has a closed form. */
  readonly able: boolean;
  readonly #program: RestingProgram;
  readonly #closed: boolean;
  readonly #settling: number;
  readonly #task: string;

  constructor(program: RestingProgram, rules: RestRules, task: Pick<TaskDescription, "id" | "rest">) {
    const { routines, variables } = program;
    const names: readonly string[] = restEvents;
    this.able = routines.some(({ name }) => names.includes(name)) && variables.some(({ name }) => name === restInput);
    this.#program = program;
    this.#closed = (rules.form ?? task.rest ?? "closed") === "closed";
    this.#settling = rules.settling ?? defaultSettling;
    this.#task = task.id;
  }

  /**
   * Steps and closed form of a moment.
   *
   * @throws RestError if a rest is too long to be stepped and cannot be passed in closed form.
   */
  plan(duration: number, rest: boolean): MomentPlan {
    const { step, name } = this.#program;
    const steps = stepsOf(duration, step);
    if (!rest) return { steps, closed: 0 };
    const settling = stepsOf(this.#settling, step);
    if (this.#closed && this.able && steps > settling) return { steps: settling, closed: (steps - settling) * step };
    if (steps <= mostSteps) return { steps, closed: 0 };
    const reason = this.able ? "pass it in closed form: rest: closed" : `the model ${name} has no closed form for it`;
    throw new RestError(
      `${this.#task}: a rest of ${duration} s takes ${steps} steps, more than ${mostSteps}; ${reason}`,
    );
  }
}

/** Passes rest in one tile of a simulation. */
export class RestPort {
  readonly #planner: RestPlanner;
  readonly #elapsed: Float32Array | null;

  constructor(simulation: Simulation, tile: number, rules: RestRules, task: TaskDescription) {
    this.#planner = new RestPlanner(simulation.program, rules, task);
    this.#elapsed = this.#planner.able ? simulation.view(restInput, tile) : null;
  }

  /** Steps and closed form of a moment. @throws RestError as `RestPlanner.plan` does. */
  plan(duration: number, rest: boolean): MomentPlan {
    return this.#planner.plan(duration, rest);
  }

  /** Tells a lane how long the rest is that its events pass next. */
  prepare(lane: number, seconds: number): void {
    this.#elapsed![lane] = seconds;
  }
}

/** Whole steps of a time, at least one. */
export function stepsOf(duration: number, step: number): number {
  return Math.max(1, Math.round(duration / step));
}
