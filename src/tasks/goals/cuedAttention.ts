import { deliver, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, drawTime } from "../draws.ts";
import { availableAt, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const world = worldOf({
  places: ["receptive field", "elsewhere", "lever"],
  features: [
    { name: "grating", modality: "visual", dimension: "pattern" },
    { name: "dim patch", modality: "visual", dimension: "luminance" },
    { name: "cue", modality: "visual", dimension: "cue" },
    { name: "lever", modality: "tactile", dimension: "lever" },
  ],
  outcomes: [{ name: "juice", valence: 1 }],
});
const streams = { first: 0, wait: 1, between: 2, order: 3 };
const lever = 2;

const options = {
  blockLength: option(200, 1, 10_000, "Trials with attention to one place."),
  blocks: option(2, 1, 100, "Blocks; the attended place changes between them."),
  cue: option(0.5, 0.02, 10, "Time of the cue, s."),
  shortestWait: option(0.5, 0.02, 10, "Shortest time from the gratings to the first patch, s."),
  longestWait: option(0.8, 0.02, 10, "Longest time to the first patch, s."),
  shortestGap: option(1, 0.02, 10, "Shortest time between the patches, s."),
  longestGap: option(1.3, 0.02, 10, "Longest time between the patches, s."),
  patch: option(0.1, 0.02, 10, "Time of a patch, s."),
  responseWindow: option(0.5, 0.1, 10, "Time for the answer from the patch on, s."),
  outcomeDuration: option(0.4, 0.02, 10, "Time of reward, s."),
  interval: option(1, 0.02, 60, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two equal gratings; a patch dims first on one, then on the other; only the one at the cued place is to be answered. */
export const cuedAttention = defineTask({
  id: "cued-attention-v1",
  title: "Attention to one of two places",
  summary: "Release the lever when a patch dims at the cued place, not when one dims elsewhere.",
  sources: ["herrero2008"],
  options,
  whole: ["blockLength", "blocks"],
  short: { blockLength: 12 },
  parts(values) {
    const { cue, longestWait, longestGap, responseWindow, outcomeDuration, interval, patch } = values;
    const trials = values.blocks * values.blockLength;
    const longest = cue + Math.max(longestWait, values.shortestWait) + Math.max(longestGap, values.shortestGap);
    return {
      world,
      phases: [
        { name: "cue", doc: "The place to attend to is shown.", duration: cue },
        { name: "gratings", doc: "Both gratings, before a patch.", duration: longestWait, awaitsAction: true },
        { name: "patch", doc: "A patch dims.", duration: patch, awaitsAction: true },
        { name: "response", doc: "Time for the answer.", duration: responseWindow, awaitsAction: true },
        { name: "outcome", doc: "Reward or its absence.", duration: outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
      ],
      trials,
      blockLength: values.blockLength,
      maximumTime: trials * (longest + 2 * responseWindow + 2 * patch + outcomeDuration + interval + 0.5),
      columns: [
        column("attended", "Place attended to: 0 in the receptive field, 1 elsewhere."),
        column("targetFirst", "1 if the patch at the attended place came first."),
        column("hit", "1 if the target was answered, 0 if not."),
        column("falseAlarm", "1 if something else was answered."),
      ],
      session: (random) => attentionSession(random, values),
    };
  },
});

function* attentionSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const firstAttended = drawInteger(random, 2, streams.order, 0);
  const gratings = [
    [0, 0],
    [1, 0],
    [lever, 3],
  ] as const;
  const available = availableAt(world, [lever]);
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    const attended = (firstAttended + block) % 2;
    for (let trial = 0; trial < values.blockLength; trial++) {
      const targetFirst = drawInteger(random, 2, streams.first, log.trial) === 0;
      const order = targetFirst ? [attended, 1 - attended] : [1 - attended, attended];
      const limits = (low: number, high: number): [number, number] => [low, Math.max(low, high)];
      const waits = [
        drawTime(random, limits(values.shortestWait, values.longestWait), streams.wait, log.trial),
        drawTime(random, limits(values.shortestGap, values.longestGap), streams.between, log.trial),
      ];
      const stage = attended === 0 ? "attend in" : "attend out";
      yield* log.show({
        phase: "cue",
        duration: values.cue,
        objects: objectsAt(world, [[attended, 2]]),
        trialStarts: true,
        stage,
      });
      let answered: Deed | null = null;
      let since = Number.NaN;
      let hit = false;
      for (const [number, place] of order.entries()) {
        const between: Deed = yield* log.show({
          phase: "gratings",
          duration: waits[number]!,
          endsOnAction: true,
          objects: objectsAt(world, gratings),
          available,
          marks: number === 0 ? ["gratings"] : [],
        });
        if (between.choice >= 0) {
          answered = between;
          since = between.time;
          break;
        }
        const shown = objectsAt(world, [...gratings, [place, 1]]);
        const during: Deed = yield* log.show({
          phase: "patch",
          duration: values.patch,
          endsOnAction: true,
          objects: shown,
          available,
          marks: [place === attended ? "target" : "distractor"],
        });
        const left = values.responseWindow - values.patch;
        const late: Deed =
          during.choice >= 0 || left < 0.02
            ? during
            : yield* log.show({
                phase: "response",
                duration: left,
                endsOnAction: true,
                objects: objectsAt(world, gratings),
                available,
              });
        if (late.choice < 0) continue;
        answered = late;
        since = late === during ? during.time : values.patch + late.time;
        hit = place === attended;
        break;
      }
      if (answered !== null) {
        yield* deliver(log, { delay: 0, outcomeDuration: values.outcomeDuration }, outcomeOf(world, Number(hit)));
      }
      yield* rest(log, values.interval);
      log.end({
        block,
        ...(answered !== null && { choice: lever, reactionTime: since, correct: Number(hit) }),
        outcome: Number(hit),
        attended,
        targetFirst: Number(targetFirst),
        hit: Number(hit),
        falseAlarm: Number(answered !== null && !hit),
      });
    }
  }
  return log.last();
}
