import type { Table } from "../math/table.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { traceWindow, windowTimes } from "./alignedTrace.ts";
import { ArmData, type SubjectData } from "./armData.ts";
import { armTask } from "./armTask.ts";
import type { SessionPlan, Unit } from "./plan.ts";
import { SignalRows, signalForm } from "./signalTable.ts";
import { type MakeSink, TableKeeper, TableStream } from "./tableStream.ts";
import { addTrials, trialForm, unitTrials } from "./trialTable.ts";
import { plasticWeights } from "./unit.ts";
import type { UnitResult } from "./unitResult.ts";
import { addVariables, variableForm } from "./variableTable.ts";
import { WeightRows, weightForm } from "./weightTable.ts";

/** The tables of a results folder. */
export interface ResultTables {
  readonly trials: Table;
  readonly signals: Table;
  readonly weights: Table;
  /** Only if the experiment declares variables to record. */
  readonly variables?: Table;
}

/** What is added up over the subjects of a plan. */
export interface ResultData {
  readonly plan: SessionPlan;
  readonly task: TaskDescription;
  /** In order of the plan's arms. */
  readonly arms: readonly ArmData[];
}

/**
 * Turns units into rows of the tables and into sums, one after the other in the order of `unitsOf`, so that nothing
 * need be kept: rows are sorted by group (by its id, so that the file's order does not matter), subject, trial.
 */
export class ResultWriter {
  readonly #plan: SessionPlan;
  readonly #task: TaskDescription;
  readonly #arms: readonly ArmData[];
  readonly #streams: { trials: TableStream; signals: TableStream; weights: TableStream; variables: TableStream | null };
  readonly #signals: readonly SignalRows[];
  readonly #weights: WeightRows;
  /** Subjects of the tile under way by arm: control's rows of weights wait for its attribution runs. */
  readonly #tile = new Map<number, readonly SubjectData[]>();

  constructor(plan: SessionPlan, makeSink: MakeSink) {
    this.#plan = plan;
    const task = armTask(plan).description;
    this.#task = task;
    this.#arms = plan.arms.map((arm) => {
      const { signals, program } = plan.models[arm.model]!;
      return new ArmData({
        task: armTask(plan, arm).description,
        signals: signals.length,
        projections: plasticWeights(plan.models[arm.model]!).length,
        bins: windowTimes(traceWindow(program.step), program.step).length,
      });
    });
    const stream = (name: string, form: typeof signalForm) => new TableStream(form, makeSink(name, form));
    this.#streams = {
      trials: stream("trials", trialForm(task)),
      signals: stream("signals", signalForm),
      weights: stream("weights", weightForm),
      variables: plan.recording.variables.length > 0 ? stream("variables", variableForm) : null,
    };
    this.#signals = plan.arms.map(
      ({ group, model }, index) =>
        new SignalRows(this.#streams.signals, plan, this.#arms[index]!.shape.task, group, plan.models[model]!),
    );
    this.#weights = new WeightRows(this.#streams.weights, plan, this.#arms[plan.control]!.shape);
  }

  /** Adds a unit. */
  add({ arm: index }: Unit, result: UnitResult): void {
    const arm = this.#plan.arms[index]!;
    const data = this.#arms[index]!;
    const trials = unitTrials(result, this.#task);
    const subjects = data.add(result, trials);
    if (!arm.attribution) {
      addTrials(this.#streams.trials, arm.group, trials);
      for (const subject of subjects) this.#signals[index]!.addSubject(subject);
      if (this.#streams.variables)
        addVariables(this.#streams.variables, this.#plan, data.shape.task, arm.group, result);
    }
    this.#addWeights(index, subjects);
    if (!arm.attribution && data.subjects === this.#plan.subjects) this.#signals[index]!.addMeans(data);
  }

  /** Hands on the last rows. */
  end(): ResultData {
    for (const stream of Object.values(this.#streams)) stream?.end();
    return { plan: this.#plan, task: this.#task, arms: this.#arms };
  }

  #addWeights(index: number, subjects: readonly SubjectData[]): void {
    const { arms, control, models, recordedSubjects } = this.#plan;
    this.#tile.set(index, subjects);
    const together = arms[index]!.attribution || index === control ? withAttributions(this.#plan) : [index];
    if (!together.every((arm) => this.#tile.has(arm))) return;
    const [own] = together;
    this.#tile.get(own!)!.forEach((subject, place) => {
      if (subject.subject >= recordedSubjects) return;
      for (const other of together) {
        const data = this.#tile.get(other)![place]!;
        this.#weights.add(arms[other]!, models[arms[other]!.model]!, data, other === own ? null : subject);
      }
    });
    this.#tile.clear();
  }
}

/** The control group's arm and those of its attribution runs. */
function withAttributions({ arms, control }: SessionPlan): number[] {
  return [control, ...arms.flatMap(({ attribution }, index) => (attribution ? [index] : []))];
}

/** Sinks that keep all tables in memory. */
export class KeptTables {
  readonly #keepers = new Map<string, TableKeeper>();

  readonly makeSink: MakeSink = (name, form) => {
    const keeper = new TableKeeper(form);
    this.#keepers.set(name, keeper);
    return keeper;
  };

  tables(): ResultTables {
    const tables = [...this.#keepers].map(([name, keeper]) => [name, keeper.table()] as const);
    return Object.fromEntries(tables) as unknown as ResultTables;
  }
}
