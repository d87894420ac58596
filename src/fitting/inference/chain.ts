import { exponential, logarithm } from "../../math/double.ts";
import { seedWords } from "../../math/random.ts";
import {
  beginCovariance,
  beginStepSize,
  type CovarianceState,
  learnCovariance,
  learnStepSize,
  regularisedCovariance,
  type StepSizeState,
  warmupPlan,
} from "./adaptation.ts";
import { ChainRandom } from "./chainRandom.ts";
import type { Search } from "./lanes.ts";
import { type InverseMass, Momentum, unitMass } from "./massMatrix.ts";
import { TrajectorySampler, type Transition } from "./transition.ts";

export interface ChainOptions {
  /** Iterations that are thrown away, in which step size and mass matrix are learned. Default 1,000. */
  readonly warmup?: number;
  /** Iterations kept. Default 1,000. */
  readonly draws?: number;
  /** Acceptance aimed at, between 0 and 1. Default 0.8. */
  readonly acceptance?: number;
  /** Trajectories have at most 2^depth points. Default 10. */
  readonly maximumDepth?: number;
  readonly massMatrix?: InverseMass["kind"];
  /** A first guess at the posterior's covariance, towards which the mass matrix is drawn; default none. */
  readonly inverseMass?: InverseMass;
}

/** All options, with what was not given filled in. */
export type ChainSettings = Required<Omit<ChainOptions, "inverseMass">> & Pick<ChainOptions, "inverseMass">;

export function chainSettings(options: ChainOptions): ChainSettings {
  const defaults = { warmup: 1000, draws: 1000, acceptance: 0.8, maximumDepth: 10 };
  const settings = { ...defaults, massMatrix: options.inverseMass?.kind ?? ("diagonal" as const), ...options };
  const whole = (name: "warmup" | "draws" | "maximumDepth", least: number) => {
    const value = settings[name];
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(`${name} is ${value}; a whole number from ${least} is needed`);
  };
  const given = options.inverseMass?.kind;
  if (given !== undefined && given !== settings.massMatrix)
    throw new RangeError(
      `massMatrix is ${settings.massMatrix}, but the first guess is ${given}; give both the same form`,
    );
  whole("warmup", 0);
  whole("draws", 1);
  whole("maximumDepth", 1);
  if (!(settings.acceptance > 0 && settings.acceptance < 1))
    throw new RangeError(`acceptance is ${settings.acceptance}; between 0 and 1 is allowed`);
  return settings;
}

/** What one chain has drawn so far. */
export interface ChainDraws {
  readonly chain: number;
  readonly dimension: number;
  /** Draws made. */
  count: number;
  /** [draw, coordinate] */
  readonly positions: Float64Array;
  readonly logDensity: Float64Array;
  readonly acceptance: Float64Array;
  readonly stepSize: Float64Array;
  readonly energy: Float64Array;
  readonly depth: Int32Array;
  readonly steps: Int32Array;
  readonly divergent: Uint8Array;
}

/** All that a chain needs to go on with the same draws after a stop; can be kept by structured cloning. */
export interface ChainState {
  /** Iterations done, warm-up and draws together. */
  iteration: number;
  position: Float64Array;
  step: StepSizeState;
  covariance: CovarianceState;
  inverseMass: InverseMass;
  /** The first guess, if there was one. */
  readonly guess: InverseMass | null;
  /** Steps of the leapfrog integrator taken in the warm-up. */
  warmupSteps: number;
  readonly draws: ChainDraws;
}

export function beginChain(
  start: Float64Array,
  { chain, settings }: { chain: number; settings: ChainSettings },
): ChainState {
  const { draws, massMatrix } = settings;
  const dimension = start.length;
  return {
    ...{ iteration: 0, position: start.slice(), warmupSteps: 0 },
    step: beginStepSize(1),
    covariance: beginCovariance(massMatrix, dimension),
    inverseMass: settings.inverseMass ?? unitMass(massMatrix, dimension),
    guess: settings.inverseMass ?? null,
    draws: {
      ...{ chain, dimension, count: 0 },
      positions: new Float64Array(draws * dimension),
      ...{ logDensity: new Float64Array(draws), acceptance: new Float64Array(draws) },
      ...{ stepSize: new Float64Array(draws), energy: new Float64Array(draws) },
      ...{ depth: new Int32Array(draws), steps: new Int32Array(draws), divergent: new Uint8Array(draws) },
    },
  };
}

