import type { Simulation, SimulationOptions } from "../engine/simulation.ts";
import { type CompiledModel, compile, makeReferencedTask } from "../experiment/compile.ts";
import { recordedVariables } from "../experiment/recordedVariable.ts";
import { resolveTreatment } from "../experiment/resolveGroup.ts";
import { type EndedTrial, runSession, type SessionObserver } from "../experiment/session.ts";
import { switchesOf } from "../experiment/treatment.ts";
import type { Table } from "../math/table.ts";
import { extendModel, type ModelExtension, type ModelSource, outlineModel } from "../spec/index.ts";
import type { Change } from "./effect.ts";
import type { SessionArm, Sessions } from "./sessions.ts";
import { SubjectTrials } from "./subjectTrials.ts";
import { WindowRecorder } from "./windowRecorder.ts";

/** How sessions are run. */
export interface SessionsRun {
  readonly sessions: Sessions;
  readonly source: ModelSource;
  readonly subjects: number;
  readonly seed: number;
  /** What is taken away in all arms, if anything. */
  readonly change?: Change;
  readonly backend?: SimulationOptions["backend"];
  /** Called with how much of the sessions is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** What came of it. */
export interface SessionsResult {
  /** A row for each arm and subject: `arm`, `subject` and a column for each reading. */
  readonly readings: Table;
  /** A row for each trial: `arm`, `subject`, `stage`, the columns of the tasks and those of the windows. */
  readonly trials: Table;
}

/** Something in a protocol of sessions does not fit the model or the task. */
export class SessionsError extends Error {
  override readonly name = "SessionsError";
}

/**
 * Lets virtual subjects do the sessions of all arms, the same subjects in each.
 *
 * @throws SpecificationError if a change does not fit the model, SessionsError naming the arm
 */
export async function runSessions(run: SessionsRun): Promise<SessionsResult> {
  const readings: Record<string, unknown[]> = { arm: [], subject: [] };
  const trials: TrialRows = { arm: [], subject: [], stage: [], rows: [] };
  const arms = Object.entries(run.sessions.arms);
  for (const [place, [name, arm]] of arms.entries()) {
    const done = (share: number) => run.onProgress?.((place + share) / arms.length);
    for (const own of await runArm(name, arm, run, done)) {
      addReadings(readings, run.sessions, name, own);
      for (const [place, row] of own.rows.entries()) {
        trials.arm.push(name);
        trials.subject.push(own.subject);
        trials.stage.push(own.stages[place]!);
        trials.rows.push(row);
      }
    }
  }
  return { readings: columnsOf(readings), trials: trialTable(trials) };
}

/** Adds a subject's row to a table of readings. */
export function addReadings(
  readings: Record<string, unknown[]>,
  sessions: Sessions,
  arm: string,
  { subject, rows, stages }: OwnTrials,
): void {
  readings.arm!.push(arm);
  readings.subject!.push(subject);
  for (const [reading, of] of Object.entries(sessions.readings)) {
    readings[reading] ??= [];
    readings[reading]!.push(of(new SubjectTrials(subject, arm, rows, stages)));
  }
}

type Task = ReturnType<typeof makeReferencedTask>;

/** A task, and the model as an arm wants it. */
export interface PreparedArm {
  readonly name: string;
  readonly task: Task;
  readonly model: CompiledModel;
  readonly doses: ReturnType<typeof resolveTreatment>["windows"];
  /** Factors of parameters that are scaled in this arm. */
  readonly factors: Readonly<Record<string, number>>;
}

/** The trials of one subject. */
export interface OwnTrials {
  readonly subject: number;
  readonly rows: Readonly<Record<string, number>>[];
  readonly stages: string[];
}

interface TrialRows {
  readonly arm: string[];
  readonly subject: number[];
  readonly stage: string[];
  readonly rows: Readonly<Record<string, number>>[];
}

/** Who does the sessions of an arm. */
export interface ArmSubjects {
  readonly numbers: readonly number[];
  readonly seed: number;
  /** Parameters that differ between them. */
  readonly perSubject?: Readonly<Record<string, readonly number[]>>;
  readonly backend?: SimulationOptions["backend"];
  /** Called with how much of the arm is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

async function runArm(
  name: string,
  arm: SessionArm,
  run: SessionsRun,
  onProgress: (share: number) => void,
): Promise<OwnTrials[]> {
  const { sessions, subjects, seed, backend } = run;
  const numbers = Array.from({ length: subjects }, (_, subject) => subject);
  const { trials, wrong } = await runPreparedArm(prepareArm(name, arm, run), sessions, {
    numbers,
    seed,
    onProgress,
    ...(backend ? { backend } : {}),
  });
  for (const [place, variable] of wrong)
    throw new SessionsError(`arm "${name}": ${variable} of subject ${place} is no number`);
  return trials;
}

/** Makes an arm ready to be run any number of times. @throws SpecificationError, SessionsError */
export function prepareArm(
  name: string,
  arm: SessionArm,
  run: Pick<SessionsRun, "source" | "change"> & { readonly perSubject?: readonly string[] },
): PreparedArm {
  const task = makeReferencedTask(arm.task);
  const factors = factorsOf(arm, run.change);
  const compiled = compiledFor(name, arm, run, factors);
  return { name, task, factors, ...treated(name, arm, run, compiled, task) };
}

/** Runs the sessions of an arm. @returns their trials, and by place who ended with a variable that is no number. */
export async function runPreparedArm(
  { task, model, doses }: PreparedArm,
  { windows }: Sessions,
  { numbers, seed, perSubject, backend, onProgress }: ArmSubjects,
): Promise<{ readonly trials: OwnTrials[]; readonly wrong: ReadonlyMap<number, string> }> {
  const simulation = await model.createSimulation({
    subjects: numbers,
    seed,
    ...(perSubject ? { perSubject } : {}),
    ...(backend ? { backend } : {}),
  });
  const recorded = recordedVariables(
    model.model,
    Object.values(windows).map(({ variable }) => variable),
  );
  const phases = task.description.phases.map((phase) => phase.name);
  const trials: OwnTrials[] = simulation.subjects.map((subject) => ({ subject, rows: [], stages: [] }));
  const wrong = new Map<number, string>();
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const first = tile * simulation.lanes;
    const progress = progressOf(task, tile, simulation, onProgress);
    const recorder = new WindowRecorder(simulation, tile, windows, recorded, phases);
    const collector: SessionObserver = {
      trialEnd(ended: readonly EndedTrial[]) {
        for (const trial of ended) {
          const own = trials[first + trial.lane]!;
          own.rows.push({ ...trial.row, ...recorder.take(trial) });
          own.stages.push(trial.stage);
        }
        progress(ended.length);
      },
    };
    runSession({ simulation, tile, body: model.model.body, task, seed, doses, observers: [recorder, collector] });
    for (const [place, variable] of nonFinite(simulation, tile)) wrong.set(place, variable);
    onProgress?.((tile + 1) / simulation.tiles);
  }
  return { trials, wrong };
}

/** Counts the trials of a tile; how many there will be is not known of every task. */
function progressOf(
  { description: { trials } }: Task,
  tile: number,
  { tiles, lanes }: Simulation,
  onProgress: ArmSubjects["onProgress"],
): (ended: number) => void {
  if (!onProgress || trials === null) return () => {};
  let done = 0;
  return (ended) => {
    done += ended;
    onProgress((tile + Math.min(1, done / (trials * lanes))) / tiles);
  };
}

/** Subjects of a tile with a state that is no number, and its name. */
function nonFinite(simulation: Simulation, tile: number): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const one = simulation.findNonFinite(tile);
  if (one === null) return found;
  found.set(one.place, one.variable);
  const first = tile * simulation.lanes;
  const end = Math.min(first + simulation.lanes, simulation.subjects.length);
  const states = simulation.program.variables.filter(({ role }) => role === "state");
  for (let place = first; place < end; place++) {
    if (found.has(place)) continue;
    const bad = states.find(({ name }) => !simulation.read(name, place).every(Number.isFinite));
    if (bad) found.set(place, bad.name);
  }
  return found;
}

