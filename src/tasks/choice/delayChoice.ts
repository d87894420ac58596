import { column, defineTask, option } from "../defineTask.ts";
import { drawInteger, wholeSteps } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { choiceRow, deliver, offer, pause, pausePhase, rest } from "./choiceTrial.ts";

const world = worldOf({
  places: ["left lever", "right lever"],
  features: featuresOf("visual", "lever", ["left lever", "right lever"]),
  outcomes: [{ name: "food", valence: 1 }],
});

const levers = objectsAt(world, [
  [0, 0],
  [1, 1],
]);
const streams = { side: 0 };

const options = {
  smallReward: option(0.33, 0, 10, "Reward at once."),
  largeReward: option(1, 0, 10, "Reward after the delay (three times as much)."),
  firstDelay: option(0, 0, 600, "Delay of the first sessions, s."),
  secondDelay: option(3, 0, 600, "Delay of the next sessions, s."),
  thirdDelay: option(6, 0, 600, "Delay of the next sessions, s."),
  fourthDelay: option(12, 0, 600, "Delay of the next sessions, s."),
  fifthDelay: option(24, 0, 600, "Delay of the last sessions, s."),
  sessionsPerDelay: option(3, 1, 100, "Sessions with each delay."),
  trials: option(60, 1, 1000, "Trials a session."),
  adjusting: option(
    0,
    0,
    1,
    "1: the delay grows by a step after two choices of the large reward, shrinks after two small.",
  ),
  adjustmentStep: option(1, 0.02, 60, "Step of an adjusting delay, s."),
  extinctionTrials: option(0, 0, 1000, "Trials of a last session in which no lever brings anything (0: none)."),
  trialTime: option(40, 1, 1200, "Time from one trial to the next whatever is chosen, s."),
  responseWindow: option(10, 0.1, 60, "Time in which a lever can be pressed, s."),
  outcomeDuration: option(0.5, 0.02, 60, "Time that the outcome is perceived, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;
const longestAdjusted = 300;

/** A small reward at once or a large one later; the delay changes between sessions, or adjusts to the choices. */
export const delayChoice = defineTask({
  id: "delay-choice-v1",
  title: "Small reward now or large reward later",
  summary: "Press one of two levers: one pays little at once, the other more after a delay.",
  sources: ["pardey2009"],
  options,
  short: { sessionsPerDelay: 1, trials: 5 },
  whole: ["sessionsPerDelay", "trials", "adjusting", "extinctionTrials"],
  presets: {
    "delays-by-session": {
      doc: "1 against 3 units after 0, 3, 6, 12 and 24 s, three sessions of 60 trials each, trials of 40 s. After Pardey et al. 2009 (amounts, delays and numbers chosen).",
    },
    adjusting: {
      doc: "The delay adjusts to the choices by 1 s after two equal ones. After Mazur 1987 (numbers chosen).",
      options: { adjusting: 1, firstDelay: 6, sessionsPerDelay: 3, trialTime: 60 },
    },
  },
  parts(values) {
    const sessions = values.sessionsPerDelay * delaysOf(values).length;
    const longest = Math.max(...delaysOf(values), values.adjusting === 1 ? longestAdjusted : 0);
    const trial = Math.max(values.trialTime, values.responseWindow + longest + values.outcomeDuration + 0.2);
    return {
      world,
      phases: [
        { name: "cue", doc: "A lever can be pressed.", duration: values.responseWindow, awaitsAction: true },
        { name: "delay", doc: "Waiting for the large reward.", duration: Math.max(0.02, values.thirdDelay) },
        { name: "outcome", doc: "Eating.", duration: values.outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: values.trialTime / 2, rest: true },
        pausePhase,
      ],
      trials: sessions * values.trials + values.extinctionTrials,
      blockLength: values.trials,
      maximumTime: sessions * (values.trials * (trial + 0.1) + 86_400) + values.extinctionTrials * (trial + 0.1),
      columns: [
        column("delay", "Delay of the large reward; missing in extinction.", "s"),
        column("largeChosen", "1 if the large reward was chosen, 0 if the small one; missing if none was."),
        column("session", "Number of the session, from 0."),
      ],
      session: (random) => delaySession(random, values),
    };
  },
});

function delaysOf(values: Values): readonly number[] {
  const { firstDelay, secondDelay, thirdDelay, fourthDelay, fifthDelay } = values;
  return values.adjusting === 1 ? [firstDelay] : [firstDelay, secondDelay, thirdDelay, fourthDelay, fifthDelay];
}

function* delaySession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const large = drawInteger(random, 2, streams.side, 0);
  let session = 0;
  for (const usual of delaysOf(values)) {
    let delay = usual;
    for (let repeat = 0; repeat < values.sessionsPerDelay; repeat++, session++) {
      if (session > 0) yield* pause(log, 86_400);
      log.beginBlock();
      let last = -1;
      for (let trial = 0; trial < values.trials; trial++) {
        const stage = `delay ${usual} s`;
        const { choice } = yield* delayTrial(log, values, { large, delay, session, stage, rewarded: true });
        if (values.adjusting === 1 && choice >= 0) {
          const step = choice === large ? values.adjustmentStep : -values.adjustmentStep;
          const agreed = last === choice;
          if (agreed) delay = Math.min(longestAdjusted, Math.max(0, delay + step));
          last = agreed ? -1 : choice;
        }
      }
    }
  }
  if (values.extinctionTrials > 0) {
    yield* pause(log, 86_400);
    log.beginBlock();
    for (let trial = 0; trial < values.extinctionTrials; trial++)
      yield* delayTrial(log, values, { large, delay: 0, session, stage: "extinction", rewarded: false });
  }
  return log.last();
}

interface DelayTrial {
  /** Lever of the large reward. */
  readonly large: number;
  readonly delay: number;
  readonly session: number;
  readonly stage: string;
  readonly rewarded: boolean;
}

function* delayTrial(
  log: SessionLog,
  values: Values,
  { large, delay, session, stage, rewarded }: DelayTrial,
): Generator<Moment, Deed, Deed> {
  const deed = yield* offer(log, values, {
    objects: levers,
    available: availableAt(world, [0, 1]),
    trialStarts: true,
    session,
    stage,
  });
  const isLarge = deed.choice === large;
  const reward = deed.choice < 0 || !rewarded ? 0 : isLarge ? values.largeReward : values.smallReward;
  const waited = isLarge ? delay : 0;
  if (deed.choice >= 0)
    yield* deliver(log, { delay: waited, outcomeDuration: values.outcomeDuration }, outcomeOf(world, reward));
  const used = deed.elapsed + (deed.choice < 0 ? 0 : waited + values.outcomeDuration);
  yield* rest(log, wholeSteps(values.trialTime - used));
  log.end({
    ...choiceRow(deed, reward),
    block: session,
    session,
    delay: rewarded ? delay : Number.NaN,
    largeChosen: deed.choice < 0 ? Number.NaN : Number(isLarge),
  });
  return deed;
}
