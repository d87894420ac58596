import {
  choicePhases,
  choiceRow,
  choiceTimeOptions,
  deliver,
  longestTrial,
  offer,
  pause,
  pausePhase,
  rest,
} from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { Criterion } from "./criterion.ts";

const places = ["left", "right"];
const outcomes = [{ name: "food", valence: 1 }] as const;
const spatialWorld = worldOf({
  places,
  features: featuresOf("visual", "lever", ["left lever", "right lever"]),
  outcomes,
});
const objectWorld = worldOf({
  places,
  features: featuresOf("visual", "object", ["object 1", "object 2", "object 3", "object 4"]),
  outcomes,
});
const odourWorld = worldOf({
  places,
  features: featuresOf("olfactory", "odour", ["odour 1", "odour 2", "odour 3", "odour 4"]),
  outcomes,
});
const worlds = [spatialWorld, objectWorld, odourWorld];
const streams = { target: 0, side: 1, reward: 2 };

const options = {
  kind: option(0, 0, 2, "0: two levers in fixed places; 1: two objects, 2: two odours, on random sides."),
  reversals: option(9, 0, 100, "Reversals after the first discrimination."),
  rewardRight: option(1, 0, 1, "Probability of reward for the right choice."),
  rewardWrong: option(0, 0, 1, "Probability of reward for the wrong choice."),
  criterionWindow: option(12, 1, 1000, "Trials looked at for the criterion."),
  criterionNeeded: option(11, 1, 1000, "Right choices among them."),
  criterionRun: option(8, 0, 1000, "Of these, in a row up to the last trial."),
  cap: option(150, 1, 10_000, "Trials to criterion at most."),
  trialsPerDay: option(0, 0, 10_000, "Trials a day; 0: no days."),
  newDay: option(0, 0, 1, "1: each discrimination and reversal begins on a day of its own."),
  retention: option(
    0,
    0,
    2,
    "1: before anything else, another discrimination is learned (stage before) and tested to criterion a day later (stage retention); 2: the present rule is tested to criterion before each reversal, on the same day.",
  ),
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 0.5, interval: 5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** A discrimination, then the other one is right, then the first again …, each to criterion. */
export const serialReversal = defineTask({
  id: "serial-reversal-v1",
  title: "Serial reversal to criterion",
  summary: "Choose one of two levers or objects; whenever the right one is known, the other one becomes right.",
  sources: ["dufort1954", "clarke2004"],
  options,
  whole: [
    "kind",
    "reversals",
    "criterionWindow",
    "criterionNeeded",
    "criterionRun",
    "cap",
    "trialsPerDay",
    "newDay",
    "retention",
  ],
  short: { cap: 12, reversals: 2, criterionWindow: 4, criterionNeeded: 4, criterionRun: 0 },
  presets: {
    spatial: {
      doc: "Two places, nine reversals, criterion 11 of 12 with the last 8 in a row. Dufort et al. 1954, J Comp Physiol Psychol 47:248 (times and cap chosen).",
    },
    "spatial-probabilistic": {
      doc: "The same with reward probabilities .8 and .2.",
      options: { rewardRight: 0.8, rewardWrong: 0.2 },
    },
    "visual-with-retention": {
      doc: "Retention of an old discrimination, a new one, four reversals; 30 trials a day, 9 of 10. Clarke et al. 2004, doi 10.1126/science.1094987 (trials a day and criterion chosen).",
      options: {
        kind: 1,
        reversals: 4,
        criterionWindow: 10,
        criterionNeeded: 9,
        criterionRun: 0,
        trialsPerDay: 30,
        retention: 1,
      },
    },
    "levers-with-retention": {
      doc: "Two levers to 9 of 10, a day later the same to criterion and then its reversal. Boulougouris et al. 2009, doi 10.1007/s00213-008-1341-2 (criterion chosen).",
      options: { reversals: 1, criterionWindow: 10, criterionNeeded: 9, criterionRun: 0, newDay: 1, retention: 2 },
    },
    "odours-with-retention": {
      doc: "Two odours to 18 of 20, four reversals, each after a test of the present rule. After Schoenbaum et al. 2003, Learn Mem 10:129, and McAlonan & Brown 2003, doi 10.1016/j.bbr.2003.09.019.",
      options: {
        kind: 2,
        reversals: 4,
        criterionWindow: 20,
        criterionNeeded: 18,
        criterionRun: 0,
        newDay: 1,
        retention: 2,
        interval: 4,
        responseWindow: 3,
      },
    },
  },
  parts(values) {
    const blocks = blocksOf(values);
    const days = values.trialsPerDay > 0 ? Math.ceil((blocks.length * values.cap) / values.trialsPerDay) : 0;
    const world = worlds[values.kind]!;
    return {
      world,
      phases: [...choicePhases(values), pausePhase],
      trials: null,
      maximumTime: blocks.length * values.cap * longestTrial(values) + (days + blocks.length + 1) * 86_400,
      columns: [
        column("reversal", "Number of the reversal; 0 the discrimination itself, missing for the one learned before."),
        column("retention", "1 while a known rule is tested."),
        column("object", "Lever or object taken, from 0; missing if none was."),
        column("rightObject", "Lever or object that is right."),
        column("criterionReached", "1 on the trial that ended its block by criterion."),
      ],
      session: (random) => reversalSession(random, world, values),
    };
  },
});

interface Block {
  readonly stage: string;
  /** NaN for the discrimination learned before. */
  readonly reversal: number;
  readonly retention: boolean;
  readonly newDay: boolean;
}

function blocksOf({ reversals, newDay, retention }: Values): readonly Block[] {
  const before = retention === 1;
  const blocks: Block[] = before
    ? [
        { stage: "before", reversal: Number.NaN, retention: false, newDay: false },
        { stage: "retention", reversal: Number.NaN, retention: true, newDay: true },
      ]
    : [];
  for (let reversal = 0; reversal <= reversals; reversal++) {
    if (retention === 2 && reversal > 0) {
      blocks.push({ stage: `retention ${reversal}`, reversal: reversal - 1, retention: true, newDay: newDay === 1 });
    }
    const stage = reversal === 0 ? "acquisition" : `reversal ${reversal}`;
    const fresh = newDay === 1 && retention !== 2 && blocks.length > 0;
    blocks.push({ stage, reversal, retention: false, newDay: fresh });
  }
  return blocks;
}

function* reversalSession(random: TaskRandom, world: World, values: Values): TaskSession {
  const log = new SessionLog();
  const spatial = values.kind === 0;
  let session = 0;
  let today = 0;
  for (const [number, block] of blocksOf(values).entries()) {
    if (block.newDay) {
      yield* pause(log, 86_400);
      session++;
      today = 0;
    }
    log.beginBlock();
    const old = Number.isNaN(block.reversal);
    const first = drawInteger(random, 2, streams.target, old ? 1 : 0);
    const right = old ? first : (first + block.reversal) % 2;
    const offset = old && !spatial ? 2 : 0;
    const criterion = new Criterion({
      window: values.criterionWindow,
      needed: values.criterionNeeded,
      run: values.criterionRun,
    });
    for (let trial = 0; trial < values.cap && !criterion.reached; trial++, today++) {
      if (values.trialsPerDay > 0 && today === values.trialsPerDay) {
        yield* pause(log, 86_400);
        session++;
        today = 0;
      }
      const rightPlace = spatial ? right : drawInteger(random, 2, streams.side, log.trial);
      const deed = yield* offer(log, values, {
        objects: objectsAt(world, [
          [rightPlace, offset + right],
          [1 - rightPlace, offset + 1 - right],
        ]),
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        session,
        stage: block.stage,
      });
      const correct = deed.choice === rightPlace;
      const chance = correct ? values.rewardRight : values.rewardWrong;
      const draw = random.uniform(streams.reward, log.trial, Number(correct));
      const outcome = Number(deed.choice >= 0 && draw < chance);
      if (deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, outcome));
      yield* rest(log, values.interval);
      criterion.add(correct);
      log.end({
        ...choiceRow(deed, outcome, correct),
        block: number,
        reversal: block.reversal,
        retention: Number(block.retention),
        object: deed.choice < 0 ? Number.NaN : offset + (correct ? right : 1 - right),
        rightObject: offset + right,
        criterionReached: Number(criterion.reached),
      });
    }
  }
  return log.last();
}
