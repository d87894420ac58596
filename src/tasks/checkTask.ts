import { commonColumns } from "./columns.ts";
import { type PlayedSession, type Policy, runTask } from "./runTask.ts";
import type { Task, TaskDescription, TaskKind, TrialRow } from "./task.ts";
import { type PresentMoment, TaskPlay } from "./taskPlay.ts";

const seeds = [11, 12] as const;
const subjects = [3, 0, 70_000] as const;

type Report = (problem: string) => unknown;

/**
 * Plays a kind of task with several seeds, subjects and rules of behaviour and says what breaks the rules of `Task`.
 *
 * Checked: id and version, world, phases, columns, options; that moments fit the world and phases are declared; seeding
 * (same seed, same data; another seed, others); that a subject depends on nobody else; one whole row for each trial that
 * began, numbered from 0; nothing infinite; that a session ends within `maximumTime`, whatever is done; and that arrays
 * once given are not changed.
 *
 * @returns One sentence a problem; empty if there is none.
 */
export function checkTask(kind: TaskKind): readonly string[] {
  const problems = new Set<string>();
  const report: Report = (problem) => problems.add(`${kind.id}: ${problem}`);
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
    }
  };
  attempt(() => checkKind(kind, report));
  attempt(() => checkDescription(kind.make(kind.short).description, report));
  for (const [name, policy] of Object.entries(policies)) {
    attempt(() => checkSessions(kind, policy, report));
    if (name === "idle") attempt(() => checkOmissions(kind, policy, report));
  }
  attempt(() => checkIndependence(kind, report));
  return [...problems];
}

