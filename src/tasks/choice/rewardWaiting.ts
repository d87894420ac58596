import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, wholeSteps } from "../draws.ts";
import { availableAt, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { pause, pausePhase, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["reward site", "exit"],
  features: [
    { name: "tone", modality: "auditory", dimension: "tone" },
    { name: "reward site", modality: "tactile", dimension: "place" },
    { name: "exit", modality: "visual", dimension: "place" },
  ],
  outcomes: [{ name: "food", valence: 1 }],
});
const streams = { delay: 0, reward: 1, stimulation: 2 };

const options = {
  firstDelay: option(3, 0.1, 600, "One of three equally likely delays of food, s."),
  secondDelay: option(6, 0.1, 600, "One of three equally likely delays of food, s."),
  thirdDelay: option(9, 0.1, 600, "One of three equally likely delays of food, s."),
  rewardProbability: option(0.75, 0, 1, "How often food comes at all in training and in the first test."),
  secondProbability: option(0.75, 0, 1, "How often food comes in the second test."),
  thirdProbability: option(0.75, 0, 1, "How often food comes in the third test."),
  tone: option(0.5, 0.02, 60, "Time of the tone, s."),
  longestWait: option(60, 1, 3600, "Time after which an omission trial ends by itself, s."),
  walk: option(10, 0.1, 600, "Time to the next trial, s."),
  trials: option(40, 1, 1000, "Trials a session."),
  trainingSessions: option(10, 0, 200, "Sessions without stimulation."),
  testSessions: option(3, 1, 200, "Sessions with it; they go through the three probabilities in turn."),
  stimulated: option(
    0.5,
    0,
    1,
    "Share of test trials with the mark stimulation from the poke until the subject leaves.",
  ),
  outcomeDuration: option(0.5, 0.02, 60, "Time that food is perceived, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * A tone, then food after some seconds, or never: how long does the subject stay? The one action is to
 * leave by the exit; it ends the trial. The mark `stimulation` says from when light is on in half of the test trials, `waitingEnds` when it goes off.
 */
export const rewardWaiting = defineTask({
  id: "reward-waiting-v1",
  title: "Waiting for delayed reward",
  summary: "Stay at the reward site until food comes, or leave; sometimes it never comes.",
  sources: ["miyazaki2014"],
  options,
  short: { trainingSessions: 1, testSessions: 3, trials: 5 },
  whole: ["trials", "trainingSessions", "testSessions"],
  presets: {
    "mixed-delays": {
      doc: "Food with probability .75 after 3, 6 or 9 s. Miyazaki et al. 2014, doi 10.1016/j.cub.2014.07.041 (test A; numbers of trials chosen).",
    },
    probabilities: {
      doc: "Food after 3 s with probability .75, .5 or .25 in separate sessions. Miyazaki et al. 2018, doi 10.1038/s41467-018-04496-y (test B; delay chosen).",
      options: { firstDelay: 3, secondDelay: 3, thirdDelay: 3, secondProbability: 0.5, thirdProbability: 0.25 },
    },
    "fixed-delay": {
      doc: "Food with probability .75 always after 6 s (test C).",
      options: { firstDelay: 6, secondDelay: 6, thirdDelay: 6 },
    },
    "variable-delay": {
      doc: "Food with probability .75 after 2, 6 or 10 s (test C).",
      options: { firstDelay: 2, secondDelay: 6, thirdDelay: 10 },
    },
  },
  parts(values) {
    const sessions = values.trainingSessions + values.testSessions;
    const { tone, longestWait, walk, outcomeDuration } = values;
    const longest = tone + longestWait + walk + outcomeDuration + longestDelay(values);
    return {
      world,
      phases: [
        { name: "cue", doc: "The tone, at the reward site.", duration: tone },
        {
          name: "waiting",
          doc: "Staying at the reward site; the action is to leave.",
          duration: 6,
          awaitsAction: true,
        },
        { name: "outcome", doc: "Food.", duration: outcomeDuration },
        { name: "interval", doc: "On the way to the next trial.", duration: walk, rest: true },
        pausePhase,
      ],
      trials: sessions * values.trials,
      blockLength: values.trials,
      maximumTime: sessions * (values.trials * (longest + 0.2) + 86_400),
      columns: [
        column("delay", "Delay of food; missing if it was never to come.", "s"),
        column("omission", "1 if food was never to come."),
        column("left", "1 if the subject left before food."),
        column("waited", "How long it stayed after the tone.", "s"),
        column("stimulation", "1 if the mark stimulation was given."),
        column("rewardProbability", "How often food comes in this session."),
        column("session", "Number of the session, from 0."),
      ],
      session: (random) => waitingSession(random, values, sessions),
    };
  },
});

function longestDelay({ firstDelay, secondDelay, thirdDelay }: Values): number {
  return Math.max(firstDelay, secondDelay, thirdDelay);
}

function* waitingSession(random: TaskRandom, values: Values, sessions: number): TaskSession {
  const log = new SessionLog();
  const delays = [values.firstDelay, values.secondDelay, values.thirdDelay];
  const chances = [values.rewardProbability, values.secondProbability, values.thirdProbability];
  const toneAtSite = objectsAt(world, [
    [0, 0],
    [0, 1],
    [1, 2],
  ]);
  const site = objectsAt(world, [
    [0, 1],
    [1, 2],
  ]);
  for (let session = 0; session < sessions; session++) {
    if (session > 0) yield* pause(log, 86_400);
    log.beginBlock();
    const test = session - values.trainingSessions;
    const chance = test < 0 ? values.rewardProbability : chances[test % 3]!;
    for (let number = 0; number < values.trials; number++) {
      const { trial } = log;
      const delay = wholeSteps(delays[drawInteger(random, 3, streams.delay, trial)]!);
      const comes = random.uniform(streams.reward, trial) < chance;
      const stimulated = test >= 0 && random.uniform(streams.stimulation, trial) < values.stimulated;
      yield* log.show({
        phase: "cue",
        duration: values.tone,
        objects: toneAtSite,
        trialStarts: true,
        session,
        stage: test < 0 ? "training" : `test ${test + 1}`,
        marks: ["poke", ...(stimulated ? ["stimulation"] : [])],
      });
      const deed = yield* log.show({
        phase: "waiting",
        duration: comes ? delay : values.longestWait,
        endsOnAction: true,
        objects: site,
        available: availableAt(world, [1]),
      });
      const left = deed.choice >= 0;
      const eaten = comes && !left;
      if (eaten) {
        yield* log.show({
          phase: "outcome",
          duration: values.outcomeDuration,
          objects: site,
          outcome: outcomeOf(world, 1),
          marks: ["waitingEnds"],
        });
        yield* rest(log, values.walk);
      } else {
        yield* log.show({ phase: "interval", duration: values.walk, rest: true, marks: ["waitingEnds"] });
      }
      log.end({
        block: session,
        session,
        ...(left && { choice: 1, reactionTime: deed.time }),
        outcome: Number(eaten),
        delay: comes ? delay : Number.NaN,
        omission: Number(!comes),
        left: Number(left),
        waited: deed.elapsed,
        stimulation: Number(stimulated),
        rewardProbability: chance,
      });
    }
  }
  return log.last();
}
