import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isMap } from "yaml";
import { formats } from "./format.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import { type Migration, migrate, migrations } from "./migration.ts";
import { readModel } from "./modelSource.ts";

const folder = new URL("./fixtures/formats/", import.meta.url);
const frozen = readdirSync(folder).sort();
const textOf = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** Variables of the frozen file of each version, as they were when it was frozen. */
const variables: Readonly<Record<string, string>> = {
  "model-1.yaml": `
    learningRate cue.value reward elapsed transporter.dopamine enzyme.dopamine depletion.dopamine
    antagonist.dopamineD1 agonist.dopamineD1 agonistEffect.dopamineD1 competitor.dopamineD1
    antagonist.dopamineD2 association.dopamineD2 dissociation.dopamineD2 cortex.units.rate
    cortex.units.table striatum.response striatum.units.rate striatum.units.drive ventralTegmentalArea.rate
    locusCoeruleus.rate corticostriatal.weight corticostriatal.trace corticostriatal.modulation.gain
    corticostriatal.area.level corticostriatal.pre.seen lateral.weight striatum.dopamine striatum.dopamineD1
    striatum.dopamineD2Slow striatum.dopamineD2 striatum.units.dopamineD1 striatum.ventralTegmentalAreaPool
    striatum.locusCoeruleusPool striatum.dopamineAutoreceptor cortex.activity striatum.activity
    cortex.units.rate@1 cortex.units.rate@2 striatum.units.rate@1 striatum.units.rate@2`,
};

describe("files of every version of the format", () => {
  it("are frozen here, and each version has its migration to the next", () => {
    expect(frozen).toEqual(Array.from({ length: formats.model }, (_, place) => `model-${place + 1}.yaml`));
    for (const [kind, newest] of Object.entries(formats)) {
      const steps = migrations.filter((one) => one.kind === kind).map(({ from }) => from);
      expect(steps).toEqual(Array.from({ length: newest - 1 }, (_, place) => place + 1));
    }
  });

  it.each(frozen)("%s is read and means what it meant", (file) => {
    const { text, issues } = migrate(textOf(file), file);
    expect(issues).toEqual([]);
    const source = readModel(file, () => text);
    expect(checkModel(source).map(formatIssue)).toEqual([]);
    const { program, rest } = lowerModel(source);
    const names = program.variables.map(({ name }) => name).filter((name) => !name.startsWith("rest."));
    expect(names).toEqual(variables[file]!.trim().split(/\s+/u));
    expect(program.routines.map(({ name }) => name)).toEqual(["initialise", "step", "trialStart", "offline", "rest"]);
    expect(rest?.authored).toEqual(["corticostriatal.weight"]);
  });

  it("stay as they are if they are of the newest", () => {
    const text = textOf(`model-${formats.model}.yaml`);
    expect(migrate(text, "a.yaml")).toEqual({ text, from: "model/1", to: "model/1", done: [], issues: [] });
    expect(migrate("rules: {}\n", "part.yaml")).toMatchObject({ text: "rules: {}\n", from: null, done: [] });
  });
});

/** Two steps such as formats go through: a key renamed, a section moved. */
const chain: readonly Migration[] = [
  {
    kind: "model",
    from: 1,
    doc: "Status became origin.",
    change(document) {
      const parameters = document.get("parameters");
      if (!isMap(parameters)) return;
      for (const { value } of parameters.items)
        if (isMap(value))
          for (const pair of value.items)
            if (String(pair.key) === "status") (pair.key as unknown as { value: string }).value = "origin";
    },
  },
  {
    kind: "model",
    from: 2,
    doc: "Step moved under time.",
    change(document) {
      document.setIn(["time", "step"], document.get("step"));
      document.delete("step");
    },
  },
];

describe("migration", () => {
  const newest = { ...formats, model: 3 };

  it("goes through all versions, and keeps comments and what it does not concern", () => {
    const { text, from, to, done } = migrate(textOf("model-1.yaml"), "a.yaml", chain, newest);
    expect([from, to, done]).toEqual(["model/1", "model/3", ["Status became origin.", "Step moved under time."]]);
    expect(text).toContain("# Frozen: a file of format model/1");
    expect(text).toContain("  # comments stay\n");
    expect(text).toContain("neohebb: model/3");
    expect(text).toContain("origin: measured");
    expect(text).toContain("time:\n  step: 20 ms");
    expect(text).not.toMatch(/^step:/mu);
    const kept = "equations: weight = winner(maximum(striatum.units.rate)) * delayed(pre.rate, 40 ms)";
    expect(text).toContain(kept);
    expect(migrate(text, "a.yaml", chain, newest)).toMatchObject({ text, done: [] });
  });

  it("begins where the file is", () => {
    const { done } = migrate("neohebb: model/2\nstep: 20 ms\n", "a.yaml", chain, newest);
    expect(done).toEqual(["Step moved under time."]);
  });

  it("says what it cannot bring up to date", () => {
    const problems = (text: string): string[] => migrate(text, "a.yaml").issues.map(formatIssue);
    expect(problems("neohebb: model/9\n")).toEqual([
      "a.yaml:1:10: this file is newer than the program: its model format is not known here (expected model/1, got model/9); take a newer neohebb",
    ]);
    expect(problems("neohebb: experiment/2\n")[0]).toContain("its experiment format is not known here");
    expect(problems("neohebb: model/0\n")[0]).toContain("there is no such version of the model format");
    expect(problems("neohebb: recipe/1\n")[0]).toContain("this is not a model file");
    expect(problems("a: [1\n")).not.toEqual([]);
  });
});
