import type { Simulation } from "../src/engine/index.ts";
import { R } from "./startValues.ts";

/** A mean over subjects. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Standard errors by which a statistic of a peer may differ from ours: 12 of them a size, drawn independently. */
const MOST_STANDARD_ERRORS = 5;

/** The statistics that peers are compared by, of a simulation of workload R at its present step. */
export function statisticsOf(simulation: Simulation): Estimate[] {
  const weights = Array.from({ length: R.projections }, (_, p) =>
    estimates(simulation, (place) => simulation.read(`p${p}.weight`, place)),
  );
  const halves = [0, 1].map((half) =>
    estimates(simulation, (place) => {
      const rates = simulation.read("network.units.output", place);
      return rates.subarray((half * R.units) / 2, ((half + 1) * R.units) / 2);
    }),
  );
  return [...weights, ...halves].flat();
}

/** Over subjects: the mean of each one's values, and their spread. */
function estimates({ subjects }: Simulation, values: (place: number) => Float32Array): Estimate[] {
  const each = subjects.map((_, place) => momentsOf(values(place)));
  return [each.map(({ mean }) => mean), each.map(({ deviation }) => deviation)].map((list) => {
    const { mean, deviation } = momentsOf(list);
    return { mean, standardError: deviation / Math.sqrt(list.length - 1) };
  });
}

function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly deviation: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / list.length) };
}

/** The largest difference of two sets of statistics, in standard errors, and whether they are of one model. */
export function compare(found: readonly Estimate[], ours: readonly Estimate[]) {
  const distances = found.map(({ mean, standardError }, place) => {
    const own = ours[place]!;
    return Math.abs(mean - own.mean) / Math.hypot(standardError, own.standardError);
  });
  const largest = Math.max(...distances);
  return { largest, agrees: largest <= MOST_STANDARD_ERRORS };
}
