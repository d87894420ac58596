import { countedTrials } from "../../fitting/fits/countedTrials.ts";
import { effectNames } from "../../fitting/fits/describeSampling.ts";
import type { ModelFit } from "../../fitting/fits/modelFit.ts";
import { createLikelihood } from "../../fitting/kernel/createLikelihood.ts";
import { groupAttributes, parameterAttributes } from "./inferenceAttributes.ts";
import type { InferenceData, InferenceVariable } from "./inferenceData.ts";
import { type PredictedResponses, placeOf } from "./predictions.ts";

/** Numbers of log likelihoods beyond which they are left out of the file (512 MiB). */
const MOST_LOGS = 2 ** 26;

/**
 * Draws of a fit as InferenceData: `posterior` (each parameter over records, `groupEffects`, `groupSpreads`),
 * `sample_stats`, `log_likelihood` of each trial that counts, `observed_data` and `constant_data` of these trials, and
 * what was simulated in them: `posterior_predictive`, `prior_predictive`.
 *
 * @returns null where there are no draws. `note` says what was left out for its size.
 */
export async function inferenceDataOf(
  fit: ModelFit,
  responses: readonly PredictedResponses[] = [],
): Promise<{ readonly data: InferenceData; readonly note: string | null } | null> {
  const { sampled, group, job, definition } = fit;
  if (!sampled || !group) return null;
  const { chains, draws } = sampled;
  const perChain = chains[0]!.count;
  const coefficients = group.design.coefficients.map(({ name }) => name);
  const trials = job.rows.map((rows) => {
    const counts = countedTrials(job.program, rows);
    return Array.from(counts.keys()).filter((trial) => counts[trial] === 1);
  });
  const observations = trials.reduce((sum, own) => sum + own.length, 0);
  const fits = observations * perChain * chains.length <= MOST_LOGS;
  const overDraws = (dimension: string, values: Float64Array, attributes = {}): InferenceVariable => ({
    ...{ dimensions: ["chain", "draw", dimension], values, attributes },
  });
  const parameters = job.parameters.length;
  const posterior = Object.fromEntries(
    job.parameters.map((parameter, d) => {
      const { name } = parameter;
      const own = joined(draws.records.map((chain) => chain.filter((_, at) => at % parameters === d)));
      return [name, overDraws("subject", own, parameterAttributes(parameter))] as const;
    }),
  );
  const predicted = responses.map((one) => predictedGroup(fit, one, trials));
  const data: InferenceData = {
    dimensions: {
      ...{ chain: chains.length, draw: perChain, observation: observations },
      subject: job.records.map(({ name }) => name),
      effect: effectNames(group.design),
      coefficient: coefficients,
    },
    groups: {
      posterior: {
        ...posterior,
        groupEffects: overDraws("effect", joined(draws.effects), groupAttributes(fit, "effects")),
        groupSpreads: overDraws("coefficient", joined(draws.spreads), groupAttributes(fit, "spreads")),
      },
      sample_stats: statistics(sampled.chains),
      ...(fits && {
        log_likelihood: { response: overDraws("observation", await logLikelihoods(fit, trials, observations)) },
      }),
      ...Object.fromEntries(predicted.map(({ name, variables }) => [name, variables])),
      observed_data: columnsOf(fit, trials, (role) => role === "response"),
      constant_data: {
        ...columnsOf(fit, trials, (role) => role !== "response"),
        subjectNumber: {
          dimensions: ["observation"],
          values: BigInt64Array.from(trials.flatMap((own, record) => own.map(() => BigInt(record)))),
        },
      },
    },
    places: Object.fromEntries(predicted.map(({ name, draws: own }) => [name, { draw: own }])),
    attributes: { model: definition.id, modelTitle: definition.title },
  };
  const note = fits
    ? null
    : `The log likelihoods of ${observations} trials are too many for inferenceData.nc; leave-one-out is in comparison.json and group.json.`;
  return { data, note };
}

