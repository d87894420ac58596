import { pausePhase } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { allPlaces, availableAt, contextOf, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const wells = 5;
const world = worldOf({
  places: numbered("well", wells),
  features: featuresOf("visual", "place", numbered("place", wells)),
  outcomes: [{ name: "food", valence: 1 }],
  contexts: 4,
});
const contexts = { arena: 0, home: 1, familiarBox: 2, novelBox: 3 };
const streams = { well: 0 };

const options = {
  box: option(0, 0, 2, "In between: 0 home cage, 1 a familiar box, 2 a novel box."),
  boxDelay: option(1800, 0, 86_400, "Time from the sample to the box, s."),
  boxTime: option(300, 1, 7200, "Time in the box (or, marked in the same way, at home), s."),
  retention: option(86_400, 60, 31_536_000, "Time from the sample to the test, s."),
  days: option(1, 1, 100, "Days, each with a sample and a test of its own."),
  pellets: option(1, 1, 10, "Food found at the sample: the fewer, the weaker the memory."),
  probeTime: option(60, 2, 600, "Time of the test without food, s."),
  decision: option(5, 0.1, 60, "Time in which a well can be dug at, s."),
  dig: option(2, 0.02, 60, "Time that a dig takes, s."),
  sampleEntries: option(20, 1, 200, "Digs after which a sample ends without food found."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Food is found once at one of five wells; a day later, where does one dig? In between, half an hour after the sample,
 * come five minutes in a box (stage box): at home, familiar, or novel.
 */
export const eventArena = defineTask({
  id: "event-arena-v1",
  title: "Everyday memory of a place and novelty after it",
  summary: "Find food at one of five wells, visit a box later, and remember on the next day where the food was.",
  sources: ["takeuchi2016"],
  options,
  whole: ["box", "days", "pellets", "sampleEntries"],
  short: { days: 2, sampleEntries: 4, probeTime: 12 },
  presets: {
    nothing: {
      doc: "Home cage between sample and test; light or drugs can be given in the stage box. Takeuchi et al. 2016, doi 10.1038/nature19325.",
    },
    familiar: { doc: "Five minutes in a familiar box 30 min after the sample.", options: { box: 1 } },
    novelty: { doc: "Five minutes in a novel box 30 min after the sample.", options: { box: 2 } },
  },
  parts(values) {
    const sample = values.sampleEntries * (values.decision + values.dig);
    return {
      world,
      phases: [
        { name: "habituation", doc: "In the familiar box, beforehand.", duration: 600 },
        { name: "decision", doc: "A well can be dug at.", duration: values.decision, awaitsAction: true },
        { name: "dig", doc: "Digging without finding anything.", duration: values.dig },
        { name: "outcome", doc: "Food is found.", duration: values.dig },
        { name: "box", doc: "In a box, or at home.", duration: values.boxTime },
        pausePhase,
      ],
      trials: 2 * values.days,
      blockLength: 2,
      maximumTime:
        87_000 +
        values.days * (sample + values.retention + values.boxDelay + values.boxTime + values.probeTime + 86_500),
      columns: [
        column("probe", "1 in the test, 0 at the sample."),
        column("well", "Well with food, from 0."),
        column("digs", "Digs."),
        column("digsRight", "Digs at the well with food."),
        column("preference", "Share of digs at the right well; missing without digs."),
      ],
      session: (random) => arenaSession(random, values),
    };
  },
});

function* arenaSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const box = [contexts.home, contexts.familiarBox, contexts.novelBox][values.box]!;
  yield* log.show({
    phase: "habituation",
    duration: 600,
    context: contextOf(world, contexts.familiarBox),
    stage: "habituation",
  });
  for (let day = 0; day < values.days; day++) {
    log.beginBlock();
    yield* log.show({ phase: "pause", duration: 86_400, rest: true });
    const well = drawInteger(random, wells, streams.well, day);
    yield* visit(log, values, well, day, false);
    const wait = Math.max(0.02, values.boxDelay);
    yield* log.show({ phase: "pause", duration: wait, rest: true });
    yield* log.show({
      phase: "box",
      duration: values.boxTime,
      context: contextOf(world, box),
      stage: "box",
      marks: ["box"],
    });
    yield* log.show({ phase: "pause", duration: Math.max(0.02, values.retention - wait - values.boxTime), rest: true });
    yield* visit(log, values, well, day, true);
  }
  return log.last();
}

function* visit(
  log: SessionLog,
  values: Values,
  well: number,
  day: number,
  probe: boolean,
): Generator<Moment, void, Deed> {
  const objects = objectsAt(
    world,
    allPlaces(world).map((place) => [place, place]),
  );
  const digs = allPlaces(world).map(() => 0);
  let first = { choice: -1, time: Number.NaN };
  let [time, attempts, found] = [0, 0, false];
  while (probe ? time < values.probeTime : !found && attempts < values.sampleEntries) {
    const deed = yield* log.show({
      phase: "decision",
      duration: values.decision,
      endsOnAction: true,
      objects,
      available: availableAt(world, allPlaces(world)),
      ...(attempts === 0 && {
        trialStarts: true,
        context: contextOf(world, contexts.arena),
        session: 2 * day + Number(probe),
        stage: probe ? "test" : "sample",
      }),
    });
    attempts++;
    time += deed.elapsed;
    if (deed.choice < 0) continue;
    if (first.choice < 0) first = { choice: deed.choice, time };
    digs[deed.choice]! += 1;
    time += values.dig;
    found = !probe && deed.choice === well;
    if (found) {
      const outcome = outcomeOf(world, values.pellets);
      yield* log.show({ phase: "outcome", duration: values.dig, objects: objectsAt(world, [[well, well]]), outcome });
    } else {
      yield* log.show({ phase: "dig", duration: values.dig, objects: objectsAt(world, [[deed.choice, deed.choice]]) });
    }
  }
  const all = digs.reduce((sum, count) => sum + count, 0);
  log.end({
    block: day,
    ...(first.choice >= 0 && {
      choice: first.choice,
      reactionTime: first.time,
      correct: Number(first.choice === well),
    }),
    outcome: found ? values.pellets : 0,
    probe: Number(probe),
    well,
    digs: all,
    digsRight: digs[well]!,
    preference: digs[well]! / all,
  });
}
