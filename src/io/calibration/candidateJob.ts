import { type EffectOutcome, effectLoss, lostEffect, overSeeds } from "../../calibration/index.ts";
import { type Candidate, CandidateSessions, type Effect, effectOf } from "../../phenomena/index.ts";
import type { ModelSource } from "../../spec/index.ts";
import { type BackendName, backendNamed } from "../backends.ts";
import { modelNamed } from "../modelNamed.ts";

/** Something to be evaluated: all candidates on one effect. */
export interface CandidateJob {
  readonly effect: string;
  readonly candidates: readonly Candidate[];
  readonly subjects: number;
  readonly seeds: readonly number[];
}

/** What the evaluator is made for. */
export interface EvaluatorSettings {
  /** Name or path of the model. */
  readonly model: string;
  /** Names of the parameters that differ between candidates. */
  readonly parameters: readonly string[];
  readonly backend: BackendName;
}

/** Evaluates candidates, and keeps what it has compiled for the next generation. */
export class CandidateEvaluator {
  readonly #settings: EvaluatorSettings;
  readonly #source: ModelSource;
  readonly #sessions = new Map<string, CandidateSessions>();

  constructor(settings: EvaluatorSettings) {
    this.#settings = settings;
    this.#source = modelNamed(settings.model);
  }

  /**
   * Losses of the candidates, means over the seeds. One that the model cannot take, or of which a state stops being a
   * number, loses the effect.
   */
  async run(job: CandidateJob): Promise<EffectOutcome[]> {
    const effect = effectOf(job.effect)!;
    const perSeed: EffectOutcome[][] = [];
    for (const seed of job.seeds) perSeed.push(await this.#losses(effect, job, seed));
    return job.candidates.map((_, place) => overSeeds(perSeed.map((losses) => losses[place]!)));
  }

  async #losses(effect: Effect, { candidates, subjects }: CandidateJob, seed: number): Promise<EffectOutcome[]> {
    const backend = await backendNamed(this.#settings.backend);
    try {
      const readings = await this.#sessionsOf(effect).run({ candidates, subjects, seed, backend });
      return readings.map((table) => effectLoss(effect, table));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (candidates.length === 1) return [lostEffect(effect)];
      const alone: EffectOutcome[] = [];
      for (const candidate of candidates)
        alone.push(
          ...(await this.#losses(effect, { effect: effect.id, candidates: [candidate], subjects, seeds: [] }, seed)),
        );
      return alone;
    }
  }

  #sessionsOf(effect: Effect): CandidateSessions {
    const known = this.#sessions.get(effect.id);
    if (known) return known;
    if (effect.protocol.kind !== "sessions") throw new TypeError(`${effect.id} is not done by the brain`);
    const made = new CandidateSessions(effect.protocol, this.#source, this.#settings.parameters);
    this.#sessions.set(effect.id, made);
    return made;
  }
}
