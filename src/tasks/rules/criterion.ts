/** When a discrimination counts as learned. */
export interface CriterionRule {
  /** Last trials that are looked at. */
  readonly window: number;
  /** Correct ones among them that are needed. */
  readonly needed: number;
  /** Correct ones in a row, up to the last trial, that are needed besides (0: none). */
  readonly run?: number;
}

/** Counts right and wrong choices up to a criterion; a trial without choice counts as wrong. */
export class Criterion {
  readonly #rule: CriterionRule;
  #last: boolean[] = [];
  #run = 0;

  constructor(rule: CriterionRule) {
    this.#rule = rule;
  }

  add(correct: boolean): void {
    this.#last = [...this.#last, correct].slice(-this.#rule.window);
    this.#run = correct ? this.#run + 1 : 0;
  }

  get reached(): boolean {
    const { window, needed, run = 0 } = this.#rule;
    return (
      this.#last.length >= Math.min(window, needed) && this.#last.filter(Boolean).length >= needed && this.#run >= run
    );
  }
}
