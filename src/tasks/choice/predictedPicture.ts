import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, drawNormal } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, offer, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["key A", "key B", "screen"],
  features: [
    ...featuresOf("auditory", "pitch", ["low tone", "high tone"]),
    ...featuresOf("visual", "class", ["face", "house"]),
    ...featuresOf("visual", "key", ["key A", "key B"]),
  ],
  outcomes: [{ name: "correct", valence: 1 }],
});
const streams = { tone: 0, picture: 1, noise: 2, level: 3, length: 4, validity: 5 };

const options = {
  trials: option(456, 1, 10_000, "Trials."),
  strongValidity: option(
    0.84,
    0,
    1,
    "How often the high tone comes before class A in one kind of block (low tone: B).",
  ),
  weakValidity: option(0.5, 0, 1, "How often in another kind of block."),
  reversedValidity: option(0.16, 0, 1, "How often in the third kind of block."),
  shortestBlock: option(12, 1, 1000, "Fewest trials in a block."),
  longestBlock: option(36, 1, 1000, "Most trials in a block."),
  lowNoise: option(0.1, 0, 10, "Noise of a picture: standard deviation of the difference of its two strengths."),
  middleNoise: option(0.4, 0, 10, "Middle noise."),
  highNoise: option(0.8, 0, 10, "High noise."),
  rewardRight: option(0, 0, 10, "Outcome of a right answer (0: there is no feedback)."),
  tone: option(0.3, 0.02, 60, "Time of the tone, s."),
  gap: option(0.2, 0.02, 60, "Time between tone and picture, s."),
  ...choiceTimeOptions({ responseWindow: 1.2, delay: 0, outcomeDuration: 0.2, interval: 0.6 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** A tone predicts, more or less, which of two classes a noisy picture belongs to; how well changes unsignalled. */
export const predictedPicture = defineTask({
  id: "predicted-picture-v1",
  title: "Probabilistic association of tones and noisy pictures",
  summary: "Say which class a noisy picture is; a tone before it predicts this, and how well changes unsignalled.",
  sources: ["lawson2021"],
  options,
  short: { trials: 50 },
  whole: ["trials", "shortestBlock", "longestBlock"],
  parts(values) {
    return {
      world,
      phases: [
        { name: "tone", doc: "The predicting tone.", duration: values.tone },
        { name: "gap", doc: "Between tone and picture.", duration: values.gap },
        ...choicePhases(values),
      ],
      trials: values.trials,
      maximumTime: values.trials * (longestTrial(values) + values.tone + values.gap),
      columns: [
        column("tone", "0 low, 1 high."),
        column("picture", "0 = class A, 1 = class B."),
        column("noise", "0 low, 1 middle, 2 high."),
        column("probability", "Probability of class A after this tone."),
        column("expected", "1 if the class was the more probable one, 0 if the less, missing if equally."),
      ],
      session: (random) => pictureSession(random, values),
    };
  },
});

function* pictureSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const validities = [values.strongValidity, values.weakValidity, values.reversedValidity];
  const noises = [values.lowNoise, values.middleNoise, values.highNoise];
  const blockLength = (block: number): number =>
    values.shortestBlock +
    drawInteger(random, Math.max(1, values.longestBlock - values.shortestBlock + 1), streams.length, block);
  let block = 0;
  let kind = drawInteger(random, 3, streams.validity, 0);
  let left = blockLength(0);
  for (let trial = 0; trial < values.trials; trial++, left--) {
    if (left === 0) {
      block++;
      log.beginBlock();
      kind = (kind + 1 + drawInteger(random, 2, streams.validity, block)) % 3;
      left = blockLength(block);
    }
    const tone = drawInteger(random, 2, streams.tone, trial);
    const probability = tone === 1 ? validities[kind]! : 1 - validities[kind]!;
    const picture = random.uniform(streams.picture, trial) < probability ? 0 : 1;
    const level = drawInteger(random, 3, streams.level, trial);
    const evidence = (picture === 0 ? 1 : -1) + noises[level]! * drawNormal(random, streams.noise, trial);
    const forFirst = Math.min(1, Math.max(0, (1 + evidence) / 2));
    yield* log.show({
      phase: "tone",
      duration: values.tone,
      objects: objectsAt(world, [[2, tone]]),
      trialStarts: true,
    });
    yield* log.show({ phase: "gap", duration: values.gap });
    const deed = yield* offer(log, values, {
      objects: objectsAt(world, [
        [2, 2, forFirst],
        [2, 3, 1 - forFirst],
        [0, 4],
        [1, 5],
      ]),
      available: availableAt(world, [0, 1]),
      marks: ["picture"],
    });
    const right = deed.choice === picture;
    const reward = right ? values.rewardRight : 0;
    if (values.rewardRight > 0 && deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, reward));
    yield* rest(log, values.interval);
    const likely = probability === 0.5 ? Number.NaN : probability > 0.5 ? 0 : 1;
    log.end({
      ...choiceRow(deed, reward, right),
      block,
      tone,
      picture,
      noise: level,
      probability,
      expected: Number.isNaN(likely) ? likely : Number(picture === likely),
    });
  }
  return log.last();
}