/** Simulated responses of the trials that count, with the draws whose parameters they have. */
function predictedGroup(
  fit: ModelFit,
  { from, simulations, values }: PredictedResponses,
  trials: readonly (readonly number[])[],
): { name: string; draws: number[]; variables: Record<string, InferenceVariable> } {
  const chains = fit.sampled!.chains.length;
  // As many simulations of every chain, each of another draw; what is left over is in the report alone.
  const simulated = Math.floor(simulations / chains);
  const ofChain = Math.min(simulated, fit.sampled!.chains[0]!.count);
  const places = Array.from({ length: ofChain }, (_, place) => Math.floor(((place + 0.5) * simulated) / ofChain));
  const observations = trials.reduce((sum, own) => sum + own.length, 0);
  const variables = fit.definition.columns.flatMap(({ name, role, title }, column) => {
    if (role !== "response") return [];
    const all = new Float64Array(chains * ofChain * observations);
    let at = 0;
    for (let chain = 0; chain < chains; chain++)
      for (const place of places)
        trials.forEach((own, record) => {
          const rows = fit.job.rows[record]!.trials;
          const drawn = values[record]![place * chains + chain]!;
          for (const trial of own) all[at++] = drawn[column * rows + trial]!;
        });
    const attributes = { description: `${title}: drawn in every trial given what was done and seen before` };
    return [[name, { dimensions: ["chain", "draw", "observation"], values: all, attributes }] as const];
  });
  return {
    name: from === "prior" ? "prior_predictive" : "posterior_predictive",
    // Draws from the prior have no place in the chains.
    draws: places.map((place, at) => (from === "prior" ? at : placeOf(place * chains, fit, simulations).draw)),
    variables: Object.fromEntries(variables),
  };
}

function statistics(chains: NonNullable<ModelFit["sampled"]>["chains"]): Record<string, InferenceVariable> {
  const overDraws = (of: (chain: (typeof chains)[number]) => ArrayLike<number>): InferenceVariable => ({
    dimensions: ["chain", "draw"],
    values: joined(chains.map((chain) => Float64Array.from(of(chain)))),
  });
  const whole = (of: (chain: (typeof chains)[number]) => ArrayLike<number>): InferenceVariable => ({
    dimensions: ["chain", "draw"],
    values: BigInt64Array.from(chains.flatMap((chain) => Array.from(of(chain), BigInt))),
  });
  return {
    lp: overDraws(({ logDensity }) => logDensity),
    acceptance_rate: overDraws(({ acceptance }) => acceptance),
    step_size: overDraws(({ stepSize }) => stepSize),
    energy: overDraws(({ energy }) => energy),
    tree_depth: whole(({ depth }) => depth),
    n_steps: whole(({ steps }) => steps),
    diverging: {
      dimensions: ["chain", "draw"],
      values: Int8Array.from(chains.flatMap(({ divergent }) => Array.from(divergent))),
    },
  };
}

async function logLikelihoods(fit: ModelFit, trials: readonly (readonly number[])[], observations: number) {
  const { job, sampled } = fit;
  const likelihood = await createLikelihood(job.program, job.parameters, job.rows);
  const width = job.parameters.length;
  const each = width * job.records.length;
  const values = new Float64Array(observations * sampled!.report.draws);
  let at = 0;
  const byTrial = job.rows.map((rows) => new Float64Array(rows.trials));
  for (const chain of sampled!.draws.records)
    for (let from = 0; from < chain.length; from += each)
      trials.forEach((own, record) => {
        const start = from + record * width;
        likelihood.pointwise(record, chain.subarray(start, start + width), byTrial[record]!);
        for (const trial of own) values[at++] = byTrial[record]![trial]!;
      });
  return values;
}

/** Columns of the data for the trials that count. */
function columnsOf(
  { definition, job }: ModelFit,
  trials: readonly (readonly number[])[],
  isWanted: (role: string) => boolean,
): Record<string, InferenceVariable> {
  return Object.fromEntries(
    definition.columns.flatMap(({ name, role }, column) => {
      if (!isWanted(role)) return [];
      const values = Float64Array.from(
        trials.flatMap((own, record) => {
          const rows = job.rows[record]!;
          return own.map((trial) => rows.values[column * rows.trials + trial]!);
        }),
      );
      return [[name, { dimensions: ["observation"], values }] as const];
    }),
  );
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