/** Random numbers of a chain's iteration: its transitions, and the search for a first step size. */
const PURPOSES = { transition: "transition", stepSize: "step size" } as const;

/**
 * One chain of the No-U-Turn sampler with Stan's warm-up. Goes on from `state`, which it keeps up to date after every
 * iteration (a state taken between two iterations is whole).
 *
 * The draws depend on the seed, the chain's number and the start alone.
 */
export function* runChain(
  state: ChainState,
  { settings, seed, onIteration }: { settings: ChainSettings; seed: number; onIteration?: () => void },
): Search<ChainState> {
  const { warmup, draws, acceptance: target } = settings;
  const dimension = state.position.length;
  const plan = warmupPlan(warmup);
  const words = seedWords(seed);
  const random = new ChainRandom(words, state.draws.chain, PURPOSES.transition);
  const stepRandom = new ChainRandom(words, state.draws.chain, PURPOSES.stepSize);
  const sampler = new TrajectorySampler(dimension, settings.maximumDepth);
  let momentum = new Momentum(state.inverseMass, dimension);
  let here = yield* sampler.evaluate(state.position);
  if (!(here.logDensity > Number.NEGATIVE_INFINITY))
    throw new RangeError("the posterior is zero where a chain starts; give another start");
  if (state.iteration === 0) {
    stepRandom.begin(0);
    state.step = beginStepSize(yield* firstStep(sampler, here, { momentum, random: stepRandom, from: 1 }));
  }

  while (state.iteration < warmup + draws) {
    const iteration = state.iteration;
    const warming = iteration < warmup;
    const step = exponential(warming || warmup === 0 ? state.step.logStep : state.step.logAverage);
    random.begin(iteration);
    const done: Transition = yield* sampler.transition(here, { momentum, step, random });
    here = { position: done.position.slice(), gradient: done.gradient.slice(), logDensity: done.logDensity };
    if (warming) {
      const learned = { ...state.step };
      learnStepSize(learned, done.acceptance, target);
      const isSeen = iteration >= plan.first && iteration < plan.last;
      if (plan.renewals.includes(iteration + 1)) {
        // On copies: a stop during the search for a step size must leave the state as it was.
        const covariance = structuredClone(state.covariance);
        if (isSeen) learnCovariance(covariance, here.position);
        const inverseMass = regularisedCovariance(covariance, state.guess);
        momentum = new Momentum(inverseMass, dimension);
        stepRandom.begin(iteration + 1);
        const from = exponential(learned.logStep);
        state.step = beginStepSize(yield* firstStep(sampler, here, { momentum, random: stepRandom, from }));
        state.inverseMass = inverseMass;
        state.covariance = beginCovariance(settings.massMatrix, dimension);
      } else {
        state.step = learned;
        if (isSeen) learnCovariance(state.covariance, here.position);
      }
      state.warmupSteps += done.steps;
    } else record(state.draws, done, step);
    state.position = here.position;
    state.iteration = iteration + 1;
    onIteration?.();
  }
  return state;
}

function record(draws: ChainDraws, done: Transition, step: number): void {
  const at = draws.count;
  draws.positions.set(done.position, at * draws.dimension);
  draws.logDensity[at] = done.logDensity;
  draws.acceptance[at] = done.acceptance;
  draws.stepSize[at] = step;
  draws.energy[at] = done.energy;
  draws.depth[at] = done.depth;
  draws.steps[at] = done.steps;
  draws.divergent[at] = done.divergent ? 1 : 0;
  draws.count = at + 1;
}

/** A step size at which one step is accepted with a probability near 0.8, by doubling or halving (Stan's rule). */
function* firstStep(
  sampler: TrajectorySampler,
  here: { readonly position: Float64Array; readonly gradient: Float64Array; readonly logDensity: number },
  { momentum, random, from }: { momentum: Momentum; random: ChainRandom; from: number },
): Search<number> {
  const threshold = logarithm(0.8);
  let step = from;
  let direction = 0;
  for (let attempt = 0; attempt < 100; attempt++) {
    const gain = yield* sampler.gainOfOneStep(here, { momentum, step, random });
    const wanted = gain > threshold ? 1 : -1;
    if (direction === 0) direction = wanted;
    if (wanted !== direction) break;
    step = direction === 1 ? 2 * step : 0.5 * step;
    if (step > 1e7 || step < 1e-300)
      throw new RangeError("no step size suits the posterior where a chain starts; is the posterior proper?");
  }
  return step;
}
