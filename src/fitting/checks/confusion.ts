import type { ConfusionMatrix } from "../fitSummary.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import { applyModel } from "../model/applyModel.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { type Setting, settingOf } from "../model/simulate.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";
import { fitAll } from "./fitAll.ts";
import { jobOfPeople, partOf } from "./shareOut.ts";

export interface ConfusionOptions {
  /** Where all models are simulated. Default: the first model's usual environment. */
  readonly where?: Partial<ModelEnvironment>;
  /** People simulated with each model. Default 50. */
  readonly subjects?: number;
  readonly seed?: number;
  readonly starts?: number;
  readonly onSubject?: (done: number, total: number) => void;
  /** Where people are fitted; default: in the present thread. */
  readonly executor?: ExecutorMaker;
  /** Keeps what is finished of this check, so that it goes on after an interruption. */
  readonly store?: FitStore | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Which model is found when which one made the data: everybody is simulated with each model and fitted with all, and
 * the model with the largest evidence (Laplace's method) is the one found (Wilson & Collins 2019,
 * doi:10.7554/eLife.49547, step “model recovery”).
 *
 * @returns null if stopped by `signal`.
 * @throws RangeError where a model can't be simulated in the environment, or can't be fitted to another's data.
 */
export async function confuse(
  definitions: readonly BehaviourDefinition[],
  options: ConfusionOptions = {},
): Promise<ConfusionMatrix | null> {
  const { subjects = 50, seed = 1, starts = 5, signal } = options;
  const usual = definitions[0]!.environments.usual;
  const { columns: _, ...place } = { ...usual, ...options.where };
  const settings = definitions.map((definition) => settingIn(definition, place));
  const total = subjects * definitions.length ** 2;
  const share: number[][] = [];
  let leftOut = 0;
  for (const [made, setting] of settings.entries()) {
    const people = await drawPeople(setting, { people: subjects, seed: seedOf(seed, made), signal });
    if (people === null) return null;
    const { table } = people;
    const evidences: (readonly (number | null)[])[] = [];
    for (const [fitted, definition] of definitions.entries()) {
      const { applied, problems } = applyModel(definition, table, { sizes: fixedSizes(definition, settings[fitted]!) });
      if (!applied)
        throw new RangeError(
          `${definition.id} can't be fitted to what ${definitions[made]!.id} does in ${setting.environment.id}: ${problems.map(({ message }) => message).join("; ")}`,
        );
      const job = jobOfPeople(applied.lowered.program, definition.parameters, applied.subjects);
      const before = subjects * (made * definitions.length + fitted);
      const fits = await fitAll(job, {
        ...{ starts, seed, executor: options.executor, signal, store: partOf(options.store, `${made}-${fitted}`) },
        onSubject: (done) => options.onSubject?.(before + done, total),
      });
      if (fits === null) return null;
      evidences.push(fits.map(({ logEvidence }) => logEvidence));
    }
    const { counts, without } = winners(evidences, subjects);
    const counted = Math.max(1, subjects - without);
    leftOut += without;
    share.push(counts.map((count) => count / counted));
  }
  return { models: definitions.map(({ id }) => id), criterion: "logEvidence", share, subjects, leftOut };
}

/** How often each model has the largest evidence. @param evidences - [model][person] */
function winners(evidences: readonly (readonly (number | null)[])[], people: number) {
  const counts = evidences.map(() => 0);
  let without = 0;
  for (let person = 0; person < people; person++) {
    const own = evidences.map((values) => values[person]!);
    if (own.some((value) => value === null)) without++;
    else counts[own.indexOf(Math.max(...(own as number[])))]!++;
  }
  return { counts, without };
}

/** A model in an environment that may be another's; the model's own names of columns are kept where it has them. */
function settingIn(definition: BehaviourDefinition, place: Partial<ModelEnvironment>): Setting {
  const own = Object.values(definition.environments).find(({ environment }) => environment === place.environment);
  return settingOf(definition, { ...place, ...(own && { columns: own.columns }) });
}

/** Sizes as in the simulation, so that options that nobody chose count. */
function fixedSizes(definition: BehaviourDefinition, { lowered }: Setting): Record<string, number> {
  return Object.fromEntries(
    definition.dimensions.filter(({ size }) => size === null).map(({ name }) => [name, lowered.sizes.get(name)!]),
  );
}
