import { exponential } from "../../math/double.ts";
import type { RandomSequence } from "../../math/random.ts";
import { sampleFirstPassage } from "./firstPassage.ts";
import type { Interpreter } from "./interpret.ts";
import type { LoweredStep, ResponseDistribution } from "./lowered.ts";

type ResponseStep = Extract<LoweredStep, { kind: "response" }>;

/** A model that cannot be simulated with these parameters or in this task. */
export class SimulationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SimulationError";
  }
}

/**
 * Draws a response and writes it into the interpreter's row; its `prepare` has run.
 *
 * @throws SimulationError where its probabilities are none.
 */
export function sampleResponse(interpreter: Interpreter, step: ResponseStep, random: RandomSequence): void {
  const { row } = interpreter;
  const [first, second] = step.columns as [number, number | undefined];
  const drawn = responseSampler(interpreter, step)(random);
  row[first] = drawn[0];
  if (second !== undefined) row[second] = drawn[1]!;
}

/** Draws the values of a response's columns. */
export type ResponseSampler = (random: RandomSequence) => readonly [number, number?];

/**
 * A response as it is distributed in the interpreter's present state (its `prepare` has run), to be drawn any number of
 * times.
 *
 * @throws SimulationError where its probabilities are none.
 */
export function responseSampler(interpreter: Interpreter, step: ResponseStep): ResponseSampler {
  const { distribution } = step;
  const number = (name: string, value: number): number => {
    if (Number.isFinite(value)) return value;
    throw new SimulationError(`the ${name} of a response is ${value}: the parameters leave the model's range`);
  };
  switch (distribution.kind) {
    case "options":
      return optionSampler(interpreter, step, distribution.options);
    case "normal": {
      const mean = number("mean", interpreter.value(distribution.mean));
      const deviation = number("standard deviation", interpreter.value(distribution.standardDeviation));
      return (random) => [mean + deviation * random.normal()];
    }
    case "wiener": {
      const process = {
        drift: number("drift", interpreter.value(distribution.drift)),
        threshold: number("threshold", interpreter.value(distribution.threshold)),
        bias: number("bias", interpreter.value(distribution.bias)),
      };
      if (!(process.threshold > 0 && process.bias > 0 && process.bias < 1))
        throw new SimulationError("a diffusion needs a threshold above 0 and a bias between 0 and 1");
      const before = number("non-decision time", interpreter.value(distribution.nonDecisionTime));
      return (random) => {
        const { boundary, time } = sampleFirstPassage(process, random.uniform());
        return [boundary, time + before];
      };
    }
    case "ballistic":
      return (random) => drawRace(interpreter, distribution, random);
  }
}

function optionSampler(interpreter: Interpreter, step: ResponseStep, options: number): ResponseSampler {
  const [column] = step.columns as [number];
  const probabilities = Array.from({ length: options }, (_, option) => {
    interpreter.row[column] = option;
    interpreter.logLikelihood = 0;
    interpreter.run(step.score);
    return exponential(interpreter.logLikelihood);
  });
  const total = probabilities.reduce((sum, one) => sum + one, 0);
  if (!(Math.abs(total - 1) < 1e-6))
    throw new SimulationError(`the probabilities of a response add up to ${total}: ${probabilities.join(", ")}`);
  return (random) => {
    let left = random.uniform() * total;
    for (const [option, probability] of probabilities.entries()) {
      left -= probability;
      if (left < 0) return [option];
    }
    return [probabilities.findLastIndex((probability) => probability > 0)];
  };
}

/** Who arrives first, and when; nobody where no drift is positive. */
function drawRace(
  interpreter: Interpreter,
  distribution: Extract<ResponseDistribution, { kind: "ballistic" }>,
  random: RandomSequence,
): readonly [number, number] {
  const value = (expression: Parameters<Interpreter["value"]>[0]) => interpreter.value(expression);
  const [range, threshold] = [value(distribution.startRange), value(distribution.threshold)];
  const [deviation, before] = [value(distribution.driftDeviation), value(distribution.nonDecisionTime)];
  if (!(range >= 0 && threshold >= range && deviation >= 0))
    throw new SimulationError("a race needs a threshold no lower than the range of starts, and no negative deviation");
  let winner = Number.NaN;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [accumulator, mean] of distribution.drifts.entries()) {
    const start = random.uniform() * range;
    const drift = value(mean) + deviation * random.normal();
    const time = (threshold - start) / drift;
    if (!(drift > 0 && time < shortest)) continue;
    winner = accumulator;
    shortest = time;
  }
  return Number.isNaN(winner) ? [winner, winner] : [winner, before + shortest];
}
