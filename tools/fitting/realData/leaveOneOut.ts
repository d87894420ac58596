import { likelihoodOf, recordColumn } from "../../../src/bridge/estimates.ts";
import { recordAccuracy } from "../../../src/fitting/comparison/recordAccuracy.ts";
import { newChains, sample } from "../../../src/fitting/inference/sample.ts";
import { SubjectPosterior } from "../../../src/fitting/inference/subjectPosterior.ts";
import { loadBehaviourModel } from "../../../src/io/fitting/behaviourModels.ts";
import { readModelData } from "../../../src/io/fitting/readModelData.ts";

/**
 * For how many people of a file (every so many, evenly) a model predicts trials that are left out better than a constant
 * bias towards each option does: leave-one-out by Pareto smoothing for the model, in closed form for the bias
 * (a uniform Dirichlet prior on the options).
 */
export async function learningBeatsGuessing(
  file: string,
  model: string,
  people: number,
): Promise<{ readonly better: number; readonly people: number }> {
  const definition = loadBehaviourModel(model).definition;
  const { table } = await readModelData(file, definition);
  const { likelihood } = await likelihoodOf(definition, { ...table, [recordColumn]: table.subject! });
  const choices = choicesOf(table.subject as readonly string[], table.choice as Float64Array);
  const every = likelihood.subjects.length / people;
  const density = new SubjectPosterior(likelihood, "posterior");
  const settings = { warmup: 150, draws: 200 };
  let better = 0;
  for (let i = 0; i < people; i++) {
    const record = Math.floor(i * every);
    density.subject = record;
    const starts = new Map([0, 1].map((chain) => [chain, new Float64Array(density.dimension)]));
    const states = newChains(starts, settings);
    sample(density, states, { ...settings, seed: 1 });
    const draws = states.flatMap(({ draws: { positions, count, dimension } }) =>
      Array.from({ length: count * dimension }, (_, at) => density.transforms[at % dimension]!.natural(positions[at]!)),
    );
    const own = choices.get(likelihood.subjects[record]!)!;
    const points = recordAccuracy(likelihood, record, {
      draws: Float64Array.from(draws),
      counts: Uint8Array.from(own, (choice) => (Number.isNaN(choice) ? 0 : 1)),
    });
    const learning = points.reduce((sum, { leaveOneOut }) => sum + leaveOneOut, 0);
    if (learning > biasLeftOut(own.filter((choice) => !Number.isNaN(choice)))) better++;
  }
  return { better, people };
}

function choicesOf(subjects: readonly string[], choice: Float64Array): Map<string, number[]> {
  const found = new Map<string, number[]>();
  subjects.forEach((subject, row) => {
    found.set(subject, [...(found.get(subject) ?? []), choice[row]!]);
  });
  return found;
}

function biasLeftOut(choices: readonly number[]): number {
  const options = 3;
  const counts = Array.from({ length: options }, (_, option) => choices.filter((choice) => choice === option).length);
  return choices.reduce((sum, choice) => sum + Math.log(counts[choice]! / (choices.length - 1 + options)), 0);
}
