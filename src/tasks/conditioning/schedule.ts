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

const seconds = numberFrom(0, 3600);
const long = numberFrom(0, 366 * 86_400);
const strength = numberFrom(0, 1);

const cueForm = shapeOf(
  { modality: oneOf("visual", "auditory", "olfactory", "tactile", "gustatory") },
  {
    /** Input strength, 0 … 1 (default 1): salience. */
    strength,
    /** Strength of each named feature, instead of a feature of its own: stimuli that share features are alike. */
    features: namedOf(strength),
  },
);

const shownCue = shapeOf({ cue: text, until: seconds }, { from: seconds, strength });

const givenOutcome = shapeOf(
  { at: seconds },
  { kind: text, amount: numberFrom(0, 100), probability: numberFrom(0, 1), duration: numberFrom(0.02, 600) },
);

const trialForm = shapeOf(
  {},
  {
    /** When each cue is on, s from the beginning of the trial. */
    cues: listOf(shownCue),
    /** What follows; each is drawn independently. Default kind: the first one; amount 1, probability 1, 0.2 s. */
    outcomes: listOf(givenOutcome),
    /** Named times, such as that of a reward that does not come. */
    marks: listOf(shapeOf({ name: text, at: seconds }, {})),
    /** Context of such trials, where it is not the stage's. */
    context: text,
  },
);

const criterionForm = shapeOf(
  { response: text, run: wholeFrom(1, 1000) },
  {
    /** Trials of this type count; all if absent. */
    type: text,
    /** The level is a share of the mean over the last ten trials of that stage; else it is a response itself. */
    reference: text,
    below: numberFrom(0, 10),
    above: numberFrom(0, 10),
    /** Trials at least. */
    minimum: wholeFrom(0, 10_000),
  },
);

const stageForm = shapeOf(
  { name: text },
  {
    /** Number of trials of each type. */
    trials: namedOf(wholeFrom(0, 10_000)),
    /** random: all shuffled; interleaved: shuffled in rounds with equal shares; blocked: one type after the other. */
    order: oneOf("random", "interleaved", "blocked"),
    /** Time between the end of a trial's last event and the next trial's first, uniform between two limits, s. */
    interval: rangeFrom(0.02, 3600),
    context: text,
    /** Days over which the trials are spread evenly (default 1), and the time between them, s (default a day). */
    sessions: wholeFrom(1, 200),
    between: long,
    /** Time offline before the stage, s; a new session begins after it. */
    pause: long,
    /** Instead of trials: time awake in the context, s. */
    exposure: long,
    /** The stage ends earlier, when responses have kept to a level. */
    until: criterionForm,
    /** Need of each kind of outcome from here on (default 1 each). */
    drive: namedOf(numberFrom(0, 10)),
  },
);

const scheduleForm = shapeOf(
  { cues: namedOf(cueForm), trials: namedOf(trialForm), stages: listOf(stageForm, 1) },
  {
    /** Kinds of outcome with valence +1 or −1 (default food: 1). */
    outcomes: namedOf(oneOf(1, -1)),
    contexts: listOf(text, 1),
    /** Cosine between the codes of any two contexts. */
    contextOverlap: numberFrom(0, 0.99),
    /** Cosine between any two cues of a modality that have no features given. */
    overlap: numberFrom(0, 0.99),
    /** Cues that take each other's parts from subject to subject. */
    counterbalance: listOf(listOf(text, 2)),
    /** Graded responses read (default approach, freezing). */
    responses: listOf(text, 1),
    /** Subjects are awake between trials and perceive the context (default false). */
    awake: flag,
  },
);

type Read<Form> = Form extends Reader<infer Value> ? Value : never;

/** A schedule of conditioning as data. Times are in s. */
export type ConditioningSchedule = Read<typeof scheduleForm>;
/** A type of trial: cues, outcomes and marks on a time line. */
export type TrialType = Read<typeof trialForm>;
/** A part of the schedule with its trials. */
export type ConditioningStage = Read<typeof stageForm>;
/** When a stage ends before its trials are over. */
export type StageCriterion = Read<typeof criterionForm>;

/**
 * Reads a conditioning schedule.
 *
 * @throws RangeError with every problem, one a line, each with its place.
 */
export function readConditioning(task: string, value: unknown): ConditioningSchedule {
  return readSchedule(task, scheduleForm, value, checkNames);
}

function checkNames(schedule: ConditioningSchedule, report: (problem: string) => void): void {
  const cues = Object.keys(schedule.cues);
  const kinds = Object.keys(schedule.outcomes ?? { food: 1 });
  const types = Object.keys(schedule.trials);
  const contexts = schedule.contexts ?? ["box"];
  const responses = schedule.responses ?? defaultResponses;
  const known = (path: string, name: string | undefined, names: readonly string[]): void => {
    if (name !== undefined && !names.includes(name)) report(unknownName(path, name, names));
  };
  if (cues.length === 0) report("schedule.cues: expected at least one cue");
  for (const [name, type] of Object.entries(schedule.trials)) {
    const path = `schedule.trials.${name}`;
    type.cues?.forEach(({ cue, from = 0, until }, index) => {
      known(`${path}.cues[${index}].cue`, cue, cues);
      if (until <= from) report(`${path}.cues[${index}].until: expected a time above ${from}, got ${until}`);
    });
    type.outcomes?.forEach(({ kind }, index) => {
      known(`${path}.outcomes[${index}].kind`, kind, kinds);
    });
    known(`${path}.context`, type.context, contexts);
  }
  schedule.counterbalance?.forEach((group, index) => {
    group.forEach((cue, place) => {
      known(`schedule.counterbalance[${index}][${place}]`, cue, cues);
    });
  });
  for (const name of [
    ...cues,
    ...Object.values(schedule.trials).flatMap(({ marks = [] }) => marks.map((m) => m.name)),
  ]) {
    if (reservedMarks.includes(name)) report(`schedule: no cue or mark can be called "${name}"`);
  }
  const names: string[] = [];
  schedule.stages.forEach((stage, index) => {
    const path = `schedule.stages[${index}]`;
    known(`${path}.context`, stage.context, contexts);
    for (const type of Object.keys(stage.trials ?? {})) known(`${path}.trials`, type, types);
    for (const kind of Object.keys(stage.drive ?? {})) known(`${path}.drive`, kind, kinds);
    if ((stage.trials === undefined) === (stage.exposure === undefined)) {
      report(`${path}: expected either "trials" or "exposure"`);
    }
    const count = Object.values(stage.trials ?? {}).reduce((sum, number) => sum + number, 0);
    if (stage.trials && count === 0) report(`${path}.trials: expected at least one trial`);
    if ((stage.sessions ?? 1) > Math.max(1, count)) {
      report(`${path}.sessions: there are more sessions than trials (${count})`);
    }
    if (stage.until) {
      known(`${path}.until.response`, stage.until.response, responses);
      known(`${path}.until.type`, stage.until.type, Object.keys(stage.trials ?? {}));
      known(`${path}.until.reference`, stage.until.reference, names);
      if ((stage.until.below === undefined) === (stage.until.above === undefined)) {
        report(`${path}.until: expected either "below" or "above"`);
      }
    }
    names.push(stage.name);
  });
}

/** Graded responses read where a schedule names none. */
export const defaultResponses: readonly string[] = ["approach", "freezing"];
