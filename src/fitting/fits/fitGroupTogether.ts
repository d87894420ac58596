import { batches } from "../batches.ts";
import { type GroupFit, searchGroupFit } from "../inference/empiricalBayes.ts";
import type { Likelihood } from "../likelihood.ts";
import type { FitWork } from "./fitWork.ts";
import type { FitJob } from "./settings.ts";
import { designOf } from "./tasks.ts";

/** People that a thread takes at a time at most: in one thread others have their turn after so many. */
const MOST = 32;

/**
 * Empirical Bayes with the people of each iteration shared out over threads. Each iteration is a step of the work.
 *
 * @throws FitInterrupted
 */
export async function fitGroupTogether(
  likelihood: Likelihood,
  job: FitJob,
  { work, iterations }: { readonly work: FitWork; readonly iterations?: number },
): Promise<GroupFit> {
  const design = designOf(likelihood, job);
  const count = design.people.length;
  // Two for each thread, so that one who has slow people does not keep the others waiting.
  const size = Math.min(MOST, Math.ceil(count / (work.parallel > 1 ? 2 * work.parallel : 1)));
  const shares = batches([...design.people.keys()], size);
  const onIteration = () => work.step(1);
  const search = searchGroupFit(likelihood, { design, onIteration, ...(iterations !== undefined && { iterations }) });
  for (let step = search.next(); ; ) {
    if (step.done === true) return step.value;
    const { group, before } = step.value;
    const tasks = shares.map((people) => ({
      ...{ kind: "people" as const, people, group },
      before: before && people.map((person) => before[person]!),
    }));
    step = search.next((await work.once(tasks)).flat());
  }
}
