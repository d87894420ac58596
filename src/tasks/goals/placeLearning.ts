import { exponential } from "../../math/single.ts";
import { pause, pausePhase, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger } from "../draws.ts";
import { allPlaces, availableAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const directions = ["north", "east", "south", "west"];
const steps = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
] as const;
const streams = { goal: 0, start: 1 };

const options = {
  size: option(10, 3, 50, "Cells along each side of the arena."),
  fields: option(7, 2, 50, "Place fields along each side: the code of the own position."),
  fieldWidth: option(0.6, 0.1, 5, "Width of a place field, in distances between fields."),
  goals: option(2, 1, 4, "Possible places of reward, one in each quarter; the second one is opposite to the first."),
  daysFirst: option(8, 1, 100, "Days with the first goal."),
  daysReversed: option(8, 0, 100, "Days with the opposite goal after them."),
  trials: option(10, 1, 1000, "Trials a day."),
  trialTime: option(30, 1, 600, "Longest trial, s."),
  decision: option(0.4, 0.04, 10, "Time in which a direction can be taken; else one stays, s."),
  move: option(0.1, 0.02, 10, "Time that a step takes, s."),
  outcomeDuration: option(0.5, 0.02, 60, "Time at the goal, s."),
  interval: option(10, 0.02, 600, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;
type Cell = readonly [x: number, y: number];

/** Find the rewarded place in an open field from any start; then it is the opposite one. Nothing marks it. */
export const placeLearning = defineTask({
  id: "place-learning-v1",
  title: "Place learning and its reversal in an open field",
  summary: "Walk through an arena to the one rewarded place; after some days it is on the opposite side.",
  sources: ["ang2021"],
  options,
  whole: ["size", "fields", "goals", "daysFirst", "daysReversed", "trials"],
  short: { daysFirst: 1, daysReversed: 1, trials: 3, trialTime: 6 },
  parts(values) {
    const days = values.daysFirst + values.daysReversed;
    const world = worldOf({
      places: directions,
      features: [{ name: "arena", modality: "visual", dimension: "arena" }],
      outcomes: [{ name: "food", valence: 1 }],
      positions: values.fields * values.fields,
    });
    const longest = values.trialTime + values.decision + values.move + values.outcomeDuration + values.interval + 0.2;
    return {
      world,
      phases: [
        { name: "decision", doc: "A direction can be taken.", duration: values.decision, awaitsAction: true },
        { name: "move", doc: "A step is taken.", duration: values.move },
        { name: "outcome", doc: "At the goal.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: values.interval, rest: true },
        pausePhase,
      ],
      trials: days * values.trials,
      blockLength: values.trials,
      maximumTime: days * (values.trials * longest + 86_400),
      columns: [
        column("day", "Number of the day, from 0."),
        column("reversed", "1 on the days with the opposite goal."),
        column("goal", "Rewarded place, from 0."),
        column("start", "Cell of the start (row × size + column)."),
        column("success", "1 if the goal was reached and no other possible place of reward before it."),
        column("reached", "1 if the goal was reached at all."),
        column("formerGoalVisits", "Visits of the first goal on the days after it."),
        column("steps", "Steps taken."),
        column("latency", "Time to the goal; missing if it was not reached.", "s"),
        column("shortest", "Fewest steps from start to goal."),
      ],
      session: (random) => fieldSession(random, world, values, days),
    };
  },
});

function* fieldSession(random: TaskRandom, world: World, values: Values, days: number): TaskSession {
  const log = new SessionLog();
  const { size } = values;
  const near = Math.floor(size / 5);
  const far = size - 1 - near;
  const corners: readonly Cell[] = [
    [near, near],
    [far, far],
    [near, far],
    [far, near],
  ];
  const turn = drawInteger(random, 4, streams.goal, 0);
  // The first goal, the one opposite to it, and the two others.
  const order = [turn, turn ^ 1, turn ^ 2, turn ^ 3];
  const sites = order.slice(0, values.goals).map((corner) => corners[corner]!);
  const everywhere = availableAt(world, allPlaces(world));
  const objects = new Float32Array(world.places * world.features.length).fill(1);
  const siteAt = ([x, y]: Cell): number => sites.findIndex(([siteX, siteY]) => siteX === x && siteY === y);

  for (let day = 0; day < days; day++) {
    if (day > 0) yield* pause(log, 86_400);
    log.beginBlock();
    const reversed = day >= values.daysFirst;
    const goal = reversed ? Math.min(1, sites.length - 1) : 0;
    for (let trial = 0; trial < values.trials; trial++) {
      let cell = drawStart(random, size, sites, log.trial);
      const start = cell;
      let first = { choice: -1, time: Number.NaN };
      let [time, taken, formerVisits, elsewhere] = [0, 0, 0, false];
      let opening = true;
      while (siteAt(cell) !== goal && time < values.trialTime) {
        const deed = yield* log.show({
          phase: "decision",
          duration: values.decision,
          endsOnAction: true,
          objects,
          available: everywhere,
          position: placeCode(values, cell),
          ...(opening && { trialStarts: true, session: day, stage: reversed ? "reversal" : "acquisition" }),
        });
        opening = false;
        time += deed.elapsed;
        if (deed.choice < 0) continue;
        if (first.choice < 0) first = { choice: deed.choice, time };
        const [stepX, stepY] = steps[deed.choice]!;
        cell = [limited(cell[0] + stepX, size), limited(cell[1] + stepY, size)];
        taken++;
        yield* log.show({ phase: "move", duration: values.move, objects, position: placeCode(values, cell) });
        time += values.move;
        const site = siteAt(cell);
        if (site >= 0 && site !== goal) elsewhere = true;
        if (site === 0 && goal !== 0) formerVisits++;
      }
      const reached = siteAt(cell) === goal;
      if (reached) {
        const marks = ["goal"];
        yield* log.show({
          phase: "outcome",
          duration: values.outcomeDuration,
          objects,
          outcome: outcomeOf(world, 1),
          marks,
        });
      }
      yield* rest(log, values.interval);
      const success = reached && !elsewhere;
      log.end({
        block: day,
        ...(first.choice >= 0 && { choice: first.choice, reactionTime: first.time, correct: Number(success) }),
        outcome: Number(reached),
        day,
        reversed: Number(reversed),
        goal: order[goal]!,
        start: start[1] * size + start[0],
        success: Number(success),
        reached: Number(reached),
        formerGoalVisits: formerVisits,
        steps: taken,
        latency: reached ? time : Number.NaN,
        shortest: Math.abs(start[0] - sites[goal]![0]) + Math.abs(start[1] - sites[goal]![1]),
      });
    }
  }
  return log.last();
}

/** A cell on the border that is no place of reward. */
function drawStart(random: TaskRandom, size: number, sites: readonly Cell[], trial: number): Cell {
  const border: Cell[] = [];
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      const outside = x === 0 || y === 0 || x === size - 1 || y === size - 1;
      if (outside && !sites.some(([siteX, siteY]) => siteX === x && siteY === y)) border.push([x, y]);
    }
  }
  return border[drawInteger(random, border.length, streams.start, trial)]!;
}

function limited(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, value));
}

/** Activity of each place field: Gaussian of the distance between its centre and the cell's. */
function placeCode({ size, fields, fieldWidth }: Values, [x, y]: Cell): Float32Array {
  const code = new Float32Array(fields * fields);
  const scale = (fields - 1) / (size - 1);
  for (let row = 0; row < fields; row++) {
    for (let place = 0; place < fields; place++) {
      const [dx, dy] = [(x * scale - place) / fieldWidth, (y * scale - row) / fieldWidth];
      code[row * fields + place] = exponential(Math.fround(Math.max(-80, -(dx * dx + dy * dy) / 2)));
    }
  }
  return code;
}
