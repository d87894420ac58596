import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, offer, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, shuffled } from "../draws.ts";
import { availableAt, contextOf, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";

const levels = 5;
const world = worldOf({
  places: ["accept", "reject", "tree"],
  features: [
    ...featuresOf("visual", "leafiness", numbered("leafiness", levels)),
    ...featuresOf("visual", "branchiness", numbered("branchiness", levels)),
    ...featuresOf("visual", "garden", ["north garden", "south garden"]),
    ...featuresOf("visual", "key", ["accept key", "reject key"]),
  ],
  outcomes: [
    { name: "points", valence: 1 },
    { name: "lost points", valence: -1 },
  ],
  contexts: 2,
});
const streams = { order: 0, leaf: 1, branch: 2, first: 3, exemplar: 4 };

const options = {
  trainingTrials: option(400, 2, 10_000, "Trials with feedback, half in each garden."),
  blockLength: option(200, 0, 10_000, "Trials in one garden before the other; 0: gardens in random order."),
  testTrials: option(200, 0, 10_000, "Trials without feedback, gardens in random order, new trees."),
  variation: option(
    0.2,
    0,
    1,
    "By how much trees of one kind differ: share of a level's strength that lies on its neighbours.",
  ),
  value: option(0.5, 0, 10, "Points for the best level; the worst level loses as much, those between less."),
  rotated: option(
    0,
    0,
    1,
    "1: both dimensions count in both gardens, together in one and against each other in the other.",
  ),
  contextTime: option(0.5, 0.02, 60, "Time that the garden is shown before the tree, s."),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 2.5, delay: 0.5, outcomeDuration: 1.5, interval: 0.5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Which trees grow in this garden? In one garden leafiness decides, in the other branchiness; accepting a tree brings or
 * costs points by its level. Training one garden after the other or mixed, test mixed.
 */
export const contextCategories = defineTask({
  id: "context-categories-v1",
  title: "Two category tasks, blocked or interleaved",
  summary: "Accept or reject trees; what makes a tree good depends on the garden.",
  sources: ["flesch2018"],
  options,
  whole: ["trainingTrials", "blockLength", "testTrials", "rotated", "chosenStays"],
  short: { trainingTrials: 24, blockLength: 12, testTrials: 10 },
  presets: {
    "blocked-200": {
      doc: "200 trials of one garden, 200 of the other, then 200 mixed without feedback. Flesch et al. 2018, doi 10.1073/pnas.1800755115 (points scaled).",
    },
    "blocked-20": { doc: "Gardens change every 20 trials.", options: { blockLength: 20 } },
    "blocked-2": { doc: "Gardens change every 2 trials.", options: { blockLength: 2 } },
    interleaved: { doc: "Gardens in random order.", options: { blockLength: 0 } },
    "rotated-blocked-200": {
      doc: "As blocked-200 with rules along the diagonals (experiment 1b of the same paper).",
      options: { rotated: 1 },
    },
    "rotated-interleaved": {
      doc: "As interleaved with rules along the diagonals.",
      options: { blockLength: 0, rotated: 1 },
    },
  },
  parts(values) {
    const training = 2 * Math.floor(values.trainingTrials / 2);
    const trials = training + values.testTrials;
    return {
      world,
      phases: [{ name: "garden", doc: "The garden is shown.", duration: values.contextTime }, ...choicePhases(values)],
      trials,
      maximumTime: trials * (longestTrial(values) + values.contextTime),
      columns: [
        column("garden", "0 = north (one dimension counts), 1 = south (the other)."),
        column("firstGarden", "1 if this garden was trained first."),
        column("leafiness", "Level of the tree, 0 … 4."),
        column("branchiness", "Level of the tree, 0 … 4."),
        column("value", "Points for accepting it."),
        column("test", "1 in the test without feedback."),
      ],
      session: (random, subject) => gardensSession(random, subject, values, training),
    };
  },
});

function* gardensSession(random: TaskRandom, subject: number, values: Values, training: number): TaskSession {
  const log = new SessionLog();
  const firstGarden = subject % 2;
  const turned = drawInteger(random, 2, streams.first, 0) === 1;
  const mixed = (count: number, stage: number): number[] =>
    shuffled(
      random,
      Array.from({ length: count }, (_, trial) => trial % 2),
      streams.order,
      stage,
    );
  const gardens = [
    ...(values.blockLength === 0
      ? mixed(training, 0)
      : Array.from({ length: training }, (_, trial) => (firstGarden + Math.floor(trial / values.blockLength)) % 2)),
    ...mixed(values.testTrials, 1),
  ];
  for (const [trial, garden] of gardens.entries()) {
    const test = trial >= training;
    if (trial === training) log.beginBlock();
    const leaf = drawInteger(random, levels, streams.leaf, trial);
    const branch = drawInteger(random, levels, streams.branch, trial);
    // Branchiness counts in the north, leafiness in the south; for every other subject the ends are exchanged.
    const centred = ruleOf(values, garden, leaf, branch);
    const value = values.value * (turned ? -centred : centred) + 0;
    const shared = { stage: test ? "test" : "training", context: contextOf(world, garden) };
    yield* log.show({
      phase: "garden",
      duration: values.contextTime,
      objects: objectsAt(world, [[2, 2 * levels + garden]]),
      trialStarts: true,
      ...shared,
    });
    const shown = objectsAt(world, [
      ...levelCode(random, values.variation, leaf, 0, trial),
      ...levelCode(random, values.variation, branch, levels, trial),
      [2, 2 * levels + garden],
      [0, 2 * levels + 2],
      [1, 2 * levels + 3],
    ]);
    const deed = yield* offer(log, values, {
      objects: shown,
      available: availableAt(world, [0, 1]),
    });
    const outcome = !test && deed.choice === 0 ? value : 0;
    if (deed.choice >= 0 && !test) {
      const points = outcomeOf(world, Math.max(0, outcome), Math.max(0, -outcome));
      yield* deliverBeside(log, values, points, world, shown, [2, deed.choice]);
    }
    yield* rest(log, values.interval);
    log.end({
      ...choiceRow(deed, outcome, value === 0 ? undefined : (deed.choice === 0) === value > 0),
      block: Number(test),
      garden,
      firstGarden: values.blockLength === 0 ? Number.NaN : Number(garden === firstGarden),
      leafiness: leaf,
      branchiness: branch,
      value,
      test: Number(test),
    });
  }
  return log.last();
}

/** Worth of a tree in a garden before ends are exchanged, -1 to 1. */
function ruleOf({ rotated }: Values, garden: number, leaf: number, branch: number): number {
  const centred = (level: number): number => (2 * level) / (levels - 1) - 1;
  if (rotated === 1) return (centred(branch) + (garden === 0 ? 1 : -1) * centred(leaf)) / 2;
  return centred(garden === 0 ? branch : leaf);
}

/** A level's own feature, and a random part of the variation on its neighbours. */
function levelCode(
  random: TaskRandom,
  variation: number,
  level: number,
  offset: number,
  trial: number,
): (readonly [number, number, number])[] {
  const spill = variation * random.uniform(streams.exemplar, trial, offset);
  return [-1, 0, 1]
    .filter((step) => level + step >= 0 && level + step < levels)
    .map((step) => [2, offset + level + step, step === 0 ? 1 - spill : spill / 2]);
}
