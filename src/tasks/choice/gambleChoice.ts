import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, shuffled } from "../draws.ts";
import { availableAt, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, offer, rest } from "./choiceTrial.ts";

const stakes = ["sure gain", "sure loss", "possible gain", "possible loss"];
const world = worldOf({
  places: ["left", "right"],
  features: [
    ...stakes.map((name) => ({ name, modality: "visual" as const, dimension: "amount" })),
    { name: "sure", modality: "visual", dimension: "kind" },
    { name: "gamble", modality: "visual", dimension: "kind" },
  ],
  outcomes: [
    { name: "gain", valence: 1 },
    { name: "loss", valence: -1 },
  ],
});
const streams = { order: 0, side: 1, sure: 2, ratio: 3, coin: 4, other: 5 };
const kinds = ["gain", "mixed", "loss"] as const;

const options = {
  trials: option(300, 3, 10_000, "Choices, a third of each kind."),
  smallestSure: option(0.2, 0, 10, "Smallest sure amount."),
  largestSure: option(0.6, 0, 10, "Largest sure amount."),
  smallestRatio: option(1.6, 1, 100, "Smallest ratio of the gamble's amount to the sure one."),
  largestRatio: option(3.2, 1, 100, "Largest ratio."),
  ...choiceTimeOptions({ responseWindow: 5, delay: 2, outcomeDuration: 1, interval: 1 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * A sure amount or an even gamble: gains (sure gain or more or nothing), mixed (nothing or a gain or a loss), losses
 * (sure loss or more or nothing). Amounts are shown by strength.
 */
export const gambleChoice = defineTask({
  id: "gamble-choice-v1",
  title: "Sure amounts and even gambles",
  summary: "Choose between a sure amount and an even chance of more or less.",
  sources: ["rutledge2015"],
  options,
  short: { trials: 24 },
  whole: ["trials"],
  parts(values) {
    const trials = 3 * Math.floor(values.trials / 3);
    return {
      world,
      phases: choicePhases(values),
      trials,
      maximumTime: trials * longestTrial(values),
      columns: [
        column("kind", "0 = gains, 1 = mixed, 2 = losses."),
        column("sure", "Sure amount, below 0 a loss."),
        column("highest", "Better outcome of the gamble."),
        column("lowest", "Worse outcome of the gamble."),
        column("risky", "1 if the gamble was chosen, 0 if the sure amount; missing if nothing was."),
      ],
      session: (random) => gambleSession(random, values, trials),
    };
  },
});

function* gambleSession(random: TaskRandom, values: Values, trials: number): TaskSession {
  const log = new SessionLog();
  const largest =
    Math.max(values.largestSure, values.smallestSure) * Math.max(values.largestRatio, values.smallestRatio);
  const between = (low: number, high: number, stream: number): number =>
    low + (high - low) * random.uniform(stream, log.trial);
  const listed = Array.from({ length: trials }, (_, trial) => trial % 3);
  for (const kind of shuffled(random, listed, streams.order, 0)) {
    const amount = between(values.smallestSure, values.largestSure, streams.sure);
    const more = amount * between(values.smallestRatio, values.largestRatio, streams.ratio);
    const other = between(values.smallestSure, values.largestSure, streams.other);
    const sure = kind === 0 ? amount : kind === 1 ? 0 : -amount;
    const [highest, lowest] = kind === 0 ? [more, 0] : kind === 1 ? [more, -other] : [0, -more];
    const gamble = drawInteger(random, 2, streams.side, log.trial);
    const certain = 1 - gamble;
    const scaled = (value: number): number => (largest > 0 ? Math.max(0, value) / largest : 0);
    const deed = yield* offer(log, values, {
      objects: objectsAt(world, [
        [certain, 0, scaled(sure)],
        [certain, 1, scaled(-sure)],
        [gamble, 2, scaled(highest!)],
        [gamble, 3, scaled(-lowest!)],
        [certain, 4],
        [gamble, 5],
      ]),
      available: availableAt(world, [0, 1]),
      trialStarts: true,
      stage: kinds[kind]!,
    });
    const won = random.uniform(streams.coin, log.trial) < 0.5;
    const outcome = deed.choice < 0 ? 0 : deed.choice === certain ? sure : won ? highest! : lowest!;
    if (deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, Math.max(0, outcome), Math.max(0, -outcome)));
    yield* rest(log, values.interval);
    const gain = (highest! + lowest!) / 2 - sure;
    log.end({
      ...choiceRow(deed, outcome, gain === 0 ? undefined : (deed.choice === gamble) === gain > 0),
      block: 0,
      kind,
      sure,
      highest: highest!,
      lowest: lowest!,
      risky: deed.choice < 0 ? Number.NaN : Number(deed.choice === gamble),
    });
  }
  return log.last();
}
