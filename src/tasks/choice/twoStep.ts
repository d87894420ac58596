import { column, defineTask, option } from "../defineTask.ts";
import { drawNormal } from "../draws.ts";
import { availableAt, featuresOf, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { optionColumns, optionValues } from "./bandit.ts";
import { choiceRow, deliver, rest } from "./choiceTrial.ts";

const pictures = ["rocket 1", "rocket 2", "alien 1a", "alien 1b", "alien 2a", "alien 2b"];
const world = worldOf({
  places: ["left", "right"],
  features: featuresOf("visual", "picture", [...pictures, ...pictures.map((name) => `practice ${name}`)]),
  outcomes: [{ name: "reward", valence: 1 }],
});
const both = availableAt(world, [0, 1]);
const nothing = outcomeOf(world);
const streams = { walk: 0, start: 10, transition: 20, reward: 21 };

const options = {
  trials: option(201, 1, 10_000, "Trials."),
  practice: option(50, 0, 1000, "Trials of practice before, with other pictures."),
  commonTransition: option(0.7, 0.5, 1, "How often a first choice leads to its usual second state."),
  diffusion: option(0.025, 0, 1, "Standard deviation of each reward probability's change on a trial."),
  lowest: option(0.25, 0, 1, "Lower limit of reward probabilities; they are reflected there."),
  highest: option(0.75, 0, 1, "Upper limit of reward probabilities."),
  responseWindow: option(2, 0.1, 60, "Time for each choice, s."),
  transition: option(0.4, 0.02, 60, "Time between first choice and second state, s."),
  outcomeDuration: option(1, 0.02, 60, "Time that the outcome is perceived, s."),
  interval: option(1, 0.02, 600, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** Two choices in a row: the first leads to one of two states, usually the same one; the second may be rewarded. */
export const twoStep = defineTask({
  id: "two-step-v1",
  title: "Two-step decision task",
  summary: "A first choice leads to one of two states, where a second choice is rewarded with a wandering probability.",
  sources: ["daw2011"],
  options,
  short: { practice: 4, trials: 20 },
  whole: ["trials", "practice"],
  parts(values) {
    const trials = values.practice + values.trials;
    const { responseWindow, transition, outcomeDuration, interval } = values;
    return {
      world,
      phases: [
        { name: "first", doc: "The first two options are shown.", duration: responseWindow, awaitsAction: true },
        { name: "transition", doc: "On the way to the second state.", duration: transition },
        { name: "second", doc: "The options of the second state.", duration: responseWindow, awaitsAction: true },
        { name: "outcome", doc: "Reward or its absence.", duration: outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
      ],
      trials,
      maximumTime: trials * (2 * responseWindow + transition + outcomeDuration + interval + 0.2),
      columns: [
        column("practice", "1 in practice."),
        column("common", "1 after a usual transition, 0 after a rare one; missing without a first choice."),
        column("state", "Second state, 0 or 1; missing without a first choice."),
        column("secondChoice", "Option of the second state; missing if none was taken."),
        column("secondReactionTime", "Time of the second choice.", "s"),
        ...optionColumns("rewardProbability", 4, "Reward probability of second option (state × 2 + option)"),
      ],
      session: (random) => twoStepSession(random, values),
    };
  },
});

function* twoStepSession(random: TaskRandom, values: Values): TaskSession {
  const log = new SessionLog();
  const { lowest, highest } = values;
  let chances: number[] = [];
  for (let number = 0; number < values.practice + values.trials; number++) {
    const practice = number < values.practice;
    if (number === values.practice) log.beginBlock();
    const fresh = number === 0 || number === values.practice;
    chances = fresh
      ? [0, 1, 2, 3].map((option) => lowest + (highest - lowest) * random.uniform(streams.start, number, option))
      : chances.map((chance, option) =>
          reflected(chance + values.diffusion * drawNormal(random, streams.walk + option, number), lowest, highest),
        );
    const offset = practice ? pictures.length : 0;
    const shown = (feature: number) =>
      objectsAt(world, [
        [0, offset + feature],
        [1, offset + feature + 1],
      ]);
    const common = random.uniform(streams.transition, number) < values.commonTransition;
    const first = yield* log.show({
      phase: "first",
      duration: values.responseWindow,
      endsOnAction: true,
      objects: shown(0),
      available: both,
      trialStarts: true,
      stage: practice ? "practice" : "test",
    });
    const row: Record<string, number> = { ...optionValues("rewardProbability", chances) };
    let outcome = 0;
    if (first.choice >= 0) {
      const state = common ? first.choice : 1 - first.choice;
      yield* log.show({ phase: "transition", duration: values.transition });
      const second = yield* log.show({
        phase: "second",
        duration: values.responseWindow,
        endsOnAction: true,
        objects: shown(2 + 2 * state),
        available: both,
        marks: ["secondState"],
      });
      row.common = Number(common);
      row.state = state;
      if (second.choice >= 0) {
        const option = 2 * state + second.choice;
        outcome = Number(random.uniform(streams.reward, number, option) < chances[option]!);
        row.secondChoice = second.choice;
        row.secondReactionTime = second.time;
        yield* deliver(
          log,
          { delay: 0, outcomeDuration: values.outcomeDuration },
          outcome ? outcomeOf(world, 1) : nothing,
        );
      }
    }
    yield* rest(log, values.interval);
    log.end({
      ...row,
      ...choiceRow(first, outcome, bestFirst(chances, values.commonTransition) === first.choice),
      block: Number(!practice),
      practice: Number(practice),
    });
  }
  return log.last();
}

/** First option that leads more often to the state with the better second option. */
function bestFirst([a = 0, b = 0, c = 0, d = 0]: readonly number[], common: number): number {
  const [first, second] = [Math.max(a, b), Math.max(c, d)];
  return common * first + (1 - common) * second >= common * second + (1 - common) * first ? 0 : 1;
}

function reflected(value: number, lowest: number, highest: number): number {
  const low = value < lowest ? 2 * lowest - value : value;
  const inside = low > highest ? 2 * highest - low : low;
  return Math.min(highest, Math.max(lowest, inside));
}
