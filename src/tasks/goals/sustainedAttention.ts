import {
  choicePhases,
  choiceRow,
  choiceTimeOptions,
  deliver,
  drawnRest,
  longestTrial,
  offer,
} from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const world = worldOf({
  places: ["signal lever", "no-signal lever", "panel"],
  features: [
    ...featuresOf("visual", "lever", ["left lever", "right lever"]),
    { name: "panel light", modality: "visual", dimension: "light" },
    { name: "distractor", modality: "visual", dimension: "house light" },
  ],
  outcomes: [{ name: "water", valence: 1 }],
});
const streams = { order: 0, interval: 1 };

const options = {
  blocks: option(3, 1, 100, "Blocks."),
  blockLength: option(54, 6, 10_000, "Trials in a block: half with a signal, equally often of each length."),
  longSignal: option(0.5, 0.02, 10, "Longest signal, s."),
  middleSignal: option(0.06, 0.02, 10, "Middle signal, s."),
  shortSignal: option(0.02, 0.02, 10, "Shortest signal, s."),
  signalStrength: option(1, 0, 1, "Strength of the signal."),
  distractorBlock: option(0, 0, 100, "Number of the block, from 1, in which the house light flashes (0: none)."),
  gap: option(1, 0.02, 10, "Time between signal and levers, s."),
  shortestInterval: option(6, 0.02, 60, "Shortest time between trials, s."),
  longestInterval: option(12, 0.02, 60, "Longest time between trials, s."),
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 0.5, interval: 9 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Was there a signal? Brief lights on half of the trials; one lever says yes, the other no; both can be right. */
export const sustainedAttention = defineTask({
  id: "sustained-attention-v1",
  title: "Sustained attention (cue detection)",
  summary: "Say with two levers whether a brief light was there; right answers of both kinds are rewarded.",
  sources: ["mcgaughy1995"],
  options,
  whole: ["blocks", "blockLength", "distractorBlock"],
  short: { blocks: 2, blockLength: 12 },
  presets: {
    standard: {
      doc: "Lights of 500, 60 and 20 ms (50 and 25 in the original, here whole steps of 20 ms), 3 blocks of 54 trials. McGaughy & Sarter 1995, Psychopharmacology 117:340 (from memory).",
    },
    distractor: { doc: "With a flashing house light in the second block.", options: { distractorBlock: 2 } },
  },
  parts(values) {
    const blockLength = 6 * Math.floor(values.blockLength / 6);
    const trials = values.blocks * blockLength;
    const interval = Math.max(values.shortestInterval, values.longestInterval);
    return {
      world,
      phases: [
        { name: "signal", doc: "A light, or as long without.", duration: values.middleSignal },
        { name: "gap", doc: "Before the levers come.", duration: values.gap },
        ...choicePhases(values),
      ],
      trials,
      blockLength,
      maximumTime: trials * (longestTrial(values) + interval + values.gap + values.longSignal + 0.2),
      columns: [
        column("signal", "1 with a light, 0 without."),
        column("signalDuration", "Time of the light, or of the same time without.", "s"),
        column("distractor", "1 in a block with the flashing house light."),
      ],
      session: (random, subject) => detectionSession(random, subject, values, blockLength),
    };
  },
});

function* detectionSession(random: TaskRandom, subject: number, values: Values, blockLength: number): TaskSession {
  const log = new SessionLog();
  const lengths = [values.longSignal, values.middleSignal, values.shortSignal];
  // The signal lever is on the left for every other subject.
  const side = subject % 2;
  const levers = objectsAt(world, [
    [0, side],
    [1, 1 - side],
  ]);
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    const distracted = block + 1 === values.distractorBlock;
    const listed = Array.from({ length: blockLength }, (_, trial) => trial % 6);
    for (const kind of shuffled(random, listed, streams.order, block)) {
      const signal = kind < 3;
      const duration = lengths[kind % 3]!;
      const light = [
        ...(signal ? [[2, 2, values.signalStrength] as const] : []),
        ...(distracted ? [[2, 3] as const] : []),
      ];
      yield* log.show({
        phase: "signal",
        duration,
        ...(light.length > 0 && { objects: objectsAt(world, light) }),
        trialStarts: true,
        marks: [signal ? "signal" : "noSignal"],
        stage: distracted ? "distractor" : "standard",
      });
      yield* log.show({
        phase: "gap",
        duration: values.gap,
        ...(distracted && { objects: objectsAt(world, [[2, 3]]) }),
      });
      const deed = yield* offer(log, values, { objects: levers, available: availableAt(world, [0, 1]) });
      const correct = deed.choice === (signal ? 0 : 1);
      if (deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, Number(correct)));
      const limits = [values.shortestInterval, Math.max(values.shortestInterval, values.longestInterval)] as const;
      yield* drawnRest(log, random, limits, streams.interval);
      log.end({
        ...choiceRow(deed, Number(correct), correct),
        block,
        signal: Number(signal),
        signalDuration: duration,
        distractor: Number(distracted),
      });
    }
  }
  return log.last();
}
