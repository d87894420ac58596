import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choiceRow, pause, pausePhase, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["lever", "nose poke"],
  features: featuresOf("visual", "object", ["lever", "nose poke"]),
  outcomes: [{ name: "juice", valence: 1 }],
});
const streams = { start: 0 };
/** Amount of juice that is an outcome of 1, µl. */
const unit = 100;

const options = {
  smallestStart: option(60, 1, 1000, "First harvest of the poorest patches, µl."),
  startStep: option(30, 0, 1000, "Difference between the three kinds of patch, µl."),
  decline: option(8, 0, 1000, "By how much each further harvest is less, µl."),
  handling: option(10, 0.1, 600, "Time that a harvest takes, s."),
  travel: option(10, 0.1, 600, "Time to a fresh patch, s."),
  sessionTime: option(3600, 10, 100_000, "Length of a session, s."),
  trainingSessions: option(10, 0, 200, "Sessions of training, a day apart."),
  testSessions: option(8, 0, 200, "Sessions after them (stages test 1, test 2 …), a day apart."),
  responseWindow: option(10, 0.1, 600, "Time for a decision, s."),
  outcomeDuration: option(1, 0.02, 60, "Time that juice is tasted, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** A patch that yields less with every harvest; leaving it costs the way to a fresh one. */
export const patchLeaving = defineTask({
  id: "patch-leaving-v1",
  title: "Patch leaving",
  summary: "Stay and harvest less and less, or leave and travel to a fresh patch.",
  sources: ["kane2017"],
  options,
  short: { trainingSessions: 1, testSessions: 1, sessionTime: 200 },
  whole: ["trainingSessions", "testSessions"],
  parts(values) {
    const sessions = Math.max(1, values.trainingSessions + values.testSessions);
    const longest = values.responseWindow + values.handling + values.travel + 1;
    return {
      world,
      phases: [
        {
          name: "cue",
          doc: "Harvest (lever) or leave (nose poke).",
          duration: values.responseWindow,
          awaitsAction: true,
        },
        { name: "outcome", doc: "Juice.", duration: values.outcomeDuration },
        { name: "handling", doc: "The rest of the time that a harvest takes.", duration: values.handling, rest: true },
        { name: "travel", doc: "On the way to a fresh patch.", duration: values.travel, rest: true },
        pausePhase,
      ],
      trials: null,
      maximumTime: sessions * (values.sessionTime + longest + 86_400),
      columns: [
        column("patch", "Number of the patch in the session, from 0."),
        column("start", "First harvest of the patch.", "µl"),
        column("harvests", "Harvests of this patch before the decision."),
        column("offered", "What the next harvest would bring.", "µl"),
        column("left", "1 if the patch was left, 0 if it was harvested; missing if nothing was done."),
        column("session", "Number of the session, from 0."),
      ],
      session: (random) => patchSession(random, values, sessions),
    };
  },
});

function* patchSession(random: TaskRandom, values: Values, sessions: number): TaskSession {
  const log = new SessionLog();
  const objects = objectsAt(world, [
    [0, 0],
    [1, 1],
  ]);
  let patches = 0;
  for (let session = 0; session < sessions; session++) {
    if (session > 0) yield* pause(log, 86_400);
    log.beginBlock();
    const test = session - values.trainingSessions + 1;
    let used = 0;
    let patch = 0;
    let harvests = 0;
    let start = startOf(random, values, patches);
    while (used < values.sessionTime) {
      const offered = Math.max(0, start - harvests * values.decline);
      const deed = yield* log.show({
        phase: "cue",
        duration: values.responseWindow,
        endsOnAction: true,
        objects,
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        session,
        stage: test > 0 ? `test ${test}` : "training",
      });
      used += deed.elapsed;
      const row = { block: session, session, patch, start, harvests, offered };
      if (deed.choice === 0) {
        yield* log.show({
          phase: "outcome",
          duration: values.outcomeDuration,
          outcome: outcomeOf(world, offered / unit),
        });
        yield* rest(log, values.handling - values.outcomeDuration, "handling");
        used += values.handling;
        harvests++;
      } else if (deed.choice === 1) {
        yield* rest(log, values.travel, "travel");
        used += values.travel;
        patch++;
        patches++;
        harvests = 0;
        start = startOf(random, values, patches);
      }
      log.end({
        ...row,
        ...choiceRow(deed, deed.choice === 0 ? offered / unit : 0),
        left: deed.choice < 0 ? Number.NaN : deed.choice,
      });
    }
  }
  return log.last();
}

function startOf(random: TaskRandom, { smallestStart, startStep }: Values, patch: number): number {
  return smallestStart + startStep * drawInteger(random, 3, streams.start, patch);
}
