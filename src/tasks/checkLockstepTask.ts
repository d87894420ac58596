import type { Actions, Space, Task, TaskKind, TaskStep } from "./lockstepTask.ts";
import { spaceLength } from "./trialTask.ts";

const requiredColumns = ["block", "trial", "trialInBlock", "choice", "correct", "outcome", "reactionTime"];
const seeds = [11, 12] as const;
const subjects = [3, 0, 70_000];

interface Session {
  readonly steps: readonly TaskStep[];
  readonly records: readonly Readonly<Record<string, Float64Array>>[];
}

/**
 * Runs a kind of task with several seeds, subjects and ways of behaving and says what breaks the rules of `Task`.
 *
 * Checked: id and version, columns, phases, shapes and bounds of what is observed, seeding (same seed, same data;
 * another seed, others), independence of a subject from its batch, one row at the end of each trial, no value that is
 * not finite except missing ones, and `terminated` exactly once, at the end.
 *
 * @returns One sentence a problem; empty if there is none.
 */
export function checkTask(kind: TaskKind): readonly string[] {
  const problems = new Set<string>();
  const report = (problem: string): unknown => problems.add(`${kind.id}: ${problem}`);
  checkDescription(kind, report);

  const active = playSession(kind.make(), seeds[0], subjects, report);
  const again = playSession(kind.make(), seeds[0], subjects, report);
  if (digest(active) !== digest(again)) report("the same seed gives other data");
  if (digest(active) === digest(playSession(kind.make(), seeds[1], subjects, report))) {
    report("another seed gives the same data");
  }
  subjects.forEach((subject, place) => {
    const alone = playSession(kind.make(), seeds[0], [subject], report);
    if (digest(alone) !== digest(active, place)) report("a subject's data depend on who else is in the batch");
  });
  const idle = playSession(kind.make(), seeds[0], subjects, report, -1);
  checkOmissions(idle, report);
  checkReuse(kind.make(), report);
  return [...problems];
}

type Report = (problem: string) => unknown;

function checkDescription(kind: TaskKind, report: Report): void {
  const { description } = kind.make();
  if (kind.id !== description.id) report("kind and description have different ids");
  if (!/^[a-z][a-z0-9-]*-v[1-9][0-9]*$/.test(kind.id)) report("the id must be lower case and end in its version, -v1");
  if (!(Number.isInteger(description.trials) && description.trials > 0))
    report("trials must be a whole number above 0");
  if (description.blockLength !== null && description.trials % description.blockLength !== 0) {
    report("the session must be a whole number of blocks");
  }
  const names = description.columns.map(({ name }) => name);
  for (const name of requiredColumns) if (!names.includes(name)) report(`column ${name} is missing`);
  if (new Set(names).size !== names.length) report("two columns have the same name");
  if (description.phases.length === 0) report("there must be at least one phase");
  for (const { name, duration } of description.phases) {
    if (!(duration > 0 && Number.isFinite(duration))) report(`phase ${name} must last longer than 0 s`);
  }
  for (const [name, { default: value, low, high }] of Object.entries(kind.options)) {
    if (!(value >= low && value <= high)) report(`the default of option ${name} is out of its range`);
  }
  if (!throwsRangeError(() => kind.make({ "no such option": 1 }))) report("an unknown option must throw a RangeError");
}

/** Plays a session; `fixed` is the choice made throughout, absent for varying behaviour. */
function playSession(task: Task, seed: number, batch: readonly number[], report: Report, fixed?: number): Session {
  const { description } = task;
  const steps = [task.reset({ seed, subjects: batch })];
  const records: Readonly<Record<string, Float64Array>>[] = [];
  const limit = description.trials * description.phases.length;
  for (let count = 0; count < limit; count++) {
    const step = steps[count]!;
    checkStep(task, step, batch.length, count, report);
    if (step.terminated.some((ended) => ended !== 0)) report("terminated before the last phase of the last trial");
    steps.push(task.step(behave(task, batch, count, fixed)));
    const { record } = steps[count + 1]!.info;
    const trialEnded = (count + 1) % description.phases.length === 0;
    if (trialEnded !== (record !== null)) report("there must be a record exactly when a trial has ended");
    if (record !== null) records.push(record);
  }
  const last = steps[limit]!;
  if (!last.terminated.every((ended) => ended === 1)) report("not terminated after the last trial");
  if (last.truncated.some((cut) => cut !== 0)) report("truncated although no limit was set");
  records.forEach((record, trial) => {
    checkRecord(task, record, batch.length, trial, report);
  });
  return { steps, records };
}

