import {
  choicePhases,
  choiceRow,
  choiceTimeOptions,
  longestTrial,
  offer,
  pause,
  pausePhase,
  rest,
} from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, shuffled } from "../draws.ts";
import { availableAt, contextOf, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";
import { Criterion } from "./criterion.ts";

const world = worldOf({
  places: ["left", "right"],
  features: featuresOf("visual", "object", ["X", "Y"]),
  outcomes: [{ name: "food", valence: 1 }],
  contexts: 2,
});
const streams = { side: 0, target: 1, box: 2 };

const options = {
  criterionWindow: option(20, 1, 1000, "Trials looked at for the criterion."),
  criterionNeeded: option(18, 1, 1000, "Right choices among them."),
  cap: option(200, 1, 10_000, "Trials to criterion at most."),
  otherContext: option(1, 0, 1, "1: the reversal happens in the other box, 0: in the same one."),
  probes: option(8, 0, 1000, "Choices without reward back in the first box."),
  relearning: option(20, 0, 1000, "Rewarded trials of the reversed rule in the first box after them."),
  alternatingBlocks: option(
    0,
    0,
    100,
    "If above 0: instead, so many blocks in the two boxes in turn, X right in one, Y in the other.",
  ),
  alternatingLength: option(40, 1, 1000, "Trials of such a block."),
  moved: option(0, 0, 1000, "If above 0: instead of the reversal, so many trials of the first rule in the other box."),
  interleaved: option(
    0,
    0,
    10_000,
    "If above 0: instead, so many trials in the two boxes in random order, X right in one, Y in the other.",
  ),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 0.5, interval: 5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** A discrimination is learned in one box and reversed there or in another; is the first one still there in the first? */
export const contextualReversal = defineTask({
  id: "contextual-reversal-v1",
  title: "Reversal in the same or another context",
  summary: "Choose one of two objects; what is right in one box may be wrong in another.",
  sources: ["mcdonald2002"],
  options,
  whole: [
    "criterionWindow",
    "criterionNeeded",
    "cap",
    "otherContext",
    "probes",
    "relearning",
    "alternatingBlocks",
    "alternatingLength",
    "moved",
    "interleaved",
    "chosenStays",
  ],
  short: { cap: 12, criterionWindow: 4, criterionNeeded: 4, relearning: 4, alternatingLength: 6 },
  presets: {
    "other-context": {
      doc: "X right to 18 of 20 in box A, Y right to criterion in box B, 8 choices without reward in A, 20 more. McDonald et al. 2002, doi 10.1016/S0166-4328(02)00104-3 (numbers of the last phases chosen).",
    },
    "same-context": { doc: "The same with the reversal in box A.", options: { otherContext: 0 } },
    alternating: {
      doc: "Six blocks of 40 trials in the two boxes in turn, each with its own rule.",
      options: { alternatingBlocks: 6 },
    },
    moved: {
      doc: "X right to 18 of 20 in box A, then 20 trials of the same rule in box B.",
      options: { moved: 20 },
    },
    interleaved: {
      doc: "400 trials in the two boxes in random order, X right in A, Y in B.",
      options: { interleaved: 400 },
    },
  },
  parts(values) {
    const { cap, probes, relearning, alternatingBlocks, alternatingLength, moved, interleaved } = values;
    const fixed = interleaved > 0 ? interleaved : alternatingBlocks * alternatingLength;
    const toCriterion = moved > 0 ? cap + moved : 2 * cap + probes + relearning;
    const most = fixed > 0 ? fixed : toCriterion;
    return {
      world,
      phases: [...choicePhases(values), pausePhase],
      trials: fixed > 0 ? fixed : null,
      maximumTime: most * longestTrial(values) + (2 + alternatingBlocks) * 86_400,
      columns: [
        column("context", "Box: 0 = A, 1 = B."),
        column("object", "Object taken: 0 = X, 1 = Y; missing if none was."),
        column("rightObject", "Object that is right in this block."),
        column("rewarded", "1 if right choices are rewarded in this block."),
      ],
      session: (random) => contextSession(random, values),
    };
  },
});

interface Block {
  readonly stage: string;
  readonly context: number;
  readonly right: number;
  readonly rewarded: boolean;
  /** Trials; to criterion if absent. */
  readonly length?: number;
}

/** Box of each interleaved trial: each as often, in random order. */
function shuffledBoxes(random: TaskRandom, count: number): number[] {
  return shuffled(
    random,
    Array.from({ length: count }, (_, trial) => trial % 2),
    streams.box,
    0,
  );
}

function blocksOf(values: Values, first: number, boxes: readonly number[]): readonly Block[] {
  const ofBox = (stage: string, context: number, length: number): Block => ({
    stage,
    context,
    right: context === 0 ? first : 1 - first,
    rewarded: true,
    length,
  });
  if (boxes.length > 0) return boxes.map((box) => ofBox("interleaved", box, 1));
  if (values.alternatingBlocks > 0) {
    return Array.from({ length: values.alternatingBlocks }, (_, block) =>
      ofBox(`block ${block + 1}`, block % 2, values.alternatingLength),
    );
  }
  const acquisition: Block = { stage: "acquisition", context: 0, right: first, rewarded: true };
  if (values.moved > 0) {
    return [acquisition, { stage: "moved", context: 1, right: first, rewarded: true, length: values.moved }];
  }
  return [
    acquisition,
    { stage: "reversal", context: values.otherContext, right: 1 - first, rewarded: true },
    { stage: "probe", context: 0, right: first, rewarded: false, length: values.probes },
    { stage: "relearning", context: 0, right: 1 - first, rewarded: true, length: values.relearning },
  ];
}

function* contextSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const first = drawInteger(random, 2, streams.target, 0);
  const blocks = blocksOf(values, first, shuffledBoxes(random, values.interleaved));
  for (const [number, block] of blocks.entries()) {
    if (number > 0 && block.stage !== "relearning" && block.stage !== "interleaved") yield* pause(log, 86_400);
    if (number === 0 || block.stage !== "interleaved") log.beginBlock();
    const criterion = new Criterion({ window: values.criterionWindow, needed: values.criterionNeeded });
    const length = block.length ?? values.cap;
    for (let trial = 0; trial < length; trial++) {
      criterion.add(yield* contextTrial(log, random, values, block, number));
      if (block.length === undefined && criterion.reached) break;
    }
  }
  return log.last();
}

function* contextTrial(
  log: SessionLog,
  random: TaskRandom,
  values: Values,
  { stage, context, right, rewarded }: Block,
  number: number,
): Generator<Moment, boolean, Deed> {
  const rightPlace = drawInteger(random, 2, streams.side, log.trial);
  const shown = objectsAt(world, [
    [rightPlace, right],
    [1 - rightPlace, 1 - right],
  ]);
  const deed = yield* offer(log, values, {
    objects: shown,
    available: availableAt(world, [0, 1]),
    context: contextOf(world, context),
    trialStarts: true,
    session: stage === "interleaved" ? 0 : Math.min(number, stage === "relearning" ? 2 : number),
    stage,
  });
  const correct = deed.choice === rightPlace;
  const outcome = Number(correct && rewarded);
  if (deed.choice >= 0) yield* deliverBeside(log, values, outcomeOf(world, outcome), world, shown, [deed.choice]);
  yield* rest(log, values.interval);
  log.end({
    ...choiceRow(deed, outcome, correct),
    block: stage === "interleaved" ? 0 : number,
    context,
    object: deed.choice < 0 ? Number.NaN : correct ? right : 1 - right,
    rightObject: right,
    rewarded: Number(rewarded),
  });
  return correct;
}
