import type { Simulation } from "../engine/simulation.ts";
import { SpecificationError } from "../spec/index.ts";
import { ownColumns } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { bodyProblems } from "./bodyProblems.ts";
import { type CompiledModel, checkVariable, makeReferencedTask } from "./compile.ts";
import { locateTrouble } from "./locateTrouble.ts";
import { Pace } from "./pace.ts";
import { PhaseMeans } from "./phaseMeans.ts";
import type { DoseWindow } from "./plan.ts";
import { placeOf, type RecordedVariable, recordedVariables } from "./recordedVariable.ts";
import { resolveTreatment } from "./resolveGroup.ts";
import { seconds } from "./seconds.ts";
import { sessionTrials, type TileTrial, tileSubjects } from "./session.ts";
import type { SimulatedGroup, TaskResult, TaskRun, TaskRunOptions, Trial } from "./simulate.ts";
import { switchesOf } from "./treatment.ts";
import { TrialSamples } from "./trialSamples.ts";
import { type GroupTrials, phaseTable, type SubjectTrial, sampleTable, trialTable } from "./trialTables.ts";

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
  /** Steps between samples; null if none are taken. */
  readonly every: number | null;
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
  const { step } = compiled.model.program;
  const every = options.every === undefined ? null : Math.max(1, Math.round(seconds("every", options.every) / step));
  const plan: TaskPlan = { task, subjects, options, groups, every };
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
  { parameters, frozen, ...treatment }: SimulatedGroup,
  base: CompiledModel,
  task: TaskDescription,
  record: readonly string[] | undefined,
): ReadyGroup {
  const found = resolveTreatment(treatment, base.model, task, []);
  for (const { message, hint } of found.problems)
    throw new RangeError(`group "${id}": ${message}${hint === null ? "" : `; ${hint}`}`);
  const { manipulations } = switchesOf(found);
  const changed = parameters !== undefined || frozen !== undefined || manipulations !== undefined;
  const switches = {
    ...(parameters && { parameters }),
    ...(frozen && { frozen }),
    ...(manipulations && { manipulations }),
  };
  const compiled = changed ? base.with(switches) : base;
  checkBody(compiled, task);
  return { id, compiled, doses: found.windows, recorded: recordedVariables(compiled.model, record) };
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
  const { task, groups } = plan;
  const columns = ownColumns(task).map(({ name }) => name);
  const phases = task.phases.map(({ name }) => name);
  const recorded = group.recorded.map(({ column }) => column);
  for await (const { trial, trials, read } of groupRows(plan, group, simulation)) {
    report(plan, groups.indexOf(group), trial + 1);
    const own = [{ group: group.id, trials }];
    yield {
      group: group.id,
      trial,
      table: trialTable(own, columns),
      signals: phaseTable(own, recorded, phases),
      samples: sampleTable(own, recorded, phases, simulation.program.step),
      read,
    };
  }
}

/** Tells how far a run is; where the number of trials depends on the subject, in whole groups. */
function report({ task, options, groups }: TaskPlan, index: number, trials: number): void {
  const group = groups[index]!.id;
  if (task.trials === null) options.onProgress?.({ done: index, total: groups.length, group });
  else options.onProgress?.({ done: index * task.trials + trials, total: groups.length * task.trials, group });
}

/** The trials with one number of a group. */
interface NumberedTrials {
  readonly trial: number;
  /** In order of subjects. */
  readonly trials: readonly SubjectTrial[];
  readonly read: Trial<string>["read"];
}

