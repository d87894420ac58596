import type { Table } from "../../src/math/table.ts";
import { brainModel, type Changes, fileParameters, saveParameters } from "./model.ts";
import { runGroup } from "./sessions.ts";
import { calibrationLoss, groupStatistics } from "./statistics.ts";

/** Parameters that the calibration moves, with the range that it may search. */
export const searched: Readonly<Record<string, readonly [number, number]>> = {
  striatalRate: [0.5, 30],
  striatalForgettingTime: [5, 200],
  lateralInhibition: [0.01, 1],
  traceDecayTime: [0.2, 1.5],
  expectationRate: [0.2, 10],
  expectationInhibition: [0.1, 1],
  expectationForgettingTime: [3, 200],
  restingExpectation: [0.05, 0.6],
  errorThreshold: [0.01, 0.4],
  criticRate: [0.02, 2],
  initialExpectation: [0.05, 0.9],
  expectationGain: [0.2, 5],
  thalamicGain: [0.3, 3],
  choiceHistoryGain: [0.15, 3],
  choiceTraceTime: [1, 20],
  resetRate: [2, 20],
  motorThreshold: [0.1, 3],
  urgencyRate: [0.5, 6],
  motorInhibition: [0.3, 1.2],
  motorNoise: [0.1, 3],
  cueBurst: [0.3, 8],
  habenulaDip: [0.3, 4],
  "scatter:striatalRate": [0.05, 0.9],
  "scatter:striatalForgettingTime": [0.05, 0.9],
  "scatter:expectationRate": [0.05, 0.9],
  "scatter:expectationGain": [0.05, 0.9],
  "scatter:thalamicGain": [0.05, 0.9],
  "scatter:choiceHistoryGain": [0.05, 1.2],
  "scatter:motorNoise": [0.05, 0.9],
};

const population = 12;
const parentWeights = [0.45, 0.27, 0.18, 0.1];

/**
 * Separable CMA-ES on the logarithms of the searched parameters (Ros & Hansen 2008, doi 10.1007/978-3-540-87700-4_30).
 * Each generation has its own two building seeds; the file is rewritten with the mean every five generations.
 */
export async function calibrate(generations: number, subjects: number, random: () => number): Promise<void> {
  const names = Object.keys(searched);
  const start = fileParameters();
  const state = new Search(names.map((name) => Math.log(start[name]!)));
  for (let generation = 0; generation < generations; generation++) {
    const candidates: { point: number[]; loss: number }[] = [];
    for (let k = 0; k < population; k++) {
      const point = state.sample(random).map((value, i) => {
        const [low, high] = searched[names[i]!]!;
        return Math.min(Math.max(value, Math.log(low)), Math.log(high));
      });
      candidates.push({ point, loss: await lossOf(changesOf(names, point), generation, subjects) });
    }
    candidates.sort((a, b) => a.loss - b.loss);
    state.update(candidates.slice(0, parentWeights.length).map(({ point }) => point));
    console.log(`generation ${generation + 1}: best ${candidates[0]!.loss.toFixed(2)}, step ${state.step.toFixed(3)}`);
    if (generation % 5 === 4 || generation === generations - 1) saveParameters(changesOf(names, state.mean));
  }
}

function changesOf(names: readonly string[], point: readonly number[]): Changes {
  return Object.fromEntries(names.map((name, i) => [name, Math.exp(point[i]!)]));
}

/** Loss over the subjects of two seeds taken together, so that the noise of small groups does not enter the curve. */
async function lossOf(changes: Changes, generation: number, subjects: number): Promise<number> {
  const model = brainModel(changes);
  const first = 1 + ((2 * generation) % 40);
  const tables = [
    await runGroup({ model, seed: first, subjects }),
    await runGroup({ model, seed: first + 1, subjects }),
  ];
  return calibrationLoss(groupStatistics(pooled(tables)));
}

function pooled(tables: readonly Table[]): Table {
  const names = Object.keys(tables[0]!);
  return Object.fromEntries(
    names.map((name) => [
      name,
      Float64Array.from(
        tables.flatMap((table, part) =>
          Array.from(table[name] as Float64Array, (value) => (name === "subject" ? value + 1e6 * part : value)),
        ),
      ),
    ]),
  );
}

class Search {
  mean: number[];
  step = 0.08;
  readonly #scale: number[];
  readonly #path: number[];
  readonly #stepPath: number[];

  constructor(mean: number[]) {
    this.mean = mean;
    this.#scale = mean.map(() => 1);
    this.#path = mean.map(() => 0);
    this.#stepPath = mean.map(() => 0);
  }

  sample(random: () => number): number[] {
    return this.mean.map((value, i) => value + this.step * Math.sqrt(this.#scale[i]!) * gaussian(random));
  }

  update(parents: readonly (readonly number[])[]): void {
    const n = this.mean.length;
    const effective = 1 / parentWeights.reduce((sum, weight) => sum + weight ** 2, 0);
    const stepRate = (effective + 2) / (n + effective + 5);
    const pathRate = 4 / (n + 4);
    const rankOne = ((2 / ((n + 1.3) ** 2 + effective)) * (n + 2)) / 3;
    const rankMany = Math.min(
      1 - rankOne,
      ((2 * (effective - 2 + 1 / effective)) / ((n + 2) ** 2 + effective)) * ((n + 2) / 3),
    );
    const expected = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    const old = this.mean;
    this.mean = old.map((_, i) => parents.reduce((sum, parent, k) => sum + parentWeights[k]! * parent[i]!, 0));
    for (let i = 0; i < n; i++) {
      const moved = (this.mean[i]! - old[i]!) / this.step;
      this.#stepPath[i] =
        (1 - stepRate) * this.#stepPath[i]! +
        Math.sqrt(stepRate * (2 - stepRate) * effective) * (moved / Math.sqrt(this.#scale[i]!));
      this.#path[i] = (1 - pathRate) * this.#path[i]! + Math.sqrt(pathRate * (2 - pathRate) * effective) * moved;
      const spread = parents.reduce(
        (sum, parent, k) => sum + parentWeights[k]! * ((parent[i]! - old[i]!) / this.step) ** 2,
        0,
      );
      this.#scale[i] = (1 - rankOne - rankMany) * this.#scale[i]! + rankOne * this.#path[i]! ** 2 + rankMany * spread;
    }
    const length = Math.sqrt(this.#stepPath.reduce((sum, value) => sum + value ** 2, 0));
    this.step = Math.min(0.3, this.step * Math.exp((stepRate / (1 + stepRate)) * (length / expected - 1)));
  }
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
