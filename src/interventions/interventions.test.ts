import { describe, expect, it } from "vitest";
import { parseQuantity, parseUnit, sameDimension } from "../units/index.ts";
import { antagonistOccupancy, DoseError, drugDose, drugs, drugTargetDose, findDrug, receptorDose } from "./index.ts";

describe("drugs", () => {
  it("have affinities with unit and source, and ids that are unique with their aliases", () => {
    const names = drugs.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const drug of drugs) {
      const all = [...drug.affinities, ...(drug.targets ?? [])];
      expect(all.length, drug.id).toBeGreaterThan(0);
      for (const { inhibitionConstant, source } of all) {
        expect(sameDimension(parseQuantity(inhibitionConstant).dimension, parseUnit("M").dimension)).toBe(true);
        expect(parseQuantity(inhibitionConstant).value).toBeGreaterThan(0);
        expect(source.length).toBeGreaterThan(20);
      }
    }
  });

  it("bind most strongly to the receptor that is named first", () => {
    for (const { id, affinities } of drugs.filter((drug) => drug.affinities.length > 0)) {
      const constants = affinities.map(({ inhibitionConstant }) => parseQuantity(inhibitionConstant).value);
      expect(Math.min(...constants), id).toBe(constants[0]);
    }
  });

  it("are found by name or alias in any case", () => {
    expect(findDrug("MDL-100907")?.id).toBe("volinanserin");
    expect(findDrug("aspirin")).toBeNull();
  });
});

describe("doses", () => {
  it("occupy three quarters of the receptors at three times the inhibition constant", () => {
    expect(antagonistOccupancy(receptorDose("3 Ki"))).toBe(0.75);
    expect(receptorDose("0")).toBe(0);
  });

  it("of a drug reach each receptor by its own affinity", () => {
    const inKi = drugDose("haloperidol", "3 Ki");
    expect(inKi.find(({ receptor }) => receptor === "dopamineD2")?.dose).toBeCloseTo(3, 12);
    expect(inKi.find(({ receptor }) => receptor === "serotonin2A")?.dose).toBeCloseTo((3 * 2.6) / 61, 12);
    const molar = drugDose("haloperidol", "2.6 nM");
    expect(molar.find(({ receptor }) => receptor === "dopamineD2")?.dose).toBeCloseTo(1, 12);
  });

  it("of an inhibitor of transporters reach each of them by its own affinity", () => {
    expect(drugDose("methylphenidate", "2 Ki")).toEqual([]);
    const [dopamine, norepinephrine] = drugTargetDose("methylphenidate", "2 Ki");
    expect(dopamine).toMatchObject({ modulator: "dopamine", site: "transporter" });
    expect(dopamine?.dose).toBeCloseTo(2, 12);
    expect(norepinephrine?.dose).toBeCloseTo((2 * 34) / 339, 12);
  });

  it.each([
    ["3", "units of the inhibition constant"],
    ["-1 Ki", "units of the inhibition constant"],
    ["8 nM", "needs a drug"],
    ["much", "units of the inhibition constant"],
  ])("at a receptor refuse %j with a hint", (text, hint) => {
    expect(() => receptorDose(text)).toThrow(DoseError);
    try {
      receptorDose(text);
    } catch (error) {
      expect((error as DoseError).hint).toContain(hint);
    }
  });

  it("of a misspelt drug name the nearest one", () => {
    expect(() => drugDose("halperidol", "1 Ki")).toThrow('there is no drug "halperidol"');
    try {
      drugDose("halperidol", "1 Ki");
    } catch (error) {
      expect((error as DoseError).hint).toBe('did you mean "haloperidol"?');
    }
    expect(() => drugDose("haloperidol", "5 mV")).toThrow(DoseError);
    expect(() => drugDose("haloperidol", "-5 nM")).toThrow("negative");
  });
});
