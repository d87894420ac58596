import type { SimulationOptions } from "../engine/simulation.ts";
import type { Table } from "../math/table.ts";
import type { ModelSource } from "../spec/index.ts";
import { addReadings, columnsOf, type PreparedArm, prepareArm, runPreparedArm } from "./runSessions.ts";
import type { Sessions } from "./sessions.ts";

/** Values of parameters, SI; of every candidate the same parameters. */
export type Candidate = Readonly<Record<string, number>>;

/** What is done to candidates. */
export interface CandidatesRun {
  readonly candidates: readonly Candidate[];
  /** Subjects of each candidate, the same ones for all. */
  readonly subjects: number;
  readonly seed: number;
  readonly backend?: SimulationOptions["backend"];
}

/**
 * The sessions of an effect for many sets of parameters at once: candidates are lanes of one batch. Arms are prepared
 * and compiled at the first run and kept.
 */
export class CandidateSessions {
  readonly #sessions: Sessions;
  readonly #source: ModelSource;
  readonly #parameters: readonly string[];
  readonly #arms = new Map<string, PreparedArm>();

  /** @param parameters - Names of those that differ between candidates. */
  constructor(sessions: Sessions, source: ModelSource, parameters: readonly string[]) {
    this.#sessions = sessions;
    this.#source = source;
    this.#parameters = parameters;
  }

  /**
   * Readings of each candidate, as `runSessions` gives them for a model with its values; null for a candidate of which a
   * state stopped being a number.
   *
   * @throws SpecificationError, SessionsError, RangeError for values that the model cannot take
   */
  async run({ candidates, subjects, seed, backend }: CandidatesRun): Promise<(Table | null)[]> {
    const readings = candidates.map(() => ({ arm: [], subject: [] }) as Record<string, unknown[]>);
    const failed = new Set<number>();
    const numbers = candidates.flatMap(() => Array.from({ length: subjects }, (_, subject) => subject));
    for (const name of Object.keys(this.#sessions.arms)) {
      const arm = this.#arm(name);
      const known = arm.model.model.perSubject?.parameters ?? [];
      const perSubject = Object.fromEntries(
        known.map((parameter) => [
          parameter,
          candidates.flatMap((candidate) => {
            const value = candidate[parameter]! * (arm.factors[parameter] ?? 1);
            return Array.from({ length: subjects }, () => value);
          }),
        ]),
      );
      const { trials, wrong } = await runPreparedArm(arm, this.#sessions, {
        numbers,
        seed,
        perSubject,
        ...(backend ? { backend } : {}),
      });
      for (const place of wrong.keys()) failed.add(Math.floor(place / subjects));
      for (const [place, own] of trials.entries())
        addReadings(readings[Math.floor(place / subjects)]!, this.#sessions, name, own);
    }
    return readings.map((own, place) => (failed.has(place) ? null : columnsOf(own)));
  }

  #arm(name: string): PreparedArm {
    const known = this.#arms.get(name);
    if (known) return known;
    const arm = prepareArm(name, this.#sessions.arms[name]!, { source: this.#source, perSubject: this.#parameters });
    this.#arms.set(name, arm);
    return arm;
  }
}
