import { batches } from "../batches.ts";
import type { ModelCalibration } from "../fitSummary.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import { fitSettings } from "../fits/settings.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { settingOf } from "../model/simulate.ts";
import { type DrawnPeople, drawPeople, seedOf } from "./drawnPeople.ts";
import { CHAINS, KEPT } from "./posteriorRanks.ts";
import { jobOfPeople, shareOut } from "./shareOut.ts";
import { type Uniformity, uniformity } from "./uniformity.ts";

export interface CalibrationOptions {
  readonly where?: string | Partial<ModelEnvironment>;
  /** Data sets, each of one person. Default 320. */
  readonly simulations?: number;
  readonly seed?: number;
  /** Chains of each posterior. Default 2. */
  readonly chains?: number;
  /** Iterations of each chain that are thrown away. Default 150. */
  readonly warmup?: number;
  /** Draws of each chain. Default 512. */
  readonly draws?: number;
  /** People with known parameters, one for each data set; default: drawn from the model's priors, as calibration asks. */
  readonly people?: DrawnPeople;
  /** Called with the number of data sets done. */
  readonly onSimulation?: (done: number, total: number) => void;
  /** Where data sets are worked on; default: in the present thread. */
  readonly executor?: ExecutorMaker;
  /** Keeps what is finished of this check, so that it goes on after an interruption. */
  readonly store?: FitStore | undefined;
  readonly signal?: AbortSignal;
}

/** Probability below which the even spread of ranks is rejected, over all quantities of a model together. */
const LEVEL = 0.01;
/** Effective draws below which thinned draws of a posterior are still dependent. */
const ENOUGH = 2 * KEPT;

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): parameters from the prior, one person's data from
 * the parameters, draws from the posterior; over many data sets the true value's rank among the draws is equally often
 * every number, if simulator, likelihood, gradient and sampler agree. Besides the parameters the posterior's own density
 * is ranked, which notices a likelihood that ignores data (Modrák et al. 2023, doi:10.1214/23-BA1404).
 *
 * @returns null if stopped by `signal`.
 */
export async function calibrate(
  definition: BehaviourDefinition,
  options: CalibrationOptions = {},
): Promise<ModelCalibration | null> {
  const { simulations = 320, seed = 1, chains = CHAINS, warmup = 150, draws = 512, signal } = options;
  if (chains * draws < KEPT + 1)
    throw new RangeError(`draws is ${draws}; at least ${Math.ceil((KEPT + 1) / chains)} are needed`);
  const setting = settingOf(definition, options.where);
  const people = options.people ?? (await drawPeople(setting, { people: simulations, seed, signal }));
  if (people === null) return null;
  const job = jobOfPeople(setting.lowered.program, definition.parameters, people.rows);
  const sets = people.truth.map((truth, record) => ({ record, truth, seed: seedOf(seed, record) }));
  const onStep = (done: number) => options.onSimulation?.(done, simulations);
  const sharing = { executor: options.executor, store: options.store, signal, onStep };
  const found = await shareOut(job, fitSettings({ seed, chains, warmup, draws }), sharing, async ({ batch, all }) => {
    const answers = await all(batches(sets, batch).map((own) => ({ kind: "ranks" as const, sets: own })));
    return answers.flat();
  });
  if (found === null) return null;
  const drawn = found.filter((one) => one !== null);
  const ranks = Array.from({ length: definition.parameters.length + 1 }, (_, quantity) =>
    drawn.map((one) => one.ranks[quantity]!),
  );
  const without = found.length - drawn.length;
  const poor = drawn.filter(({ effective }) => !(effective >= ENOUGH)).length;
  const tested = ranks.map((own) => uniformity(own, KEPT + 1));
  const names = [
    ...definition.parameters.map(({ name, symbol }) => ({ name, symbol })),
    { name: "posteriorDensity", symbol: "log p" },
  ];
  return {
    ...{ model: definition.id, environment: setting.environment.id, trials: setting.trials },
    ...{ simulations: simulations - without, draws: KEPT, bins: tested[0]!.histogram.length, seed },
    parameters: tested.map((found, quantity) => ({ ...names[quantity]!, ...found })),
    passes: without === 0 && passes(tested),
    notes: [
      ...(without > 0 ? [`${without} data sets had no posterior that could be drawn from`] : []),
      ...(poor > 0
        ? [`${poor} posteriors gave fewer than ${ENOUGH} effective draws; more draws make ranks surer`]
        : []),
      ...(people.redrawn > 0
        ? [`${people.redrawn} draws from the prior were impossible for the model and were drawn anew`]
        : []),
    ],
  };
}

/** Both tests, each held to 1 % over all quantities (Bonferroni). */
function passes(tested: readonly Uniformity[]): boolean {
  return tested.every(({ probability, distance, bound }) => probability * tested.length >= LEVEL && distance <= bound);
}
