/** A state and what led to it. */
interface Entry<State> {
  readonly state: State;
  /** What was done, for the buttons ("seed"). */
  readonly deed: string;
}

/** States with names of what was done, for undo and redo. Changes of one name in quick succession are one. */
export class History<State> {
  readonly #limit: number;
  readonly #together: number;
  #entries: Entry<State>[];
  #place = 0;
  #latest = Number.NEGATIVE_INFINITY;

  /**
   * @param limit - States that are kept.
   * @param together - ms within which changes of one name are one.
   */
  constructor(first: State, limit = 200, together = 1000) {
    this.#entries = [{ state: first, deed: "" }];
    this.#limit = limit;
    this.#together = together;
  }

  get state(): State {
    return this.#entries[this.#place]!.state;
  }

  /** What would be undone; null: nothing. */
  get undoes(): string | null {
    return this.#place > 0 ? this.#entries[this.#place]!.deed : null;
  }

  /** What would be done again; null: nothing. */
  get redoes(): string | null {
    return this.#entries[this.#place + 1]?.deed ?? null;
  }

  /** Notes a change; what had been undone is forgotten. */
  change(state: State, deed: string, now: number = Date.now()): void {
    const present = this.#entries[this.#place]!;
    if (present.state === state) return;
    const joins = this.#place > 0 && present.deed === deed && now - this.#latest < this.#together;
    this.#entries = [...this.#entries.slice(0, joins ? this.#place : this.#place + 1), { state, deed }].slice(
      -this.#limit,
    );
    this.#place = this.#entries.length - 1;
    this.#latest = now;
  }

  undo(): State {
    this.#latest = Number.NEGATIVE_INFINITY;
    this.#place = Math.max(0, this.#place - 1);
    return this.state;
  }

  redo(): State {
    this.#latest = Number.NEGATIVE_INFINITY;
    this.#place = Math.min(this.#entries.length - 1, this.#place + 1);
    return this.state;
  }
}
