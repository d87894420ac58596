import type { Deed, Moment, TrialRow } from "./task.ts";

/**
 * Keeps the rows of a subject's trials until they are given out: a row is handed over with the moment that follows its
 * trial, the last one at the end of the session.
 */
export class SessionLog {
  #row: TrialRow | null = null;
  #trial = 0;
  #trialInBlock = 0;

  /** Number of the present trial in the session, from 0. */
  get trial(): number {
    return this.#trial;
  }

  /** Number of the present trial in its block, from 0. */
  get trialInBlock(): number {
    return this.#trialInBlock;
  }

  /** The next trial is the first one of a block. */
  beginBlock(): void {
    this.#trialInBlock = 0;
  }

  /** Lets the subject meet a moment, with the row of the trial before if there is one. */
  *show(moment: Moment): Generator<Moment, Deed, Deed> {
    const row = this.#row;
    this.#row = null;
    return yield row === null ? moment : { ...moment, record: row };
  }

  /**
   * Ends the present trial.
   *
   * @param row - Its columns without `trial` and `trialInBlock`; what is left out is missing.
   * @throws Error if the trial before has not been handed over.
   */
  end(row: TrialRow): void {
    if (this.#row !== null) throw new Error("a trial must show at least one moment");
    this.#row = { ...row, trial: this.#trial, trialInBlock: this.#trialInBlock };
    this.#trial++;
    this.#trialInBlock++;
  }

  /** The row of the last trial, not yet handed over; what a session returns. */
  last(): TrialRow | null {
    return this.#row;
  }
}
