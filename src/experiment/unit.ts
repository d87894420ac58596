import { createSimulation } from "../engine/index.ts";
import type { Simulation, SimulationOptions } from "../engine/simulation.ts";
import { seedWords } from "../math/random.ts";
import type { LoweredModel } from "../spec/lowered.ts";
import type { Task } from "../tasks/task.ts";
import { traceWindow } from "./alignedTrace.ts";
import { armTask } from "./armTask.ts";
import { blockEnds } from "./blocks.ts";
import { locateTrouble } from "./locateTrouble.ts";
import { type Arm, type SessionPlan, subjectsOf, subjectsPerTile, type Unit } from "./plan.ts";
import { runSession, type SessionObserver, type SessionOptions } from "./session.ts";
import { SessionTrace, VariableTrace } from "./sessionTrace.ts";
import { TrialRecorder } from "./trialRecorder.ts";
import type { UnitResult } from "./unitResult.ts";
import { VariableRecorder } from "./variableRecorder.ts";
import { WeightRecorder } from "./weightRecorder.ts";

type Backend = NonNullable<SimulationOptions["backend"]>;

/**
 * Runs one unit. The back end changes how fast it is, and nothing else; it must have four lanes.
 *
 * @throws NumericalError if a state stops being finite.
 */
export async function runUnit(plan: SessionPlan, unit: Unit, backend: Backend = "wasm"): Promise<UnitResult> {
  const arm = plan.arms[unit.arm]!;
  const subjects = subjectsOf(plan, unit.tile);
  const donors = arm.yoked.length > 0 ? await donorTrace(plan, unit.tile, arm, backend) : null;
  const run = await Run.create(plan, arm, subjects, donors, backend);
  run.simulate([]);
  return run.result(unit.arm);
}

/**
 * Control sessions of a whole tile, from which its subjects take a modulator's firing: each subject follows the next
 * one of the tile, the last one the first. The tile is filled up for this, so that the donor does not depend on how
 * many subjects there are.
 */
async function donorTrace(plan: SessionPlan, tile: number, { yoked }: Arm, backend: Backend): Promise<VariableTrace> {
  const subjects = Array.from({ length: subjectsPerTile }, (_, place) => tile * subjectsPerTile + place);
  const run = await Run.create(plan, plan.arms[plan.control]!, subjects, null, backend);
  const rates = run.follow(yoked.map(({ rate }) => rate));
  run.simulate([rates]);
  return rates;
}

/** One tile's session with everything that is recorded of it. */
class Run {
  readonly #plan: SessionPlan;
  readonly #arm: Arm;
  readonly #model: LoweredModel;
  readonly #task: Task;
  readonly #simulation: Simulation;
  readonly #donors: VariableTrace | null;
  readonly #trace: SessionTrace | null;
  readonly #trials: TrialRecorder;
  readonly #weights: WeightRecorder;
  readonly #variables: VariableRecorder | null;

  static async create(
    plan: SessionPlan,
    arm: Arm,
    subjects: readonly number[],
    donors: VariableTrace | null,
    backend: Backend,
  ): Promise<Run> {
    const model = plan.models[arm.model]!;
    const simulation = await createSimulation(model.program, { subjects, seed: seedWords(plan.seed), backend });
    return new Run(plan, arm, model, simulation, donors);
  }

  private constructor(
    plan: SessionPlan,
    arm: Arm,
    model: LoweredModel,
    simulation: Simulation,
    donors: VariableTrace | null,
  ) {
    this.#plan = plan;
    this.#arm = arm;
    this.#model = model;
    this.#simulation = simulation;
    this.#donors = donors;
    this.#task = armTask(plan, arm);
    const { description } = this.#task;
    this.#trace = arm.attribution ? null : this.#makeTrace(description.phases.length);
    this.#trials = new TrialRecorder(description);
    this.#variables = arm.attribution ? null : VariableRecorder.of(simulation, plan.recording.variables);
    this.#weights = new WeightRecorder(
      simulation,
      plasticWeights(model),
      blockEnds(description),
      description.phases.length,
    );
  }

  /** An observer that keeps some recorded variables. */
  follow(variables: readonly string[]): VariableTrace {
    return new VariableTrace(this.#simulation, variables);
  }

  simulate(more: readonly SessionObserver[]): void {
    const observers: SessionObserver[] = [this.#weights, this.#trials, { trialEnd: () => this.#check() }, ...more];
    if (this.#trace) observers.push(this.#trace);
    if (this.#variables) observers.push(this.#variables);
    try {
      runSession({ ...this.#sessionOptions(), observers });
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      locateTrouble(this.#sessionOptions(), this.#arm.group);
    }
  }

  result(arm: number): UnitResult {
    const { subjects } = this.#simulation;
    const trialsOf = this.#trials.trialsOf(subjects.length);
    const arrays: Record<string, Float32Array | Float64Array> = { ...this.#trials.columns(subjects.length) };
    arrays.weights = concatenate(this.#weights.snapshots);
    arrays.change = this.#weights.change;
    if (this.#trace) this.#addTraces(arrays, this.#trace);
    Object.assign(arrays, this.#variables?.arrays());
    return {
      facts: {
        arm,
        subjects,
        trials: Math.max(...trialsOf),
        trialsOf,
        steps: this.#simulation.clock(0),
        snapshotTrials: this.#weights.snapshotTrials,
      },
      arrays,
    };
  }

  #makeTrace(phases: number): SessionTrace {
    const { traces } = this.#plan;
    return new SessionTrace(this.#simulation, {
      signals: this.#model.signals.map(({ variable }) => variable),
      phases,
      window: traceWindow(this.#model.program.step),
      lanes: this.#simulation.subjects.flatMap((subject, lane) => (subject < traces.subjects ? [lane] : [])),
      every: traces.every,
    });
  }

  #addTraces(arrays: Record<string, Float32Array | Float64Array>, trace: SessionTrace): void {
    const { cue, choiceMade, rewarded, unrewarded } = trace;
    arrays.phases = trace.phaseMeans();
    const means = [cue.means(), choiceMade.means(), rewarded.means([unrewarded]), rewarded.means(), unrewarded.means()];
    means.forEach((values, index) => {
      arrays[`aligned.${index}`] = values;
    });
    this.#simulation.subjects.forEach((subject, lane) => {
      if (subject >= this.#plan.traces.subjects) return;
      arrays[`trace.${subject}`] = trace.series(lane);
      arrays[`traceAt.${subject}`] = trace.places(lane);
    });
  }

  #sessionOptions(): Omit<SessionOptions, "observers"> {
    return {
      simulation: this.#simulation,
      body: this.#model.body,
      task: this.#task,
      seed: this.#plan.seed,
      doses: this.#arm.doses,
      ...(this.#plan.rest ? { rest: this.#plan.rest } : {}),
      ...(this.#donors ? { drive: this.#drive(this.#donors) } : {}),
    };
  }

  #drive(donors: VariableTrace): (step: number) => void {
    const inputs = this.#arm.yoked.map(({ input }) => this.#simulation.view(input, 0));
    return (step) => {
      inputs.forEach((input, index) => {
        for (let lane = 0; lane < 4; lane++) input[lane] = donors.value(index, step, (lane + 1) % 4);
      });
    };
  }

  #check(): void {
    if (this.#simulation.findNonFinite(0)) throw new Trouble();
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
