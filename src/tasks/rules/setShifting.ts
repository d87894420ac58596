import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, offer, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";
import { Criterion } from "./criterion.ts";

const streams = { side: 0, pairing: 1, target: 2 };

/** A stage: which pair of exemplars is used, whether its target is reversed, and which dimension counts. */
interface Stage {
  readonly name: string;
  readonly pair: number;
  readonly reversed: boolean;
  readonly shifted: boolean;
  readonly compound: boolean;
}

/** The seven stages. */
const shifting: readonly Stage[] = [
  { name: "SD", pair: 0, reversed: false, shifted: false, compound: false },
  { name: "CD", pair: 0, reversed: false, shifted: false, compound: true },
  { name: "REV1", pair: 0, reversed: true, shifted: false, compound: true },
  { name: "ID", pair: 1, reversed: false, shifted: false, compound: true },
  { name: "REV2", pair: 1, reversed: true, shifted: false, compound: true },
  { name: "ED", pair: 2, reversed: false, shifted: true, compound: true },
  { name: "REV3", pair: 2, reversed: true, shifted: true, compound: true },
];

/** Four shifts within the dimension, each reversed, and none between dimensions. */
const within: readonly Stage[] = [
  ...shifting.slice(0, 3),
  ...[1, 2, 3, 4].flatMap((pair): Stage[] => [
    { name: `ID${pair}`, pair, reversed: false, shifted: false, compound: true },
    { name: `REV${pair + 1}`, pair, reversed: true, shifted: false, compound: true },
  ]),
].slice(0, -1);

const options = {
  criterion: option(6, 1, 100, "Correct choices in a row that end a stage."),
  cap: option(80, 1, 1000, "Trials of a stage at most."),
  relevantFirst: option(0.5, 0, 1, "Dimension that counts first: 0 odour, 1 medium, 0.5 by the number of the subject."),
  onlyWithin: option(0, 0, 1, "1: instead of the shift to the other dimension, three more within it (ID1 to ID4)."),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 4, delay: 0.5, outcomeDuration: 0.5, interval: 5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Two bowls that differ in odour and digging medium; food lies in the one with the right exemplar of the dimension that
 * counts. Seven stages to criterion: simple and compound discrimination, reversal, a shift within the dimension with new
 * exemplars, reversal, a shift to the other dimension with new exemplars, reversal.
 */
export const setShifting = defineTask({
  id: "set-shifting-v1",
  title: "Attentional set shifting in seven stages",
  summary: "Choose the bowl with food: what counts is its odour or its medium, and which changes when all are new.",
  sources: ["birrell2000"],
  options,
  whole: ["criterion", "cap", "onlyWithin", "chosenStays"],
  short: { cap: 6, criterion: 3 },
  presets: {
    "seven-stages": {
      doc: "SD, CD, REV1, ID, REV2, ED, REV3, each to six right in a row. Birrell & Brown 2000, doi 10.1523/JNEUROSCI.20-11-04320.2000.",
    },
    "four-shifts-within": {
      doc: "SD, CD, REV1, then four shifts within the dimension with reversals between them. The same paper.",
      options: { onlyWithin: 1 },
    },
  },
  parts(values) {
    const stages = values.onlyWithin === 1 ? within : shifting;
    const exemplars = 2 * (1 + Math.max(...stages.map(({ pair }) => pair)));
    const world = worldOf({
      places: ["left bowl", "right bowl"],
      features: [
        ...featuresOf("olfactory", "odour", numbered("odour", exemplars)),
        ...featuresOf("tactile", "medium", numbered("medium", exemplars)),
      ],
      outcomes: [{ name: "food", valence: 1 }],
    });
    return {
      world,
      phases: choicePhases(values),
      trials: null,
      maximumTime: stages.length * values.cap * longestTrial(values),
      columns: [
        column("stage", `Stage: ${stages.map(({ name }, index) => `${index} = ${name}`).join(", ")}.`),
        column("relevantDimension", "Dimension that counts: 0 odour, 1 medium."),
        column("target", "Exemplar of the relevant dimension with food."),
        column("irrelevantMatched", "1 if the other dimension's exemplar is the one that last trial's food went with."),
        column("criterionReached", "1 on the trial that ended its stage by criterion."),
      ],
      session: (random, subject) => shiftingSession(random, subject, values, world, stages),
    };
  },
});

function* shiftingSession(
  random: TaskRandom,
  subject: number,
  values: Values,
  world: World,
  stages: readonly Stage[],
): TaskSession {
  const exemplars = world.features.length / 2;
  const log = new SessionLog();
  const firstDimension = values.relevantFirst === 0.5 ? subject % 2 : Math.round(values.relevantFirst);
  let lastFed = -1;
  for (const [index, stage] of stages.entries()) {
    log.beginBlock();
    const relevant = stage.shifted ? 1 - firstDimension : firstDimension;
    const first = drawInteger(random, 2, streams.target, stage.pair);
    const target = 2 * stage.pair + (stage.reversed ? 1 - first : first);
    const other = 4 * stage.pair + 1 - target;
    const criterion = new Criterion({ window: values.criterion, needed: values.criterion });
    for (let trial = 0; trial < values.cap && !criterion.reached; trial++) {
      const targetPlace = drawInteger(random, 2, streams.side, log.trial);
      const pairing = drawInteger(random, 2, streams.pairing, log.trial);
      const irrelevant = [2 * stage.pair + pairing, 2 * stage.pair + 1 - pairing];
      const feature = (dimension: number, exemplar: number): number => dimension * exemplars + exemplar;
      const bowls = objectsAt(world, [
        [targetPlace, feature(relevant, target)],
        [1 - targetPlace, feature(relevant, other)],
        ...(stage.compound
          ? ([
              [targetPlace, feature(1 - relevant, irrelevant[0]!)],
              [1 - targetPlace, feature(1 - relevant, irrelevant[1]!)],
            ] as const)
          : []),
      ]);
      const deed = yield* offer(log, values, {
        objects: bowls,
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        stage: stage.name,
      });
      const correct = deed.choice === targetPlace;
      if (deed.choice >= 0)
        yield* deliverBeside(log, values, outcomeOf(world, Number(correct)), world, bowls, [deed.choice]);
      yield* rest(log, values.interval);
      criterion.add(correct);
      log.end({
        ...choiceRow(deed, Number(correct), correct),
        block: index,
        stage: index,
        relevantDimension: relevant,
        target,
        irrelevantMatched: stage.compound && lastFed >= 0 ? Number(irrelevant[0] === lastFed) : Number.NaN,
        criterionReached: Number(criterion.reached),
      });
      lastFed = stage.compound ? irrelevant[0]! : -1;
    }
  }
  return log.last();
}
