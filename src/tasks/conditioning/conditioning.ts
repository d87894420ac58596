import { commonColumns } from "../columns.ts";
import { drawTime, wholeSteps } from "../draws.ts";
import { resolvePreset } from "../presets.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Moment, Task, TaskColumn, TaskDescription, TaskKind, TaskSession } from "../task.ts";
import { taskOptions } from "../taskOptions.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { type ConditionedWorld, conditionedWorld } from "./conditionedWorld.ts";
import { drawAmounts, meetTrial, summariseTrial } from "./conditioningTrial.ts";
import { conditioningPresets } from "./presets.ts";
import { ResponseLevel } from "./responseLevel.ts";
import { type ConditioningSchedule, type ConditioningStage, readConditioning } from "./schedule.ts";
import { scaledCount, stageOrder } from "./stageOrder.ts";
import { timeLine } from "./timeLine.ts";

const id = "conditioning-v1";
const title = "Pavlovian conditioning by schedule";
const day = 86_400;
const usualInterval = [6, 12] as const;

const options = {
  before: { default: 1, low: 0.02, high: 60, doc: "Time awake before the first event of each trial, s." },
  after: { default: 1, low: 0.02, high: 60, doc: "Time awake after the last event of each trial, s." },
  trialScale: { default: 1, low: 0.001, high: 10, doc: "Factor on all numbers of trials, at least one of each type." },
  intervalScale: { default: 1, low: 0.001, high: 10, doc: "Factor on all intervals between trials." },
};
type Values = Readonly<Record<keyof typeof options, number>>;

const streams = { order: 0, interval: 1, outcome: 2 };

/**
 * Cues, outcomes and contexts in whatever order a schedule says: acquisition, extinction, blocking, second-order
 * conditioning, renewal and all their kin. Nothing has to be done; the behaviour is the graded responses.
 */
export const conditioning: TaskKind = {
  id,
  title,
  options,
  short: { trialScale: 0.03 },
  presets: conditioningPresets,
  make(given = {}, schedule) {
    const preset = resolvePreset(conditioning, schedule, true);
    return makeConditioning(
      taskOptions(id, options, [], { ...preset.options, ...given }),
      readConditioning(id, preset.schedule),
    );
  },
};

function makeConditioning(values: Values, schedule: ConditioningSchedule): Task {
  const made = conditionedWorld(schedule);
  return {
    description: describe(values, schedule, made),
    session: (random, subject) => conditioningSession(random, subject, values, schedule, made),
  };
}

function* conditioningSession(
  random: TaskRandom,
  subject: number,
  values: Values,
  schedule: ConditioningSchedule,
  made: ConditionedWorld,
): TaskSession {
  const log = new SessionLog();
  const kinds = made.world.outcomes.map(({ name }) => name);
  const types = Object.keys(schedule.trials);
  const roles = rolesOf(schedule, subject);
  const lines = Object.fromEntries(
    Object.entries(schedule.trials).map(([name, type]) => [name, timeLine(made, type, roles, values)]),
  );
  const contextNames = Object.keys(made.contexts);
  const levels = new ResponseLevel();
  let session = 0;

  for (const [index, stage] of schedule.stages.entries()) {
    log.beginBlock();
    levels.beginStage(stage.name);
    if (stage.pause) yield* log.show({ phase: "pause", duration: stage.pause, rest: true, session: session++ });
    const opening = {
      stage: stage.name,
      session,
      ...(stage.drive && { drive: Float32Array.from(kinds, (kind) => stage.drive![kind] ?? 1) }),
    };
    const context = stage.context ?? contextNames[0]!;
    if (stage.exposure) {
      yield* log.show({ phase: "exposure", duration: stage.exposure, context: made.contexts[context]!, ...opening });
      continue;
    }
    const order = stageOrder(random, stage, values.trialScale, streams.order, index);
    const perSession = Math.ceil(order.length / (stage.sessions ?? 1));
    for (const [place, name] of order.entries()) {
      if (place > 0 && place % perSession === 0) {
        yield* log.show({ phase: "pause", duration: stage.between ?? day, rest: true, session: session++ });
      }
      const trialContext = schedule.trials[name]!.context ?? context;
      const opened = { ...opening, session, context: made.contexts[trialContext]! };
      const amounts = drawAmounts(random, schedule.trials[name]!, kinds, streams.outcome, log.trial);
      const met = yield* meetTrial(log, made.world, lines[name]!, opened, amounts);
      const interval = drawTime(random, stage.interval ?? usualInterval, streams.interval, log.trial);
      yield* log.show(intervalMoment(values, schedule, interval));
      const { row, change } = summariseTrial(met, made.world, amounts);
      log.end({
        ...row,
        block: index,
        type: types.indexOf(name),
        context: contextNames.indexOf(trialContext),
        session,
      });
      levels.add(name, change);
      if (levels.reached(stage.until)) break;
    }
  }
  return log.last();
}

