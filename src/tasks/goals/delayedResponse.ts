import { choiceRow, deliver, rest } from "../choice/choiceTrial.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { shuffled } from "../draws.ts";
import { allPlaces, availableAt, featuresOf, numbered, objectsAt, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

const directions = 8;
const world = worldOf({
  places: numbered("direction", directions),
  features: [
    ...featuresOf("visual", "location", numbered("location", directions)),
    { name: "fixation", modality: "visual", dimension: "fixation" },
  ],
  outcomes: [{ name: "juice", valence: 1 }],
});
const streams = { order: 0 };

const options = {
  trials: option(320, 8, 10_000, "Trials; directions come equally often."),
  fixation: option(1, 0.02, 60, "Fixation before the cue, s."),
  cue: option(0.5, 0.02, 60, "Time of the cue, s."),
  delay: option(4, 0, 600, "Time for which the cue has to be remembered; 0: it can be answered at once, s."),
  responseWindow: option(1.5, 0.1, 60, "Time for the answer, s."),
  outcomeDuration: option(0.5, 0.02, 60, "Time of reward, s."),
  interval: option(2, 0.02, 600, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/** A cue in one of eight directions, a delay, and a look to where it was. */
export const delayedResponse = defineTask({
  id: "delayed-response-v1",
  title: "Spatial delayed response",
  summary: "Remember where a cue was shown, and look there after the delay.",
  sources: ["vijayraghavan2007"],
  options,
  whole: ["trials"],
  short: { trials: 24 },
  presets: {
    delay: {
      doc: "Eight directions, delay of 4 s, 320 trials. Vijayraghavan et al. 2007, Nat Neurosci 10:376 (delay and trials chosen).",
    },
    "no-delay": { doc: "The same without delay.", options: { delay: 0 } },
  },
  parts(values) {
    const { fixation, cue, delay, responseWindow, outcomeDuration, interval } = values;
    const trials = directions * Math.floor(values.trials / directions);
    return {
      world,
      phases: [
        { name: "fixation", doc: "Fixation.", duration: fixation },
        { name: "cue", doc: "The cue is shown.", duration: cue },
        { name: "delay", doc: "The cue has to be remembered.", duration: Math.max(0.02, delay) },
        { name: "response", doc: "An answer can be given.", duration: responseWindow, awaitsAction: true },
        { name: "outcome", doc: "Reward or its absence.", duration: outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
      ],
      trials,
      maximumTime: trials * (fixation + cue + delay + responseWindow + outcomeDuration + interval + 0.2),
      columns: [
        column("direction", "Direction of the cue, from 0."),
        column("error", "Steps between answer and cue, 0 … 4."),
      ],
      session: (random) => responseSession(random, values, trials),
    };
  },
});

function* responseSession(random: TaskRandom, values: Values, trials: number): TaskSession {
  const log = new SessionLog();
  const centre = objectsAt(
    world,
    allPlaces(world).map((place) => [place, directions, 1 / directions]),
  );
  const listed = Array.from({ length: trials }, (_, trial) => trial % directions);
  for (const direction of shuffled(random, listed, streams.order, 0)) {
    const cued = centre.slice();
    cued[direction * world.features.length + direction] = 1;
    yield* log.show({ phase: "fixation", duration: values.fixation, objects: centre, trialStarts: true });
    yield* log.show({ phase: "cue", duration: values.cue, objects: cued, marks: ["cue"] });
    if (values.delay > 0) yield* log.show({ phase: "delay", duration: values.delay, objects: centre });
    const deed = yield* log.show({
      phase: "response",
      duration: values.responseWindow,
      endsOnAction: true,
      available: availableAt(world, allPlaces(world)),
      ...(values.delay === 0 && { objects: objectsAt(world, [[direction, direction]]) }),
      marks: ["go"],
    });
    const correct = deed.choice === direction;
    if (deed.choice >= 0) {
      yield* deliver(log, { delay: 0, outcomeDuration: values.outcomeDuration }, outcomeOf(world, Number(correct)));
    }
    yield* rest(log, values.interval);
    const apart = Math.abs(deed.choice - direction);
    log.end({
      ...choiceRow(deed, Number(correct), correct),
      block: 0,
      direction,
      error: deed.choice < 0 ? Number.NaN : Math.min(apart, directions - apart),
    });
  }
  return log.last();
}
