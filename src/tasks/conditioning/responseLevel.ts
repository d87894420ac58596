import type { StageCriterion } from "./schedule.ts";

/** Trials at the end of a stage whose mean is the level that a later stage's criterion refers to. */
const referenceTrials = 10;

interface StageTrials {
  readonly name: string;
  readonly types: string[];
  readonly changes: Readonly<Record<string, number>>[];
}

/** Keeps conditioned responses by stage, to tell when a stage's criterion has been reached. */
export class ResponseLevel {
  readonly #stages: StageTrials[] = [];

  beginStage(name: string): void {
    this.#stages.push({ name, types: [], changes: [] });
  }

  /** @param change - Each response in the second half of the cue, less that before the trial. */
  add(type: string, change: Readonly<Record<string, number>>): void {
    const stage = this.#stages.at(-1)!;
    stage.types.push(type);
    stage.changes.push(change);
  }

  /** Whether the last `run` trials that count have all been below or above the criterion's level. */
  reached(criterion: StageCriterion | undefined): boolean {
    if (!criterion) return false;
    const { response, type, reference, below, above, run, minimum = 0 } = criterion;
    const now = this.#stages.at(-1)!;
    const present = now.changes
      .filter((_, place) => type === undefined || now.types[place] === type)
      .map((change) => change[response]!);
    if (present.length < Math.max(run, minimum)) return false;
    const earlier = this.#stages.find(({ name }) => name === reference);
    const unit = earlier ? meanOf(earlier.changes.slice(-referenceTrials).map((change) => change[response]!)) : 1;
    return present.slice(-run).every((value) => (below === undefined ? value > above! * unit : value < below * unit));
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