/** A rotation of the cues of each counterbalanced group, by the number of the subject. */
function rolesOf({ counterbalance = [] }: ConditioningSchedule, subject: number): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  let rest = subject;
  for (const group of counterbalance) {
    const turn = rest % group.length;
    rest = Math.floor(rest / group.length);
    for (const [place, cue] of group.entries()) roles.set(cue, group[(place + turn) % group.length]!);
  }
  return roles;
}

/** What lies between two trials. The time awake before and after a trial is part of the interval. */
function intervalMoment(
  { before, after, intervalScale }: Values,
  { awake }: ConditioningSchedule,
  time: number,
): Moment {
  const duration = wholeSteps(time * intervalScale - before - after);
  return awake ? { phase: "interval", duration } : { phase: "interval", duration, rest: true };
}

function describe(values: Values, schedule: ConditioningSchedule, { world }: ConditionedWorld): TaskDescription {
  const { stages, trials: types } = schedule;
  const counts = stages.map((stage) => stageLength(stage, values.trialScale));
  const longest = Math.max(
    0,
    ...Object.values(types).map((type) => {
      const ends = [
        ...(type.cues ?? []).map(({ until }) => until),
        ...(type.outcomes ?? []).map(({ at, duration = 0.2 }) => at + duration),
        ...(type.marks ?? []).map(({ at }) => at),
      ];
      return Math.max(0, ...ends);
    }),
  );
  const times = stages.map((stage, index) => {
    const { pause = 0, exposure = 0, interval = usualInterval, sessions = 1, between = day } = stage;
    const trial = longest + values.before + values.after + interval[1] * values.intervalScale + 0.1;
    return pause + exposure + counts[index]! * trial + (sessions - 1) * between;
  });
  return {
    id,
    title,
    summary: "Cues are shown and outcomes come or fail to come as a schedule says. Nothing has to be done.",
    sources: ["pavlov1927"],
    world,
    phases: [
      { name: "before", doc: "Awake in the context, before the first event.", duration: values.before },
      { name: "cue", doc: "A cue is on.", duration: 2 },
      { name: "trace", doc: "After a cue, before the outcome or the time at which it is expected.", duration: 1 },
      { name: "outcome", doc: "An outcome is received.", duration: 0.2 },
      { name: "omission", doc: "An outcome that was possible does not come.", duration: 0.2 },
      { name: "after", doc: "Awake, after the last event.", duration: values.after },
      { name: "interval", doc: "Between trials.", duration: 8, rest: !schedule.awake },
      { name: "exposure", doc: "Awake in a context without trials.", duration: 600 },
      { name: "pause", doc: "Hours offline between sessions.", duration: day, rest: true },
    ],
    trials: stages.some(({ until }) => until) ? null : counts.reduce((sum, count) => sum + count, 0),
    blockLength: null,
    maximumTime: times.reduce((sum, time) => sum + time, 0),
    columns: [...commonColumns, ...ownColumns(schedule, world.responses)],
    optionLabels: world.placeLabels,
  };
}

function stageLength({ trials = {} }: ConditioningStage, scale: number): number {
  return Object.values(trials).reduce((sum, count) => sum + scaledCount(count, scale), 0);
}

function ownColumns({ trials, contexts = ["box"] }: ConditioningSchedule, responses: readonly string[]): TaskColumn[] {
  const listed = (names: readonly string[]): string => names.map((name, index) => `${index} = ${name}`).join(", ");
  return [
    { name: "type", unit: "1", doc: `Type of trial: ${listed(Object.keys(trials))}.` },
    { name: "context", unit: "1", doc: `Context: ${listed(contexts)}.` },
    { name: "session", unit: "1", doc: "Number of the session, from 0; a pause begins a new one." },
    { name: "outcomeTime", unit: "s", doc: "When the first outcome came, from the trial's zero; missing if none did." },
    ...responses.flatMap((name) => [
      { name, unit: "1", doc: `Mean ${name} in the second half of the cue; missing without cue.` },
      { name: `${name}Before`, unit: "1", doc: `Mean ${name} before the first event.` },
      { name: `${name}Cue`, unit: "1", doc: `Mean ${name} over the whole cue; missing without cue.` },
      { name: `${name}Trace`, unit: "1", doc: `Mean ${name} between cue and outcome; missing if there is no gap.` },
      { name: `${name}After`, unit: "1", doc: `Mean ${name} after the last event.` },
    ]),
  ];
}
