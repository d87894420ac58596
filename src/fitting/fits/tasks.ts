import { type PosteriorRanks, posteriorRanks, type RankedSet } from "../checks/posteriorRanks.ts";
import { type PredictedRecord, type PredictionSettings, predictResponses } from "../checks/predictedResponses.ts";
import { type SetOrder, type SetSettings, type SimulatedSet, simulateSet } from "../checks/simulatedSets.ts";
import type { PointAccuracy } from "../comparison/predictiveAccuracy.ts";
import { recordAccuracy } from "../comparison/recordAccuracy.ts";
import type { ChainState } from "../inference/chain.ts";
import { fitGroup, type GroupFit } from "../inference/empiricalBayes.ts";
import { estimatePeople } from "../inference/estimatePerson.ts";
import { fitSubjects, type SubjectFit } from "../inference/fitSubjects.ts";
import { groupDesign } from "../inference/groupDesign.ts";
import type { PersonEstimate } from "../inference/groupStep.ts";
import { PersonLikelihood } from "../inference/personLikelihood.ts";
import { PersonPosterior } from "../inference/personPosterior.ts";
import { sampleGroup } from "../inference/sampleGroup.ts";
import { ImpossibleResponses, planSampling, type SamplingPlan } from "../inference/samplingPlan.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { Likelihood } from "../likelihood.ts";
import type { FitJob, FitSettings } from "./settings.ts";

/** A piece of work on one model that a thread does by itself; can be sent by structured cloning. */
export type FitTask =
  /** Records by number, each alone. */
  | { readonly kind: "subjects"; readonly records: readonly number[] }
  /** People by number, under a group: a step of empirical Bayes. */
  | ({ readonly kind: "people" } & Parameters<typeof estimatePeople>[1])
  /** Where chains start, and how far coordinates reach. @param fit - By empirical Bayes; default: made there. */
  | { readonly kind: "plan"; readonly fit?: GroupFit }
  /** Chains that share a thread, as far as they have come. */
  | { readonly kind: "chains"; readonly plan: SamplingPlan; readonly states: readonly ChainState[] }
  /** Where known parameters lie in posteriors (simulation-based calibration). */
  | { readonly kind: "ranks"; readonly sets: readonly RankedSet[] }
  /** People of a study of its own, who do the job's model, by empirical Bayes. */
  | { readonly kind: "study"; readonly study: Study }
  /** Responses that the model gives in the place of the records' own. */
  | {
      readonly kind: "predictions";
      readonly records: readonly PredictedRecord[];
      readonly settings: PredictionSettings;
    }
  /** Data sets of simulated people. */
  | { readonly kind: "simulations"; readonly sets: readonly SetOrder[]; readonly settings: SetSettings }
  /** How well trials are predicted that are left out. */
  | { readonly kind: "accuracy"; readonly records: readonly RecordDraws[]; readonly relativeEfficiency: number };

/** A simulated study: records and their design, for the program of a job. */
export type Study = Pick<FitJob, "rows" | "records" | "within" | "between">;

/** Parameters drawn for a record. */
export interface RecordDraws {
  readonly record: number;
  /** Natural scale, [draw, parameter] */
  readonly draws: Float64Array;
  /** 1 for the trials whose response counts, [trial] */
  readonly counts: Uint8Array;
}

/** What comes of each kind of task; null where it was stopped before its end. */
export interface FitAnswers {
  readonly subjects: readonly SubjectFit[] | null;
  /** Null for those who could not be fitted, [person]. */
  readonly people: readonly (PersonEstimate | null)[] | null;
  /** Or the people whose responses are impossible under the model. */
  readonly plan: SamplingPlan | { readonly impossible: readonly string[] } | null;
  /** States as far as they have come, and whether they are whole. */
  readonly chains: { readonly states: readonly ChainState[]; readonly whole: boolean };
  /** Null for a set whose posterior cannot be drawn from. */
  readonly ranks: readonly (PosteriorRanks | null)[] | null;
  readonly study: GroupFit | null;
  /** [record][simulation], each [response column, trial]. */
  readonly predictions: readonly (readonly Float64Array[])[] | null;
  readonly simulations: readonly SimulatedSet[] | null;
  readonly accuracy: readonly (readonly PointAccuracy[])[] | null;
}

export type FitAnswer<Task extends FitTask = FitTask> = FitAnswers[Task["kind"]];

/** How a task meets the outside. */
export interface TaskSurroundings {
  /** Longest time for chains until they are handed back, s. */
  readonly slice: number;
  readonly stopped: () => boolean;
  /** Called with the steps done since the last call: records, iterations of the group, or iterations of chains. */
  readonly onSteps: (steps: number) => void;
}

/** Most iterations of a simulated study: what takes more is not determined by its people. */
const STUDY_ITERATIONS = 60;

