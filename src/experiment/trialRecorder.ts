import type { TaskDescription } from "../tasks/lockstepTask.ts";
import type { SessionObserver } from "./session.ts";

/** Keeps the rows that the task gives at the end of each trial. */
export class TrialRecorder implements SessionObserver {
  readonly #names: readonly string[];
  readonly #rows: Readonly<Record<string, Float64Array>>[] = [];

  constructor({ columns }: TaskDescription) {
    this.#names = columns.map(({ name }) => name);
  }

  get trials(): number {
    return this.#rows.length;
  }

  trialEnd(_trial: number, record: Readonly<Record<string, Float64Array>>): void {
    this.#rows.push(Object.fromEntries(this.#names.map((name) => [name, record[name]!.slice()])));
  }

  /** The columns, `trials.<name>`, each `[subject, trial]`. */
  columns(subjects: number): Record<string, Float64Array> {
    const trials = this.#rows.length;
    return Object.fromEntries(
      this.#names.map((name) => {
        const column = new Float64Array(subjects * trials);
        this.#rows.forEach((row, trial) => {
          for (let place = 0; place < subjects; place++) column[place * trials + trial] = row[name]![place]!;
        });
        return [`trials.${name}`, column];
      }),
    );
  }
}
