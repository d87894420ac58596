import type { Evaluation } from "./campaign.ts";
import { correlation } from "./correlation.ts";

/** Effects that stand for all of them. */
export interface ProxyChoice {
  readonly format: "neohebb-proxy/1";
  readonly effects: readonly string[];
  /** Of how many effects they were chosen. */
  readonly of: number;
  readonly evaluations: number;
  /** Of the mean loss of the chosen effects with that of all, in evaluations that were not used for choosing. */
  readonly correlation: number;
  /** Root mean square error of all effects' mean loss foretold by a line, in the same evaluations. */
  readonly error: number;
  /** Standard deviation of all effects' mean loss there: the error of foretelling by the mean alone. */
  readonly spread: number;
}

/**
 * Chooses effects whose mean loss best foretells that of all: one after the other, each time the one with which the
 * correlation grows most. Every second evaluation is kept for saying how well that works.
 *
 * @param evaluations - All with the same effects.
 * @param share - Share of the effects that is wanted.
 * @throws RangeError for fewer than eight evaluations
 */
export function chooseProxy(evaluations: readonly Evaluation[], share = 1 / 3): ProxyChoice {
  if (evaluations.length < 8)
    throw new RangeError(`${evaluations.length} evaluations are too few to choose effects by; at least 8 are needed`);
  const ids = Object.keys(evaluations[0]!.effects);
  const [used, kept] = [0, 1].map((rest) => evaluations.filter((_, place) => place % 2 === rest)) as [
    Evaluation[],
    Evaluation[],
  ];
  const chosen: string[] = [];
  while (chosen.length < Math.max(1, Math.round(share * ids.length))) {
    const left = ids.filter((id) => !chosen.includes(id));
    const scores = left.map((id) => {
      const together = correlation(lossOf(used, [...chosen, id]), lossOf(used, ids));
      return Number.isNaN(together) ? -1 : together;
    });
    chosen.push(left[scores.indexOf(Math.max(...scores))]!);
  }
  const line = lineThrough(lossOf(used, chosen), lossOf(used, ids));
  const [part, whole] = [lossOf(kept, chosen), lossOf(kept, ids)];
  return {
    format: "neohebb-proxy/1",
    effects: ids.filter((id) => chosen.includes(id)),
    of: ids.length,
    evaluations: evaluations.length,
    correlation: correlation(part, whole),
    error: rootMeanSquare(whole.map((loss, place) => loss - line(part[place]!))),
    spread: rootMeanSquare(whole.map((loss) => loss - mean(whole))),
  };
}

function lossOf(evaluations: readonly Evaluation[], ids: readonly string[]): number[] {
  return evaluations.map(({ effects }) => mean(ids.map((id) => effects[id]!.loss)));
}

function lineThrough(x: readonly number[], y: readonly number[]): (x: number) => number {
  const [middleX, middleY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - middleX) * (value - middleX), 0);
  const both = x.reduce((sum, value, place) => sum + (value - middleX) * (y[place]! - middleY), 0);
  const slope = spread > 0 ? both / spread : 0;
  return (value) => middleY + slope * (value - middleX);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value * value)));
}
