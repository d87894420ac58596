import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, offer, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["left target", "right target"],
  features: [
    ...featuresOf("visual", "target", ["left target", "right target"]),
    { name: "fixation", modality: "visual", dimension: "fixation" },
  ],
  outcomes: [{ name: "juice", valence: 1 }],
});
const streams = { target: 0 };

const options = {
  blocks: option(10, 1, 1000, "Blocks; the rewarded side changes between them."),
  blockLength: option(24, 2, 1000, "Trials in a block, half to each side."),
  fixation: option(1.2, 0.02, 60, "Time of fixation before the target, s."),
  ...choiceTimeOptions({ responseWindow: 1, delay: 0.2, outcomeDuration: 0.2, interval: 3 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Look at the target that appears; only one side is rewarded, for a block of trials. */
export const oneDirectionReward = defineTask({
  id: "one-direction-reward-v1",
  title: "Saccades with reward on one side",
  summary: "Look at the target, left or right; only one of the sides is rewarded, and the sides change in blocks.",
  sources: ["matsumoto2007"],
  options,
  short: { blocks: 4, blockLength: 6 },
  whole: ["blocks", "blockLength"],
  parts(values) {
    const blockLength = 2 * Math.floor(values.blockLength / 2);
    const trials = values.blocks * blockLength;
    return {
      world,
      phases: [{ name: "fixation", doc: "Fixation.", duration: values.fixation }, ...choicePhases(values)],
      trials,
      blockLength,
      maximumTime: trials * (longestTrial(values) + values.fixation),
      columns: [
        column("target", "Side of the target: 0 left, 1 right."),
        column("rewardedSide", "Side that is rewarded in this block."),
        column("rewardTarget", "1 if the target is on the rewarded side."),
      ],
      session: (random, subject) => saccadeSession(random, subject, values, blockLength),
    };
  },
});

function* saccadeSession(random: TaskRandom, subject: number, values: Values, blockLength: number): TaskSession {
  const log = new SessionLog();
  const fixation = objectsAt(world, [[0, 2]]);
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    const rewardedSide = (subject + block) % 2;
    const listed = Array.from({ length: blockLength }, (_, trial) => trial % 2);
    for (const target of shuffled(random, listed, streams.target, block)) {
      yield* log.show({ phase: "fixation", duration: values.fixation, objects: fixation, trialStarts: true });
      const rewardTarget = target === rewardedSide;
      const deed = yield* offer(log, values, {
        objects: objectsAt(world, [[target, target]]),
        available: availableAt(world, [0, 1]),
        marks: [rewardTarget ? "rewardTarget" : "noRewardTarget"],
      });
      const reward = Number(rewardTarget && deed.choice === target);
      if (deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, reward));
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, reward, deed.choice === target),
        block,
        target,
        rewardedSide,
        rewardTarget: Number(rewardTarget),
      });
    }
  }
  return log.last();
}
