import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, offer, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, shuffled } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";
import { Criterion } from "./criterion.ts";

const faces = ["A1", "A2", "B1", "B2"];
const fish = ["X1", "X2", "Y1", "Y2"];
const world = worldOf({
  places: ["left fish", "right fish", "face"],
  features: [...featuresOf("visual", "face", faces), ...featuresOf("visual", "fish", fish)],
  outcomes: [{ name: "right", valence: 1 }],
});
const streams = { order: 0, side: 1, test: 2 };

/** A face, and which of the two sets of fish (X1 or Y1; X2 or Y2) is asked for. */
type Pair = readonly [face: number, set: number];
const stages: readonly (readonly Pair[])[] = [
  [
    [0, 0],
    [2, 0],
  ],
  [
    [0, 0],
    [2, 0],
    [1, 0],
    [3, 0],
  ],
  [
    [0, 0],
    [2, 0],
    [1, 0],
    [3, 0],
    [0, 1],
    [2, 1],
  ],
];
const transfer: readonly Pair[] = [
  [1, 1],
  [3, 1],
];

const options = {
  criterion: option(8, 1, 100, "Right answers in a row that end a stage."),
  cap: option(96, 1, 1000, "Trials of a stage at most."),
  testRepeats: option(6, 0, 100, "How often each of six trained and two new pairs is tested, without feedback."),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 1, interval: 1 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Which fish belongs to whom? A1 and A2 share one, B1 and B2 another; then A1 and B1 get a second fish each. Do A2 and B2,
 * who were never asked about it, get theirs?
 */
export const acquiredEquivalence = defineTask({
  id: "acquired-equivalence-v1",
  title: "Acquired equivalence",
  summary: "Learn which of two fish belongs to a face; at the end pairs come that were never learned, but can be told.",
  sources: ["shohamy2008"],
  options,
  whole: ["criterion", "cap", "testRepeats", "chosenStays"],
  short: { cap: 12, criterion: 4, testRepeats: 2 },
  parts(values) {
    const longest = stages.length * values.cap + 8 * values.testRepeats;
    return {
      world,
      phases: choicePhases(values),
      trials: null,
      maximumTime: longest * longestTrial(values),
      columns: [
        column("stage", "Stage of training, from 0; 3 = test."),
        column("face", "0 = A1, 1 = A2, 2 = B1, 3 = B2."),
        column("set", "Fish asked for: 0 = X1 or Y1, 1 = X2 or Y2."),
        column("transfer", "1 for pairs that were never trained."),
        column("fish", "Fish taken: 0 = X, 1 = Y; missing if none was."),
      ],
      session: (random) => equivalenceSession(random, values),
    };
  },
});

function* equivalenceSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  for (const [stage, pairs] of stages.entries()) {
    log.beginBlock();
    const criterion = new Criterion({ window: values.criterion, needed: values.criterion });
    let waiting: Pair[] = [];
    for (let trial = 0; trial < values.cap && !criterion.reached; trial++) {
      if (waiting.length === 0) waiting = shuffled(random, pairs, streams.order, log.trial);
      criterion.add(yield* equivalenceTrial(log, random, values, waiting.pop()!, stage));
    }
  }
  log.beginBlock();
  const listed = [...stages[2]!, ...transfer].flatMap((pair) => Array.from({ length: values.testRepeats }, () => pair));
  for (const pair of shuffled(random, listed, streams.test, 0)) {
    yield* equivalenceTrial(log, random, values, pair, stages.length);
  }
  return log.last();
}

function* equivalenceTrial(
  log: SessionLog,
  random: TaskRandom,
  values: Values,
  [face, set]: Pair,
  stage: number,
): Generator<Moment, boolean, Deed> {
  const test = stage === stages.length;
  const right = face < 2 ? 0 : 1;
  const rightPlace = drawInteger(random, 2, streams.side, log.trial);
  const feature = (kind: number): number => faces.length + 2 * kind + set;
  const shown = objectsAt(world, [
    [2, face],
    [rightPlace, feature(right)],
    [1 - rightPlace, feature(1 - right)],
  ]);
  const deed = yield* offer(log, values, {
    objects: shown,
    available: availableAt(world, [0, 1]),
    trialStarts: true,
    stage: test ? "test" : `training ${stage + 1}`,
  });
  const correct = deed.choice === rightPlace;
  const outcome = Number(correct && !test);
  if (deed.choice >= 0 && !test)
    yield* deliverBeside(log, values, outcomeOf(world, outcome), world, shown, [2, deed.choice]);
  yield* rest(log, values.interval);
  log.end({
    ...choiceRow(deed, outcome, correct),
    block: stage,
    stage,
    face,
    set,
    transfer: Number(transfer.some(([one, other]) => one === face && other === set)),
    fish: deed.choice < 0 ? Number.NaN : correct ? right : 1 - right,
  });
  return correct;
}
