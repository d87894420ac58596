import { nearestName } from "../../math/nearestName.ts";
import { normalQuantile } from "../../math/normalQuantile.ts";
import type { RandomSequence } from "../../math/random.ts";
import { batches } from "../batches.ts";
import type { PowerCheck, PowerRow } from "../fitSummary.ts";
import type { ExecutorMaker } from "../fits/executor.ts";
import type { FitStore } from "../fits/fitWork.ts";
import { fitSettings } from "../fits/settings.ts";
import type { Study } from "../fits/tasks.ts";
import type { GroupFit } from "../inference/empiricalBayes.ts";
import { unboundedMoments } from "../inference/groupPrior.ts";
import { transformsOf } from "../inference/subjectPosterior.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { type Setting, settingOf } from "../model/simulate.ts";
import { drawPeople, seedOf } from "./drawnPeople.ts";
import { jobOfPeople, partOf, type Share, shareOut } from "./shareOut.ts";

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
  /** Where studies are fitted; default: in the present thread. */
  readonly executor?: ExecutorMaker;
  /** Keeps what is finished of this check, so that it goes on after an interruption. */
  readonly store?: FitStore | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Half of the spread that the prior allows: the prior says where one person may be, before anything is known of the
 * group; people of one group are more alike.
 */
const SHARE_OF_PRIOR = 0.5;
/** Studies that are simulated ahead for each thread. */
const WAITING = 2;

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
    const job = jobOfPeople(setting.lowered.program, definition.parameters, []);
    const before = done;
    const onStep = (finished: number) => options.onStudy?.(before + finished, total);
    const store = partOf(options.store, `trials${trials}`);
    const sharing = { executor: options.executor, store, signal, onStep };
    const found = await shareOut(job, fitSettings({}), sharing, async (share) => {
      const own: PowerRow[] = [];
      for (const people of subjects) {
        const study = { setting, people, design, parameter, number, effect, seed };
        const effects = await effectsOf(definition, study, { simulations, share, signal });
        if (effects === null) return null;
        own.push(rowOf(effects, { people, trials, effect, level }));
      }
      return own;
    });
    if (found === null) return null;
    rows.push(...found);
    done += 2 * simulations * subjects.length;
  }
  const enough = rows
    .filter((row) => row.power >= wanted)
    .sort((a, b) => a.subjects * a.trials - b.subjects * b.trials)[0];
  return {
    ...{ model: definition.id, parameter, effect, design, level, simulations, rows, wanted, seed },
    recommended: enough ? { subjects: enough.subjects, trials: enough.trials } : null,
  };
}

interface Studies {
  readonly setting: Setting;
  readonly people: number;
  readonly design: "between" | "within";
  readonly parameter: string;
  readonly number: number;
  /** In standard deviations between people; studies without it are made as well. */
  readonly effect: number;
  readonly seed: number;
}

/** What a study found, in standard deviations between people. */
interface FoundEffect {
  readonly difference: number;
  /** Standard error. */
  readonly error: number;
}

/**
 * Simulates studies with and without the effect, in turns, and fits each; while some are fitted the next are simulated.
 *
 * @returns In their order, or null if stopped.
 */
async function effectsOf(
  definition: BehaviourDefinition,
  studies: Studies,
  { simulations, share, signal }: { simulations: number; share: Share; signal: AbortSignal | undefined },
): Promise<FoundEffect[] | null> {
  const { number, design } = studies;
  const found: FoundEffect[] = [];
  const numbers = Array.from({ length: 2 * simulations }, (_, i) => i);
  let fitted: Promise<GroupFit[]> = Promise.resolve([]);
  for (const some of [...batches(numbers, WAITING * share.parallel), []]) {
    const next: Study[] = [];
    for (const i of some) {
      const size = i % 2 === 0 ? studies.effect : 0;
      const seed = seedOf(studies.seed, i - (i % 2) + (size ? 1 : 0));
      const study = await simulateStudy(definition, { ...studies, size, seed }, signal);
      if (study === null) break;
      next.push(study);
    }
    found.push(...(await fitted).map((fit) => effectIn(fit, { definition, number, design })));
    if (signal?.aborted) return null;
    fitted = share.all(next.map((study) => ({ kind: "study" as const, study })));
    // It is waited for in the next round; whatever ends this one meanwhile, it is not left to itself.
    fitted.catch(() => {});
  }
  return found;
}

/** How often studies find the effect, and how often one that is not there. @param effects - In turns with and without. */
function rowOf(
  effects: readonly FoundEffect[],
  { people, trials, effect, level }: { people: number; trials: number; effect: number; level: number },
): PowerRow {
  const least = normalQuantile(1 - level / 2);
  const isFound = ({ difference, error }: FoundEffect) => Math.abs(difference) > least * error;
  const real = effects.filter((_, i) => i % 2 === 0);
  const none = effects.filter((_, i) => i % 2 === 1);
  const hits = real.filter((one) => isFound(one) && one.difference * effect > 0).length;
  const [lower, upper] = wilson(hits, real.length);
  return {
    ...{ subjects: people, trials, power: hits / real.length, lower, upper },
    falsePositives: none.filter(isFound).length / none.length,
    found: real.reduce((sum, { difference }) => sum + difference, 0) / real.length,
  };
}

/** One simulated study, null if stopped. */
async function simulateStudy(
  definition: BehaviourDefinition,
  study: Studies & { readonly size: number },
  signal: AbortSignal | undefined,
): Promise<Study | null> {
  const { setting, people, design, parameter, number, size, seed } = study;
  const transforms = transformsOf(definition.parameters);
  const moments = definition.parameters.map((one, d) => unboundedMoments(one, transforms[d]!));
  const deviations = deviationsOf(definition);
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
  const { rows } = drawn;
  const treated = (record: number) => (record >= people ? 1 : 0);
  const personOf = (record: number) => (design === "within" ? String(record % people) : rows[record]!.subject);
  const records = rows.map(({ subject }, record) => ({ name: subject, person: personOf(record), labels: {} }));
  const values = rows.map((_, record) => treated(record));
  const groups = Object.fromEntries(rows.map(({ subject }, record) => [subject, treated(record)]));
  return {
    ...{ rows, records },
    within: design === "within" ? [{ name: "condition", values, parameters: [parameter] }] : [],
    between: design === "between" ? [{ name: "group", values: groups }] : [],
  };
}

/** The effect that a study finds. */
function effectIn(
  { design: { between, coefficients }, effects, errors }: GroupFit,
  { definition, number, design }: { definition: BehaviourDefinition } & Pick<Studies, "number" | "design">,
): FoundEffect {
  const coefficient = coefficients.findIndex(
    (one) => one.parameter === number && (design === "between" || one.within === 1),
  );
  const at = coefficient * between.names.length + (design === "between" ? 1 : 0);
  const unit = deviationsOf(definition)[number]!;
  return { difference: effects[at]! / unit, error: errors.effects[at]! / unit };
}

/** Standard deviations between people, unbounded scale, [parameter]. */
function deviationsOf({ parameters }: BehaviourDefinition): number[] {
  const transforms = transformsOf(parameters);
  return parameters.map((one, d) => SHARE_OF_PRIOR * unboundedMoments(one, transforms[d]!).standardDeviation);
}

/** 95 % interval of a share (Wilson 1927). */
export function wilson(hits: number, count: number): readonly [number, number] {
  const z = normalQuantile(0.975);
  const share = hits / count;
  const centre = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