/** A number 0 … 2³² − 1 that looks random and depends on what is met only through its place in the session. */
function mixed({ time, trial, phaseIndex }: PresentMoment, salt: number): number {
  let hash =
    (Math.round(time * 1000) + 1) ^ Math.imul(trial + 7, 0x9e3779b1) ^ Math.imul(phaseIndex + salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function places(available: Float32Array | null): number[] {
  return available === null ? [] : [...available.keys()].filter((place) => available[place]! > 0);
}

/** Ways of behaving, each of a session's length of its own where the task lets the subject set the pace. */
const policies: Readonly<Record<string, Policy>> = {
  idle: () => ({}),
  varied(moment) {
    const open = places(moment.available);
    const pick = mixed(moment, 1) % (open.length + 1);
    if (pick === open.length) return {};
    return { choice: open[pick]!, time: moment.duration * (0.05 + 0.9 * (mixed(moment, 2) / 2 ** 32)) };
  },
  first: ({ available, duration }) =>
    places(available).length === 0 ? {} : { choice: places(available)[0]!, time: Math.min(duration, 0.3) },
  last: ({ available, duration }) =>
    places(available).length === 0 ? {} : { choice: places(available).at(-1)!, time: Math.min(duration, 0.02) },
};

function withResponses(policy: Policy, count: number): Policy {
  return (moment) => ({
    responses: Array.from({ length: count }, (_, index) => (mixed(moment, 3 + index) % 1001) / 1000),
    ...policy(moment),
  });
}

function play(task: Task, seed: number, subject: number, policy: Policy): PlayedSession {
  return runTask(task, { seed, subject }, withResponses(policy, task.description.world.responses.length));
}

function checkKind(kind: TaskKind, report: Report): void {
  const { description } = kind.make(kind.short);
  if (kind.id !== description.id) report("kind and description have different ids");
  if (!/^[a-z][a-z0-9-]*-v[1-9][0-9]*$/.test(kind.id)) report("the id must be lower case and end in its version, -v1");
  for (const [name, { default: value, low, high }] of Object.entries(kind.options)) {
    if (!(value >= low && value <= high)) report(`the default of option ${name} is out of its range`);
  }
  if (!throwsRangeError(() => kind.make({ "no such option": 1 }))) report("an unknown option must throw a RangeError");
}

function checkDescription(description: TaskDescription, report: Report): void {
  const { world, phases, columns, trials, blockLength, maximumTime } = description;
  if (!isCount(world.places)) report("world.places must be a whole number of at least 1");
  if (world.placeLabels.length !== world.places) report("world.placeLabels must have a label for each place");
  if (description.optionLabels.length !== world.places) report("optionLabels must have a label for each place");
  if (world.features.length === 0) report("world.features must name at least one feature");
  if (world.outcomes.length === 0) report("world.outcomes must name at least one kind of outcome");
  if (!isCount(world.contexts)) report("world.contexts must be a whole number of at least 1");
  if (world.positions !== 0 && !isCount(world.positions))
    report("world.positions must be a whole number of at least 0");
  checkNames("feature", world.features, report);
  checkNames("kind of outcome", world.outcomes, report);
  checkNames("phase", phases, report);
  checkNames("column", columns, report);
  for (const name of ["group", "subject"]) {
    if (columns.some((column) => column.name === name)) report(`column ${name} is in every table already`);
  }
  if (new Set(world.responses).size !== world.responses.length) report("two responses have the same name");
  if (phases.length === 0) report("there must be at least one phase");
  for (const { name, duration } of phases) {
    if (!(duration > 0 && Number.isFinite(duration))) report(`phase ${name} must last longer than 0 s`);
  }
  for (const { name } of commonColumns) {
    if (!columns.some((column) => column.name === name)) report(`column ${name} is missing`);
  }
  if (trials !== null && !isCount(trials)) report("trials must be a whole number above 0, or null");
  if (blockLength !== null && !isCount(blockLength)) report("blockLength must be a whole number above 0, or null");
  if (trials !== null && blockLength !== null && trials % blockLength !== 0) {
    report("the session must be a whole number of blocks");
  }
  if (!(maximumTime > 0 && Number.isFinite(maximumTime))) report("maximumTime must be a time above 0");
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function checkNames(what: string, named: readonly { readonly name: string }[], report: Report): void {
  if (new Set(named.map(({ name }) => name)).size !== named.length) report(`two ${what}s have the same name`);
}

function checkSessions(kind: TaskKind, policy: Policy, report: Report): void {
  const task = kind.make(kind.short);
  for (const subject of subjects) {
    const arrays = new Map<Float32Array, Float32Array>();
    const session = play(task, seeds[0], subject, (moment) => {
      for (const array of arraysOf(moment)) if (!arrays.has(array)) arrays.set(array, array.slice());
      return policy(moment);
    });
    for (const [array, copy] of arrays) {
      if (array.some((value, place) => value !== copy[place])) report("an array was changed after it had been given");
    }
    checkMoments(task.description, session, report);
    checkRows(task.description, session, report);
    if (digest(session) !== digest(play(task, seeds[0], subject, policy))) report("the same seed gives other data");
  }
}

function arraysOf({ objects, context, position, outcome, available, drive }: PresentMoment): Float32Array[] {
  return [objects, context, position, outcome, available, drive].filter((array) => array !== null);
}

function checkMoments({ phases }: TaskDescription, { moments }: PlayedSession, report: Report): void {
  for (const { phase, phaseIndex, available, outcome, feedback, rest } of moments) {
    if (rest !== (phases[phaseIndex]!.rest ?? false))
      report(`moments of phase ${phase} must be rest as it is declared`);
    if (available?.some((value) => value !== 0) && !phases[phaseIndex]!.awaitsAction) {
      report(`an action is possible in phase ${phase}, which is not declared with awaitsAction`);
    }
    if (outcome?.some((value) => value !== 0) && !feedback)
      report(`an outcome in ${phase} is given, but not perceived`);
  }
}

function checkRows({ trials, world }: TaskDescription, session: PlayedSession, report: Report): void {
  const { rows, moments } = session;
  const started = moments.filter(({ trialStarts }) => trialStarts).length;
  if (started !== rows.length) report(`${started} trials began (trialStarts), but there are ${rows.length} rows`);
  if (trials !== null && rows.length !== trials) report(`there are ${rows.length} rows, not ${trials} (trials)`);
  if (rows.some(({ session: own }, trial) => own !== undefined && own !== session.sessions[trial])) {
    report("the column session is not the session of the trial's moments");
  }
  rows.forEach((row, trial) => {
    checkRow(row, trial, world.places, report);
  });
}

function checkRow(row: TrialRow, trial: number, count: number, report: Report): void {
  if (row.trial !== trial) report("the column trial is not the number of the trial");
  for (const name of ["block", "trialInBlock", "outcome"]) {
    if (!Number.isFinite(row[name])) report(`${name} must never be missing`);
  }
  const chosen = !Number.isNaN(row.choice);
  if (chosen && !(Number.isInteger(row.choice) && row.choice! >= 0 && row.choice! < count)) {
    report(`choice must be a place from 0 to ${count - 1}, or missing`);
  }
  if (!chosen && !Number.isNaN(row.reactionTime)) report("reactionTime must be missing where no choice was made");
  if (!chosen && !Number.isNaN(row.correct)) report("correct must be missing where no choice was made");
  for (const [name, value] of Object.entries(row)) {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) report(`${name} is infinite`);
  }
}

function checkOmissions(kind: TaskKind, idle: Policy, report: Report): void {
  const { rows } = play(kind.make(kind.short), seeds[0], subjects[0], idle);
  if (rows.some(({ choice }) => !Number.isNaN(choice))) report("choice must be missing where none was made");
}

/** A subject's data depend on its seed and number, not on who else does the task at the same time. */
function checkIndependence(kind: TaskKind, report: Report): void {
  const policy = policies.varied!;
  const task = kind.make(kind.short);
  const count = task.description.world.responses.length;
  const others = subjects.map((subject) => digest(play(kind.make(kind.short), seeds[1], subject, policy)));
  const alone = subjects.map((subject) => digest(play(kind.make(kind.short), seeds[0], subject, policy)));
  if (alone.every((data, place) => data === others[place])) report("another seed gives the same data");

  const parts = subjects.map((subject) => ({ play: new TaskPlay(task, seeds[0], subject), moments: [], rows: [] }));
  const playing: { play: TaskPlay; moments: PresentMoment[]; rows: TrialRow[] }[] = parts;
  while (playing.some((one) => one.play.present !== null)) {
    for (const one of playing) {
      const moment = one.play.present;
      if (moment === null) continue;
      one.moments.push(moment);
      const { choice = -1, time = Number.NaN, responses = [] } = withResponses(policy, count)(moment);
      const elapsed = moment.endsOnAction && choice >= 0 ? time : moment.duration;
      const row = one.play.act({ choice, time, elapsed, responses });
      if (row) one.rows.push(row);
    }
  }
  playing.forEach((one, place) => {
    if (digest(one) !== alone[place]) report("a subject's data depend on who else does the task");
  });
}

/** All that a session showed, as text. */
function digest({ moments, rows }: Pick<PlayedSession, "moments" | "rows">): string {
  const text = (value: unknown): string => (value instanceof Float32Array ? textOf(value) : String(value));
  const lines = [...moments, ...rows].map((one) => Object.values(one).map(text).join(" "));
  return lines.join("\n");
}

/** Values as text, made once for an array that is given again and again (that it is not changed is checked apart). */
function textOf(array: Float32Array): string {
  const known = texts.get(array) ?? array.join();
  texts.set(array, known);
  return known;
}

const texts = new WeakMap<Float32Array, string>();

function throwsRangeError(action: () => unknown): boolean {
  try {
    action();
  } catch (error) {
    return error instanceof RangeError;
  }
  return false;
}