/** The model under what an arm undergoes and what is done to all arms besides: it is switched once, for both. */
function treated(
  name: string,
  { treatment: own = {} }: SessionArm,
  { change }: Pick<SessionsRun, "change">,
  compiled: CompiledModel,
  { description }: Task,
): Pick<PreparedArm, "model" | "doses"> {
  const added = change?.treatment ?? {};
  if (own.conditions && added.conditions)
    throw new SessionsError(`arm "${name}": its conditions take turns already; a change of all arms can have none`);
  const conditions = own.conditions ?? added.conditions;
  const both = {
    doses: [...(own.doses ?? []), ...(added.doses ?? [])],
    manipulations: [...(own.manipulations ?? []), ...(added.manipulations ?? [])],
    ...(conditions && { conditions }),
  };
  const found = resolveTreatment(both, compiled.model, description, []);
  const wrong = found.problems[0];
  if (wrong) throw new SessionsError(`arm "${name}": ${wrong.message}${wrong.hint === null ? "" : `; ${wrong.hint}`}`);
  const untouched = both.doses.length + both.manipulations.length === 0 && !conditions;
  return { model: untouched ? compiled : compiled.with(switchesOf(found)), doses: found.windows };
}

/** Factors of an arm's scaled parameters. What is given as a value is not scaled. */
function factorsOf({ scaled, parameters }: SessionArm, change?: Change): Record<string, number> {
  const given = { ...parameters, ...change?.parameters };
  const all = Object.entries({ ...scaled, ...change?.scaled });
  return Object.fromEntries(all.filter(([parameter]) => !Object.hasOwn(given, parameter)));
}

