import { pause, pausePhase, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { allPlaces, availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const armCount = 4;
const world = worldOf({
  places: numbered("arm", armCount),
  features: featuresOf("visual", "view", numbered("view", armCount)),
  outcomes: [{ name: "food", valence: 1 }],
});
const streams = { goal: 0, start: 1 };

const options = {
  daysFirst: option(8, 1, 100, "Days with the first goal."),
  daysReversed: option(8, 0, 100, "Days with the opposite goal after them."),
  trials: option(10, 1, 1000, "Trials a day."),
  trialTime: option(30, 1, 600, "Longest trial, s."),
  decision: option(5, 0.1, 60, "Time in which an arm can be entered, s."),
  run: option(0.4, 0.02, 60, "Time to the end of an arm, s."),
  outcomeDuration: option(0.5, 0.02, 60, "Time at the end of an arm, s."),
  interval: option(10, 0.02, 3600, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Four arms, one of which has food on every trial; after some days it is the opposite one. A trial starts in one of the
 * other arms and goes on until the food is found. What is seen at an arm's end tells the arms apart.
 */
export const armMaze = defineTask({
  id: "arm-maze-v1",
  title: "Place learning and its reversal in a maze of four arms",
  summary: "Enter arms until the food is found; it is always in the same one, after some days in the opposite one.",
  sources: ["ang2021"],
  options,
  whole: ["daysFirst", "daysReversed", "trials"],
  short: { daysFirst: 1, daysReversed: 1, trials: 3, trialTime: 6 },
  parts(values) {
    const days = values.daysFirst + values.daysReversed;
    const longest = values.trialTime + values.decision + values.run + values.outcomeDuration + values.interval + 0.2;
    return {
      world,
      phases: [
        { name: "centre", doc: "An arm can be entered.", duration: values.decision, awaitsAction: true },
        { name: "run", doc: "On the way to the end of an arm.", duration: values.run },
        { name: "outcome", doc: "At the end of an arm, food or nothing.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: values.interval, rest: true },
        pausePhase,
      ],
      trials: days * values.trials,
      blockLength: values.trials,
      maximumTime: days * (values.trials * longest + 86_400),
      columns: [
        column("day", "Number of the day, from 0."),
        column("reversed", "1 on the days with the opposite goal."),
        column("goal", "Arm with food, from 0."),
        column("start", "Arm in which the trial starts, which cannot be entered first."),
        column("success", "1 if the goal was entered before any other arm."),
        column("reached", "1 if the goal was reached at all."),
        column("formerGoalVisits", "Entries of the first goal on the days after it."),
        column("entries", "Arms entered."),
        column("latency", "Time to the goal; missing if it was not reached.", "s"),
      ],
      session: (random) => mazeSession(random, values, days),
    };
  },
});

function* mazeSession(random: TaskRandom, values: Values, days: number): TaskSession {
  const log = new SessionLog();
  const first = drawInteger(random, armCount, streams.goal, 0);
  const views = allPlaces(world).map((arm) => [arm, arm] as const);
  for (let day = 0; day < days; day++) {
    if (day > 0) yield* pause(log, 86_400);
    log.beginBlock();
    const reversed = day >= values.daysFirst;
    const goal = reversed ? (first + armCount / 2) % armCount : first;
    for (let trial = 0; trial < values.trials; trial++) {
      const start = (goal + 1 + drawInteger(random, armCount - 1, streams.start, log.trial)) % armCount;
      let entry = { choice: -1, time: Number.NaN };
      let [time, entries, formerVisits, reached, opening] = [0, 0, 0, false, true];
      let at = start;
      while (!reached && time < values.trialTime) {
        const open = allPlaces(world).filter((arm) => arm !== at);
        const deed = yield* log.show({
          phase: "centre",
          duration: values.decision,
          endsOnAction: true,
          objects: objectsAt(
            world,
            views.filter(([arm]) => arm !== at),
          ),
          available: availableAt(world, open),
          ...(opening && { trialStarts: true, session: day, stage: reversed ? "reversal" : "acquisition" }),
        });
        opening = false;
        time += deed.elapsed;
        if (deed.choice < 0) continue;
        at = deed.choice;
        if (entry.choice < 0) entry = { choice: at, time };
        entries++;
        reached = at === goal;
        if (reversed && at === first) formerVisits++;
        const objects = objectsAt(world, [[at, at]]);
        yield* log.show({ phase: "run", duration: values.run, objects });
        const outcome = outcomeOf(world, Number(reached));
        yield* log.show({ phase: "outcome", duration: values.outcomeDuration, objects, outcome, feedback: true });
        time += values.run + (reached ? 0 : values.outcomeDuration);
      }
      yield* rest(log, values.interval);
      const success = reached && entries === 1;
      log.end({
        block: day,
        ...(entry.choice >= 0 && { choice: entry.choice, reactionTime: entry.time, correct: Number(success) }),
        outcome: Number(reached),
        day,
        reversed: Number(reversed),
        goal,
        start,
        success: Number(success),
        reached: Number(reached),
        formerGoalVisits: formerVisits,
        entries,
        latency: reached ? time : Number.NaN,
      });
    }
  }
  return log.last();
}
