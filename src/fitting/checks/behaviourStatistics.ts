import { median, quantileOfUnsorted } from "../../math/statistics.ts";
import { mostOptions, type SeenColumns, type TrialsSeen } from "./trialsSeen.ts";

/** A number that describes one person's behaviour. */
export interface BehaviourStatistic {
  readonly name: string;
  readonly title: string;
  /** NaN where there are no trials to compute it from. */
  of(trials: TrialsSeen): number;
}

/**
 * Statistics of behaviour that data with these columns allow: shares of options, staying after better and shifting
 * after worse outcomes, choices of the best option, reaction times, responses that are numbers.
 *
 * @param isBetter - Outcome above which a trial counts as won; the same for all data that are compared.
 */
export function behaviourStatistics(seen: SeenColumns, isBetter: number): BehaviourStatistic[] {
  const several = seen.choices.length > 1;
  const named = (title: string, which: string) => (several ? `${title} (${which})` : title);
  return [
    ...seen.choices.flatMap(({ name, title, options }, at) => [
      ...(options <= mostOptions ? Array.from({ length: options === 2 ? 1 : options }, (_, i) => i) : []).map((i) => {
        const option = options === 2 ? 1 : i;
        return {
          name: `${name}.${option}`,
          title: `Share of option ${option}, ${title}`,
          of: ({ choices }: TrialsSeen) => share(choices[at]!, (value) => value === option),
        };
      }),
      ...(seen.outcome === null
        ? []
        : [
            {
              name: `${name}.winStay`,
              title: named("Win-stay: same choice after a better outcome", title),
              of: (trials: TrialsSeen) => stays(trials, at, (outcome) => outcome > isBetter),
            },
            {
              name: `${name}.loseShift`,
              title: named("Lose-shift: another choice after a worse outcome", title),
              of: (trials: TrialsSeen) => 1 - stays(trials, at, (outcome) => outcome <= isBetter),
            },
          ]),
    ]),
    ...(seen.choices.length > 0
      ? [{ name: "accuracy", title: "Choices of the best option", of: (trials: TrialsSeen) => accuracy(trials) }]
      : []),
    ...(seen.reactionTime === null
      ? []
      : [
          { name: "reactionTime", title: "Median reaction time, s", of: quantileOfTimes(0.5) },
          { name: "reactionTime.10", title: "10 % quantile of reaction times, s", of: quantileOfTimes(0.1) },
          { name: "reactionTime.90", title: "90 % quantile of reaction times, s", of: quantileOfTimes(0.9) },
        ]),
    ...seen.numbers.flatMap(({ name, title }, at) => [
      {
        name: `${name}.mean`,
        title: `Mean of ${title}`,
        of: ({ numbers }: TrialsSeen) => meanOf(present(numbers[at]!)),
      },
      {
        name: `${name}.deviation`,
        title: `Standard deviation of ${title}`,
        of: ({ numbers }: TrialsSeen) => deviationOf(present(numbers[at]!)),
      },
    ]),
  ];
}

/** What parts better from worse outcomes: 0 where there are gains and nothing or losses, else the median. */
export function outcomeBoundary(people: readonly TrialsSeen[]): number {
  const outcomes = people.flatMap(({ outcome }) => (outcome ? [...present(outcome)] : []));
  if (outcomes.length === 0 || (outcomes.some((x) => x > 0) && outcomes.some((x) => x <= 0))) return 0;
  return median(Float64Array.from(outcomes));
}

/** Share of trials in which the best option was taken; NaN where that is not known. */
function accuracy({ choices, bestOption }: TrialsSeen): number {
  if (bestOption === null) return Number.NaN;
  let [count, best] = [0, 0];
  choices[0]!.forEach((choice, trial) => {
    if (Number.isNaN(choice) || Number.isNaN(bestOption[trial]!)) return;
    count++;
    if (choice === bestOption[trial]) best++;
  });
  return best / count;
}

/** Share of choices that repeat the last one made when the same was shown, after outcomes that count. */
function stays(
  { choices, pastChoices, outcome, shown, begins }: TrialsSeen,
  at: number,
  counts: (outcome: number) => boolean,
): number {
  const own = shown[at]!;
  const last = new Map<number, number>();
  let [count, same] = [0, 0];
  for (let trial = 0; trial < own.length; trial++) {
    if (begins[trial]) last.clear();
    const before = last.get(own[trial]!);
    const choice = choices[at]![trial]!;
    if (before !== undefined && !Number.isNaN(choice) && counts(outcome![before]!)) {
      count++;
      if (choice === pastChoices[at]![before]) same++;
    }
    if (Number.isNaN(pastChoices[at]![trial]!) || Number.isNaN(outcome![trial]!)) last.delete(own[trial]!);
    else last.set(own[trial]!, trial);
  }
  return same / count;
}

function share(values: Float64Array, counts: (value: number) => boolean): number {
  const known = present(values);
  return known.filter(counts).length / known.length;
}

function quantileOfTimes(probability: number): (trials: TrialsSeen) => number {
  return ({ reactionTime }) => {
    const known = present(reactionTime!);
    return known.length === 0 ? Number.NaN : quantileOfUnsorted(known, probability);
  };
}

function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: Float64Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
