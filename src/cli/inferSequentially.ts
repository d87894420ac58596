import type { CircuitParameter } from "../bridge/inference/circuitParameter.ts";
import { judge, part, split, type Validation } from "../bridge/inference/identifiability.ts";
import type { ReferenceTable, WeightedDraws } from "../bridge/inference/regressionPosterior.ts";
import { type SimulateProposals, sequentialPosteriors } from "../bridge/inference/sequentialPosterior.ts";
import { simulatedCircuits, summariesOf } from "../bridge/inference/simulatedSubjects.ts";
import type { Surroundings } from "../experiment/experiment.ts";
import { subjectsPerTile } from "../experiment/plan.ts";
import type { ExperimentSource } from "../experiment/readExperiment.ts";
import { seedOf } from "../fitting/checks/drawnPeople.ts";
import type { BehaviourDefinition } from "../fitting/model/definition.ts";
import { simulateDraws } from "../io/bridge/simulateDraws.ts";

/** What a sequential inference works with. */
export interface SequentialInference {
  readonly source: ExperimentSource;
  readonly surroundings: Surroundings;
  readonly parameters: readonly CircuitParameter[];
  /** Whose parameters sum up behaviour. */
  readonly model: BehaviourDefinition;
  /** Simulations from the prior, and the draw of each. */
  readonly table: ReferenceTable;
  readonly drawOf: readonly number[];
  /** Which of all summaries are used. */
  readonly kept: readonly number[];
  /** Summaries of the observed subjects. */
  readonly observed: readonly Float64Array[];
  readonly populations: number;
  /** Simulated subjects that are inferred as if they were observed. */
  readonly validate: number;
  readonly seed: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: (population: number, done: number, total: number) => void;
}

/**
 * Infers circuit parameters of observed subjects by populations that come nearer to each, and of simulated subjects of
 * known parameters by the same way, which says whether it is to be believed.
 *
 * @throws Interrupted
 */
export async function inferSequentially(inference: SequentialInference): Promise<{
  readonly validation: Validation;
  readonly truth: readonly Float64Array[];
  readonly posteriors: readonly WeightedDraws[];
}> {
  const { table, drawOf, observed, populations, seed } = inference;
  const judged = evenlyFrom(drawOf, inference.validate);
  const targets = [
    ...judged.map((i) => ({
      summaries: table.summaries[i]!,
      first: part(table, split(drawOf, (draw) => draw === drawOf[i]).kept),
    })),
    ...observed.map((summaries) => ({ summaries, first: table })),
  ];
  const proposals = proposalsFor(drawOf);
  const posteriors = (await sequentialPosteriors(targets, simulator(inference), { populations, proposals, seed }))!;
  const truth = judged.map((i) => table.parameters[i]!);
  const validation = judge(
    truth,
    posteriors.slice(0, judged.length),
    judged.map((i) => drawOf[i]!),
  );
  return { validation, truth, posteriors: posteriors.slice(judged.length) };
}

/** Sessions that are simulated after the first population. */
export function sequentialSessions(
  drawOf: readonly number[],
  { targets, populations }: { readonly targets: number; readonly populations: number },
): number {
  return proposalsFor(drawOf) * subjectsPerTile * populations * targets;
}

/** As many new subjects as go on of the first population. */
function proposalsFor(drawOf: readonly number[]): number {
  return Math.ceil(drawOf.length / (2 * subjectsPerTile));
}

/** One simulated subject each of some draws, evenly over all. */
function evenlyFrom(drawOf: readonly number[], count: number): number[] {
  const draws = drawOf.length / subjectsPerTile;
  const wanted = Math.min(count, draws);
  return Array.from({ length: wanted }, (_, i) => subjectsPerTile * Math.floor(((i + 0.5) * draws) / wanted));
}

function simulator(inference: SequentialInference): SimulateProposals {
  const { source, surroundings, parameters, model, kept, seed, threads, signal, onProgress } = inference;
  return async (draws, population) => {
    const { experiment } = simulatedCircuits(source, surroundings, {
      ...{ parameters, draws, seed: seedOf(seed, population) % 2 ** 31 },
    });
    const trials = await simulateDraws(experiment.plan, {
      ...{ threads, signal },
      onProgress: (done, total) => onProgress(population, done, total),
    });
    const { values } = await summariesOf(model, trials);
    return draws.map((_, draw) =>
      values
        .slice(draw * subjectsPerTile, (draw + 1) * subjectsPerTile)
        .map((row) => Float64Array.from(kept, (s) => row[s]!)),
    );
  };
}
