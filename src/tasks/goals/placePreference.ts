import { pause, pausePhase } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { availableAt, contextOf, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const world = worldOf({
  places: ["door to the first room", "door to the second room"],
  features: featuresOf("visual", "room", ["stripes", "dots"]),
  outcomes: [
    { name: "reward", valence: 1 },
    { name: "harm", valence: -1 },
  ],
  contexts: 2,
  positions: 2,
});
const streams = { room: 0, start: 1 };

const options = {
  realTime: option(
    1,
    0,
    1,
    "1: the mark stimulation comes whenever the paired room is entered, stimulationEnds when left.",
  ),
  conditioningDays: option(
    0,
    0,
    100,
    "Days of being shut in, each in both rooms in turn, with the outcome in the paired one.",
  ),
  amount: option(0, -10, 10, "Outcome in the paired room while shut in, every ten seconds (below 0 harm)."),
  beforeTime: option(600, 1, 7200, "Free choice before, without stimulation, s."),
  testTime: option(1200, 1, 7200, "Free choice at the test, s."),
  confinedTime: option(600, 10, 7200, "Time shut in each room on a conditioning day, s."),
  bin: option(60, 1, 600, "Length of a row, s."),
  crossing: option(1, 0.02, 60, "Time that going through the door takes, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two rooms: where does one stay? As a control for stimulation (real time), or after outcomes in one of them. */
export const placePreference = defineTask({
  id: "place-preference-v1",
  title: "Place preference",
  summary: "Go through a door between two rooms at any time; one of them is paired with something.",
  sources: ["tzschentke2007"],
  options,
  whole: ["realTime", "conditioningDays"],
  short: { beforeTime: 60, testTime: 90, bin: 20, confinedTime: 40 },
  presets: {
    "real-time": { doc: "10 min without, 20 min with stimulation in one room (times chosen)." },
    conditioned: {
      doc: "Four days with reward in one room, then 10 min of free choice. After Tzschentke 2007, Addiction Biology 12:227 (times chosen).",
      options: { realTime: 0, conditioningDays: 4, amount: 1, testTime: 600 },
    },
    aversive: {
      doc: "Four days with harm in one room, then 10 min of free choice.",
      options: { realTime: 0, conditioningDays: 4, amount: -1, testTime: 600 },
    },
  },
  parts(values) {
    const { beforeTime, testTime, conditioningDays, confinedTime, bin, crossing } = values;
    const rows = Math.ceil(beforeTime / bin) + Math.ceil(testTime / bin);
    return {
      world,
      phases: [
        { name: "room", doc: "In a room; the door to the other one is open.", duration: bin, awaitsAction: true },
        { name: "crossing", doc: "Going through the door.", duration: crossing },
        { name: "confined", doc: "Shut in a room.", duration: 10 },
        { name: "outcome", doc: "The outcome in the paired room.", duration: 1 },
        pausePhase,
      ],
      trials: null,
      maximumTime: (rows + 2) * (bin + crossing + 1) + conditioningDays * (2 * confinedTime + 20 + 86_400) + 2 * 86_400,
      columns: [
        column("test", "1 at the test, 0 before."),
        column("pairedRoom", "Room that is paired: 0 or 1."),
        column("timePaired", "Share of the row's time in the paired room."),
        column("crossings", "Crossings in the row."),
      ],
      session: (random) => preferenceSession(random, values),
    };
  },
});

function* preferenceSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const paired = drawInteger(random, 2, streams.room, 0);
  const seen = (room: number) => ({
    objects: objectsAt(world, [
      [0, room],
      [1, room],
    ]),
    context: contextOf(world, room),
    position: Float32Array.of(Number(room === 0), Number(room === 1)),
  });
  let session = 0;
  const free = function* (test: boolean, time: number) {
    log.beginBlock();
    let room = drawInteger(random, 2, streams.start, Number(test));
    const stimulated = test && values.realTime === 1;
    let marks = stimulated && room === paired ? ["stimulation"] : [];
    for (let spent = 0; spent < time - 0.01; ) {
      const bin = Math.min(values.bin, time - spent);
      const rooms = [0, 0];
      let [used, crossings] = [0, 0];
      let first = { choice: -1, time: Number.NaN };
      while (bin - used > 0.01) {
        const deed = yield* log.show({
          phase: "room",
          duration: bin - used,
          endsOnAction: true,
          ...seen(room),
          available: availableAt(world, [1 - room]),
          ...(marks.length > 0 && { marks }),
          ...(used === 0 && { trialStarts: true, session, stage: test ? "test" : "before" }),
        });
        marks = [];
        rooms[room]! += deed.elapsed;
        used += deed.elapsed;
        if (deed.choice < 0) continue;
        if (first.choice < 0) first = { choice: deed.choice, time: used };
        crossings++;
        const left = room;
        room = deed.choice;
        if (stimulated) marks = room === paired ? ["stimulation"] : ["stimulationEnds"];
        yield* log.show({ phase: "crossing", duration: values.crossing, ...seen(left) });
        used += values.crossing;
      }
      spent += used;
      log.end({
        block: Number(test),
        ...(first.choice >= 0 && { choice: first.choice, reactionTime: first.time }),
        outcome: 0,
        test: Number(test),
        pairedRoom: paired,
        timePaired: rooms[paired]! / (rooms[0]! + rooms[1]!),
        crossings,
      });
    }
  };
  yield* free(false, values.beforeTime);
  for (let day = 0; day < values.conditioningDays; day++) {
    yield* pause(log, 86_400);
    session++;
    for (const room of day % 2 === 0 ? [0, 1] : [1, 0]) {
      for (let time = 0; time < values.confinedTime; time += 10) {
        yield* log.show({ phase: "confined", duration: 9, ...seen(room), session, stage: "conditioning" });
        const amounts = [Math.max(0, values.amount), Math.max(0, -values.amount)];
        const comes = room === paired && values.amount !== 0;
        if (comes)
          yield* log.show({ phase: "outcome", duration: 1, ...seen(room), outcome: outcomeOf(world, ...amounts) });
        else yield* log.show({ phase: "confined", duration: 1, ...seen(room) });
      }
    }
  }
  if (values.conditioningDays > 0) {
    yield* pause(log, 86_400);
    session++;
  }
  yield* free(true, values.testTime);
  return log.last();
}
