import { createSimulation } from "../engine/index.ts";
import type { Simulation } from "../engine/simulation.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import { makeTask } from "../tasks/index.ts";
import type { Task } from "../tasks/task.ts";
import { blockEnds } from "./blocks.ts";
import { NumericalError } from "./errors.ts";
import { type Arm, type SessionPlan, seedWords, subjectsOf, subjectsPerTile, type Unit } from "./plan.ts";
import { phaseSteps, runSession, type SessionObserver } from "./session.ts";
import { alignments, SessionTrace, traceWindow } from "./sessionTrace.ts";
import { TrialRecorder } from "./trialRecorder.ts";
import type { UnitResult } from "./unitResult.ts";
import { WeightRecorder } from "./weightRecorder.ts";

/**
 * Runs one unit.
 *
 * @throws NumericalError if a state stops being finite.
 */
export async function runUnit(plan: SessionPlan, unit: Unit): Promise<UnitResult> {
  const arm = plan.arms[unit.arm]!;
  const subjects = subjectsOf(plan, unit.tile);
  const donors = arm.yoked.length > 0 ? await donorTrace(plan, unit.tile) : null;
  const run = await Run.create(plan, arm, subjects, donors);
  run.simulate();
  return run.result(unit.arm);
}

/**
 * Control sessions of a whole tile, from which its subjects take a modulator's firing: each subject follows the next
 * one of the tile, the last one the first. The tile is filled up for this, so that the donor does not depend on how
 * many subjects there are.
 */
async function donorTrace(plan: SessionPlan, tile: number): Promise<SessionTrace> {
  const subjects = Array.from({ length: subjectsPerTile }, (_, place) => tile * subjectsPerTile + place);
  const run = await Run.create(plan, plan.arms[plan.control]!, subjects, null);
  run.simulate();
  return run.trace;
}

/** One tile's session with everything that is recorded of it. */
class Run {
  readonly trace: SessionTrace;
  readonly #plan: SessionPlan;
  readonly #arm: Arm;
  readonly #model: LoweredModel;
  readonly #task: Task;
  readonly #simulation: Simulation;
  readonly #donors: SessionTrace | null;
  readonly #trials: TrialRecorder;
  readonly #weights: WeightRecorder;

  static async create(
    plan: SessionPlan,
    arm: Arm,
    subjects: readonly number[],
    donors: SessionTrace | null,
  ): Promise<Run> {
    const model = plan.models[arm.model]!;
    const simulation = await createSimulation(model.program, { subjects, seed: seedWords(plan.seed) });
    return new Run(plan, arm, model, simulation, donors);
  }

  private constructor(
    plan: SessionPlan,
    arm: Arm,
    model: LoweredModel,
    simulation: Simulation,
    donors: SessionTrace | null,
  ) {
    this.#plan = plan;
    this.#arm = arm;
    this.#model = model;
    this.#simulation = simulation;
    this.#donors = donors;
    this.#task = makeTask(plan.task.id, plan.task.options);
    const { description } = this.#task;
    const perTrial = phaseSteps(this.#task, model.program.step).reduce((sum, steps) => sum + steps, 0);
    this.trace = new SessionTrace(simulation, perTrial * description.trials);
    this.#trials = new TrialRecorder(description);
    this.#weights = new WeightRecorder(
      simulation,
      plasticWeights(model),
      blockEnds(description),
      description.phases.length,
    );
  }

  simulate(): void {
    const observers: SessionObserver[] = [this.trace, this.#weights, this.#trials, { trialEnd: () => this.#check() }];
    try {
      this.#session(observers);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.#locate();
    }
  }

  result(arm: number): UnitResult {
    const { subjects } = this.#simulation;
    const arrays: Record<string, Float32Array | Float64Array> = { ...this.#trials.columns(subjects.length) };
    arrays.weights = concatenate(this.#weights.snapshots);
    arrays.change = this.#weights.change;
    if (!this.#arm.attribution) this.#addTraces(arrays);
    return {
      facts: {
        arm,
        subjects,
        trials: this.#trials.trials,
        steps: this.trace.steps,
        snapshotTrials: this.#weights.snapshotTrials,
      },
      arrays,
    };
  }

  #addTraces(arrays: Record<string, Float32Array | Float64Array>): void {
    const { signals, program } = this.#model;
    const variables = signals.map(({ variable }) => this.trace.recorded.indexOf(variable));
    arrays.phases = this.trace.phaseMeans(variables, this.#task.description.phases.length);
    alignments.forEach((alignment, index) => {
      const { means, trials } = this.trace.aligned(alignment, variables, traceWindow(program.step));
      arrays[`aligned.${index}`] = means;
      arrays[`alignedTrials.${index}`] = trials;
    });
    this.#simulation.subjects.forEach((subject, lane) => {
      if (subject >= this.#plan.traces.subjects) return;
      const series = variables.map((variable) => this.trace.series(variable, lane, this.#plan.traces.every));
      arrays[`trace.${subject}`] = concatenate32(series);
    });
  }

  #session(observers: readonly SessionObserver[]): void {
    runSession({
      simulation: this.#simulation,
      body: this.#model.body,
      task: this.#task,
      seed: this.#plan.seed,
      doses: this.#arm.doses,
      observers,
      ...(this.#donors ? { drive: this.#drive(this.#donors) } : {}),
    });
  }

  #drive(donors: SessionTrace): (step: number) => void {
    const links = this.#arm.yoked.map(({ rate, input }) => ({
      from: donors.recorded.indexOf(rate),
      to: this.#simulation.view(input, 0),
    }));
    return (step) => {
      for (const { from, to } of links) {
        for (let lane = 0; lane < 4; lane++) to[lane] = donors.value(from, step, (lane + 1) % 4);
      }
    };
  }

  #check(): void {
    if (this.#simulation.findNonFinite(0)) throw new Trouble();
  }

  /** Runs the session again, looking after every step, to say exactly where the trouble begins. */
  #locate(): never {
    const simulation = this.#simulation;
    let before: ArrayBuffer | null = null;
    let trial = 0;
    const look = (step: number) => {
      const found = simulation.findNonFinite(0);
      if (!found) {
        before = simulation.snapshot();
        return;
      }
      if (before) simulation.restore(before);
      const last = before ? simulation.read(found.variable, found.place)[found.element]! : Number.NaN;
      throw new NumericalError({
        group: this.#arm.group,
        subject: simulation.subjects[found.place]!,
        trial,
        step,
        variable: found.variable,
        element: found.element,
        lastFinite: Number.isFinite(last) ? last : null,
      });
    };
    this.#session([
      {
        sessionStart: () => {
          look(0);
        },
        phaseStart: (moment) => {
          trial = moment.trial;
        },
        step: look,
        trialEnd: () => look(this.trace.steps),
      },
    ]);
    throw new Error("a state was not finite, but is so when the session is repeated");
  }
}

/** Something is not finite; where, is found by running again. */
class Trouble extends Error {}

/** Program names of a model's plastic weights, one a projection. */
export function plasticWeights(model: LoweredModel): string[] {
  return model.projections.flatMap(({ weight }) => (weight === null ? [] : [weight]));
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function concatenate32(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
