import { exponential } from "../../math/single.ts";
import { column, defineTask, option } from "../defineTask.ts";
import { drawNormal } from "../draws.ts";
import { featuresOf, outcomeOf, worldOf } from "../scene.ts";
import { SessionLog } from "../sessionLog.ts";
import type { TaskSession, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import { rest } from "./choiceTrial.ts";

const range = 300;
const streams = { change: 0, mean: 1, noise: 2, tone: 3 };
const toneName = "tone";

const options = {
  blocks: option(4, 1, 100, "Blocks; the first half with the wide noise for every other subject, else the narrow one."),
  blockLength: option(200, 1, 5000, "Trials in a block."),
  hazard: option(0.1, 0, 1, "Probability of a change point on a trial that may have one."),
  stableTrials: option(3, 0, 100, "Trials after a change point that have none."),
  wideNoise: option(10, 0.01, 100, "Standard deviation of outcomes in one half of the blocks."),
  narrowNoise: option(5, 0.01, 100, "Standard deviation of outcomes in the other half."),
  toneProbability: option(0, 0, 1, "How often an irrelevant loud tone (mark tone) comes with the outcome."),
  places: option(60, 2, 300, "Places on the line, each a feature of its own."),
  tuning: option(5, 0.1, 100, "Width of the code around an outcome, in units of the line."),
  predictionTime: option(1.5, 0.02, 60, "Time in which the prediction is read, s."),
  outcomeDuration: option(2, 0.02, 60, "Time that the outcome is shown, s."),
  interval: option(0.5, 0.02, 60, "Time between trials, s."),
};
type Values = Readonly<Record<keyof typeof options, number>>;

/**
 * Numbers on a line from 0 to 300 whose mean jumps at times. The prediction is the graded response `estimate`, 0 … 1 of
 * the line, over the prediction time; the outcome is shown as a bump of activity around its place.
 */
export const predictiveInference = defineTask({
  id: "predictive-inference-v1",
  title: "Predictive inference with change points",
  summary: "Predict the next number; numbers scatter around a mean that stays for a while and then jumps.",
  sources: ["nassar2012"],
  options,
  short: { blocks: 2, blockLength: 20 },
  whole: ["blocks", "blockLength", "stableTrials", "places"],
  presets: {
    "change-points": {
      doc: "Noise 10 and 5, hazard .1 after three stable trials, four blocks of 200. Nassar et al. 2012, doi 10.1038/nn.3130 (blocks and stable trials recalled).",
    },
    "irrelevant-arousal": {
      doc: "The same with an unrelated loud tone at the outcome of one trial in ten.",
      options: { toneProbability: 0.1 },
    },
  },
  parts(values) {
    const names = Array.from({ length: values.places }, (_, place) => `place ${place}`);
    const world = worldOf({
      places: ["line"],
      features: [
        ...featuresOf("visual", "location", names),
        { name: toneName, modality: "auditory", dimension: "tone" },
      ],
      outcomes: [{ name: "points", valence: 1 }],
      responses: ["estimate"],
    });
    const trials = values.blocks * values.blockLength;
    const { predictionTime, outcomeDuration, interval } = values;
    return {
      world,
      phases: [
        { name: "prediction", doc: "The prediction is read.", duration: predictionTime },
        { name: "outcome", doc: "The number is shown.", duration: outcomeDuration },
        { name: "interval", doc: "Between trials.", duration: interval, rest: true },
      ],
      trials,
      blockLength: values.blockLength,
      maximumTime: trials * (predictionTime + outcomeDuration + interval + 0.1),
      columns: [
        column("prediction", "Number predicted, 0 … 300."),
        column("number", "Number that came, 0 … 300."),
        column("mean", "Mean of the numbers."),
        column("noise", "Standard deviation of the numbers."),
        column("changePoint", "1 if the mean jumped on this trial."),
        column("sinceChange", "Trials since the last change point, 0 on its trial."),
        column("tone", "1 if the irrelevant tone came with the outcome."),
      ],
      session: (random, subject) => inferenceSession(random, subject, world, values),
    };
  },
});

function* inferenceSession(random: TaskRandom, subject: number, world: World, values: Values): TaskSession {
  const log = new SessionLog();
  const none = outcomeOf(world);
  for (let block = 0; block < values.blocks; block++) {
    log.beginBlock();
    const firstHalf = block < values.blocks / 2;
    const wide = firstHalf === (subject % 2 === 0);
    const noise = wide ? values.wideNoise : values.narrowNoise;
    let mean = 0;
    let sinceChange = 0;
    for (let number = 0; number < values.blockLength; number++) {
      const trial = log.trial;
      const may = number === 0 || sinceChange >= values.stableTrials;
      const changes = number === 0 || (may && random.uniform(streams.change, trial) < values.hazard);
      if (changes) mean = range * random.uniform(streams.mean, trial);
      sinceChange = changes ? 0 : sinceChange + 1;
      const came = Math.min(range, Math.max(0, mean + noise * drawNormal(random, streams.noise, trial)));
      const tone = random.uniform(streams.tone, trial) < values.toneProbability;
      const { responses } = yield* log.show({
        phase: "prediction",
        duration: values.predictionTime,
        trialStarts: true,
        stage: wide ? "wide" : "narrow",
      });
      yield* log.show({
        phase: "outcome",
        duration: values.outcomeDuration,
        objects: bump(values, came, tone),
        outcome: none,
        feedback: true,
        ...(tone && { marks: [toneName] }),
      });
      yield* rest(log, values.interval);
      log.end({
        block,
        outcome: 0,
        prediction: range * responses[0]!,
        number: came,
        mean,
        noise,
        changePoint: Number(changes && number > 0),
        sinceChange,
        tone: Number(tone),
      });
    }
  }
  return log.last();
}

/** Activity of each place around a number, and of the tone. */
function bump({ places, tuning }: Values, number: number, tone: boolean): Float32Array {
  const objects = new Float32Array(places + 1);
  for (let place = 0; place < places; place++) {
    const distance = (((place + 0.5) * range) / places - number) / tuning;
    objects[place] = exponential(Math.fround(Math.max(-80, -(distance * distance) / 2)));
  }
  objects[places] = Number(tone);
  return objects;
}
