import { quantile, sorted } from "../../math/statistics.ts";
import type { PredictedCurve, PredictedStatistic } from "../fitSummary.ts";
import { type BehaviourCurve, behaviourCurves } from "./behaviourCurves.ts";
import { type BehaviourStatistic, behaviourStatistics, outcomeBoundary } from "./behaviourStatistics.ts";
import type { SeenColumns, TrialsSeen } from "./trialsSeen.ts";

/**
 * Statistics and courses of simulated data sets, means over their people: person by person, so that nobody's trials need
 * be kept. Sums are added in the order of the people, whoever simulated them.
 */
export class PredictedBehaviour {
  readonly #statistics: readonly BehaviourStatistic[];
  readonly #curves: readonly BehaviourCurve[];
  readonly #sets: readonly SetMeans[];
  /** Of the people of the first simulated set, [statistic]. */
  readonly #firstPeople: readonly number[][];

  /**
   * @param reference - People who say what such data allow: those of the data, or those of the first simulated set.
   * @param simulations - Number of simulated data sets.
   */
  constructor(seen: SeenColumns, reference: readonly TrialsSeen[], simulations: number) {
    this.#statistics = behaviourStatistics(seen, outcomeBoundary(reference));
    this.#curves = behaviourCurves(seen, reference);
    this.#sets = Array.from({ length: simulations }, () => this.#empty());
    this.#firstPeople = this.#statistics.map(() => []);
  }

  /** Adds a person of a simulated data set. */
  add(simulation: number, trials: TrialsSeen): void {
    const set = this.#sets[simulation]!;
    this.#statistics.forEach(({ of }, at) => {
      const value = of(trials);
      set.statistics.add(at, value);
      if (simulation === 0 && !Number.isNaN(value)) this.#firstPeople[at]!.push(value);
    });
    this.#addCurves(set, trials);
  }

  /** What the simulations show, beside the data if there are some. */
  result(observed: readonly TrialsSeen[] | null): {
    readonly statistics: PredictedStatistic[];
    readonly curves: PredictedCurve[];
  } {
    const own = this.#empty();
    for (const trials of observed ?? []) {
      this.#statistics.forEach(({ of }, at) => {
        own.statistics.add(at, of(trials));
      });
      this.#addCurves(own, trials);
    }
    const statistics = this.#statistics.map(({ name, title }, at): PredictedStatistic => {
      const known = sorted(this.#known(({ statistics: means }) => means.mean(at)));
      const value = own.statistics.mean(at);
      const people = sorted(Float64Array.from(this.#firstPeople[at]!));
      return {
        ...{ name, title, observed: orNull(value), ...intervalOf(known) },
        probability:
          Number.isNaN(value) || known.length === 0 ? null : known.filter((one) => one >= value).length / known.length,
        spread: people.length === 0 ? null : [0.025, 0.25, 0.5, 0.75, 0.975].map((p) => quantile(people, p)),
      };
    });
    const curves = this.#curves.map(({ name, title, xTitle, x }, at): PredictedCurve => {
      const places = x.map((_, place) => intervalOf(sorted(this.#known(({ curves: all }) => all[at]!.mean(place)))));
      return {
        ...{ name, title, xTitle, x },
        observed: observed && x.map((_, place) => orNull(own.curves[at]!.mean(place))),
        mean: places.map(({ mean }) => mean),
        lower: places.map(({ lower }) => lower),
        upper: places.map(({ upper }) => upper),
      };
    });
    return { statistics: statistics.filter(({ mean }) => mean !== null), curves };
  }

  #addCurves(set: SetMeans, trials: TrialsSeen): void {
    this.#curves.forEach(({ of }, at) => {
      of(trials).forEach((value, place) => {
        set.curves[at]!.add(place, value);
      });
    });
  }

  #empty(): SetMeans {
    return {
      statistics: new Means(this.#statistics.length),
      curves: this.#curves.map(({ x }) => new Means(x.length)),
    };
  }

  #known(of: (set: SetMeans) => number): Float64Array {
    return Float64Array.from(this.#sets, of).filter((value) => !Number.isNaN(value));
  }
}

/** Means over the people of one data set. */
interface SetMeans {
  readonly statistics: Means;
  /** [curve], each over its places. */
  readonly curves: readonly Means[];
}

/** Means of the values that are there. */
class Means {
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;

  constructor(length: number) {
    this.#sums = new Float64Array(length);
    this.#counts = new Int32Array(length);
  }

  add(at: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.#sums[at] = this.#sums[at]! + value;
    this.#counts[at] = this.#counts[at]! + 1;
  }

  /** NaN where no value was added. */
  mean(at: number): number {
    return this.#sums[at]! / this.#counts[at]!;
  }
}

/** Mean and the middle 95 % of ascending values. */
function intervalOf(values: Float64Array): Pick<PredictedStatistic, "mean" | "lower" | "upper"> {
  if (values.length === 0) return { mean: null, lower: null, upper: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, lower: quantile(values, 0.025), upper: quantile(values, 0.975) };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
