import { ownColumns } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import type { EndedTrial, SessionObserver } from "./session.ts";

/** Keeps the rows that the task gives at the end of each subject's trials. */
export class TrialRecorder implements SessionObserver {
  readonly #names: readonly string[];
  /** By lane, in order of trials. */
  readonly #trials: EndedTrial[][] = [];

  constructor(task: Pick<TaskDescription, "columns">) {
    this.#names = ownColumns(task).map(({ name }) => name);
  }

  trialEnd(trials: readonly EndedTrial[]): void {
    for (const trial of trials) {
      this.#trials[trial.lane] ??= [];
      this.#trials[trial.lane]!.push(trial);
    }
  }

  /** Trials of each subject, `[subject]`. */
  trialsOf(subjects: number): number[] {
    return Array.from({ length: subjects }, (_, lane) => this.#trials[lane]?.length ?? 0);
  }

  /**
   * The columns, `trials.session` (number of the session, or day) and `trials.<name>`: the rows of the first subject,
   * then those of the second, and so on.
   */
  columns(subjects: number): Record<string, Float64Array> {
    const all = this.#all(subjects);
    return {
      "trials.session": Float64Array.from(all, ({ session }) => session),
      ...Object.fromEntries(
        this.#names.map((name) => [`trials.${name}`, Float64Array.from(all, ({ row }) => row[name]!)]),
      ),
    };
  }

  #all(subjects: number): EndedTrial[] {
    return Array.from({ length: subjects }, (_, lane) => this.#trials[lane] ?? []).flat();
  }
}