/** Behaviour that differs between subjects and trials and is the same for a subject in any batch. */
function behave(task: Task, batch: readonly number[], count: number, fixed: number | undefined): Actions {
  const options = spaceLength(task.description.actionSpace.choice);
  const choice = Int32Array.from(batch, (subject) => fixed ?? ((subject + count * 7) % (options + 1)) - 1);
  return {
    choice,
    reactionTime: Float32Array.from(choice, (option) => (option < 0 ? Number.NaN : 0.25)),
    response: Float32Array.from(batch, (subject) => ((subject + count) % 5) / 4),
  };
}

function checkStep(task: Task, step: TaskStep, batch: number, count: number, report: Report): void {
  const { description } = task;
  const { observation, info } = step;
  const places = description.phases.length;
  if (info.phase !== description.phases[count % places]) report("phases do not come in the order of the description");
  if (info.trial !== Math.floor(count / places)) report("info.trial is not the number of the trial");
  if (info.trialStarts !== (count % places === 0)) report("trialStarts must be true in the first phase only");
  checkSpace("stimuli", description.observationSpace.stimuli, observation.stimuli, batch, report);
  checkSpace("available", description.observationSpace.available, observation.available, batch, report);
  if (!info.phase.awaitsAction && observation.available.some((value) => value !== 0)) {
    report("an action is available in a phase that awaits none");
  }
  if (step.reward.length !== batch) report("reward must have one value a subject");
  if (!step.reward.every(Number.isFinite)) report("reward must be finite");
  if (!info.phase.givesOutcome && step.reward.some((value) => value !== 0)) {
    report("reward in a phase that gives no outcome");
  }
}

function checkSpace(name: string, space: Space, values: Float32Array, batch: number, report: Report): void {
  if (values.length !== batch * spaceLength(space)) report(`${name} has not the shape of its space`);
  const inside =
    space.kind === "box"
      ? (value: number) => value >= space.low && value <= space.high
      : (value: number) => value === 0 || value === 1;
  if (!values.every(inside)) report(`${name} is outside its space`);
}

function checkRecord(
  task: Task,
  record: Readonly<Record<string, Float64Array>>,
  batch: number,
  trial: number,
  report: Report,
): void {
  const names = task.description.columns.map(({ name }) => name);
  for (const name of names) if (record[name]?.length !== batch) report(`the record lacks a value of ${name}`);
  for (const name of Object.keys(record)) if (!names.includes(name)) report(`the record's ${name} is not described`);
  if (!record.trial?.every((value) => value === trial)) report("record.trial is not the number of the trial");
  for (const name of ["block", "trialInBlock", "outcome"]) {
    if (!record[name]?.every(Number.isFinite)) report(`${name} must never be missing`);
  }
  record.choice?.forEach((choice, place) => {
    const chosen = !Number.isNaN(choice);
    if (chosen !== Number.isFinite(record.reactionTime![place]!))
      report("choice and reactionTime must be missing together");
    if (!chosen && !Number.isNaN(record.correct![place]!)) report("correct must be missing where no choice was made");
  });
  for (const values of Object.values(record)) {
    if (values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY))
      report("a record holds an infinite value");
  }
}

function checkOmissions(session: Session, report: Report): void {
  for (const record of session.records) {
    if (record.choice?.some((choice) => !Number.isNaN(choice))) report("choice must be missing where none was made");
  }
}

function checkReuse(task: Task, report: Report): void {
  const first = playSession(task, seeds[0], subjects, report);
  if (digest(first) !== digest(playSession(task, seeds[0], subjects, report))) report("reset does not begin afresh");
  const actions = behave(task, subjects, 0, -1);
  if (!throws(() => task.step(actions))) report("step after the end of the session must throw");
  task.reset({ seed: seeds[0], subjects });
  if (!throwsRangeError(() => task.step({ ...actions, choice: new Int32Array(1) }))) {
    report("actions of the wrong length must throw a RangeError");
  }
  if (!throwsRangeError(() => task.step({ ...actions, choice: new Int32Array(subjects.length).fill(1000) }))) {
    report("a choice that does not exist must throw a RangeError");
  }
}

/** All that a session showed, as text: of the whole batch, or of the subject at one place. */
function digest({ steps, records }: Session, place?: number): string {
  const part = (values: ArrayLike<number>, subjectCount: number): number[] => {
    const size = values.length / subjectCount;
    const all = Array.from(values);
    return place === undefined ? all : all.slice(place * size, (place + 1) * size);
  };
  const shown = steps.map(({ observation, reward }) => [
    part(observation.stimuli, reward.length),
    part(observation.available, reward.length),
    part(reward, reward.length),
  ]);
  const rows = records.map((record) => Object.entries(record).map(([name, v]) => [name, part(v, v.length)]));
  return JSON.stringify([shown, rows]);
}

function throws(action: () => unknown): boolean {
  try {
    action();
  } catch {
    return true;
  }
  return false;
}

function throwsRangeError(action: () => unknown): boolean {
  try {
    action();
  } catch (error) {
    return error instanceof RangeError;
  }
  return false;
}
