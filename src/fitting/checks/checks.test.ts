import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { type ExecutorMaker, presentThread } from "../fits/executor.ts";
import { defineBehaviour } from "../model/readBehaviour.ts";
import { settingOf } from "../model/simulate.ts";
import { calibrate } from "./calibration.ts";
import { confuse } from "./confusion.ts";
import { correlation, rankCorrelation } from "./correlation.ts";
import { drawPeople } from "./drawnPeople.ts";
import { power, wilson } from "./power.ts";
import { generatedPredictive, posteriorPredictive } from "./predictive.ts";
import { recover, recoveryVerdict } from "./recovery.ts";
import { uniformity } from "./uniformity.ts";

const folder = new URL("../../../models/behaviour/", import.meta.url);
const load = (id: string) => defineBehaviour(readFileSync(new URL(`${id}.yaml`, folder), "utf8"), `${id}.yaml`);
const qLearning = load("q-learning");
const random = new RandomSequence(seedWords(2), 0, "tests of checks");
/** Takes three tasks at a time. */
const inThree: ExecutorMaker = (job, settings) => ({ ...presentThread()(job, settings), parallel: 3 });
/** The same, with copies of tasks and answers as threads get them. */
const cloningThreads: ExecutorMaker = (job, settings) => {
  const own = inThree(job, settings);
  return { ...own, run: async (task, onSteps) => structuredClone(await own.run(structuredClone(task), onSteps)) };
};

