import type { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, TrialRow, World } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";
import type { TrialType } from "./schedule.ts";
import type { Stretch } from "./timeLine.ts";

/** Kind and amount of each outcome of a trial, in the order of its type's list; amount 0 where it does not come. */
export type Amounts = readonly (readonly [kind: number, amount: number])[];

/** What a trial showed and what was done. */
export type MetTrial = readonly { readonly stretch: Stretch; readonly deed: Deed }[];

/** Draws a trial's outcomes, each by itself. */
export function drawAmounts(
  random: TaskRandom,
  { outcomes = [] }: TrialType,
  kinds: readonly string[],
  stream: number,
  trial: number,
): Amounts {
  return outcomes.map(({ kind = kinds[0]!, amount = 1, probability = 1 }, place) => [
    kinds.indexOf(kind),
    random.uniform(stream, trial, place) < probability ? amount : 0,
  ]);
}

/** Lets the subject meet a trial. @param opened - What its first moment says besides. */
export function* meetTrial(
  log: SessionLog,
  world: World,
  line: readonly Stretch[],
  opened: Partial<Moment>,
  amounts: Amounts,
): Generator<Moment, MetTrial, Deed> {
  const met: { stretch: Stretch; deed: Deed }[] = [];
  for (const [place, stretch] of line.entries()) {
    const outcome = new Float32Array(world.outcomes.length);
    for (const number of stretch.outcomes) {
      const [kind, amount] = amounts[number]!;
      outcome[kind]! += amount;
    }
    const comes = outcome.some((amount) => amount > 0);
    const fails = stretch.phase === "outcome" && !comes;
    const marks = fails && stretch.outcomeStarts ? [...stretch.marks, "omission"] : stretch.marks;
    const deed = yield* log.show({
      phase: fails ? "omission" : stretch.phase,
      duration: stretch.duration,
      ...(place === 0 && { ...opened, trialStarts: true }),
      ...(stretch.objects && { objects: stretch.objects }),
      ...(comes && { outcome }),
      ...(marks.length > 0 && { marks }),
    });
    met.push({ stretch, deed });
  }
  return met;
}

/**
 * The trial's row as far as its events and responses go, and by how much each response in the second half of the cue
 * stands above the one before the trial (0 without cue).
 */
export function summariseTrial(
  met: MetTrial,
  { responses, outcomes }: World,
  amounts: Amounts,
): { readonly row: TrialRow; readonly change: Readonly<Record<string, number>> } {
  const row: Record<string, number> = {
    outcome: amounts.reduce((sum, [kind, amount]) => sum + amount * outcomes[kind]!.valence, 0),
    outcomeTime:
      met.find(({ stretch }) => stretch.outcomes.some((number) => amounts[number]![1] > 0))?.stretch.start ??
      Number.NaN,
  };
  const change: Record<string, number> = {};
  for (const [index, name] of responses.entries()) {
    const mean = (wanted: (stretch: Stretch) => boolean): number => {
      const parts = met.filter(({ stretch }) => wanted(stretch));
      const time = parts.reduce((sum, { deed }) => sum + deed.elapsed, 0);
      return parts.reduce((sum, { deed }) => sum + deed.responses[index]! * deed.elapsed, 0) / time;
    };
    row[name] = mean(({ inLateCue }) => inLateCue);
    row[`${name}Before`] = mean(({ start }) => start < 0);
    row[`${name}Cue`] = mean(({ inCue }) => inCue);
    row[`${name}Trace`] = mean(({ phase }) => phase === "trace");
    row[`${name}After`] = mean(({ phase }) => phase === "after");
    const above = row[name]! - row[`${name}Before`]!;
    change[name] = Number.isNaN(above) ? 0 : above;
  }
  return { row, change };
}
