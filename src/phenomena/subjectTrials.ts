/** What trials are picked by: equality of columns, and place among those that are left. */
export interface TrialChoice {
  /** Name of the stage. */
  readonly stage?: string;
  /** Values of columns (`type`, `block`, `correct`, …). */
  readonly equal?: Readonly<Record<string, number>>;
  /** Only the first … of them. */
  readonly first?: number;
  /** Only the last … of them. */
  readonly last?: number;
}

/** The trials of one virtual subject in one arm. */
export class SubjectTrials {
  readonly #rows: readonly Readonly<Record<string, number>>[];
  readonly #stages: readonly string[];
  readonly subject: number;
  readonly arm: string;

  /** @param stages - The stage of each row. */
  constructor(
    subject: number,
    arm: string,
    rows: readonly Readonly<Record<string, number>>[],
    stages: readonly string[],
  ) {
    this.subject = subject;
    this.arm = arm;
    this.#rows = rows;
    this.#stages = stages;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** The trials that are chosen, in order. */
  where({ stage, equal = {}, first, last }: TrialChoice): SubjectTrials {
    let places = [...this.#rows.keys()].filter(
      (place) =>
        (stage === undefined || this.#stages[place] === stage) &&
        Object.entries(equal).every(([column, value]) => this.#value(place, column) === value),
    );
    if (first !== undefined) places = places.slice(0, first);
    if (last !== undefined) places = places.slice(Math.max(0, places.length - last));
    return this.#of(places);
  }

  /** The trials for which something is true. */
  filter(is: (row: Readonly<Record<string, number>>, place: number) => boolean): SubjectTrials {
    return this.#of([...this.#rows.keys()].filter((place) => is(this.#rows[place]!, place)));
  }

  /** Values of a column, trial by trial. @throws RangeError if there is none of this name. */
  column(name: string): number[] {
    return this.#rows.map((_, place) => this.#value(place, name));
  }

  /** Mean of the values of a column that are there; NaN if there are none. */
  mean(name: string): number {
    return average(this.column(name));
  }

  /** Number of trials until a column first reaches a level in so many trials in a row; all of them if it never does. */
  trialsTo(name: string, level: number, inARow = 1): number {
    let run = 0;
    for (const [place, value] of this.column(name).entries()) {
      run = value >= level ? run + 1 : 0;
      if (run === inARow) return place + 1;
    }
    return this.length;
  }

  #value(place: number, column: string): number {
    const value = this.#rows[place]![column];
    if (value !== undefined) return value;
    throw new RangeError(
      `a trial of arm "${this.arm}" has no column "${column}"; there are ${Object.keys(this.#rows[place]!).join(", ")}`,
    );
  }

  #of(places: readonly number[]): SubjectTrials {
    return new SubjectTrials(
      this.subject,
      this.arm,
      places.map((place) => this.#rows[place]!),
      places.map((place) => this.#stages[place]!),
    );
  }
}

/** Mean of the numbers among values; NaN if there are none. */
export function average(values: readonly number[]): number {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.reduce((sum, value) => sum + value, 0) / there.length;
}
