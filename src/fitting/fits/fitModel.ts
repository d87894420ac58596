import { batches } from "../batches.ts";
import type { SubjectFit } from "../inference/fitSubjects.ts";
import { chainGroups } from "../inference/sample.ts";
import { groupChains } from "../inference/sampleGroup.ts";
import { PLAN_ITERATIONS, type SamplingPlan } from "../inference/samplingPlan.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { Likelihood } from "../likelihood.ts";
import type { BehaviourDefinition } from "../model/definition.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import { describeGroupFit } from "./describeGroup.ts";
import { describeSampling, posteriorEfficiency, recordDraws } from "./describeSampling.ts";
import { fitGroupTogether } from "./fitGroupTogether.ts";
import { type FitRun, FitWork } from "./fitWork.ts";
import type { LeftOut, ModelFit, RecordEstimate } from "./modelFit.ts";
import { sameResponses } from "./sameResponses.ts";
import type { FitJob, FitSettings } from "./settings.ts";
import { judgedByGuessing } from "./worseThanGuessing.ts";

/** A model on its data before it is fitted. */
export interface ModelToFit {
  readonly definition: BehaviourDefinition;
  readonly lowered: LoweredBehaviour;
  readonly job: FitJob;
  readonly leftOut: readonly LeftOut[];
  /** Logarithm of the probability of each record's responses under guessing; null where responses are no choices. */
  readonly guessing: readonly number[] | null;
}

/**
 * Fits a model. The result depends on job and settings alone, not on the executor, nor on interruptions.
 *
 * People whose responses are impossible under the model are left out of a fit by NUTS, and said.
 *
 * @throws FitInterrupted; RangeError for a design that can't be
 */
export async function fitModel(model: ModelToFit, settings: FitSettings, run: FitRun): Promise<ModelFit> {
  const fitted = await attempt(model, settings, run);
  return "impossible" in fitted ? fitModel(without(model, fitted.impossible), settings, run) : fitted;
}

async function attempt(
  model: ModelToFit,
  settings: FitSettings,
  run: FitRun,
): Promise<ModelFit | { readonly impossible: readonly string[] }> {
  const executor = run.executor(model.job, settings);
  try {
    const likelihood = await createLikelihood(model.job.program, model.job.parameters, model.job.rows);
    const work = new FitWork(executor, run, `${model.job.records.length}-`);
    const fitted = await fitBy[settings.method]({ model, settings, likelihood, work });
    if ("impossible" in fitted) return fitted;
    return judgedByGuessing({ ...fitted, estimates: withSameResponses(model, fitted.estimates) });
  } finally {
    await executor.close();
  }
}

interface Fitting {
  readonly model: ModelToFit;
  readonly settings: FitSettings;
  readonly likelihood: Likelihood;
  readonly work: FitWork;
}

const fitBy = { map: fitEach, hierarchical: fitByEmpiricalBayes, nuts: fitBySampling } as const;

/** Records that a thread takes at a time. */
const BATCH = 8;

/** Each record by itself. */
async function alone({ model, work }: Fitting): Promise<SubjectFit[]> {
  const { records: all } = model.job;
  work.begin("fitting", all.length);
  const answers = await work.all(
    batches([...all.keys()], BATCH).map((records) => ({
      name: `subjects-${records[0]}`,
      task: { kind: "subjects" as const, records },
    })),
  );
  return answers.flat();
}

async function fitEach(fitting: Fitting): Promise<ModelFit> {
  const { model, settings } = fitting;
  const { records } = model.job;
  const fits = await alone(fitting);
  const estimates = fits.map(
    (fit, i): RecordEstimate => ({ ...fit, record: records[i]!, warnings: fit.warnings.map(({ message }) => message) }),
  );
  const warnings = withoutEffects(model.job);
  return { ...model, settings, estimates, alone: fits, group: null, sampled: null, warnings, isSound: true };
}

/** Says that a design has no effects where each record is fitted alone. */
function withoutEffects({ within, between }: FitJob): string[] {
  const names = [...within, ...between].map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `--method map fits each record by itself and estimates no effect of ${names.join(", ")}: take --method hierarchical or nuts for effects`,
  ];
}

async function fitByEmpiricalBayes(fitting: Fitting): Promise<ModelFit> {
  const { model, settings, likelihood, work } = fitting;
  const fits = await alone(fitting);
  work.begin("grouping", null);
  const fit = await work.keep("group", () => fitGroupTogether(likelihood, model.job, { work }));
  const described = describeGroupFit({ fit, likelihood, job: model.job, settings });
  return { ...model, settings, ...described, alone: fits, sampled: null };
}

async function fitBySampling(fitting: Fitting): Promise<ModelFit | { readonly impossible: readonly string[] }> {
  const { model, settings, likelihood, work } = fitting;
  const { records } = model.job;
  work.begin("preparing", null);
  const prepared = await work.keep("plan", async () => {
    const fit = await fitGroupTogether(likelihood, model.job, { work, iterations: PLAN_ITERATIONS });
    const [plan] = await work.once([{ kind: "plan" as const, fit }]);
    return plan!;
  });
  if ("impossible" in prepared) return prepared;
  const plan: SamplingPlan = prepared;
  const fits = await alone(fitting);
  work.begin("sampling", settings.chains * (settings.warmup + settings.draws));
  const states = await work.chains(
    plan,
    chainGroups(settings.chains).map((chains) => groupChains(plan, settings, chains)),
  );
  const chains = states.map(({ draws }) => draws);
  const drawn = recordDraws(likelihood, plan, { chains, job: model.job });
  const relativeEfficiency = posteriorEfficiency(drawn.draws, chains);
  work.begin("predicting", records.length);
  const answers = await work.all(
    batches(drawn.records, BATCH).map((batch) => ({
      name: `accuracy-${batch[0]!.record}`,
      task: { kind: "accuracy" as const, records: batch, relativeEfficiency },
    })),
  );
  const described = { plan, chains, draws: drawn.draws, points: answers.flat(), likelihood, job: model.job, settings };
  return { ...model, settings, alone: fits, ...describeSampling(described) };
}

function withSameResponses(model: ModelToFit, estimates: readonly RecordEstimate[]): RecordEstimate[] {
  return estimates.map((estimate, record) => ({
    ...estimate,
    warnings: [...estimate.warnings, ...sameResponses(model.lowered, model.job.rows[record]!)],
  }));
}

/** The same without some people. @throws RangeError if nobody remains */
function without(model: ModelToFit, people: readonly string[]): ModelToFit {
  const { job, leftOut, guessing } = model;
  const isKept = job.records.map(({ person }) => !people.includes(person));
  const kept = <Value>(values: readonly Value[]): Value[] => values.filter((_, record) => isKept[record]);
  const records = kept(job.records);
  if (records.length === 0) throw new RangeError("nobody's responses are possible under the model");
  const within = job.within.map((column) => ({ ...column, values: kept(Array.from(column.values)) }));
  const reason = "the responses are impossible under the model at every start: check the columns' meaning";
  return {
    ...model,
    job: { ...job, records, rows: kept(job.rows), within },
    leftOut: [...leftOut, ...people.map((name) => ({ name, reason }))],
    guessing: guessing && kept(guessing),
  };
}
