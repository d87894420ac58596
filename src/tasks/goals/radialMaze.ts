import { pausePhase } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { shuffled, wholeSteps } from "../draws.ts";
import { allPlaces, availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const armCount = 8;
const streams = { baited: 0, lit: 1 };

const options = {
  baited: option(3, 1, 7, "Arms with food, the same ones every day."),
  days: option(10, 1, 200, "Days."),
  trials: option(3, 1, 1000, "Trials a day."),
  entries: option(12, 1, 100, "Entries after which a trial ends."),
  sleep: option(3600, 0.02, 86_400, "Time of rest after the day's trials (stage sleep, mark sleep), s."),
  testDelay: option(
    0,
    0,
    604_800,
    "If above 0: after the last day so long offline, then a day of test (stage test), s.",
  ),
  lit: option(0, 0, 1, "1: instead, food is in other arms on each trial, and a light shows where."),
  decision: option(5, 0.1, 60, "Time in which an arm can be entered, s."),
  run: option(1, 0.02, 60, "Time to the end of an arm, s."),
  outcomeDuration: option(1, 0.02, 60, "Time at the end of an arm, s."),
  interval: option(60, 0.02, 3600, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Eight arms, three of them always with food; rest after each day, in which the day may be replayed. */
export const radialMaze = defineTask({
  id: "radial-maze-v1",
  title: "Reference memory in an eight-arm maze",
  summary: "Enter arms to find food; the same three arms have it on every trial.",
  sources: ["girardeau2009"],
  options,
  whole: ["baited", "days", "trials", "entries", "lit"],
  short: { days: 2, trials: 2, entries: 4, sleep: 10 },
  presets: {
    "ten-days": {
      doc: "Three of eight arms, three trials a day, ten days, an hour of rest after each. Girardeau et al. 2009, doi 10.1038/nn.2384 (numbers recalled).",
    },
    "one-session": {
      doc: "Twenty trials in a session, four hours of rest, test a day later.",
      options: { days: 1, trials: 20, sleep: 14_400, testDelay: 72_000 },
    },
    lit: {
      doc: "As ten-days, with food in arms that are lit, other ones on each trial: no place need be remembered.",
      options: { lit: 1 },
    },
  },
  parts(values) {
    const days = values.days + Number(values.testDelay > 0);
    const world = worldOf({
      places: numbered("arm", armCount),
      features: [
        ...featuresOf("visual", "view", numbered("view", armCount)),
        ...(values.lit === 1 ? featuresOf("visual", "light", ["light"]) : []),
      ],
      outcomes: [{ name: "food", valence: 1 }],
      positions: armCount + 1,
    });
    const trial = values.entries * (values.decision + values.run + values.outcomeDuration) + values.interval + 0.2;
    return {
      world,
      phases: [
        { name: "centre", doc: "An arm can be entered.", duration: values.decision, awaitsAction: true },
        { name: "run", doc: "On the way to the end of an arm.", duration: values.run },
        { name: "outcome", doc: "At the end of an arm, food or nothing.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: values.interval, rest: true },
        { name: "sleep", doc: "Rest after the day's trials.", duration: values.sleep, rest: true },
        pausePhase,
      ],
      trials: days * values.trials,
      blockLength: values.trials,
      maximumTime: days * (values.trials * trial + values.sleep + 86_400) + values.testDelay,
      columns: [
        column("day", "Number of the day, from 0."),
        column("firstThree", "Arms with food among the first entries (as many as there are such arms)."),
        column("entries", "Entries."),
        column("wrongEntries", "Entries of arms that never have food."),
        column("repeatedEntries", "Entries of arms visited before in the trial."),
        column("found", "Arms with food that were found."),
      ],
      session: (random) => mazeSession(random, values, days, world),
    };
  },
});

function* mazeSession(random: TaskRandom, values: Values, days: number, world: World): TaskSession {
  const log = new SessionLog();
  const drawn = (stream: number, index: number): Set<number> =>
    new Set(shuffled(random, allPlaces(world), stream, index).slice(0, values.baited));
  let baited = drawn(streams.baited, 0);
  const everywhere = availableAt(world, allPlaces(world));
  const seen = (arms: readonly number[]): Float32Array =>
    objectsAt(
      world,
      arms.flatMap((arm) => [
        [arm, arm] as const,
        ...(values.lit === 1 && baited.has(arm) ? [[arm, armCount] as const] : []),
      ]),
    );
  const code = (place: number): Float32Array =>
    Float32Array.from({ length: armCount + 1 }, (_, index) => Number(index === place));
  for (let day = 0; day < days; day++) {
    const test = day >= values.days;
    if (day > 0) {
      yield* log.show({ phase: "pause", duration: test ? values.testDelay : 86_400 - values.sleep, rest: true });
    }
    log.beginBlock();
    for (let trial = 0; trial < values.trials; trial++) {
      if (values.lit === 1) baited = drawn(streams.lit, log.trial);
      const views = seen(allPlaces(world));
      const entered: number[] = [];
      const found = new Set<number>();
      let first = { choice: -1, time: Number.NaN };
      let attempts = 0;
      while (attempts < values.entries && found.size < baited.size) {
        const deed = yield* log.show({
          phase: "centre",
          duration: values.decision,
          endsOnAction: true,
          objects: views,
          available: everywhere,
          position: code(armCount),
          ...(attempts === 0 && { trialStarts: true, session: day, stage: test ? "test" : "training" }),
        });
        attempts++;
        if (deed.choice < 0) continue;
        if (first.choice < 0) first = deed;
        const food = baited.has(deed.choice) && !found.has(deed.choice);
        entered.push(deed.choice);
        const objects = seen([deed.choice]);
        yield* log.show({ phase: "run", duration: values.run, objects, position: code(deed.choice) });
        const outcome = outcomeOf(world, Number(food));
        yield* log.show({ phase: "outcome", duration: values.outcomeDuration, objects, outcome, feedback: true });
        if (food) found.add(deed.choice);
      }
      yield* log.show({ phase: "interval", duration: wholeSteps(values.interval), rest: true });
      log.end({
        block: day,
        ...(first.choice >= 0 && {
          choice: first.choice,
          reactionTime: first.time,
          correct: Number(baited.has(first.choice)),
        }),
        outcome: found.size,
        day,
        firstThree: new Set(entered.slice(0, baited.size).filter((arm) => baited.has(arm))).size,
        entries: entered.length,
        wrongEntries: entered.filter((arm) => !baited.has(arm)).length,
        repeatedEntries: entered.length - new Set(entered).size,
        found: found.size,
      });
    }
    yield* log.show({ phase: "sleep", duration: values.sleep, rest: true, stage: "sleep", marks: ["sleep"] });
  }
  return log.last();
}