describe("correlations", () => {
  it("are those of the textbook, ties included", () => {
    expect(correlation([1, 2, 3, 4], [2, 4, 5, 4])).toBeCloseTo(0.7181848464596079, 12);
    expect(rankCorrelation([1, 2, 3, 4], [2, 4, 5, 4])).toBeCloseTo(0.6324555320336758, 12);
  });

  it("pass over what is missing, and are none of too little", () => {
    expect(correlation([1, 2, Number.NaN, 3], [1, 2, 9, 3])).toBeCloseTo(1, 12);
    expect(correlation([1, 2], [1, 2])).toBeNull();
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe("even ranks", () => {
  const ranks = (of: (u: number) => number) =>
    Array.from({ length: 400 }, () => Math.min(63, Math.floor(64 * of(random.uniform()))));

  it("pass", () => {
    const { probability, distance, bound, histogram } = uniformity(
      ranks((u) => u),
      64,
    );
    expect(histogram.reduce((a, b) => a + b)).toBe(400);
    expect(probability).toBeGreaterThan(0.01);
    expect(distance).toBeLessThan(bound);
  });

  it("are told from ranks of posteriors that are too narrow or shifted", () => {
    expect(
      uniformity(
        ranks((u) => (u < 0.5 ? u * u * 2 : 1 - 2 * (1 - u) * (1 - u))),
        64,
      ).probability,
    ).toBeLessThan(1e-3);
    const shifted = uniformity(
      ranks((u) => u * u),
      64,
    );
    expect(shifted.distance).toBeGreaterThan(shifted.bound);
  });

  it("have a band that holds 99 % of binomial counts", () => {
    // 400 ranks in 32 bins: SciPy's binom.ppf([0.005, 0.995], 400, 1 / 32)
    expect(
      uniformity(
        ranks((u) => u),
        64,
      ).band,
    ).toEqual([5, 22]);
  });
});

describe("recovery", () => {
  it("brings a Q-learner's parameters back, the same on every call", async () => {
    const found = (await recover(qLearning, { subjects: 24, seed: 3, starts: 3 }))!;
    const few = (await recover(qLearning, { subjects: 5, seed: 3, starts: 3 }))!;
    // A person depends on the seed and the own number alone, not on how people are shared out.
    expect(await recover(qLearning, { subjects: 5, seed: 3, starts: 3, executor: inThree })).toEqual(few);
    few.parameters.forEach(({ estimate }, at) => {
      expect(estimate).toEqual(found.parameters[at]!.estimate.slice(0, 5));
    });
    expect(found).toMatchObject({ model: "q-learning", environment: "reversal", subjects: 24, failed: 0 });
    for (const parameter of found.parameters) {
      expect(parameter.correlation).toBeGreaterThan(0.75);
      expect(parameter.verdict).toBe("good");
      expect(parameter.coverage).toBeGreaterThan(0.7);
      expect(parameter.truth).toHaveLength(24);
    }
  });

  it("says of too few trials that nothing comes back", async () => {
    const found = (await recover(qLearning, { subjects: 24, seed: 3, starts: 3, where: { trials: 6 } }))!;
    expect(found.trials).toBe(6);
    expect(found.parameters.map(({ verdict }) => verdict)).toContain("poor");
    expect(recoveryVerdict(null)).toBe("poor");
  });

  it("tells models apart, and stops when told", async () => {
    const models = [qLearning, load("win-stay-lose-shift")];
    const { share, models: names } = (await confuse(models, { subjects: 12, starts: 3 }))!;
    expect(names).toEqual(["q-learning", "win-stay-lose-shift"]);
    share.forEach((row, made) => {
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(row[made]).toBeGreaterThan(0.7);
    });
    expect(await recover(qLearning, { signal: AbortSignal.abort() })).toBeNull();
    expect(await confuse(models, { signal: AbortSignal.abort() })).toBeNull();
  });

  it("refuses models that cannot be fitted to each other's data", async () => {
    await expect(confuse([qLearning, load("delay-discounting-hyperbolic")], { subjects: 2 })).rejects.toThrow(
      /delay-discounting-hyperbolic cannot be simulated in reversal/,
    );
  });
});

describe("calibration", () => {
  it("draws as many chains as are asked for, and enough draws for its ranks", async () => {
    const asked = { simulations: 20, where: { trials: 30 }, warmup: 60 };
    const of = async (chains: number) => (await calibrate(load("q-learning"), { ...asked, chains, draws: 64 }))!;
    const [one, three] = [await of(1), await of(3)];
    expect(three.parameters).not.toEqual(one.parameters);
    await expect(calibrate(load("q-learning"), { ...asked, chains: 1, draws: 60 })).rejects.toThrow(
      "draws is 60; at least 64 are needed",
    );
  });

  it("passes for models of the library", async () => {
    for (const id of ["q-learning", "delay-discounting-hyperbolic"]) {
      const found = (await calibrate(load(id), { simulations: 40, where: { trials: 40 }, warmup: 100, draws: 100 }))!;
      expect(found.simulations).toBe(40);
      expect(found.parameters.map(({ name }) => name)).toContain("posteriorDensity");
      expect(found.passes).toBe(true);
    }
  }, 60_000);

  it("fails where people do not come from the priors of the fit", async () => {
    // The same model for whom prior and simulation differ: the fit believes in a rate near 0, people have any.
    const text = readFileSync(new URL("q-learning.yaml", folder), "utf8");
    const narrow = defineBehaviour(text.replace("beta: [1.5, 1.5]", "beta: [1, 40]"), "narrow.yaml");
    expect(narrow.parameters[0]!.prior).toEqual({ kind: "beta", first: 1, second: 40 });
    const setting = settingOf(qLearning, { trials: 40 });
    const people = (await drawPeople(setting, { people: 40, seed: 1 }))!;
    const found = (await calibrate(narrow, {
      ...{ simulations: 40, where: { trials: 40 }, warmup: 100, draws: 100 },
      people,
    }))!;
    expect(found.passes).toBe(false);
  }, 60_000);
});

describe("predictive checks", () => {
  it("find a fitted model's own data unsurprising, and other people's not", async () => {
    const setting = settingOf(qLearning);
    const people = (await drawPeople(setting, { people: 8, seed: 4 }))!;
    const options = { simulations: 30, seed: 1 };
    const own = (await posteriorPredictive(setting.lowered, people.rows, {
      ...options,
      parametersOf: (person) => people.truth[person]!,
    }))!;
    expect(own.statistics.length).toBeGreaterThanOrEqual(3);
    for (const { observed, mean, lower, upper } of own.statistics) {
      // A fourth of the interval is a standard deviation.
      const distance = Math.abs(observed! - mean!) / (0.25 * (upper! - lower!));
      expect(distance).toBeLessThan(3.5);
    }
    const guessing = (await posteriorPredictive(setting.lowered, people.rows, {
      ...options,
      parametersOf: () => [0.5, 0.01],
    }))!;
    const winStay = guessing.statistics.find(({ name }) => name === "choice.winStay")!;
    expect(winStay.observed!).toBeGreaterThan(winStay.upper!);
    expect(winStay.mean).toBeCloseTo(0.5, 1);
  });

  it("show learning and reversals of people from the priors", async () => {
    const { statistics, curves, kind } = (await generatedPredictive(qLearning, { subjects: 12, simulations: 3 }))!;
    expect(kind).toBe("prior");
    expect(statistics.find(({ name }) => name === "accuracy")!.mean).toBeGreaterThan(0.55);
    const { x, mean } = curves.find(({ name }) => name === "reversal")!;
    expect(mean[x.indexOf(-1)]!).toBeGreaterThan(mean[x.indexOf(0)]! + 0.2);
    expect(mean[x.indexOf(14)]!).toBeGreaterThan(mean[x.indexOf(0)]! + 0.1);
  });

  it("give the same in threads as in one, and go on from what was kept", async () => {
    const setting = settingOf(qLearning, { trials: 30 });
    const people = (await drawPeople(setting, { people: 7, seed: 4 }))!;
    const options = { simulations: 5, seed: 1 };
    const estimates = people.truth;
    const predict = (more: object) =>
      posteriorPredictive(setting.lowered, people.rows, { ...options, parametersOf: { estimates }, ...more });
    expect(await predict({ executor: cloningThreads })).toEqual(await predict({}));
    const generate = (more: object) =>
      generatedPredictive(qLearning, { subjects: 3, simulations: 9, where: { trials: 30 }, ...more });
    const whole = await generate({});
    expect(await generate({ executor: cloningThreads })).toEqual(whole);
    const kept = new Map<string, unknown>();
    const written: string[] = [];
    const controller = new AbortController();
    const store = {
      read: (name: string) => kept.get(name) ?? null,
      write(name: string, value: unknown) {
        kept.set(name, value);
        written.push(name);
      },
    };
    const onSimulation = (done: number) => done >= 4 && controller.abort();
    expect(await generate({ store, signal: controller.signal, onSimulation })).toBeNull();
    const before = written.length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(3);
    const steps: number[] = [];
    const resumed = await generate({
      store,
      executor: cloningThreads,
      onSimulation: (done: number) => steps.push(done),
    });
    expect(resumed).toEqual(whole);
    expect(written.length).toBe(3);
    expect(new Set(written).size).toBe(3);
    expect(steps.at(-1)).toBe(9);
  });

  it("describe reaction times and responses that are numbers", async () => {
    const times = (await generatedPredictive(load("drift-diffusion"), { subjects: 4, simulations: 2 }))!;
    expect(times.statistics.map(({ name }) => name)).toContain("reactionTime.90");
    expect(times.curves.map(({ name }) => name)).not.toContain("reversal");
    const numbers = (await generatedPredictive(load("change-point"), { subjects: 3, simulations: 2 }))!;
    expect(numbers.statistics.map(({ name }) => name)).toEqual(["prediction.mean", "prediction.deviation"]);
  });
});

describe("power", () => {
  it("is there for a large effect, and false alarms are few without one", async () => {
    const found = (await power(qLearning, {
      ...{ parameter: "learningRate", effect: 1.5, design: "between", subjects: [12], simulations: 4 },
      where: { trials: 100 },
    }))!;
    const [row] = found.rows;
    expect(row).toMatchObject({ subjects: 12, trials: 100 });
    expect(row!.power).toBeGreaterThan(0.6);
    expect(row!.falsePositives).toBeLessThan(0.4);
    expect(row!.found).toBeGreaterThan(0.7);
  }, 60_000);

  it("is the same however studies are shared out, and stops when told", async () => {
    const design = { parameter: "learningRate", effect: 1, subjects: [5, 6], simulations: 3, where: { trials: 30 } };
    const steps: number[] = [];
    const onStudy = (done: number) => steps.push(done);
    const alone = await power(qLearning, { ...design, onStudy });
    expect(await power(qLearning, { ...design, executor: inThree })).toEqual(alone);
    expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(await power(qLearning, { ...design, signal: AbortSignal.abort() })).toBeNull();
  });

  it("refuses a parameter that the model lacks, with the nearest", async () => {
    await expect(power(qLearning, { parameter: "learnigRate" })).rejects.toThrow(
      'q-learning has no parameter "learnigRate"; did you mean "learningRate"?',
    );
  });

  it("has Wilson's interval", () => {
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });
});
