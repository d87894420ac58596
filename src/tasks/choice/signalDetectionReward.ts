import { column, defineTask, option } from "../defineTask.ts";
import { drawNormal, shuffled } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["short key", "long key", "screen"],
  features: [
    ...featuresOf("visual", "mouth", ["short mouth", "long mouth"]),
    { name: "face", modality: "visual", dimension: "face" },
    { name: "fixation", modality: "visual", dimension: "fixation" },
    ...featuresOf("visual", "key", ["short key", "long key"]),
  ],
  outcomes: [{ name: "money", valence: 1 }],
});
const streams = { order: 0, noise: 1, reward: 2 };

const options = {
  blocks: option(3, 1, 100, "Blocks."),
  blockLength: option(100, 2, 10_000, "Trials in a block, half with each mouth."),
  discriminability: option(1.5, 0, 10, "Distance of the two mouths in standard deviations of the noise (d′)."),
  rich: option(0.75, 0, 1, "How often a right answer is rewarded for the rich mouth."),
  lean: option(0.3, 0, 1, "How often for the lean mouth."),
  fixation: option(0.5, 0.02, 10, "Fixation, s."),
  face: option(0.5, 0.02, 10, "Face without mouth, s."),
  mouth: option(0.1, 0.02, 10, "Time that the mouth is shown, s."),
  ...choiceTimeOptions({ responseWindow: 1.5, delay: 0, outcomeDuration: 1, interval: 0.5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two mouths that are hard to tell apart; right answers to one are rewarded more often, which makes a bias. */
export const signalDetectionReward = defineTask({
  id: "signal-detection-reward-v1",
  title: "Signal detection with unequal reward",
  summary: "Say whether a mouth was short or long; right answers to one of them are rewarded more often.",
  sources: ["huys2013"],
  options,
  short: { blocks: 2, blockLength: 10 },
  whole: ["blocks", "blockLength"],
  parts(values) {
    const blockLength = 2 * Math.floor(values.blockLength / 2);
    const trials = values.blocks * blockLength;
    const before = values.fixation + values.face + values.mouth;
    return {
      world,
      phases: [
        { name: "fixation", doc: "Fixation.", duration: values.fixation },
        { name: "face", doc: "A face without mouth.", duration: values.face },
        { name: "mouth", doc: "The mouth.", duration: values.mouth },
        ...choicePhases(values),
      ],
      trials,
      blockLength,
      maximumTime: trials * (longestTrial(values) + before),
      columns: [
        column("mouth", "Mouth shown: 0 short, 1 long."),
        column("rich", "1 if it was the one that is rewarded more often."),
        column("evidence", "Noisy length that was shown, in standard deviations, above 0 towards long."),
      ],
      session: (random, subject) => detectionSession(random, subject, values, blockLength),
    };
  },
});

function* detectionSession(random: TaskRandom, subject: number, values: Values, blockLength: number): TaskSession {
  const log = new SessionLog();
  const rich = subject % 2;
  const at = (features: readonly (readonly [number, number])[]) =>
    objectsAt(
      world,
      features.map(([feature, strength]) => [2, feature, strength]),
    );
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    const listed = Array.from({ length: blockLength }, (_, trial) => trial % 2);
    for (const mouth of shuffled(random, listed, streams.order, block)) {
      const { trial } = log;
      const evidence = (mouth - 0.5) * values.discriminability + drawNormal(random, streams.noise, trial);
      const long = Math.min(1, Math.max(0, 0.5 + evidence / 6));
      const paid = random.uniform(streams.reward, trial) < (mouth === rich ? values.rich : values.lean);
      yield* log.show({ phase: "fixation", duration: values.fixation, objects: at([[3, 1]]), trialStarts: true });
      yield* log.show({ phase: "face", duration: values.face, objects: at([[2, 1]]) });
      const shown = at([
        [0, 1 - long],
        [1, long],
        [2, 1],
      ]);
      yield* log.show({ phase: "mouth", duration: values.mouth, objects: shown, marks: ["mouth"] });
      const deed = yield* log.show({
        phase: "cue",
        duration: values.responseWindow,
        endsOnAction: true,
        objects: objectsAt(world, [
          [2, 2],
          [0, 4],
          [1, 5],
        ]),
        available: availableAt(world, [0, 1]),
      });
      const reward = Number(deed.choice === mouth && paid);
      // As in the original, there is feedback only when money is won.
      if (reward > 0) {
        yield* log.show({ phase: "outcome", duration: values.outcomeDuration, outcome: outcomeOf(world, reward) });
      }
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, reward, deed.choice === mouth),
        block,
        mouth,
        rich: Number(mouth === rich),
        evidence,
      });
    }
  }
  return log.last();
}
