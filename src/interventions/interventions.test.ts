import { describe, expect, it } from "vitest";
import { parseQuantity, parseUnit, sameDimension } from "../units/index.ts";
import { antagonistOccupancy, DoseError, drugDose, drugs, drugTargetDose, findDrug, receptorDose } from "./index.ts";

describe("drugs", () => {
  it("have constants with unit, a source that was opened or the reason for a chosen value, and unique names", () => {
    const names = drugs.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const { id, affinities, targets = [], kinetics, occupancies = [] } of drugs) {
      const all = [...affinities, ...targets];
      expect(all.length, id).toBeGreaterThan(0);
      for (const { inhibitionConstant } of all) {
        expect(sameDimension(parseQuantity(inhibitionConstant).dimension, parseUnit("M").dimension)).toBe(true);
        expect(parseQuantity(inhibitionConstant).value).toBeGreaterThan(0);
      }
      for (const { verified, source, note } of [...all, ...(kinetics ? [kinetics] : []), ...occupancies]) {
        if (verified) expect(source, id).toMatch(/.{20}/u);
        else expect([source, note ?? ""], id).toEqual([null, expect.stringMatching(/.{10}/u)]);
      }
    }
  });

  it("name their main place of action first, which none of the others surpasses by far", () => {
    for (const { id, affinities } of drugs.filter((drug) => drug.affinities.length > 0)) {
      const constants = affinities.map(({ inhibitionConstant }) => parseQuantity(inhibitionConstant).value);
      expect(constants[0]! / Math.min(...constants), id).toBeLessThan(10);
    }
  });

  it("have efficacies from 0 to 1, of agonists alone", () => {
    for (const { id, affinities } of drugs)
      for (const { action, efficacy } of affinities) {
        if (efficacy === undefined) continue;
        expect(action, id).toBe("agonist");
        expect(efficacy).toBeGreaterThan(0);
        expect(efficacy).toBeLessThanOrEqual(1);
      }
  });

  it("are at least those that the field's experiments need", () => {
    const wanted =
      "SCH-23390 raclopride eticlopride sulpiride amisulpride haloperidol quinpirole L-DOPA amphetamine cocaine " +
      "methylphenidate reserpine atropine scopolamine biperiden mecamylamine nicotine physostigmine donepezil " +
      "galantamine propranolol prazosin yohimbine idazoxan clonidine guanfacine atomoxetine reboxetine desipramine " +
      "citalopram fluoxetine ketanserin SB-242084 8-OH-DPAT WAY-100635 buspirone psilocybin tryptophan-depletion";
    expect(wanted.split(" ").filter((name) => !findDrug(name))).toEqual([]);
    expect(drugs.length).toBeGreaterThan(40);
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
    expect(norepinephrine?.dose).toBeCloseTo((2 * 79) / 62, 12);
  });

  it("in mass count in units of the dose that occupies half", () => {
    const [dopamine] = drugTargetDose("methylphenidate", "0.75 mg/kg");
    expect(antagonistOccupancy(dopamine!.dose)).toBeCloseTo(0.75, 12);
    const [serotonin] = drugTargetDose("citalopram", "20 mg");
    expect(antagonistOccupancy(serotonin!.dose)).toBeCloseTo(0.77, 2);
    const [D2, alpha] = drugDose("haloperidol", "2 mg");
    expect(antagonistOccupancy(D2!.dose)).toBeCloseTo(0.635, 2);
    expect(alpha!.dose / D2!.dose).toBeCloseTo(2.6 / 17, 12);
    expect(() => drugDose("haloperidol", "0.1 mg/kg")).toThrow("no occupancy of haloperidol by dose in mg/kg is known");
    expect(() => drugDose("eticlopride", "1 mg")).toThrow("in mg is known");
  });

  it("of agonists have an efficacy, competitive antagonists are told from insurmountable ones", () => {
    expect(drugDose("buspirone", "1 Ki")[0]).toMatchObject({
      receptor: "serotonin1A",
      action: "agonist",
      efficacy: 0.5,
    });
    expect(drugDose("sulpiride", "1 Ki")[0]).toMatchObject({ receptor: "dopamineD2", action: "competitor" });
    expect(drugDose("haloperidol", "1 Ki")[0]).toMatchObject({ action: "antagonist" });
    expect(drugTargetDose("physostigmine", "1 Ki")[0]).toMatchObject({ site: "enzyme", onlyRemoval: true });
  });

  it.each([
    ["3", "units of the inhibition constant"],
    ["-1 Ki", "at least 0"],
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
