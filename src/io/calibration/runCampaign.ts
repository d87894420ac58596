import {
  advanceCampaign,
  type Campaign,
  candidatesOf,
  type EffectLoss,
  type Evaluation,
  evaluationsOf,
  type SearchedParameter,
} from "../../calibration/index.ts";
import { canonicalJson, sha256 } from "../../experiment/hash.ts";
import { effectOf, writtenEffect } from "../../phenomena/index.ts";
import { lowerModel } from "../../spec/index.ts";
import { modelNamed } from "../modelNamed.ts";
import { packageVersion } from "../packageRoot.ts";
import { keepGeneration } from "./campaignFiles.ts";
import type { EvaluationTask } from "./candidateThreads.node.ts";

/** How long a calibration goes on. It ends after a generation. */
export interface CampaignLimits {
  /** Generations in all. */
  readonly generations: number;
  /** Time of this run, s; a generation that would not be done by then is not begun. */
  readonly seconds: number;
}

/** What watches a calibration. */
export interface CampaignWatch {
  readonly signal?: AbortSignal;
  readonly onEffect?: (done: number, total: number, effect: string) => void;
  readonly onGeneration?: (campaign: Campaign, evaluations: readonly Evaluation[], seconds: number) => void;
}

/**
 * Hash of the program whose parameters are searched (its equations and constants, the values of the searched ones left
 * open), the effects' protocols and bands, and the version of neohebb.
 */
export async function programHashOf(
  model: string,
  parameters: readonly SearchedParameter[],
  effects: readonly string[],
): Promise<string> {
  const { program, perSubject } = lowerModel(modelNamed(model), {
    perSubject: parameters.map(({ name }) => name),
  });
  const protocols = effects.map((id) => writtenEffect(effectOf(id)!));
  return sha256(
    canonicalJson(JSON.parse(JSON.stringify({ version: packageVersion(), program, perSubject, protocols }))),
  );
}

/** What evaluates candidates. */
export interface Evaluator {
  evaluate(task: EvaluationTask): Promise<readonly Readonly<Record<string, EffectLoss>>[]>;
}

/**
 * Goes on with a calibration, and keeps every generation in a folder.
 *
 * @throws Interrupted after the signal was aborted: the generation under way is lost, all before are kept
 */
export async function runCampaign(
  begun: Campaign,
  folder: string,
  threads: Evaluator,
  { generations, seconds }: CampaignLimits,
  { signal, onEffect, onGeneration }: CampaignWatch = {},
): Promise<Campaign> {
  const started = performance.now();
  const passed = () => (performance.now() - started) / 1000;
  let campaign = begun;
  let last = 0;
  if (campaign.generations === 0) keepGeneration(folder, campaign, []);
  while (campaign.generations < generations && passed() + last < seconds) {
    const begin = passed();
    const { effects, subjects, seeds } = campaign.settings;
    const losses = await threads.evaluate({
      ...{ effects, subjects, seeds },
      candidates: candidatesOf(campaign),
      ...(signal ? { signal } : {}),
      ...(onEffect ? { onProgress: onEffect } : {}),
    });
    last = passed() - begin;
    const evaluations = evaluationsOf(campaign, losses);
    campaign = advanceCampaign(campaign, evaluations, last);
    keepGeneration(folder, campaign, evaluations);
    onGeneration?.(campaign, evaluations, last);
  }
  return campaign;
}
