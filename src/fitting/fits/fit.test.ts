import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineBehaviour } from "../model/readBehaviour.ts";
import { type ExecutorMaker, FitInterrupted, presentThread } from "./executor.ts";
import { type FitOptions, fit as fitModels } from "./fit.ts";
import { fitModel } from "./fitModel.ts";
import type { FitStore } from "./fitWork.ts";
import { drugStudy, studyTable } from "./fixtures/drugStudy.ts";
import { parameterTable } from "./parameterTable.ts";
import { prepareFit } from "./prepareFit.ts";
import { fitSettings } from "./settings.ts";

function model(name: string) {
  const file = new URL(`../../../models/behaviour/${name}.yaml`, import.meta.url);
  return defineBehaviour(readFileSync(file, "utf8"), name);
}

const learner = model("q-learning");
const rows = drugStudy({ people: 10, trials: 60, seed: 5 });
const table = studyTable(rows);
const withDrug: FitOptions = { design: { within: [{ column: "drug", reference: null }] } };

describe("a fit of behavioural models", () => {
  it("gives each person under each condition a row", async () => {
    const { models, comparison } = await fitModels(learner, table, { ...withDrug, starts: 4 });
    const found = parameterTable(models[0]!);
    expect(Object.keys(found).slice(0, 5)).toEqual([
      ...["subject", "drug", "learningRate", "learningRateLower", "learningRateUpper"],
    ]);
    expect(found.subject).toHaveLength(20);
    expect((found.drug as string[]).slice(0, 2)).toEqual(["placebo", "levodopa"]);
    for (let row = 0; row < 20; row++) {
      const [lower, estimate, upper] = ["learningRateLower", "learningRate", "learningRateUpper"].map(
        (name) => (found[name] as Float64Array)[row]!,
      );
      expect(lower!).toBeLessThan(estimate!);
      expect(estimate!).toBeLessThan(upper!);
    }
    expect(comparison).toBeNull();
  });

  it("finds the effect of a drug within people, in its direction", async () => {
    const { models, notes } = await fitModels(learner, table, { ...withDrug, method: "hierarchical" });
    const effect = models[0]!.group!.quantities.find(({ name }) => name === "learningRate:drug")!;
    expect(effect.mean).toBeGreaterThan(0.3);
    expect(effect.mean).toBeLessThan(3);
    expect(notes).toEqual([expect.stringContaining("levodopa minus placebo")]);
    expect(effect.change!.value).toBeCloseTo(effect.change!.to! - effect.change!.from!, 12);
    expect(effect.change!.lower > 0).toBe(effect.lower > 0);
    // A person's evidence is one, and stands once.
    const { logEvidence } = parameterTable(models[0]!);
    expect(Array.from(logEvidence as Float64Array, Number.isNaN)).toEqual(
      Array.from({ length: 20 }, (_, row) => row % 2 === 1),
    );
  });

  it("ranks the model that made the data above guessing, and nearly everybody follows it", async () => {
    const { comparison } = await fitModels([model("biased-guessing"), learner], table, { starts: 4 });
    expect(comparison!.ranking[0]!.model).toBe("q-learning");
    expect(comparison!.ranking[1]!.difference).toBeGreaterThan(50);
    expect(comparison!.frequencies!.protectedExceedance[1]).toBeGreaterThan(0.9);
  });

  it("goes on without people of whom nothing is known, and says so", async () => {
    const more = studyTable([
      ...rows,
      { ...rows[0]!, subject: "silent", choice: Number.NaN },
      { ...rows[0]!, subject: "lonely" },
      ...Array.from({ length: 20 }, () => ({ ...rows[0]!, subject: "same" })),
    ]);
    const { models } = await fitModels(learner, more, { starts: 2 });
    const [fitted] = models;
    expect(fitted!.leftOut).toEqual([{ name: "silent", reason: "no trial has a response that counts" }]);
    const warnings = new Map(fitted!.estimates.map((estimate) => [estimate.record.person, estimate.warnings.join()]));
    expect(warnings.get("lonely")).toMatch(/1 trial for 2 parameters/u);
    expect(warnings.get("same")).toMatch(/choice is \d in every trial/u);
    expect(warnings.get("p0")).toBe("");
  });

  it("says of whom guessing knows as much, and does not stand by a model that guessing beats", async () => {
    const turned = studyTable(rows.map((row) => ({ ...row, outcome: 1 - row.outcome })));
    const { models, summaries } = await fitModels(learner, turned, { starts: 2 });
    const [fitted] = models;
    expect(fitted!.isSound).toBe(false);
    expect(summaries[0]!.isWorseThanGuessing).toBe(true);
    expect(fitted!.warnings[0]).toMatch(/^worse than guessing \(log likelihood -\d+\.\d, guessing -831\.8\)/u);
    expect(fitted!.warnings[1]).toMatch(/^guessing describes \d+ of 10 records better: p\d/u);
    const right = (await fitModels(learner, table, { starts: 2 })).models[0]!;
    expect([right.isSound, right.warnings]).toEqual([true, []]);
  });

  it("leaves people whose responses are impossible out of a fit with a group", async () => {
    const strict = defineBehaviour(
      `neohebb: behaviour/1
name: strict
title: Never the third
summary: A test.
sources: []
tasks: [bandit]
dimensions:
  option: 3
columns:
  choice: {kind: index, of: option, title: choice}
parameters:
  bias: {symbol: b, title: bias, range: [0, 1], prior: {beta: [2, 2]}}
trial:
  - equations: weights = stack(option, bias, 1 - bias, 0)
  - response: choice
    probabilities: weights
`,
      "strict.yaml",
    );
    const people = Array.from({ length: 90 }, (_, i) => Math.floor(i / 30));
    const choices = people.map((person, i) => (person === 2 && i % 5 === 0 ? 2 : (i * 7 + person) % 3 === 0 ? 0 : 1));
    const data = { subject: people.map((person) => `s${person}`), choice: Float64Array.from(choices) };
    const { models } = await fitModels(strict, data, { method: "nuts", chains: 2, warmup: 30, draws: 10 });
    expect(models[0]!.leftOut.map(({ name }) => name)).toEqual(["s2"]);
    expect(models[0]!.estimates.map(({ record }) => record.name)).toEqual(["s0", "s1"]);
  });

  it.each([
    [
      "what changes within people",
      { conditions: [{ column: "drug", reference: null }] },
      /p0 has "placebo" and "levodopa".*--within/u,
    ],
    [
      "what does not change within people",
      { within: [{ column: "group", reference: null }] },
      /nobody has more than one value/u,
    ],
    [
      "a record of every trial",
      { within: [{ column: "outcomeTime", reference: null }] },
      /1200 records of 1200 rows, so that nearly every trial/u,
    ],
    [
      "texts as numbers",
      { covariates: ["group"] },
      /a covariate is a number for each person, and "control", .* --condition group/u,
    ],
    [
      "a reference that is not there",
      { conditions: [{ column: "group", reference: "healthy" }] },
      /no value "healthy".*control, patient/u,
    ],
    ["a column that is not there", { covariates: ["iq"] }, /no column "iq"/u],
  ])("refuses %s", async (_, design, message) => {
    const outcomeTime = Float64Array.from(rows, (_, row) => row);
    await expect(fitModels(learner, { ...table, outcomeTime }, { design })).rejects.toThrow(message);
  });

  it("refuses settings that can't be", async () => {
    await expect(fitModels(learner, table, { chains: 0 })).rejects.toThrow(/chains is 0; a whole number from 1/u);
    await expect(fitModels(learner, table, { coverage: 1 })).rejects.toThrow(/coverage is 1/u);
  });
});

