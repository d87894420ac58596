import { quantile, sorted } from "../../math/statistics.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, drawNormal } from "../draws.ts";
import { allPlaces, availableAt, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, offer, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["left", "middle", "right"],
  features: [
    { name: "usual shape", modality: "visual", dimension: "shape" },
    { name: "odd shape", modality: "visual", dimension: "shape" },
    { name: "reward on offer", modality: "visual", dimension: "amount" },
  ],
  outcomes: [{ name: "points", valence: 1 }],
});
const streams = { walk: 0, odd: 1, shape: 2 };

const options = {
  blocks: option(4, 1, 100, "Blocks."),
  blockLength: option(100, 1, 10_000, "Trials in a block."),
  middle: option(0.5, 0, 10, "Middle of the reward on offer."),
  spread: option(0.25, 0, 10, "Standard deviation of the reward on offer."),
  timeConstant: option(20, 1, 1000, "Trials over which the reward on offer drifts."),
  deadlineQuantile: option(0.8, 0.01, 1, "Only responses faster than this share of one's own last ones are paid."),
  firstDeadline: option(1, 0.1, 10, "Deadline until there are ten responses, s."),
  showing: option(1, 0.02, 10, "Time that the reward on offer is shown beforehand, s."),
  ...choiceTimeOptions({ responseWindow: 2, delay: 0, outcomeDuration: 0.5, interval: 1.5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;
/** Responses by which the deadline is set. */
const remembered = 40;
const fewest = 10;

/** Which of three shapes is odd? A reward that drifts from trial to trial is paid for right and fast answers. */
export const oddballVigour = defineTask({
  id: "oddball-vigour-v1",
  title: "Odd one out for a drifting reward",
  summary: "Point at the odd one of three shapes, fast: how much there is to earn drifts and is shown beforehand.",
  sources: ["beierholm2013"],
  options,
  short: { blocks: 2, blockLength: 15 },
  whole: ["blocks", "blockLength"],
  parts(values) {
    const trials = values.blocks * values.blockLength;
    return {
      world,
      phases: [
        { name: "offer", doc: "The reward on offer is shown.", duration: values.showing },
        ...choicePhases(values),
      ],
      trials,
      blockLength: values.blockLength,
      maximumTime: trials * (longestTrial(values) + values.showing),
      columns: [
        column("offered", "Reward on offer."),
        column("deadline", "Longest reaction time that is paid.", "s"),
        column("odd", "Place of the odd shape."),
        column("inTime", "1 if the answer came before the deadline; missing without answer."),
      ],
      session: (random) => vigourSession(random, values),
    };
  },
});

function* vigourSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const times: number[] = [];
  const kept = Math.max(0, 1 - 1 / values.timeConstant);
  let drift = drawNormal(random, streams.walk, 0);
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    for (let number = 0; number < values.blockLength; number++) {
      const { trial } = log;
      if (trial > 0) drift = kept * drift + Math.sqrt(1 - kept * kept) * drawNormal(random, streams.walk, trial);
      const offered = Math.min(2 * values.middle, Math.max(0, values.middle + values.spread * drift));
      const odd = drawInteger(random, 3, streams.odd, trial);
      const shape = drawInteger(random, 2, streams.shape, trial);
      const deadline =
        times.length < fewest
          ? values.firstDeadline
          : quantile(sorted(times.slice(-remembered)), values.deadlineQuantile);
      const strength = values.middle > 0 ? offered / (2 * values.middle) : 0;
      yield* log.show({
        phase: "offer",
        duration: values.showing,
        objects: objectsAt(world, [[1, 2, strength]]),
        trialStarts: true,
      });
      const deed = yield* offer(log, values, {
        objects: objectsAt(
          world,
          allPlaces(world).map((place) => [place, place === odd ? 1 - shape : shape]),
        ),
        available: availableAt(world, allPlaces(world)),
      });
      const inTime = deed.time <= deadline;
      const paid = deed.choice === odd && inTime ? offered : 0;
      if (deed.choice >= 0) {
        if (Number.isFinite(deed.time)) times.push(deed.time);
        yield* deliver(log, values, outcomeOf(world, paid));
      }
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, paid, deed.choice === odd),
        block,
        offered,
        deadline,
        odd,
        inTime: deed.choice < 0 ? Number.NaN : Number(inTime),
      });
    }
  }
  return log.last();
}