/** Does a task. What it gives depends on job, settings and task alone. */
export async function performTask<Task extends FitTask>(
  { likelihood, job, settings }: { likelihood: Likelihood; job: FitJob; settings: FitSettings },
  task: Task,
  surroundings: TaskSurroundings,
): Promise<FitAnswer<Task>> {
  const { stopped, onSteps } = surroundings;
  const signal = polled(stopped);
  const { seed, coverage } = settings;
  switch (task.kind) {
    case "subjects":
      return fitSubjects(likelihood, {
        ...{ objective: settings.objective, starts: settings.starts, seed, coverage, signal },
        subjects: task.records,
        onSubject: () => onSteps(1),
      }) as FitAnswer<Task>;
    case "people":
      return estimatePeople(posteriorOf(likelihood, job), task, signal) as FitAnswer<Task>;
    case "plan":
      try {
        const design = designOf(likelihood, job);
        const { chains } = settings;
        const { fit } = task;
        return planSampling(likelihood, { chains, seed, design, signal, ...(fit && { fit }) }) as FitAnswer<Task>;
      } catch (error) {
        if (!(error instanceof ImpossibleResponses)) throw error;
        return { impossible: error.people } as FitAnswer<Task>;
      }
    case "chains":
      return runChains(likelihood, task, settings, surroundings) as FitAnswer<Task>;
    case "ranks": {
      const found: (PosteriorRanks | null)[] = [];
      for (const one of task.sets) {
        if (stopped()) return null as FitAnswer<Task>;
        found.push(posteriorRanks(likelihood, one, settings));
        onSteps(1);
      }
      return found as unknown as FitAnswer<Task>;
    }
    case "study": {
      const own = { ...job, ...task.study };
      const people = await createLikelihood(own.program, own.parameters, own.rows);
      const fit = fitGroup(people, { design: designOf(people, own), iterations: STUDY_ITERATIONS, signal });
      if (fit !== null) onSteps(1);
      return fit as FitAnswer<Task>;
    }
    case "predictions": {
      const predicted: Float64Array[][] = [];
      for (const one of task.records) {
        if (stopped()) return null as FitAnswer<Task>;
        predicted.push(predictResponses(job.program, job.rows[one.record]!, one, task.settings));
        onSteps(1);
      }
      return predicted as unknown as FitAnswer<Task>;
    }
    case "simulations": {
      const sets: SimulatedSet[] = [];
      for (const one of task.sets) {
        const set = stopped() ? null : await simulateSet(task.settings, one, signal);
        if (set === null) return null as FitAnswer<Task>;
        sets.push(set);
        onSteps(1);
      }
      return sets as unknown as FitAnswer<Task>;
    }
    case "accuracy": {
      const points: PointAccuracy[][] = [];
      for (const { record, ...of } of task.records) {
        if (stopped()) return null as FitAnswer<Task>;
        points.push(recordAccuracy(likelihood, record, { ...of, relativeEfficiency: task.relativeEfficiency }));
        onSteps(1);
      }
      return points as unknown as FitAnswer<Task>;
    }
  }
}

/** The design of a job's people. @throws RangeError with everything that is wrong with it */
export function designOf(likelihood: Pick<Likelihood, "subjects" | "parameters">, job: FitJob) {
  const { records, within, between } = job;
  return groupDesign(likelihood as Likelihood, { personOf: records.map(({ person }) => person), within, between });
}

const posteriors = new WeakMap<Likelihood, PersonPosterior>();

/** Of a job's people, made once. */
function posteriorOf(likelihood: Likelihood, job: FitJob): PersonPosterior {
  let posterior = posteriors.get(likelihood);
  if (posterior === undefined) {
    posterior = new PersonPosterior(new PersonLikelihood(likelihood, designOf(likelihood, job)));
    posteriors.set(likelihood, posterior);
  }
  return posterior;
}

/** Brings chains on their way until they are whole, time is up and each has gone on, or they are to stop. */
function runChains(
  likelihood: Likelihood,
  { plan, states }: Extract<FitTask, { kind: "chains" }>,
  { warmup, draws, acceptance, seed }: FitSettings,
  { slice, stopped, onSteps }: TaskSurroundings,
): FitAnswers["chains"] {
  const limit = performance.now() + 1000 * slice;
  const begun = states.map(({ iteration }) => iteration);
  const controller = new AbortController();
  const whole = sampleGroup(likelihood, plan, {
    ...{ states, warmup, draws, acceptance, seed, signal: controller.signal },
    onIteration: () => {
      onSteps(1);
      const isUp = performance.now() > limit && states.every(({ iteration }, i) => hasGoneOn(iteration, begun[i]!));
      if (isUp || stopped()) controller.abort();
    },
  });
  return { states, whole };
  function hasGoneOn(iteration: number, before: number): boolean {
    return iteration > before || iteration >= warmup + draws;
  }
}

/** Inference asks a signal only whether it is aborted; a thread that is at work hears of it through shared memory. */
function polled(stopped: () => boolean): AbortSignal {
  return Object.defineProperty(new AbortController().signal, "aborted", { get: stopped });
}
