import type { SimulationOptions } from "../engine/simulation.ts";
import { type CompiledModel, compile, makeReferencedTask } from "../experiment/compile.ts";
import { recordedVariables } from "../experiment/recordedVariable.ts";
import { resolveTreatment } from "../experiment/resolveGroup.ts";
import { type EndedTrial, runSession, type SessionObserver } from "../experiment/session.ts";
import { switchesOf } from "../experiment/treatment.ts";
import type { Table } from "../math/table.ts";
import { extendModel, type ModelExtension, type ModelSource } from "../spec/index.ts";
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
  for (const [name, arm] of Object.entries(run.sessions.arms)) {
    for (const own of await runArm(name, arm, run)) {
      readings.arm!.push(name);
      readings.subject!.push(own.subject);
      for (const [reading, of] of Object.entries(run.sessions.readings)) {
        readings[reading] ??= [];
        readings[reading]!.push(of(new SubjectTrials(own.subject, name, own.rows, own.stages)));
      }
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

type TreatmentWindows = ReturnType<typeof resolveTreatment>["windows"];

/** The trials of one subject. */
interface OwnTrials {
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

async function runArm(name: string, arm: SessionArm, run: SessionsRun): Promise<OwnTrials[]> {
  const { sessions, subjects, seed, backend } = run;
  const task = makeReferencedTask(arm.task);
  const compiled = compiledFor(arm, run);
  const { model, doses } = treated(name, arm, run, compiled, task);
  const simulation = await model.createSimulation({ subjects, seed, ...(backend ? { backend } : {}) });
  const recorded = recordedVariables(
    model.model,
    Object.values(sessions.windows).map(({ variable }) => variable),
  );
  const phases = task.description.phases.map((phase) => phase.name);
  const found: OwnTrials[] = simulation.subjects.map((subject) => ({ subject, rows: [], stages: [] }));
  for (let tile = 0; tile < simulation.tiles; tile++) {
    const first = tile * simulation.lanes;
    const recorder = new WindowRecorder(simulation, tile, sessions.windows, recorded, phases);
    const collector: SessionObserver = {
      trialEnd(ended: readonly EndedTrial[]) {
        for (const trial of ended) {
          const own = found[first + trial.lane]!;
          own.rows.push({ ...trial.row, ...recorder.take(trial) });
          own.stages.push(trial.stage);
        }
      },
    };
    runSession({ simulation, tile, body: model.model.body, task, seed, doses, observers: [recorder, collector] });
    const wrong = simulation.findNonFinite(tile);
    if (wrong)
      throw new SessionsError(`arm "${name}": ${wrong.variable} of subject ${first + wrong.place} is no number`);
  }
  return found;
}

/** The model under what an arm undergoes and what is done to all arms besides: it is switched once, for both. */
function treated(
  name: string,
  { treatment: own = {} }: SessionArm,
  { change }: SessionsRun,
  compiled: CompiledModel,
  { description }: ReturnType<typeof makeReferencedTask>,
): { readonly model: CompiledModel; readonly doses: TreatmentWindows } {
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

/** The model as an arm and a change want it, at the sizes of the arm's task. */
function compiledFor({ task, parameters }: SessionArm, { source, change }: SessionsRun): CompiledModel {
  const header = { neohebb: "model/1", name: "ablated", version: 1, summary: "With a mechanism removed." };
  const whole = change?.parts
    ? extendModel(source, { ...header, ...change.parts } as unknown as ModelExtension)
    : source;
  return compile(whole, {
    task,
    parameters: { ...parameters, ...change?.parameters },
    frozen: (change?.frozen ?? []).map((modulator) => ({ modulator })),
  });
}

function columnsOf(values: Readonly<Record<string, unknown[]>>): Table {
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
