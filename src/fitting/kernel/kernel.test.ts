import { describe, expect, it } from "vitest";
import { RandomSequence } from "../../math/random.ts";
import { interpret } from "../model/interpret.ts";
import type { Statement } from "../program.ts";
import { createLikelihood } from "./createLikelihood.ts";
import { deferResponse } from "./deferResponse.ts";
import { differencesOf, gradientOf, logarithmOf } from "./fixtures/judge.ts";
import { binary, element, fitted, number, parameter, qLearning, randomRows } from "./fixtures/models.ts";

const random = new RandomSequence([1, 1], 0, "rows");
const rows = [100, 1, 0, 37].map((trials, i) => randomRows(`s${i}`, trials, () => random.uniform()));
const parameters = [fitted("learningRate", 0, 1), fitted("inverseTemperature", 0, 20)];
const first = [0.3, 2] as const;
const second = [0.9, 7.5] as const;
/** A response that is certain. */
const nothing = { kind: "logLikelihood", response: 0, value: { kind: "constant", value: 0 } } as const;
/** Both vectors side by side. */
const lanes = Float64Array.of(first[0], second[0], first[1], second[1]);

describe("the likelihood of Q-learning", () => {
  it("is the interpreter's to the bit, in both lanes and trial by trial", async () => {
    const likelihood = await createLikelihood(qLearning, parameters, rows);
    const result = new Float64Array(6);
    for (const [subject, own] of rows.entries()) {
      likelihood.evaluate(subject, lanes, result);
      expect([...result.subarray(0, 2)]).toEqual([first, second].map((vector) => logarithmOf(qLearning, own, vector)));
      const byTrial = new Float64Array(own.trials);
      likelihood.pointwise(subject, Float64Array.from(second), byTrial);
      expect([...byTrial]).toEqual([...interpret(qLearning, own, second)]);
    }
  });

  it("has the gradient of the differentiated program to the bit, and that of differences", async () => {
    const likelihood = await createLikelihood(qLearning, parameters, rows);
    const result = new Float64Array(6);
    for (const [subject, own] of rows.entries()) {
      likelihood.evaluate(subject, lanes, result);
      for (const [lane, vector] of [first, second].entries()) {
        const gradient = [result[2 + lane]!, result[4 + lane]!];
        expect(gradient).toEqual(gradientOf(qLearning, own, vector));
        const differences = differencesOf(qLearning, own, vector);
        for (const [i, value] of gradient.entries())
          expect(Math.abs(value - differences[i]!)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)));
      }
    }
  });

  it("counts the trials with a choice", async () => {
    const { observations, subjects } = await createLikelihood(qLearning, parameters, rows);
    expect(subjects).toEqual(["s0", "s1", "s2", "s3"]);
    expect(observations).toEqual(
      rows.map(({ trials, values }) => values.subarray(0, trials).filter((choice) => !Number.isNaN(choice)).length),
    );
  });

  it("refuses an index outside its array with subject and trial, and parameters of another model", async () => {
    const wrong = randomRows("nobody", 5, () => 0.9);
    wrong.values[3] = 2;
    await expect(createLikelihood(qLearning, parameters, [wrong])).rejects.toThrow(
      "subject nobody, trial 4: value: there is no element 2; it has 2, from 0",
    );
    await expect(createLikelihood(qLearning, parameters.slice(1), rows)).rejects.toThrow(
      "parameters of q-learning are learningRate, inverseTemperature, not inverseTemperature",
    );
  });
});

describe("a program whose lanes would part", () => {
  it("is refused: conditions and indices are the data's", async () => {
    const [response, update] = qLearning.trial;
    const condition = binary("less", element(0, 0), number(1));
    const conditional = { ...qLearning, trial: [response!, { ...update!, condition } as Statement] };
    await expect(createLikelihood(conditional, parameters, rows)).rejects.toThrow(
      "q-learning: a condition varies with learningRate; only what the data decide can stand there",
    );
    const value = element(0, binary("add", element(0, 1), parameter(1)));
    const trial: Statement[] = [...qLearning.trial, { kind: "store", array: 1, index: 0, value }];
    await expect(createLikelihood({ ...qLearning, trial }, parameters, rows)).rejects.toThrow(
      "q-learning: an index of value varies with learningRate, inverseTemperature",
    );
  });
});

describe("responses that are put off", () => {
  it("are those that all have the same slow function", () => {
    expect(deferResponse(qLearning)?.parameters).toEqual([0, 1]);
    expect(deferResponse({ ...qLearning, trial: [...qLearning.trial, ...qLearning.trial] })).not.toBeNull();
    expect(deferResponse({ ...qLearning, trial: [...qLearning.trial, nothing] })).toBeNull();
  });

  it("may be several of a trial", async () => {
    const twice = { ...qLearning, id: "twice", trial: [qLearning.trial[0]!, ...qLearning.trial] };
    const all = [rows[0]!, ...rows];
    const [one, two] = await Promise.all([qLearning, twice].map((model) => createLikelihood(model, parameters, all)));
    const results = [new Float64Array(6), new Float64Array(6)];
    for (const subject of [0, 1, 2, 3, 4, 0]) {
      one!.evaluate(subject, lanes, results[0]!);
      two!.evaluate(subject, lanes, results[1]!);
      expect(results[1]![0]).toBe(logarithmOf(twice, all[subject]!, first));
      results[0]!.forEach((value, i) => {
        expect(results[1]![i]).toBeCloseTo(2 * value, 10);
      });
    }
    expect(two!.observations).toEqual(one!.observations);
  });

  it("give the same bits as when they are computed at once", async () => {
    const mixed = { ...qLearning, id: "at once", trial: [...qLearning.trial, nothing] };
    const [putOff, atOnce] = await Promise.all(
      [qLearning, mixed].map((one) => createLikelihood(one, parameters, rows)),
    );
    const results = [new Float64Array(6), new Float64Array(6)];
    for (const subject of rows.keys()) {
      putOff!.evaluate(subject, lanes, results[0]!);
      atOnce!.evaluate(subject, lanes, results[1]!);
      expect(results[0]).toEqual(results[1]);
    }
  });
});
