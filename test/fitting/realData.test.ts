import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changeBetween } from "../../src/bridge/parameterChange.ts";
import { correlation } from "../../src/fitting/checks/correlation.ts";
import { settingOf, simulate } from "../../src/fitting/model/simulate.ts";
import { loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";
import { logistic } from "../../src/math/double.ts";
import { meanInterval } from "../../src/math/largeSample.ts";
import { mean, standardDeviation } from "../../src/math/statistics.ts";
import { minus } from "../../tools/fitting/realData/effect.ts";
import { learningBeatsGuessing } from "../../tools/fitting/realData/leaveOneOut.ts";
import { root } from "../support/command.ts";
import { absentNote, fitRealData, type RealFit, realData } from "../support/realData.ts";

/** Values that READMEs of the sets give, recomputed from the data without a model, stand in the tests' names. */
const own = (model: string) => join(root, "examples/behaviour", `${model}.yaml`);

/** A test of a set, or why it does not run. */
function set(file: string, what: string, test: () => Promise<void>): void {
  const run = realData(file) === null ? it.skip : it;
  run(`${what}${absentNote(file)}`, test, 120_000);
}

/** 95 % interval of a mean by the normal distribution. */
function interval(values: readonly number[]): readonly [number, number] {
  return meanInterval(mean(values), standardDeviation(values), values.length);
}

function logLikelihood({ estimates }: RealFit): number {
  return estimates.logLikelihoods.reduce((a, b) => a + b, 0);
}

describe("real data", () => {
  set("zorowitz2023/trials.csv", "zorowitz2023: rates and temperatures are those of people", async () => {
    const fit = await fitRealData("zorowitz2023/trials.csv", "q-learning-stickiness");
    expect(fit.estimates.records).toHaveLength(406);
    expect(mean(fit.value("learningRate"))).toBeGreaterThan(0.6);
    expect(mean(fit.value("learningRate"))).toBeLessThan(0.8);
    expect(mean(fit.value("inverseTemperature"))).toBeGreaterThan(3.5);
    expect(mean(fit.value("inverseTemperature"))).toBeLessThan(5.5);
  });

  set("zorowitz2023/trials.csv", "zorowitz2023: nearly everybody is predicted better than by a bias", async () => {
    const { better, people } = await learningBeatsGuessing(
      realData("zorowitz2023/trials.csv")!,
      "q-learning-stickiness",
      30,
    );
    expect(people).toBe(30);
    expect(better / people).toBeGreaterThan(0.9);
  });

  set(
    "collins2012/trials.csv.gz",
    "collins2012: a memory of about three items; accuracy falls with the set by 0.129 (0.111 to 0.147)",
    async () => {
      const fit = await fitRealData("collins2012/trials.csv.gz", "working-memory", { starts: 2 });
      expect(fit.estimates.records).toHaveLength(79);
      const capacity = fit.value("capacity");
      expect(interval(capacity)[0]).toBeGreaterThan(2.5);
      expect(interval(capacity)[1]).toBeLessThan(4);
      const { estimates } = fit;
      const count = estimates.parameters.length;
      const people = estimates.records.map((_, r) => [...estimates.natural.subarray(r * count, (r + 1) * count)]);
      const { table } = simulate(
        settingOf(loadBehaviourModel("working-memory").definition, { trials: 540 }),
        people,
        5,
      );
      const [setSize, outcome] = [table.setSize as Float64Array, table.outcome as Float64Array];
      const accuracy = (size: number) => mean(outcome.filter((_, row) => setSize[row] === size));
      expect(accuracy(2) - accuracy(6)).toBeGreaterThan(0.08);
      expect(accuracy(2) - accuracy(6)).toBeLessThan(0.18);
    },
  );

  set(
    "decker2016-twostep-development/decker_data.dat",
    "decker2016: reward × transition grows with age, r .302 (.088 to .489); the effect of reward does not",
    async () => {
      const { readFileSync } = await import("node:fs");
      const file = "decker2016-twostep-development/decker_data.dat";
      const fit = await fitRealData(file, own("stay-regression"), {
        mapping: { subject: "subj", choice: "stay", reward: "lastwin", transition: "lasttransR" },
      });
      const lines = readFileSync(realData("decker2016-twostep-development/decker_ages.csv")!, "utf8")
        .trim()
        .split("\n");
      const ages = new Map(lines.slice(1).map((line) => [line.split(",")[0]!, Number(line.split(",")[1])]));
      const age = fit.estimates.records.map((record) => ages.get(record)!);
      expect(age.every(Number.isFinite)).toBe(true);
      expect(age).toHaveLength(80);
      // On the scale of the README: probabilities of staying under the fitted weights.
      const [staying, reward, transition, both] = ["staying", "rewardEffect", "transitionEffect", "modelBased"].map(
        (name) => fit.value(name),
      ) as [number[], number[], number[], number[]];
      const stay = (won: number, rare: number) =>
        staying.map((b, i) => logistic(b + reward[i]! * won + transition[i]! * rare - both[i]! * won * rare));
      const [common, rare] = [minus(stay(1, -1), stay(-1, -1)), minus(stay(1, 1), stay(-1, 1))];
      const modelBased = correlation(minus(common, rare), age);
      expect(modelBased).toBeGreaterThan(0.2);
      expect(modelBased).toBeLessThan(0.42);
      expect(
        Math.abs(
          correlation(
            common.map((effect, i) => effect + rare[i]!),
            age,
          ) ?? Number.NaN,
        ),
      ).toBeLessThan(0.2);
    },
  );

  set(
    "kool2016-novel-twostep/novel.csv.gz",
    "kool2016: control is model-based and model-free; values of what was not chosen are forgotten",
    async () => {
      const options = {
        rows: { included: "1" },
        mapping: { firstState: "state1 - 1", choice: "state2 - 1", outcome: "points / 5" },
        missing: { state2: ["-1"] },
      };
      const published = await fitRealData("kool2016-novel-twostep/novel.csv.gz", "two-step-deterministic", options);
      const forgetting = await fitRealData("kool2016-novel-twostep/novel.csv.gz", own("two-step-forgetting"), options);
      for (const fit of [published, forgetting]) {
        const weight = fit.value("modelBasedWeight");
        expect(weight).toHaveLength(184);
        expect(interval(weight)[0]).toBeGreaterThan(0.3);
        expect(interval(weight)[1]).toBeLessThan(0.7);
      }
      expect(logLikelihood(forgetting)).toBeGreaterThan(logLikelihood(published) + 400);
    },
  );

  set(
    "mikus2022-amisulpride-naltrexone-twostep/data_beh.csv.gz",
    "mikus2022: amisulpride raises the model-based weight on the edge (authors d 0.36), naltrexone does not",
    async () => {
      const fit = await fitRealData(
        "mikus2022-amisulpride-naltrexone-twostep/data_beh.csv.gz",
        "two-step-deterministic",
        {
          mapping: { subject: "ID", firstState: "s1 - 1", choice: "s2 - 1", outcome: "points / 5" },
          extra: ["session", "drug"],
        },
      );
      const weights = Float64Array.from(fit.value("modelBasedWeight"));
      const quantity = { name: "w", symbol: "w", natural: weights, unbounded: weights };
      const of = (drug: string) =>
        fit.estimates.records.flatMap((record, i) => (record.endsWith(`|2|${drug}`) ? [i] : []));
      const amisulpride = changeBetween(quantity, of("Pla"), of("Ami"));
      const naltrexone = changeBetween(quantity, of("Pla"), of("Nal"));
      expect(amisulpride.size).toBeGreaterThan(0.2);
      expect(amisulpride.low).toBeLessThan(0.1);
      expect(naltrexone.low).toBeLessThan(0);
      expect(naltrexone.high).toBeGreaterThan(0);
    },
  );

  set(
    "cavanagh2011/trials.csv",
    "cavanagh2011: under conflict the threshold rises with theta without and falls with stimulation (dz −0.91)",
    async () => {
      const fit = await fitRealData("cavanagh2011/trials.csv", own("threshold-by-theta"));
      expect(fit.estimates.records).toHaveLength(14);
      const change = minus(fit.value("slopeHighOn"), fit.value("slopeHighOff"));
      expect(interval(change)[1]).toBeLessThan(0);
      expect(mean(change) / standardDeviation(change)).toBeLessThan(-0.5);
      const without = interval(minus(fit.value("slopeLowOn"), fit.value("slopeLowOff")));
      expect(without[0]).toBeLessThan(0);
      expect(without[1]).toBeGreaterThan(0);
    },
  );

  set(
    "frank-pst/trials.csv",
    "frank-pst: values that are learned explain choices and times better than a constant drift",
    async () => {
      const learned = await fitRealData("frank-pst/trials.csv", "rl-drift-diffusion");
      const constant = await fitRealData("frank-pst/trials.csv", "drift-diffusion");
      expect(learned.estimates.records).toHaveLength(28);
      expect(logLikelihood(learned)).toBeGreaterThan(logLikelihood(constant) + 100);
      expect(mean(learned.value("learningRateGain"))).toBeGreaterThan(mean(learned.value("learningRateLoss")));
      expect(mean(learned.value("threshold"))).toBeCloseTo(1.9, 0);
    },
  );

  set(
    "fontanesi2019/trials.csv",
    "fontanesi2019: learned values explain choices and times better than a constant drift; caution falls with value",
    async () => {
      const mapping = { outcome: "(outcome - 40) / 10", forgoneOutcome: "(forgoneOutcome - 40) / 10" };
      const learned = await fitRealData("fontanesi2019/trials.csv", own("rl-drift-diffusion-sigmoid"), { mapping });
      const constant = await fitRealData("fontanesi2019/trials.csv", "drift-diffusion");
      expect(learned.estimates.records).toHaveLength(27);
      expect(logLikelihood(learned)).toBeGreaterThan(logLikelihood(constant) + 200);
      expect(interval(learned.value("driftScale"))[0]).toBeGreaterThan(0.5);
      expect(interval(learned.value("thresholdSlope"))[1]).toBeLessThan(0);
    },
  );

  set(
    "gershman2018-exploration/data1.csv",
    "gershman2018, first experiment: directed and random exploration of the unknown arm (pooled directed 0.245)",
    async () => {
      const fit = await fitRealData("gershman2018-exploration/data1.csv", own("one-known-arm"), {
        mapping: { outcome: "reward" },
      });
      expect(fit.estimates.records).toHaveLength(45);
      expect(interval(fit.value("uncertaintyWeight"))[0]).toBeGreaterThan(0);
      expect(interval(fit.value("relativeValueWeight"))[0]).toBeGreaterThan(0);
    },
  );

  set(
    "gershman2018-exploration/data2.csv",
    "gershman2018, second experiment: directed and random exploration (pooled 0.048 and 0.134 or 0.56, both above 0)",
    async () => {
      const fit = await fitRealData("gershman2018-exploration/data2.csv", "thompson-and-ucb", {
        mapping: { outcome: "reward" },
      });
      expect(fit.estimates.records).toHaveLength(44);
      expect(interval(fit.value("relativeUncertaintyWeight"))[0]).toBeGreaterThan(0);
      expect(interval(fit.value("totalUncertaintyWeight"))[0]).toBeGreaterThan(0);
    },
  );

  set(
    "hbayesdm-examples/ts_exampleData.txt",
    "hbayesdm-examples: the tables of three tasks are read and fitted as they are",
    async () => {
      const reversal = await fitRealData("hbayesdm-examples/prl_exampleData.txt", "q-learning-fictitious");
      expect(reversal.estimates.records).toHaveLength(20);
      const steps = await fitRealData("hbayesdm-examples/ts_exampleData.txt", "two-step-hybrid", {
        mapping: {
          secondState: "floor((level2_choice - 1) / 2)",
          secondChoice: "level2_choice - 1 - 2 * floor((level2_choice - 1) / 2)",
        },
      });
      expect(steps.estimates.records).toHaveLength(11);
      expect(interval(steps.value("modelBasedWeight"))[0]).toBeGreaterThan(0.3);
      const going = await fitRealData("hbayesdm-examples/gng_exampleData.txt", "go-no-go-pavlovian");
      expect(going.estimates.records).toHaveLength(10);
      for (const fit of [reversal, steps, going])
        for (const [record, log] of fit.estimates.logLikelihoods.entries())
          expect(log / fit.estimates.observations[record]!).toBeGreaterThan(-1.3);
    },
  );
});
