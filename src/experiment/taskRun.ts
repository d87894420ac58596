import type { Simulation } from "../engine/simulation.ts";
import { SpecificationError } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";
import { bodyProblems } from "./bodyProblems.ts";
import { type CompiledModel, makeReferencedTask } from "./compile.ts";
import { resolveDoses } from "./groupDoses.ts";
import { locateTrouble } from "./locateTrouble.ts";
import { Pace } from "./pace.ts";
import { PhaseMeans } from "./phaseMeans.ts";
import type { DoseWindow } from "./plan.ts";
import { type RecordedVariable, readSubject, recordedVariables } from "./recordedVariable.ts";
import { sessionTrials, tileSubjects } from "./session.ts";
import type { SimulatedGroup, TaskResult, TaskRun, TaskRunOptions, Trial } from "./simulate.ts";
import { phaseTable, type TrialRows, trialTable } from "./trialTables.ts";

/** A group with its model and everything looked up. */
interface ReadyGroup {
  readonly id: string;
  readonly compiled: CompiledModel;
  readonly doses: readonly DoseWindow[];
  readonly recorded: readonly RecordedVariable[];
}

interface TaskPlan {
  readonly task: TaskDescription;
  readonly subjects: readonly number[];
  readonly options: TaskRunOptions;
  readonly groups: readonly ReadyGroup[];
}

/** Makes a run over a task. @throws RangeError for wrong options, SpecificationError if a model does not fit the task. */
export function taskRun(
  compiled: CompiledModel,
  subjects: readonly number[],
  options: TaskRunOptions,
): TaskRun<string> {
  const task = makeReferencedTask(options.task).description;
  const groups = Object.entries(options.groups ?? { control: {} }).map(([id, group]) =>
    readyGroup(id, group, compiled, task, options.record),
  );
  if (groups.length === 0) throw new RangeError("there is no group");
  const plan: TaskPlan = { task, subjects, options, groups };
  return {
    task,
    async *trials() {
      for (const group of groups) yield* groupTrials(plan, group, await start(plan, group));
    },
    result: () => taskResult(plan),
  };
}

function readyGroup(
  id: string,
  { doses = [], parameters, frozen }: SimulatedGroup,
  base: CompiledModel,
  task: TaskDescription,
  record: readonly string[] | undefined,
): ReadyGroup {
  const changed = parameters !== undefined || frozen !== undefined;
  const compiled = changed ? base.with({ ...(parameters && { parameters }), ...(frozen && { frozen }) }) : base;
  checkBody(compiled, task);
  const resolved = doses.map((dose, index) => resolveDoses(dose, compiled.model, task.trials, [index]));
  for (const { problems } of resolved)
    for (const { message, hint } of problems)
      throw new RangeError(`group "${id}": ${message}${hint === null ? "" : `; ${hint}`}`);
  return {
    id,
    compiled,
    doses: resolved.flatMap(({ windows }) => windows),
    recorded: recordedVariables(compiled.model, record),
  };
}

function checkBody({ model }: CompiledModel, task: TaskDescription): void {
  const problems = bodyProblems(model, task);
  if (problems.length === 0) return;
  throw new SpecificationError(
    problems.map(({ message }) => ({
      code: "size",
      severity: "error",
      message,
      file: model.name,
      line: 0,
      column: 0,
      path: "body",
      hint: `compile the model for the task: compile(model, {task: "${task.id}"})`,
    })),
  );
}

async function start({ subjects, options }: TaskPlan, { compiled }: ReadyGroup): Promise<Simulation> {
  const simulation = await compiled.createSimulation({ subjects, seed: options.seed });
  simulation.initialise();
  return simulation;
}

async function* groupTrials(
  plan: TaskPlan,
  group: ReadyGroup,
  simulation: Simulation,
): AsyncGenerator<Trial<string>, void, void> {
  const { task, subjects, options, groups } = plan;
  const total = groups.length * task.trials;
  const phases = task.phases.map(({ name }) => name);
  let done = groups.indexOf(group) * task.trials;
  for await (const { rows, trial } of groupRows(plan, group, simulation)) {
    options.onProgress?.({ done: ++done, total, group: group.id });
    const own = [{ group: group.id, trials: [rows] }];
    yield {
      group: group.id,
      trial,
      table: trialTable(own, subjects),
      signals: phaseTable(own, subjects, phases, trial),
      read: (variable, subject) => readSubject(simulation, variable, subject),
    };
  }
}

/** Takes all tiles of a group through one trial after the other. */
async function* groupRows(
  { task, options }: TaskPlan,
  group: ReadyGroup,
  simulation: Simulation,
): AsyncGenerator<{ rows: TrialRows; trial: number }, void, void> {
  const { compiled, doses, recorded } = group;
  const pace = new Pace(options.signal);
  const tiles = Array.from({ length: simulation.tiles }, (_, tile) => {
    const means = new PhaseMeans(simulation, tile, recorded, task.phases.length);
    const session = {
      simulation,
      tile,
      body: compiled.model.body,
      task: makeReferencedTask(options.task),
      seed: options.seed,
      doses,
    };
    return { means, trials: sessionTrials({ ...session, observers: recorded.length > 0 ? [means] : [] }) };
  });
  for (let trial = 0; ; trial++) {
    const parts: Readonly<Record<string, Float64Array>>[] = [];
    for (const [tile, { trials }] of tiles.entries()) {
      await pace.next();
      const { value } = trials.next();
      if (simulation.findNonFinite(tile)) await locate(options, group, tileSubjects(simulation, tile));
      if (value) parts.push(value);
    }
    if (parts.length === 0) return;
    yield { rows: { parts, signals: tiles.map(({ means }) => means.take()) }, trial };
  }
}

/** Repeats the session of a tile alone to say exactly where it goes wrong. */
async function locate(options: TaskRunOptions, group: ReadyGroup, subjects: readonly number[]): Promise<never> {
  const { compiled, doses, id } = group;
  const simulation = await compiled.createSimulation({ subjects, seed: options.seed });
  const task = makeReferencedTask(options.task);
  return locateTrouble({ simulation, body: compiled.model.body, task, seed: options.seed, doses }, id);
}

async function taskResult(plan: TaskPlan): Promise<TaskResult<string>> {
  const { task, subjects, options, groups } = plan;
  const simulations: Record<string, Simulation> = {};
  const all: { group: string; trials: TrialRows[] }[] = [];
  let done = 0;
  for (const group of groups) {
    const simulation = await start(plan, group);
    simulations[group.id] = simulation;
    const trials: TrialRows[] = [];
    for await (const { rows } of groupRows(plan, group, simulation)) {
      trials.push(rows);
      options.onProgress?.({ done: ++done, total: groups.length * task.trials, group: group.id });
    }
    all.push({ group: group.id, trials });
  }
  all.sort((a, b) => (a.group < b.group ? -1 : 1));
  const phases = task.phases.map(({ name }) => name);
  return { trials: trialTable(all, subjects), signals: phaseTable(all, subjects, phases, 0), simulations };
}
