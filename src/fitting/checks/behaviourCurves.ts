import type { SeenColumns, TrialsSeen } from "./trialsSeen.ts";

/** A course of one person's behaviour. */
export interface BehaviourCurve {
  readonly name: string;
  readonly title: string;
  readonly xTitle: string;
  readonly x: readonly number[];
  /** [place]; NaN where the person has no trials. */
  of(trials: TrialsSeen): Float64Array;
}

/** Points of a course over a session. */
const MOST_POINTS = 20;
const BEFORE_REVERSAL = 5;
const AFTER_REVERSAL = 15;
/** Trials that the best option must last on average for its changes to be called reversals. */
const SHORTEST_BLOCK = 8;

/** The courses that such data allow: over the session, and around reversals where the best option is known. */
export function behaviourCurves(seen: SeenColumns, people: readonly TrialsSeen[]): BehaviourCurve[] {
  const longest = people.reduce((most, { begins }) => Math.max(most, begins.length), 0);
  const width = Math.max(1, Math.ceil(longest / MOST_POINTS));
  const places = Math.ceil(longest / width);
  const middles = Array.from({ length: places }, (_, i) => i * width + 0.5 * (width + 1));
  const overSession = (name: string, title: string, value: TrialValue): BehaviourCurve => ({
    ...{ name, title, xTitle: "Trial", x: middles },
    of: (trials) => binned(trials, width, places, value),
  });
  const known = people.some(({ bestOption }) => bestOption?.some((best) => !Number.isNaN(best)));
  const [choice] = seen.choices;
  const curves: BehaviourCurve[] = [];
  if (choice && known) {
    curves.push(overSession("accuracy", "Choices of the best option over the session", isBest));
    if (people.some((trials) => reversals(trials).length > 0)) curves.push(aroundReversals());
  } else if (choice?.options === 2)
    curves.push(
      overSession("choice", `Share of option 1 over the session, ${choice.title}`, ({ choices }, t) => choices[0]![t]!),
    );
  if (seen.reactionTime !== null)
    curves.push(
      overSession("reactionTime", "Mean reaction time over the session, s", ({ reactionTime }, t) => reactionTime![t]!),
    );
  for (const [at, { name, title }] of seen.numbers.entries())
    curves.push(overSession(name, `Mean of ${title} over the session`, ({ numbers }, t) => numbers[at]![t]!));
  return curves;
}

/** A trial's value, NaN where it has none. */
type TrialValue = (trials: TrialsSeen, trial: number) => number;

const isBest: TrialValue = ({ choices, bestOption }, trial) => {
  const best = bestOption?.[trial] ?? Number.NaN;
  const choice = choices[0]![trial]!;
  return Number.isNaN(choice) || Number.isNaN(best) ? Number.NaN : Number(choice === best);
};

function aroundReversals(): BehaviourCurve {
  const places = BEFORE_REVERSAL + AFTER_REVERSAL;
  return {
    name: "reversal",
    title: "Choices of the best option around reversals",
    xTitle: "Trial from the reversal on (0 is the first after it)",
    x: Array.from({ length: places }, (_, place) => place - BEFORE_REVERSAL),
    of: (trials) => {
      const starts = reversals(trials);
      return Float64Array.from({ length: places }, (_, place) => {
        const values = starts
          .map((start) => start - BEFORE_REVERSAL + place)
          .filter((trial) => trial >= 0 && trial < trials.begins.length)
          .map((trial) => isBest(trials, trial));
        return meanOfKnown(values);
      });
    },
  };
}

/** Trials at which the best option changes within a session; none where it changes all the time. */
function reversals({ bestOption, begins }: TrialsSeen): number[] {
  if (bestOption === null) return [];
  const changes = Array.from(begins.keys()).filter(
    (trial) =>
      trial > 0 &&
      !begins[trial] &&
      bestOption[trial] !== bestOption[trial - 1] &&
      !Number.isNaN(bestOption[trial]!) &&
      !Number.isNaN(bestOption[trial - 1]!),
  );
  return changes.length * SHORTEST_BLOCK > begins.length ? [] : changes;
}

function binned(trials: TrialsSeen, width: number, places: number, value: TrialValue): Float64Array {
  return Float64Array.from({ length: places }, (_, place) => {
    const values: number[] = [];
    for (let trial = place * width; trial < Math.min((place + 1) * width, trials.begins.length); trial++)
      values.push(value(trials, trial));
    return meanOfKnown(values);
  });
}

/** Mean of the values that are there; NaN without any. */
export function meanOfKnown(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
