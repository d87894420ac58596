import { describe, expect, it } from "vitest";
import { isClear, type ParameterChange } from "../../src/bridge/parameterChange.ts";
import { analyseStudy } from "../../src/bridge/pharmacology/analyseStudy.ts";
import { pharmacologyStudies } from "../../src/bridge/pharmacology/studies.ts";
import { readStudy } from "../../src/io/bridge/readStudy.ts";
import { loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";

/** Changes of a bundled study: contrast → parameter → change. */
async function changesOf(id: string): Promise<Record<string, Record<string, ParameterChange>>> {
  const study = pharmacologyStudies.find((candidate) => candidate.id === id)!;
  const definition = loadBehaviourModel(study.model).definition;
  const read = await readStudy(study, definition, null);
  if ("absent" in read) throw new Error(read.absent);
  const results = (await analyseStudy(study, definition, read.trials, { seed: 1 }))!;
  return Object.fromEntries(
    results.map(({ label, changes }) => [
      label,
      Object.fromEntries(changes.map((change) => [change.parameter, change])),
    ]),
  );
}

describe("citalopram (michely2022)", () => {
  it("makes losses weigh more after a week, as recomputed, and does nothing after one dose or to gains", async () => {
    const found = await changesOf("michely2022");
    const week = found["one week"]!;
    expect(week.lossWeight!.size).toBeCloseTo(0.57, 2);
    expect(week.asymmetry!.size).toBeCloseTo(0.81, 2);
    expect(isClear(week.lossWeight!)).toBe(true);
    expect(isClear(week.asymmetry!)).toBe(true);
    for (const name of ["bias", "numberWeight", "gainWeight"]) expect(isClear(week[name]!), name).toBe(false);
    for (const change of Object.values(found["one dose"]!)) expect(isClear(change), change.parameter).toBe(false);
    expect(Object.values(week).every(({ subjects }) => subjects === 66)).toBe(true);
  });
});

describe("placebo stimulation (turi2017)", () => {
  it("raises the rate of learning from gains under the instruction that raises accuracy, and nothing else", async () => {
    const { "instruction B": changes } = await changesOf("turi2017");
    expect(changes!.learningRateGain!.subjects).toBe(29);
    expect(changes!.learningRateGain!.size).toBeGreaterThan(0.3);
    expect(isClear(changes!.learningRateGain!)).toBe(true);
    expect(isClear(changes!.learningRateLoss!)).toBe(false);
    expect(isClear(changes!.inverseTemperature!)).toBe(false);
  });
});

describe("studies whose data do not come with the program", () => {
  it("say where they are looked for", async () => {
    const study = { ...pharmacologyStudies[0]!, bundled: false, file: "nowhere/trials.csv" };
    const definition = loadBehaviourModel(study.model).definition;
    expect(await readStudy(study, definition, null)).toEqual({
      absent: "the data do not come with neohebb (licence: MIT); give their folder with --data or NEOHEBB_DATA",
    });
    expect(await readStudy(study, definition, "/nowhere")).toEqual({
      absent: "/nowhere/nowhere/trials.csv is not there",
    });
  });
});
