import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, drawTime, shuffled } from "../draws.ts";
import { availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choiceRow, deliver, offer, rest } from "./choiceTrial.ts";

const streams = { order: 0, side: 1, feedback: 2, interval: 3 };
const flowers = ["red flower", "white flower"];

const options = {
  cues: option(4, 1, 20, "Cues."),
  probability: option(0.7, 0.5, 1, "How often a cue's better option is right; the other one the rest of the time."),
  runs: option(4, 1, 100, "Runs."),
  runLength: option(30, 1, 1000, "Trials in a run."),
  controlRuns: option(0, 0, 100, "Runs after them that give no feedback (stage control)."),
  shortestInterval: option(2, 0.02, 60, "Shortest time between trials, s."),
  longestInterval: option(6, 0.02, 60, "Longest time between trials, s."),
  responseWindow: option(1.5, 0.1, 60, "Time for the choice, s."),
  delay: option(0, 0, 60, "Time between choice and feedback, s."),
  outcomeDuration: option(1, 0.02, 60, "Time of feedback, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Butterflies prefer one of two flowers, most of the time: which one has to be learned for each by trial and error. */
export const cuedChoice = defineTask({
  id: "cued-choice-v1",
  title: "Probabilistic choice by cue",
  summary: "For each cue say which of two options it prefers; feedback is right most of the time.",
  sources: ["gerraty2018"],
  options,
  short: { runs: 2, runLength: 10 },
  whole: ["cues", "runs", "runLength", "controlRuns"],
  presets: {
    "four-runs": {
      doc: "Four cues, right 70 % of the time, four runs of 30 trials. Gerraty et al. 2018, doi 10.1523/JNEUROSCI.2084-17.2018 (numbers chosen).",
    },
    "with-control": { doc: "The same, and four runs without feedback after them.", options: { controlRuns: 4 } },
  },
  parts(values) {
    const world = worldOf({
      places: ["left", "right", "centre"],
      features: [
        ...featuresOf("visual", "flower", flowers),
        ...featuresOf("visual", "butterfly", numbered("butterfly", values.cues)),
      ],
      outcomes: [{ name: "correct", valence: 1 }],
    });
    const trials = (values.runs + values.controlRuns) * values.runLength;
    const interval = Math.max(values.shortestInterval, values.longestInterval);
    return {
      world,
      phases: [
        { name: "cue", doc: "Butterfly and flowers.", duration: values.responseWindow, awaitsAction: true },
        { name: "delay", doc: "Before feedback.", duration: Math.max(0.02, values.delay) },
        { name: "outcome", doc: "Feedback.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
      ],
      trials,
      blockLength: values.runLength,
      maximumTime: trials * (values.responseWindow + values.delay + values.outcomeDuration + interval + 0.2),
      columns: [
        column("cue", "Cue, from 0."),
        column("option", "Option taken: 0 or 1; missing if none was."),
        column("betterOption", "Option that is right most of the time for this cue."),
      ],
      session: (random, subject) => cuedSession(random, subject, world, values),
    };
  },
});

function* cuedSession(random: TaskRandom, subject: number, world: World, values: Values): TaskSession {
  const log = new SessionLog();
  const cues = Array.from({ length: values.cues }, (_, cue) => cue);
  let turn: number[] = [];
  for (let run = 0; run < values.runs + values.controlRuns; run++) {
    const feedback = run < values.runs;
    log.beginBlock();
    for (let number = 0; number < values.runLength; number++) {
      const { trial } = log;
      if (turn.length === 0) turn = shuffled(random, cues, streams.order, trial);
      const cue = turn.pop()!;
      const better = (cue + subject) % 2;
      const firstLeft = drawInteger(random, 2, streams.side, trial) === 0;
      const deed = yield* offer(log, values, {
        objects: objectsAt(world, [
          [0, firstLeft ? 0 : 1],
          [1, firstLeft ? 1 : 0],
          [2, 2 + cue],
        ]),
        available: availableAt(world, [0, 1]),
        trialStarts: true,
        stage: feedback ? "learning" : "control",
      });
      const taken = deed.choice < 0 ? -1 : firstLeft ? deed.choice : 1 - deed.choice;
      const betterRight = random.uniform(streams.feedback, trial) < values.probability;
      const outcome = Number(feedback && taken >= 0 && (taken === better) === betterRight);
      if (taken >= 0 && feedback) yield* deliver(log, values, outcomeOf(world, outcome));
      yield* rest(
        log,
        drawTime(
          random,
          [values.shortestInterval, Math.max(values.shortestInterval, values.longestInterval)],
          streams.interval,
          trial,
        ),
      );
      log.end({
        ...choiceRow(deed, outcome, taken === better),
        block: run,
        cue,
        option: taken < 0 ? Number.NaN : taken,
        betterOption: better,
      });
    }
  }
  return log.last();
}
