import { nearestName } from "../../math/nearestName.ts";
import { normalQuantile } from "../../math/normalQuantile.ts";
import type { RandomSequence } from "../../math/random.ts";
import type { PowerCheck, PowerRow } from "../fitSummary.ts";
import { fitGroup } from "../inference/empiricalBayes.ts";
import { groupDesign } from "../inference/groupDesign.ts";
import { unboundedMoments } from "../inference/groupPrior.ts";
import { transformsOf } from "../inference/subjectPosterior.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { type Setting, settingOf } from "../model/simulate.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";

export interface PowerOptions {
  readonly where?: Partial<ModelEnvironment>;
  /** Whose difference is looked for. */
  readonly parameter: string;
  /** Difference in standard deviations between people (on the unbounded scale). Default 0.5. */
  readonly effect?: number;
  /** `between`: two groups. `within`: everybody in both conditions. Default `within`. */
  readonly design?: "between" | "within";
  /** Numbers of people to try: in each group, or in all. */
  readonly subjects?: readonly number[];
  /** Numbers of trials to try (in each condition). Default: the environment's. */
  readonly trials?: readonly number[];
  /** Simulated studies of each design, with the effect and as many without. Default 100. */
  readonly simulations?: number;
  /** Of the two-sided test. Default 0.05. */
  readonly level?: number;
  /** Power wanted. Default 0.8. */
  readonly wanted?: number;
  readonly seed?: number;
  readonly onStudy?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Half of the spread that the prior allows: the prior says where one person may be, before anything is known of the
 * group; people of one group are more alike.
 */
const SHARE_OF_PRIOR = 0.5;

/**
 * How many people and trials an effect of a given size needs: simulates whole studies, fits each by empirical Bayes with
 * its design, and counts how often the effect differs from 0 (Wald test). The same without an effect gives the rate of
 * false alarms.
 *
 * People's parameters are normal on the unbounded scale around the prior's mean, with half the prior's standard
 * deviation; a within-person effect differs between people by half of its own size.
 *
 * @returns null if stopped by `signal`.
 * @throws RangeError for a parameter that the model lacks.
 */
export async function power(definition: BehaviourDefinition, options: PowerOptions): Promise<PowerCheck | null> {
  const { parameter, effect = 0.5, design = "within", level = 0.05, wanted = 0.8, seed = 1 } = options;
  const { subjects = [20, 40, 80], simulations = 100, signal } = options;
  const names = definition.parameters.map(({ name }) => name);
  const number = names.indexOf(parameter);
  if (number < 0) {
    const near = nearestName(parameter, names);
    throw new RangeError(
      `${definition.id} has no parameter "${parameter}"; ${near ? `did you mean "${near}"?` : `it has ${names.join(", ")}`}`,
    );
  }
  const trialNumbers = options.trials ?? [settingOf(definition, options.where ?? {}).trials];
  const total = subjects.length * trialNumbers.length * simulations * 2;
  const rows: PowerRow[] = [];
  let done = 0;
  for (const trials of trialNumbers) {
    const setting = settingOf(definition, { ...options.where, trials });
    for (const people of subjects) {
      const found = { hits: 0, falseAlarms: 0, sum: 0 };
      for (let study = 0; study < simulations; study++)
        for (const size of [effect, 0]) {
          const own = {
            setting,
            people,
            design,
            parameter,
            number,
            size,
            seed: seedOf(seed, 2 * study + (size ? 1 : 0)),
          };
          const result = await studyOf(definition, own, signal);
          if (result === null) return null;
          const { difference, error } = result;
          const isFound = Math.abs(difference) > normalQuantile(1 - level / 2) * error;
          if (size === 0) found.falseAlarms += Number(isFound);
          else {
            found.hits += Number(isFound && difference * size > 0);
            found.sum += difference;
          }
          options.onStudy?.(++done, total);
        }
      const [lower, upper] = wilson(found.hits, simulations);
      rows.push({
        ...{ subjects: people, trials, power: found.hits / simulations, lower, upper },
        ...{ falsePositives: found.falseAlarms / simulations, found: found.sum / simulations },
      });
    }
  }
  const enough = rows
    .filter((row) => row.power >= wanted)
    .sort((a, b) => a.subjects * a.trials - b.subjects * b.trials)[0];
  return {
    ...{ model: definition.id, parameter, effect, design, level, simulations, rows, wanted, seed },
    recommended: enough ? { subjects: enough.subjects, trials: enough.trials } : null,
  };
}

interface Study {
  readonly setting: Setting;
  readonly people: number;
  readonly design: "between" | "within";
  readonly parameter: string;
  readonly number: number;
  /** Of the effect, in standard deviations between people. */
  readonly size: number;
  readonly seed: number;
}

/** One simulated study, null if stopped: the effect found, in standard deviations between people, and its standard error. */
async function studyOf(
  definition: BehaviourDefinition,
  study: Study,
  signal: AbortSignal | undefined,
): Promise<{ difference: number; error: number } | null> {
  const { setting, people, design, parameter, number, size, seed } = study;
  const transforms = transformsOf(definition.parameters);
  const moments = definition.parameters.map((one, d) => unboundedMoments(one, transforms[d]!));
  const deviations = moments.map(({ standardDeviation }) => SHARE_OF_PRIOR * standardDeviation);
  const levels: Float64Array[] = [];
  const draw = (random: RandomSequence, record: number): Float64Array => {
    const person = design === "within" ? record % people : record;
    const isTreated = record >= people;
    const own = moments.map(({ mean }, d) => mean + deviations[d]! * random.normal());
    const ownEffect = random.normal();
    if (!isTreated) levels[person] = Float64Array.from([...own, ownEffect]);
    const at = design === "within" ? levels[person]!.slice(0, own.length) : Float64Array.from(own);
    if (isTreated) {
      const varies = design === "within" ? 1 + 0.5 * levels[person]![own.length]! : 1;
      at[number] = at[number]! + size * varies * deviations[number]!;
    }
    return at.map((u, d) => transforms[d]!.natural(u));
  };
  const drawn = await drawPeople(setting, { people: 2 * people, seed, draw, signal });
  if (drawn === null) return null;
  const likelihood = await createLikelihood(setting.lowered.program, definition.parameters, drawn.rows);
  const treated = (record: number) => (record >= people ? 1 : 0);
  const records = drawn.rows.map((_, record) => record);
  const fit = fitGroup(likelihood, {
    iterations: 60,
    design:
      design === "within"
        ? groupDesign(likelihood, {
            personOf: records.map((record) => String(record % people)),
            within: [{ name: "condition", values: records.map(treated), parameters: [parameter] }],
          })
        : groupDesign(likelihood, {
            between: [
              {
                name: "group",
                values: Object.fromEntries(drawn.rows.map((own, record) => [own.subject, treated(record)])),
              },
            ],
          }),
  })!;
  const columns = fit.design.between.names.length;
  const coefficient = fit.design.coefficients.findIndex(
    (one) => one.parameter === number && (design === "between" || one.within === 1),
  );
  const at = coefficient * columns + (design === "between" ? 1 : 0);
  const unit = deviations[number]!;
  return { difference: fit.effects[at]! / unit, error: fit.errors.effects[at]! / unit };
}

/** 95 % interval of a share (Wilson 1927). */
export function wilson(hits: number, count: number): readonly [number, number] {
  const z = normalQuantile(0.975);
  const share = hits / count;
  const centre = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
