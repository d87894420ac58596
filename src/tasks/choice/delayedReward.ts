import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choiceRow, offer, pause, pausePhase, rest } from "./choiceTrial.ts";

const names = ["white square", "yellow square"] as const;
const world = worldOf({
  places: ["left square", "right square"],
  features: names.flatMap((name) => [
    { name, modality: "visual" as const, dimension: "colour" },
    { name: `${name} covered`, modality: "visual" as const, dimension: "cover" },
  ]),
  outcomes: [{ name: "juice", valence: 1 }],
});
const streams = { side: 0, small: 1, large: 2 };

const options = {
  smallReward: option(0.25, 0, 10, "Reward of the white square (1 unit)."),
  largeReward: option(1, 0, 10, "Reward of the yellow square (4 units)."),
  fewestSmallSteps: option(3, 1, 100, "Fewest steps to the small reward."),
  mostSmallSteps: option(4, 1, 100, "Most steps to the small reward."),
  fewestLargeSteps: option(5, 1, 100, "Fewest steps to the large reward."),
  mostLargeSteps: option(12, 1, 100, "Most steps to the large reward."),
  step: option(1.5, 0.02, 60, "Time of a step, s."),
  sessionTime: option(1200, 10, 100_000, "Length of a session, s: long delays cost trials."),
  sessions: option(4, 1, 100, "Sessions, a day apart; the first is training."),
  responseWindow: option(1.5, 0.1, 60, "Time for the choice, s."),
  outcomeDuration: option(0.5, 0.02, 60, "Time that the outcome is perceived, s."),
  interval: option(1, 0.02, 60, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two squares that uncover step by step while one waits: how much is covered shows the delay. Sessions have a fixed time. */
export const delayedReward = defineTask({
  id: "delayed-reward-v1",
  title: "Learned choice between delays in real time",
  summary: "Choose a square and wait until it is uncovered; the one that pays more takes longer, and time is limited.",
  sources: ["schweighofer2008"],
  options,
  short: { sessions: 2, sessionTime: 60 },
  whole: ["fewestSmallSteps", "mostSmallSteps", "fewestLargeSteps", "mostLargeSteps", "sessions"],
  parts(values) {
    const { sessions, sessionTime, step, mostLargeSteps, outcomeDuration, responseWindow, interval } = values;
    const longest =
      responseWindow + step * Math.max(mostLargeSteps, values.mostSmallSteps) + outcomeDuration + interval;
    return {
      world,
      phases: [
        { name: "cue", doc: "A square can be chosen.", duration: responseWindow, awaitsAction: true },
        { name: "wait", doc: "The square uncovers, a step a moment.", duration: step },
        { name: "outcome", doc: "Juice.", duration: outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
        pausePhase,
      ],
      trials: null,
      maximumTime: sessions * (sessionTime + longest + 86_400 + 1),
      columns: [
        column("largeChosen", "1 if the large reward was chosen, 0 if the small one; missing if none was."),
        column("smallSteps", "Steps to the small reward."),
        column("largeSteps", "Steps to the large reward."),
        column("session", "Number of the session, from 0."),
      ],
      session: (random) => delayedSession(random, values),
    };
  },
});

function* delayedSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const range = (fewest: number, most: number, stream: number): number =>
    fewest + drawInteger(random, Math.max(1, most - fewest + 1), stream, log.trial);
  for (let session = 0; session < values.sessions; session++) {
    if (session > 0) yield* pause(log, 86_400);
    log.beginBlock();
    let used = 0;
    while (used < values.sessionTime) {
      const steps = [
        range(values.fewestSmallSteps, values.mostSmallSteps, streams.small),
        range(values.fewestLargeSteps, values.mostLargeSteps, streams.large),
      ];
      const largePlace = drawInteger(random, 2, streams.side, log.trial);
      const shown = (square: number, left: number) => {
        const place = square === 1 ? largePlace : 1 - largePlace;
        return [
          [place, 2 * square],
          [place, 2 * square + 1, Math.min(1, left / values.mostLargeSteps)],
        ] as const;
      };
      const deed = yield* offer(log, values, {
        objects: objectsAt(world, [...shown(0, steps[0]!), ...shown(1, steps[1]!)]),
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        session,
        stage: session === 0 ? "training" : `session ${session}`,
      });
      used += deed.elapsed;
      const square = deed.choice === largePlace ? 1 : 0;
      let reward = 0;
      if (deed.choice >= 0) {
        for (let left = steps[square]! - 1; left >= 0; left--) {
          yield* log.show({ phase: "wait", duration: values.step, objects: objectsAt(world, shown(square, left)) });
        }
        reward = square === 1 ? values.largeReward : values.smallReward;
        yield* log.show({ phase: "outcome", duration: values.outcomeDuration, outcome: outcomeOf(world, reward) });
        used += steps[square]! * values.step + values.outcomeDuration;
      }
      yield* rest(log, values.interval);
      used += values.interval;
      log.end({
        ...choiceRow(deed, reward),
        block: session,
        session,
        largeChosen: deed.choice < 0 ? Number.NaN : square,
        smallSteps: steps[0]!,
        largeSteps: steps[1]!,
      });
    }
  }
  return log.last();
}