/** Takes all tiles of a group through one trial after the other. */
async function* groupRows(
  { task, options, every }: TaskPlan,
  group: ReadyGroup,
  simulation: Simulation,
): AsyncGenerator<NumberedTrials, void, void> {
  const { compiled, doses, recorded } = group;
  const pace = new Pace(options.signal);
  const tiles = Array.from({ length: simulation.tiles }, (_, tile) => {
    const means = new PhaseMeans(simulation, tile, recorded, task.phases.length);
    const samples = every === null ? null : new TrialSamples(simulation, tile, recorded, every);
    const observers = [...(recorded.length > 0 ? [means] : []), ...(samples ? [samples] : [])];
    const session = {
      simulation,
      tile,
      body: compiled.model.body,
      task: makeReferencedTask(options.task),
      seed: options.seed,
      doses,
      ...(options.rest ? { rest: options.rest } : {}),
    };
    return { means, samples, trials: sessionTrials({ ...session, observers }) };
  });
  for (let trial = 0; ; trial++) {
    const parts: TileTrial[] = [];
    for (const [tile, { trials }] of tiles.entries()) {
      await pace.next();
      const { value } = trials.next();
      if (simulation.findNonFinite(tile)) await locate(options, group, tileSubjects(simulation, tile));
      parts[tile] = value ?? { trial, ended: [], read: () => new Float32Array() };
    }
    const ended = parts.flatMap((part, tile) =>
      part.ended.flatMap((one, lane): SubjectTrial[] => {
        if (!one) return [];
        const signals = recorded.length > 0 ? tiles[tile]!.means.take(trial, lane) : {};
        const samples = tiles[tile]!.samples?.take(trial, lane) ?? null;
        return [{ subject: simulation.subjects[tile * simulation.lanes + lane]!, ended: one, signals, samples }];
      }),
    );
    if (ended.length === 0) return;
    yield { trial, trials: ended, read: reader(simulation, compiled, trial, parts) };
  }
}

/** Reads what subjects were at the end of a trial. */
function reader(
  simulation: Simulation,
  { model }: CompiledModel,
  trial: number,
  parts: readonly TileTrial[],
): Trial<string>["read"] {
  return (variable, subject) => {
    checkVariable(model, variable);
    const place = placeOf(simulation, subject);
    const part = parts[Math.floor(place / simulation.lanes)]!;
    const lane = place % simulation.lanes;
    if (!part.ended[lane]) throw new RangeError(`subject number ${subject} has no trial ${trial}`);
    return part.read(variable, lane);
  };
}

/** Repeats the session of a tile alone to say exactly where it goes wrong. */
async function locate(options: TaskRunOptions, group: ReadyGroup, subjects: readonly number[]): Promise<never> {
  const { compiled, doses, id } = group;
  const simulation = await compiled.createSimulation({ subjects, seed: options.seed });
  const task = makeReferencedTask(options.task);
  const rest = options.rest ? { rest: options.rest } : {};
  return locateTrouble({ simulation, body: compiled.model.body, task, seed: options.seed, doses, ...rest }, id);
}

async function taskResult(plan: TaskPlan): Promise<TaskResult<string>> {
  const { task, groups } = plan;
  const simulations: Record<string, Simulation> = {};
  const all: GroupTrials[] = [];
  for (const [index, group] of groups.entries()) {
    const simulation = await start(plan, group);
    simulations[group.id] = simulation;
    const trials: SubjectTrial[] = [];
    for await (const found of groupRows(plan, group, simulation)) {
      trials.push(...found.trials);
      report(plan, index, found.trial + 1);
    }
    const place = new Map(simulation.subjects.map((subject, index) => [subject, index]));
    trials.sort((a, b) => place.get(a.subject)! - place.get(b.subject)! || a.ended.trial - b.ended.trial);
    all.push({ group: group.id, trials });
  }
  all.sort((a, b) => (a.group < b.group ? -1 : 1));
  const names = groups[0]!.recorded.map(({ column }) => column);
  const phases = task.phases.map(({ name }) => name);
  return {
    trials: trialTable(
      all,
      ownColumns(task).map(({ name }) => name),
    ),
    signals: phaseTable(all, names, phases),
    samples: sampleTable(all, names, phases, groups[0]!.compiled.model.program.step),
    simulations,
  };
}
