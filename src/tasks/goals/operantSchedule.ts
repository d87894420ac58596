import {
  flag,
  listOf,
  namedOf,
  numberFrom,
  oneOf,
  type Reader,
  rangeFrom,
  readSchedule,
  shapeOf,
  text,
  unknownName,
  wholeFrom,
} from "../scheduleReader.ts";
import { reservedMarks } from "../task.ts";

const long = numberFrom(0, 366 * 86_400);

const leverForm = shapeOf(
  {},
  {
    /** What it brings (nothing if absent), and how much (default 1). */
    outcome: text,
    amount: numberFrom(0, 100),
    /** Random ratio: each press brings it with one over this; a list rises over the stage's sessions (default 1). */
    ratio: listOf(numberFrom(1, 1000), 1),
    /** Random interval instead: it becomes available after a random time of this mean, s. */
    interval: numberFrom(0.1, 3600),
    /** Cue that it turns on for five seconds. */
    cue: text,
  },
);

const presentationForm = shapeOf(
  { count: wholeFrom(1, 1000), duration: numberFrom(0.1, 3600) },
  {
    /** Further cues shown with it. */
    with: listOf(text),
    outcome: text,
    amount: numberFrom(0, 100),
    /** When the outcome comes, s from the cue's beginning; absent: `deliveries` times at random during the cue. */
    at: numberFrom(0, 3600),
    deliveries: wholeFrom(1, 100),
  },
);

const stageForm = shapeOf(
  { name: text },
  {
    levers: namedOf(leverForm),
    /** One lever after the other instead of all together. */
    apart: flag,
    /** Rewards from each lever that end a session (or a lever's part of it). */
    rewards: wholeFrom(1, 10_000),
    /** Longest time of a session (or a lever's part of it), s. */
    duration: numberFrom(1, 86_400),
    /** Cues of each session, in random order. */
    cues: namedOf(presentationForm),
    /** Time before each cue, s. */
    gap: rangeFrom(0.1, 3600),
    sessions: wholeFrom(1, 200),
    between: long,
    pause: long,
    context: text,
    /** Need of each outcome from here on (default 1 each). */
    drive: namedOf(numberFrom(0, 10)),
    /** Outcomes given together without anything to do, one after each gap. */
    given: listOf(shapeOf({ outcomes: listOf(text, 1), count: wholeFrom(1, 1000) }, {})),
  },
);

const scheduleForm = shapeOf(
  { levers: listOf(text, 1), outcomes: namedOf(oneOf(1, -1)), stages: listOf(stageForm, 1) },
  {
    cues: namedOf(shapeOf({ modality: oneOf("visual", "auditory", "olfactory", "tactile", "gustatory") }, {})),
    contexts: listOf(text, 1),
    /** Every other subject has the levers the other way round (default true). */
    counterbalance: flag,
  },
);

type Read<Form> = Form extends Reader<infer Value> ? Value : never;

/** A schedule of levers, cues, outcomes and needs as data. Times are in s. */
export type OperantSchedule = Read<typeof scheduleForm>;
/** A part of it. */
export type OperantStage = Read<typeof stageForm>;
/** What pressing a lever brings. */
export type LeverRule = Read<typeof leverForm>;

/**
 * Reads such a schedule.
 *
 * @throws RangeError with every problem, one a line, each with its place.
 */
export function readOperant(task: string, value: unknown): OperantSchedule {
  return readSchedule(task, scheduleForm, value, checkNames);
}

function checkNames(schedule: OperantSchedule, report: (problem: string) => void): void {
  const cues = Object.keys(schedule.cues ?? {});
  const kinds = Object.keys(schedule.outcomes);
  const known = (path: string, name: string | undefined, names: readonly string[]): void => {
    if (name !== undefined && !names.includes(name)) report(unknownName(path, name, names));
  };
  if (kinds.length === 0) report("schedule.outcomes: expected at least one kind of outcome");
  for (const cue of cues) if (reservedMarks.includes(cue)) report(`schedule: no cue can be called "${cue}"`);
  schedule.stages.forEach((stage, index) => {
    const path = `schedule.stages[${index}]`;
    for (const [lever, rule] of Object.entries(stage.levers ?? {})) {
      known(`${path}.levers`, lever, schedule.levers);
      known(`${path}.levers.${lever}.outcome`, rule.outcome, kinds);
      known(`${path}.levers.${lever}.cue`, rule.cue, cues);
      if (rule.ratio && rule.interval) report(`${path}.levers.${lever}: expected either "ratio" or "interval"`);
    }
    for (const [cue, presentation] of Object.entries(stage.cues ?? {})) {
      known(`${path}.cues`, cue, cues);
      known(`${path}.cues.${cue}.outcome`, presentation.outcome, kinds);
      for (const other of presentation.with ?? []) known(`${path}.cues.${cue}.with`, other, cues);
    }
    for (const kind of Object.keys(stage.drive ?? {})) known(`${path}.drive`, kind, kinds);
    for (const { outcomes } of stage.given ?? []) for (const kind of outcomes) known(`${path}.given`, kind, kinds);
    known(`${path}.context`, stage.context, schedule.contexts ?? ["chamber"]);
    if (!stage.levers && !stage.cues && !stage.given) report(`${path}: expected "levers", "cues" or "given"`);
    if (stage.levers && !stage.cues && stage.duration === undefined) report(`${path}: "duration" is missing`);
  });
}