/** The model as an arm and a change want it, at the sizes of the arm's task. */
function compiledFor(
  name: string,
  { task, parameters }: SessionArm,
  { source, change, perSubject }: Pick<SessionsRun, "source" | "change"> & { readonly perSubject?: readonly string[] },
  factors: Readonly<Record<string, number>>,
): CompiledModel {
  const header = { neohebb: "model/1", name: "ablated", version: 1, summary: "With a mechanism removed." };
  const whole = change?.parts
    ? extendModel(source, { ...header, ...change.parts } as unknown as ModelExtension)
    : source;
  // Those that differ between subjects are scaled with the values of each.
  const alike = Object.entries(factors).filter(([parameter]) => !perSubject?.includes(parameter));
  const own = { ...scaledValues(name, whole, alike), ...parameters, ...change?.parameters };
  const differing = perSubject?.filter((parameter) => !Object.hasOwn(own, parameter));
  return compile(whole, {
    task,
    parameters: own,
    ...(differing && { perSubject: differing }),
    frozen: (change?.frozen ?? []).map((modulator) => ({ modulator })),
  });
}

/** The model's values times factors. @throws SessionsError for a parameter that the model has not */
function scaledValues(
  arm: string,
  source: ModelSource,
  factors: readonly (readonly [string, number])[],
): Record<string, number> {
  if (factors.length === 0) return {};
  const { parameters } = outlineModel(source).model;
  return Object.fromEntries(
    factors.map(([name, factor]) => {
      const parameter = parameters.find((candidate) => candidate.name === name);
      if (!parameter) throw new SessionsError(`arm "${arm}": the model has no parameter "${name}" to be scaled`);
      return [name, parameter.value * factor];
    }),
  );
}

/** Lists as columns of a table. */
export function columnsOf(values: Readonly<Record<string, unknown[]>>): Table {
  return Object.fromEntries(
    Object.entries(values).map(([name, own]) => [
      name,
      name === "arm" ? (own as string[]) : Float64Array.from(own as number[]),
    ]),
  );
}

function trialTable({ arm, subject, stage, rows }: TrialRows): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const numbers = names.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)] as const);
  return { arm, subject: Float64Array.from(subject), stage, ...Object.fromEntries(numbers) };
}
