import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { featuresOf, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, rest } from "./choiceTrial.ts";
import { offerPair } from "./pairs.ts";

const names = ["A", "B", "C", "D", "E", "F"];
const world = worldOf({
  places: ["left", "right"],
  features: featuresOf("visual", "picture", names),
  outcomes: [{ name: "points", valence: 1 }],
});
const streams = { side: 0, order: 1, feedback: 2, test: 3 };

const options = {
  pairs: option(3, 1, 3, "Pairs that are trained: AB, CD, EF."),
  probabilityA: option(0.8, 0, 1, "How often A is called right; B the rest of the time."),
  probabilityC: option(0.7, 0, 1, "How often C is called right; D the rest of the time."),
  probabilityE: option(0.6, 0, 1, "How often E is called right; F the rest of the time."),
  repeats: option(20, 1, 1000, "Trials of each pair in a block of training."),
  blocks: option(6, 1, 100, "Blocks of training at most."),
  criterionA: option(0.65, 0, 1.01, "Share of A in a block needed to end training (above 1: never)."),
  criterionC: option(0.6, 0, 1.01, "Share of C needed."),
  criterionE: option(0.5, 0, 1.01, "Share of E needed."),
  testRepeats: option(4, 0, 1000, "Trials of each pair in the test, which gives no feedback."),
  onlyNew: option(0, 0, 1, "1: only new pairs are tested; 0: all pairs."),
  pause: option(0.02, 0.02, 604_800, "Time offline before the test, s."),
  ...choiceTimeOptions({ responseWindow: 4, delay: 0.5, outcomeDuration: 1, interval: 1 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Pairs of stimuli with graded probabilities of being right, then every pair without feedback. */
export const probabilisticSelection = defineTask({
  id: "probabilistic-selection-v1",
  title: "Probabilistic selection",
  summary:
    "Choose one of two stimuli; which is right is a matter of chance. Later all pairs are shown without feedback.",
  sources: ["frank2004"],
  options,
  short: { repeats: 3, blocks: 2, testRepeats: 1 },
  whole: ["pairs", "repeats", "blocks", "testRepeats", "onlyNew"],
  presets: {
    "three-pairs": {
      doc: "AB 80/20, CD 70/30, EF 60/40 to criterion, then all 15 pairs four times. Frank et al. 2004, doi 10.1126/science.1102941.",
    },
    "two-pairs": {
      doc: "AB 80/20 and CD 60/40, 100 trials each, an hour, then the four new pairs 15 times. After Shiner et al. 2012, doi 10.1093/brain/aws083 (probabilities and pause chosen).",
      options: {
        pairs: 2,
        probabilityC: 0.6,
        repeats: 25,
        blocks: 4,
        criterionA: 1.01,
        testRepeats: 15,
        onlyNew: 1,
        pause: 3600,
      },
    },
  },
  parts(values) {
    const tested = testPairs(values).length * values.testRepeats;
    const training = values.pairs * values.repeats * values.blocks;
    const fixed = values.criterionA > 1 || values.criterionC > 1 || (values.pairs === 3 && values.criterionE > 1);
    return {
      world,
      phases: [...choicePhases(values), { name: "pause", doc: "Before the test.", duration: values.pause, rest: true }],
      trials: fixed ? training + tested : null,
      maximumTime: (training + tested) * longestTrial(values) + values.pause,
      columns: [
        column("test", "1 in the test without feedback."),
        column("better", "Stimulus of the pair that is more often right: 0 = A … 5 = F."),
        column("worse", "The other stimulus of the pair."),
        column("stimulus", "Stimulus taken; missing if none was."),
        column("valueDifference", "Difference in the probability of being right between the two."),
      ],
      session: (random) => selectionSession(random, values),
    };
  },
});

/** Probability of being right of each stimulus. */
function chances(values: Values): readonly number[] {
  return [values.probabilityA, values.probabilityC, values.probabilityE].flatMap((chance) => [chance, 1 - chance]);
}

function testPairs(values: Values): readonly (readonly [number, number])[] {
  const stimuli = Array.from({ length: 2 * values.pairs }, (_, stimulus) => stimulus);
  const all = stimuli.flatMap((first) => stimuli.slice(first + 1).map((second) => [first, second] as const));
  return values.onlyNew === 1 ? all.filter(([first, second]) => Math.floor(first / 2) !== Math.floor(second / 2)) : all;
}

function* selectionSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const criteria = [values.criterionA, values.criterionC, values.criterionE];
  const trained = Array.from({ length: values.pairs }, (_, pair) => [2 * pair, 2 * pair + 1] as const);
  let block = 0;
  for (; block < values.blocks; block++) {
    log.beginBlock();
    const listed = trained.flatMap((pair) => Array.from({ length: values.repeats }, () => pair));
    const better = trained.map(() => 0);
    for (const pair of shuffled(random, listed, streams.order, block)) {
      const taken = yield* selectionTrial(log, random, values, pair, block, false);
      if (taken === pair[0]) better[pair[0] / 2]! += 1;
    }
    if (better.every((count, pair) => count / values.repeats >= criteria[pair]!)) {
      block++;
      break;
    }
  }
  yield* rest(log, values.pause, "pause");
  log.beginBlock();
  const listed = testPairs(values).flatMap((pair) => Array.from({ length: values.testRepeats }, () => pair));
  for (const pair of shuffled(random, listed, streams.test, 0))
    yield* selectionTrial(log, random, values, pair, block, true);
  return log.last();
}

function* selectionTrial(
  log: SessionLog,
  random: TaskRandom,
  values: Values,
  pair: readonly [number, number],
  block: number,
  test: boolean,
): Generator<Moment, number, Deed> {
  const chance = chances(values);
  const [first, second] = pair;
  const difference = chance[first]! - chance[second]!;
  const [better, worse] = difference >= 0 ? [first, second] : [second, first];
  const firstRight = random.uniform(streams.feedback, log.trial) < chance[first]!;
  const { deed, taken } = yield* offerPair(log, world, random, streams.side, pair, {
    responseWindow: values.responseWindow,
    with: { stage: test ? "test" : "training" },
  });
  const outcome = Number(!test && taken >= 0 && (taken === first) === firstRight);
  if (!test && taken >= 0) yield* deliver(log, values, outcomeOf(world, outcome));
  yield* rest(log, values.interval);
  log.end({
    ...choiceRow(deed, outcome, difference === 0 ? undefined : taken === better),
    block,
    test: Number(test),
    better,
    worse,
    valueDifference: Math.abs(difference),
    stimulus: taken < 0 ? Number.NaN : taken,
  });
  return taken;
}