describe("draws of a fit", () => {
  const settings = fitSettings({ method: "nuts", chains: 3, warmup: 30, draws: 12, seed: 7 });
  const prepared = prepareFit(learner, studyTable(rows.filter(({ subject }) => subject < "p4"))).model!;
  const draws = (fitted: Awaited<ReturnType<typeof fitModel>>) =>
    fitted.sampled!.chains.map((chain) => chain.positions);

  /** As many places as asked for, each with a likelihood of its own. */
  const several =
    (places: number): ExecutorMaker =>
    (job, asked) => {
      const here = Array.from({ length: places }, () => presentThread()(job, asked));
      const idle = [...here];
      return {
        parallel: places,
        async run(task, onSteps) {
          const place = idle.pop()!;
          const answer = await place.run(task, onSteps);
          idle.push(place);
          return answer;
        },
        close: async () => {},
      };
    };

  it("are the same however many work on them, and after an interruption", async () => {
    const whole = draws(await fitModel(prepared, settings, { executor: several(1) }));
    expect(draws(await fitModel(prepared, settings, { executor: several(2) }))).toEqual(whole);

    const kept = new Map<string, unknown>();
    const store: FitStore = {
      read: (name) => kept.get(name) ?? null,
      write: (name, value) => kept.set(name, structuredClone(value)),
    };
    const stop = new AbortController();
    const first = fitModel(prepared, settings, {
      executor: presentThread(stop.signal),
      signal: stop.signal,
      store,
      onProgress: ({ stage, done }) => {
        if (stage === "sampling" && done > 50) stop.abort();
      },
    });
    await expect(first).rejects.toThrow(FitInterrupted);
    expect([...kept.keys()].some((name) => name.includes("chains"))).toBe(true);
    expect(draws(await fitModel(prepared, settings, { executor: presentThread(), store }))).toEqual(whole);
  }, 60_000);
});
