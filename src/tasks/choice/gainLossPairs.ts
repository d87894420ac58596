import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { featuresOf, numbered, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choicePhases, choiceRow, choiceTimeOptions, deliver, longestTrial, rest } from "./choiceTrial.ts";
import { offerPair } from "./pairs.ts";

const streams = { side: 0, order: 1, outcome: 2 };
const kinds = ["gain", "loss", "neutral"] as const;

const options = {
  runs: option(3, 1, 20, "Runs, each with new stimuli."),
  repeats: option(30, 1, 1000, "Trials of each pair in a run."),
  probability: option(0.8, 0.5, 1, "How often the better stimulus of a pair brings the better outcome."),
  gain: option(1, 0, 10, "Amount gained."),
  loss: option(1, 0, 10, "Amount lost."),
  ...choiceTimeOptions({ responseWindow: 3, delay: 1, outcomeDuration: 1, interval: 2 }),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** One pair of stimuli gains money or nothing, one loses money or nothing, one does nothing. */
export const gainLossPairs = defineTask({
  id: "gain-loss-pairs-v1",
  title: "Instrumental learning from gains and losses",
  summary: "Choose one of two stimuli; pairs differ in whether there is something to gain, to lose, or neither.",
  sources: ["pessiglione2006"],
  options,
  short: { runs: 2, repeats: 4 },
  whole: ["runs", "repeats"],
  parts(values) {
    const world = worldOf({
      places: ["left", "right"],
      features: featuresOf("visual", "picture", numbered("picture", 6 * values.runs)),
      outcomes: [
        { name: "gain", valence: 1 },
        { name: "loss", valence: -1 },
      ],
    });
    const trials = values.runs * kinds.length * values.repeats;
    return {
      world,
      phases: choicePhases(values),
      trials,
      blockLength: trials / values.runs,
      maximumTime: trials * longestTrial(values),
      columns: [
        column("pair", "0 = gain, 1 = loss, 2 = neutral."),
        column("trialOfPair", "Number of the trial of this pair in the run, from 0."),
        column("stimulus", "0 = the better stimulus of the pair, 1 = the other one; missing if none was taken."),
      ],
      session: (random) => pairsSession(random, world, values),
    };
  },
});

function* pairsSession(random: TaskRandom, world: World, values: Values): TaskSession {
  const log = new SessionLog();
  for (let run = 0; run < values.runs; run++) {
    log.beginBlock();
    const counts = [0, 0, 0];
    const listed = kinds.flatMap((_, pair) => Array.from({ length: values.repeats }, () => pair));
    for (const pair of shuffled(random, listed, streams.order, run)) {
      const better = 6 * run + 2 * pair;
      const { deed, taken } = yield* offerPair(log, world, random, streams.side, [better, better + 1], {
        responseWindow: values.responseWindow,
        with: { stage: kinds[pair]! },
      });
      // What each stimulus brings is drawn by itself; the better outcome is the gain, or the loss avoided.
      const place = taken - better;
      const good =
        random.uniform(streams.outcome, log.trial, place === 0 ? 0 : 1) < chanceOf(place, values.probability);
      const outcome = taken < 0 || pair === 2 ? 0 : pair === 0 ? Number(good) * values.gain : good ? 0 : -values.loss;
      if (taken >= 0) yield* deliver(log, values, outcomeOf(world, Math.max(0, outcome), Math.max(0, -outcome)));
      yield* rest(log, values.interval);
      log.end({
        ...choiceRow(deed, outcome, pair === 2 ? undefined : taken === better),
        block: run,
        pair,
        trialOfPair: counts[pair]!,
        stimulus: taken < 0 ? Number.NaN : taken - better,
      });
      counts[pair]! += 1;
    }
  }
  return log.last();
}

function chanceOf(place: number, probability: number): number {
  return place === 0 ? probability : 1 - probability;
}
