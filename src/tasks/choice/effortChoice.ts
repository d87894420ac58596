import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choiceRow, choiceTimeOptions, deliver, offer, pause, pausePhase, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["left arm", "right arm"],
  features: [
    ...featuresOf("visual", "arm", ["left arm", "right arm"]),
    { name: "barrier", modality: "tactile", dimension: "barrier" },
  ],
  outcomes: [
    { name: "food", valence: 1 },
    { name: "effort", valence: -1 },
  ],
});

const streams = { side: 0 };

const options = {
  barrier: option(1, 0, 1, "1: a barrier stands in the arm with more food; 0: none."),
  highReward: option(1, 0, 10, "Reward in the dense arm (4 pellets)."),
  lowReward: option(0.5, 0, 10, "Reward in the other arm (2 pellets)."),
  effort: option(0.3, 0, 10, "Aversive outcome while climbing the barrier."),
  climbTime: option(2, 0.02, 60, "Time that climbing takes, s."),
  trainingDays: option(10, 1, 200, "Days of training."),
  testDays: option(
    2,
    0,
    200,
    "Days of test after them (stages test 1, test 2 …), such as one of vehicle and one of drug.",
  ),
  trials: option(30, 1, 1000, "Trials a day."),
  start: option(0.5, 0.02, 60, "Time in the start box, s."),
  ...choiceTimeOptions({ responseWindow: 10, delay: 0.5, outcomeDuration: 1, interval: 5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two arms of a maze: more food behind a barrier, or less food at once. The dense side differs between subjects. */
export const effortChoice = defineTask({
  id: "effort-choice-v1",
  title: "Effort choice in a T-maze",
  summary: "Choose an arm: in one there is more food, but a barrier to climb.",
  sources: ["salamone1994"],
  options,
  short: { trainingDays: 1, testDays: 1, trials: 6 },
  whole: ["barrier", "trainingDays", "testDays", "trials"],
  presets: {
    barrier: {
      doc: "4 pellets behind a barrier against 2 without; ten days of 30 trials, then two test days. Salamone et al. 1994, doi 10.1016/0166-4328(94)90108-2 (numbers of trials and times chosen; what climbing costs is to be calibrated).",
    },
    "no-barrier": { doc: "The same without barrier.", options: { barrier: 0 } },
  },
  parts(values) {
    const days = values.trainingDays + values.testDays;
    const trialTime =
      values.start + values.responseWindow + values.climbTime + values.delay + values.outcomeDuration + values.interval;
    return {
      world,
      phases: [
        { name: "start", doc: "In the start box.", duration: values.start },
        { name: "cue", doc: "An arm can be entered.", duration: values.responseWindow, awaitsAction: true },
        { name: "climb", doc: "Climbing the barrier.", duration: values.climbTime },
        { name: "delay", doc: "On the way to the end of the arm.", duration: Math.max(0.02, values.delay) },
        { name: "outcome", doc: "Eating.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: values.interval, rest: true },
        pausePhase,
      ],
      trials: days * values.trials,
      blockLength: values.trials,
      maximumTime: days * values.trials * (trialTime + 0.2) + days * 86_400,
      columns: [
        column("highChosen", "1 if the arm with more food was chosen, 0 if the other; missing if none was."),
        column("day", "Number of the day, from 0."),
      ],
      session: (random) => effortSession(random, values),
    };
  },
});

function* effortSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const dense = drawInteger(random, 2, streams.side, 0);
  const arms = objectsAt(world, [[0, 0], [1, 1], ...(values.barrier === 1 ? [[dense, 2] as const] : [])]);
  const bestIsDense = values.highReward - (values.barrier === 1 ? values.effort : 0) >= values.lowReward;
  for (let day = 0; day < values.trainingDays + values.testDays; day++) {
    if (day > 0) yield* pause(log, 86_400);
    log.beginBlock();
    const test = day - values.trainingDays + 1;
    for (let trial = 0; trial < values.trials; trial++) {
      yield* log.show({
        phase: "start",
        duration: values.start,
        trialStarts: true,
        session: day,
        stage: test > 0 ? `test ${test}` : "training",
      });
      const deed = yield* offer(log, values, { objects: arms, available: availableAt(world, [0, 1]) });
      const high = deed.choice === dense;
      if (high && values.barrier === 1) {
        yield* log.show({
          phase: "climb",
          duration: values.climbTime,
          objects: objectsAt(world, [[dense, 2]]),
          outcome: outcomeOf(world, 0, values.effort),
        });
      }
      const reward = deed.choice < 0 ? 0 : high ? values.highReward : values.lowReward;
      if (deed.choice >= 0) yield* deliver(log, values, outcomeOf(world, reward));
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, reward, high === bestIsDense),
        block: day,
        day,
        highChosen: deed.choice < 0 ? Number.NaN : Number(high),
      });
    }
  }
  return log.last();
}
