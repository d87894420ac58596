import type { MeasureName } from "../../src/analysis/index.ts";
import { philox4x32 } from "../../src/math/random.ts";
import { pairedDifference } from "../../src/math/statisticsResampling.ts";
import { ablations } from "./ablations.ts";
import { calibrate, searched } from "./calibrate.ts";
import { brainModel, type Changes, fileParameters } from "./model.ts";
import { blocks, runGroup } from "./sessions.ts";
import { calibrationLoss, criteria, type GroupStatistics, groupStatistics } from "./statistics.ts";

const help = `Bench of the reference brain (building seeds only).
node tools/brain.mjs targets      criteria R1–R8 on each seed
node tools/brain.mjs blocks       receptor blocks against control, paired effects
node tools/brain.mjs ablations    each named mechanism off
node tools/brain.mjs sensitivity  each fitted parameter ± 20 %
node tools/brain.mjs calibrate    search from the values in the file, writes them back
  --seeds 1,2,3   --subjects 64   --generations 40   --set name=value,…   --backend wasm|interpreter`;

/** Runs a command; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [command = "--help", ...rest] = args;
  const option = (name: string, otherwise: string) => {
    const place = rest.indexOf(`--${name}`);
    return place < 0 ? otherwise : (rest[place + 1] ?? otherwise);
  };
  const bench = new Bench(
    option("seeds", "1,2,3").split(",").map(Number),
    Number(option("subjects", "64")),
    changesFrom(option("set", "")),
    option("backend", "wasm") as "wasm" | "interpreter",
  );
  if (command === "targets") await bench.targets();
  else if (command === "blocks") await bench.blocks();
  else if (command === "ablations") await bench.ablations();
  else if (command === "sensitivity") await bench.sensitivity();
  else if (command === "calibrate") {
    let draw = 0;
    const random = () => philox4x32([draw++, 0, 0, 0], [Number(option("seeds", "1")), 7])[0] / 2 ** 32;
    await calibrate(Number(option("generations", "40")), Number(option("subjects", "64")), random);
  } else {
    console.log(help);
    return command === "--help" ? 0 : 2;
  }
  return 0;
}

function changesFrom(text: string): Changes {
  return Object.fromEntries(
    text
      .split(",")
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", value] = part.split("=");
        return [name, Number(value)];
      }),
  );
}

class Bench {
  readonly #seeds: readonly number[];
  readonly #subjects: number;
  readonly #changes: Changes;
  readonly #backend: "wasm" | "interpreter";

  constructor(seeds: readonly number[], subjects: number, changes: Changes, backend: "wasm" | "interpreter") {
    if (seeds.some((seed) => !(seed >= 1 && seed <= 99))) throw new RangeError("building seeds are 1 to 99");
    this.#seeds = seeds;
    this.#subjects = subjects;
    this.#changes = changes;
    this.#backend = backend;
  }

  async #run(seed: number, changes: Changes, doses: Readonly<Record<string, number>> = {}): Promise<GroupStatistics> {
    const model = brainModel({ ...this.#changes, ...changes });
    return groupStatistics(await runGroup({ model, seed, subjects: this.#subjects, doses, backend: this.#backend }));
  }

  async targets(): Promise<void> {
    for (const seed of this.#seeds) {
      const started = performance.now();
      const statistics = await this.#run(seed, {});
      const seconds = (performance.now() - started) / 1000;
      console.log(
        `seed ${seed}: ${line(statistics)} loss ${calibrationLoss(statistics).toFixed(2)} (${seconds.toFixed(1)} s)`,
      );
      console.log(`  curve ${statistics.curve.map((value) => value.toFixed(3)).join(" ")}`);
      const failed = criteria.filter(({ low, high, of }) => !(of(statistics) >= low && of(statistics) <= high));
      console.log(
        `  ${failed.length === 0 ? "all criteria met" : `not met: ${failed.map(({ id, of }) => `${id} ${of(statistics).toFixed(3)}`).join(", ")}`}`,
      );
    }
  }

  async blocks(): Promise<void> {
    const measures: readonly MeasureName[] = [
      "firstBlockAccuracy",
      "earlyAccuracy",
      "perseveration",
      "winStay",
      "loseShift",
      "reactionTime",
      "omissions",
    ];
    for (const seed of this.#seeds) {
      const control = await this.#run(seed, {});
      console.log(`seed ${seed} control: ${line(control)}`);
      for (const [group, receptors] of Object.entries(blocks)) {
        const blocked = await this.#run(seed, {}, Object.fromEntries(receptors.map((receptor) => [receptor, 3])));
        console.log(`  ${group}: ${line(blocked)}`);
        const effects = measures.map((measure) => {
          const differences = blocked.subjects.map(
            (subject, place) => subject[measure] - control.subjects[place]![measure],
          );
          const { difference, dz, low, high } = pairedDifference(differences, 2000, 1);
          return `${measure} ${difference.toFixed(3)} dz ${dz?.toFixed(2) ?? "–"} [${low?.toFixed(2) ?? "–"}, ${high?.toFixed(2) ?? "–"}]`;
        });
        console.log(`    ${effects.join(" · ")}`);
      }
    }
  }

  async ablations(): Promise<void> {
    await this.#table("intact", {});
    for (const { name, changes } of ablations) await this.#table(name, changes);
  }

  async sensitivity(): Promise<void> {
    const values = fileParameters();
    await this.#table("as in the file", {});
    for (const name of Object.keys(searched)) {
      for (const factor of [0.8, 1.25]) await this.#table(`${name} × ${factor}`, { [name]: values[name]! * factor });
    }
  }

  /** One row: means over the seeds, and the range of the distance. */
  async #table(name: string, changes: Changes): Promise<void> {
    const all: GroupStatistics[] = [];
    for (const seed of this.#seeds) all.push(await this.#run(seed, changes));
    const average = (of: (statistics: GroupStatistics) => number) =>
      (all.reduce((sum, statistics) => sum + of(statistics), 0) / all.length).toFixed(3);
    const distances = all.map(({ distance }) => distance.toFixed(3)).join(" ");
    const { winStay, loseShift, perseveration, firstBlockAccuracy } = {
      winStay: average(({ mean }) => mean.winStay),
      loseShift: average(({ mean }) => mean.loseShift),
      perseveration: average(({ mean }) => mean.perseveration),
      firstBlockAccuracy: average(({ mean }) => mean.firstBlockAccuracy),
    };
    console.log(`| ${name} | ${distances} | ${winStay} | ${loseShift} | ${perseveration} | ${firstBlockAccuracy} |`);
  }
}

function line({ distance, mean, spread }: GroupStatistics): string {
  const both = (name: MeasureName) => `${mean[name].toFixed(3)}(${spread[name].toFixed(3)})`;
  return `distance ${distance.toFixed(3)} win-stay ${both("winStay")} lose-shift ${both("loseShift")} former ${both("perseveration")} accuracy ${both("accuracy")} early ${mean.earlyAccuracy.toFixed(3)} first ${mean.firstBlockAccuracy.toFixed(3)} omissions ${mean.omissions.toFixed(4)} RT ${mean.reactionTime.toFixed(3)}`;
}
