import {
  askStrategy,
  beginStrategy,
  endOfStrategy,
  normalsOf,
  restartStrategy,
  type StrategyState,
  tellStrategy,
} from "./evolutionStrategy.ts";
import type { EffectLoss } from "./loss.ts";
import { pointOf, type SearchedParameter, valuesAt } from "./searchSpace.ts";

/** What a calibration searches and by what it judges; fixed from its beginning to its end. */
export interface CampaignSettings {
  /** Name or path of the model. */
  readonly model: string;
  readonly parameters: readonly SearchedParameter[];
  /** Ids of the effects. */
  readonly effects: readonly string[];
  /** Tuning seeds. */
  readonly seeds: readonly number[];
  /** Subjects an arm and candidate. */
  readonly subjects: number;
  /** Seed of the search itself. */
  readonly seed: number;
  /** Points in the first generation; null: the default of the number of parameters. */
  readonly population: number | null;
  /** First step size: of logarithmic parameters in factors e. */
  readonly deviation: number;
}

/** A set of parameters with what came out. */
export interface Evaluation {
  /** Number, counted over the whole calibration. */
  readonly id: number;
  readonly restart: number;
  readonly generation: number;
  /** SI. */
  readonly values: Readonly<Record<string, number>>;
  /** Mean of the losses of the effects. */
  readonly loss: number;
  readonly effects: Readonly<Record<string, EffectLoss>>;
}

/** A set that was better than all before it. */
export interface AcceptedSet extends Evaluation {
  /** Hash of the program that was run with these values. */
  readonly programHash: string;
}

/** A calibration under way, as plain data. */
export interface Campaign {
  readonly format: "neohebb-calibration/1";
  readonly settings: CampaignSettings;
  readonly programHash: string;
  /** Generations done, over all restarts. */
  readonly generations: number;
  readonly evaluations: number;
  /** Time spent on evaluations, s. */
  readonly seconds: number;
  readonly strategy: StrategyState;
  /** In order; the first is the model's own set, the last the best. */
  readonly accepted: readonly AcceptedSet[];
}

/** The search ends when points are within a hundredth of the first step, or values within a thousandth of the loss. */
const tolerances = { point: 0.01, value: 1e-3 };

/** First step size unless another is asked for: of logarithmic parameters a factor of about 1.3. */
export const defaultDeviation = 0.25;

/** Begins a calibration at the model's own values. @throws RangeError for settings that cannot be */
export function beginCampaign(settings: CampaignSettings, programHash: string): Campaign {
  const { parameters, population, deviation, seed } = settings;
  const strategy = beginStrategy({
    start: pointOf(parameters, {}),
    deviation,
    seed,
    ...(population === null ? {} : { population }),
  });
  return {
    format: "neohebb-calibration/1",
    ...{ settings, programHash, strategy },
    ...{ generations: 0, evaluations: 0, seconds: 0, accepted: [] },
  };
}

/** The sets of parameters to be evaluated next. The model's own is the very first. */
export function candidatesOf({ settings, strategy, generations }: Campaign): Record<string, number>[] {
  const { parameters } = settings;
  const own = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const drawn = askStrategy(strategy).map((point) => valuesAt(parameters, point));
  return generations === 0 ? [own, ...drawn] : drawn;
}

/** The evaluations of a generation from the losses of its candidates, `[candidate][effect]`. */
export function evaluationsOf(
  campaign: Campaign,
  losses: readonly Readonly<Record<string, EffectLoss>>[],
): Evaluation[] {
  const { restart, generation } = campaign.strategy;
  return candidatesOf(campaign).map((values, place) => ({
    id: campaign.evaluations + place,
    ...{ restart, generation, values },
    loss: meanLoss(losses[place]!),
    effects: Object.fromEntries(Object.entries(losses[place]!).map(([id, own]) => [id, lossOf(own)])),
  }));
}

/** Without what each band came to, which is not kept. */
function lossOf({ loss, holding, bands }: EffectLoss): EffectLoss {
  return { loss, holding, bands };
}

/** Mean of the losses of all effects. */
export function meanLoss(effects: Readonly<Record<string, EffectLoss>>): number {
  const all = Object.values(effects);
  return all.reduce((sum, { loss }) => sum + loss, 0) / all.length;
}

/** Effects of which all bands hold on all seeds. */
export function heldEffects({ effects }: Pick<Evaluation, "effects">): string[] {
  return Object.keys(effects).filter((id) => effects[id]!.holding === effects[id]!.bands);
}

/** The calibration after a generation. A search that is at its end begins again elsewhere with twice the population. */
export function advanceCampaign(campaign: Campaign, evaluations: readonly Evaluation[], seconds: number): Campaign {
  const { settings, programHash, strategy, generations } = campaign;
  const points = askStrategy(strategy);
  const values = evaluations.slice(-points.length).map(({ loss }) => loss);
  const accepted = [...campaign.accepted];
  for (const evaluation of evaluations)
    if (accepted.length === 0 || evaluation.loss < accepted.at(-1)!.loss) accepted.push({ ...evaluation, programHash });
  const next = tellStrategy(strategy, points, values);
  return {
    ...campaign,
    generations: generations + 1,
    evaluations: campaign.evaluations + evaluations.length,
    seconds: campaign.seconds + seconds,
    strategy: endOfStrategy(next, tolerances) === null ? next : restartStrategy(next, restartPoint(settings, next)),
    accepted,
  };
}

/** Where a restart begins: round the model's own set, twice the first step size away in each direction. */
function restartPoint({ parameters, deviation, seed }: CampaignSettings, { restart }: StrategyState): number[] {
  const draws = normalsOf(seed, "calibration/restart", restart, parameters.length);
  return pointOf(parameters, {}).map((x, place) => x + 2 * deviation * draws[place]!);
}
