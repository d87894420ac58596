import { choicePhases, choiceRow, choiceTimeOptions, longestTrial, offer, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, shuffled } from "../draws.ts";
import { availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { chosenStaysOption, deliverBeside } from "./chosen.ts";

const featureCount = 24;
const perObject = 4;
const world = worldOf({
  places: ["left", "right"],
  features: featuresOf("visual", "object", numbered("part", featureCount)),
  outcomes: [{ name: "food", valence: 1 }],
});
const streams = { objects: 0, target: 1, side: 2 };

const options = {
  problems: option(300, 1, 10_000, "Problems, each with a new pair of objects."),
  longProblems: option(32, 0, 10_000, "Of them, the first ones that are long."),
  longLength: option(50, 1, 1000, "Trials of a long problem."),
  length: option(6, 1, 1000, "Trials of every other problem."),
  laterProblems: option(40, 0, 10_000, "Problems after them, a day later (stage later), such as after a lesion."),
  chosenStays: chosenStaysOption,
  ...choiceTimeOptions({ responseWindow: 4, delay: 0, outcomeDuration: 0.5, interval: 5 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Hundreds of discriminations between two new objects: with the set learned, one trial tells which is right. An object
 * is four of twenty-four parts, drawn for each problem, no part in both of its objects.
 */
export const learningSet = defineTask({
  id: "learning-set-v1",
  title: "Learning set",
  summary: "Choose the object with food; after some trials two new objects come, hundreds of times.",
  sources: ["harlow1949"],
  options,
  whole: ["problems", "longProblems", "longLength", "length", "laterProblems", "chosenStays"],
  short: { problems: 5, longProblems: 1, longLength: 8, laterProblems: 2 },
  parts(values) {
    const long = Math.min(values.longProblems, values.problems);
    const trials = long * values.longLength + (values.problems - long + values.laterProblems) * values.length;
    return {
      world,
      phases: [...choicePhases(values), { name: "pause", doc: "A day offline.", duration: 86_400, rest: true }],
      trials,
      maximumTime: trials * longestTrial(values) + 86_400,
      columns: [
        column("problem", "Number of the problem, from 0."),
        column("later", "1 in the problems after the pause."),
        column("firstChoiceRight", "1 if the problem's first choice was right, 0 if not; missing on the first trial."),
      ],
      session: (random) => problemsSession(random, values),
    };
  },
});

function* problemsSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  for (let problem = 0; problem < values.problems + values.laterProblems; problem++) {
    log.beginBlock();
    const later = problem >= values.problems;
    if (problem === values.problems) yield* log.show({ phase: "pause", duration: 86_400, rest: true });
    const drawn = shuffled(random, [...Array(featureCount).keys()], streams.objects, problem);
    const objects = [drawn.slice(0, perObject), drawn.slice(perObject, 2 * perObject)];
    const target = drawInteger(random, 2, streams.target, problem);
    const length = problem < values.longProblems && !later ? values.longLength : values.length;
    let firstRight = Number.NaN;
    for (let trial = 0; trial < length; trial++) {
      const targetPlace = drawInteger(random, 2, streams.side, log.trial);
      const placed = (place: number) =>
        objects[place === targetPlace ? target : 1 - target]!.map((feature) => [place, feature] as const);
      const shown = objectsAt(world, [...placed(0), ...placed(1)]);
      const deed = yield* offer(log, values, {
        objects: shown,
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        session: Number(later),
        stage: later ? "later" : "forming",
      });
      const correct = deed.choice === targetPlace;
      if (deed.choice >= 0)
        yield* deliverBeside(log, values, outcomeOf(world, Number(correct)), world, shown, [deed.choice]);
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, Number(correct), correct),
        block: problem,
        problem,
        later: Number(later),
        firstChoiceRight: firstRight,
      });
      if (trial === 0) firstRight = deed.choice < 0 ? Number.NaN : Number(correct);
    }
  }
  return log.last();
}
