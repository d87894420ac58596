import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, tinyExperiment, tinyModel } from "../support/command.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const people = join(root, "data", "zorowitz2023", "trials.csv");

/** The first people of the bundled data as a file of its own. */
function fewPeople(folder: string, subjects: number): string {
  const lines = readFileSync(people, "utf8").split("\n");
  const file = join(folder, "few.csv");
  writeFileSync(file, lines.slice(0, 1 + 90 * subjects).join("\n"));
  return file;
}

describe("behaviour", () => {
  it("compares a file with the bundled people", async () => {
    const file = fewPeople(emptyFolder(), 60);
    const { code, output, errors } = await neohebb(["behaviour", file, "--against", "zorowitz2023", "--json"]);
    expect(code, errors).toBe(0);
    const document = JSON.parse(output) as { reference: string; subjects: number; distinguishable: boolean } & {
      statistics: { name: string; distance: number; noiseCeiling99: number; exceeds: boolean }[];
      reasons: string[];
    };
    expect(document).toMatchObject({ reference: "zorowitz2023", subjects: 60 });
    expect(document.reasons.length).toBeGreaterThan(0);
    expect(document.statistics.map(({ name }) => name)).toEqual([
      "reversalCurve",
      "formerCurve",
      "accuracy",
      "winStay",
      "loseShift",
      "perseveration",
    ]);
    for (const { distance, noiseCeiling99, exceeds } of document.statistics) {
      expect(exceeds).toBe(distance > noiseCeiling99);
    }
    const page = join(dirname(file), "page.html");
    expect(await neohebb(["behaviour", file, "--report", page, "--quiet"])).toMatchObject({ code: 0, errors: "" });
    expect(readFileSync(page, "utf8")).toContain("few.csv");
    expect(await neohebb(["behaviour", file, "--report", page, "--quiet"])).toMatchObject({ code: 0, errors: "" });
    const refused = await neohebb(["behaviour", file, "--report", file]);
    expect(refused).toMatchObject({ code: 2, output: "" });
    expect(refused.errors).toContain("it is left alone");
    expect(document.distinguishable).toBe(document.statistics.some(({ exceeds }) => exceeds));
  });

  it("compares a file with the control group of a results folder", async () => {
    const folder = emptyFolder();
    const out = join(folder, "tiny");
    const run = await neohebb(["run", tinyExperiment, "--out", out, "--quiet"]);
    expect(run).toMatchObject({ code: 0, output: "", errors: "" });
    const { code, output, errors } = await neohebb(["behaviour", fewPeople(folder, 20), "--against", out]);
    expect(code, errors).toBe(0);
    expect(output).toContain("istinguishable from A tiny experiment, Control");
    const page = join(folder, "page.html");
    const report = await neohebb(["behaviour", fewPeople(folder, 20), "--against", out, "--report", page, "--quiet"]);
    expect(report, report.errors).toMatchObject({ code: 0, output: "" });
    const html = readFileSync(page, "utf8");
    expect(html).toContain("D1 block");
    expect(html).toContain("few.csv");
    expect(html).toMatch(/As the command prints it: [^<]* be told apart from control\./u);
    const distance = /Accuracy, distribution over subjects +([\d.]+)/u.exec(output)?.[1];
    expect(html).toContain(`<td class="n">${distance}</td>`);
  });

  it("maps columns and selects rows that it does not know", async () => {
    const file = join(emptyFolder(), "odd.csv");
    writeFileSync(
      file,
      "who,arm,won,drug\n1,1,1,none\n1,2,0,none\n1,2,1,none\n2,1,0,none\n2,1,1,none\n2,2,1,none\n3,1,1,haloperidol\n",
    );
    const { code, output, errors } = await neohebb([
      "behaviour",
      file,
      "--json",
      ...["--column", "subject=who", "--column", "choice=arm", "--column", "outcome=won", "--rows", "drug=none"],
    ]);
    expect(code, errors).toBe(0);
    const { subjects, measures } = JSON.parse(output) as {
      subjects: number;
      measures: Record<string, { mean: number }>;
    };
    expect(subjects).toBe(2);
    expect(measures.winStay!.mean).toBeCloseTo(0, 12);
    expect(measures.loseShift!.mean).toBeCloseTo(0, 12);
  });

  it("sums up each group of a file by itself, and keeps their subjects apart", async () => {
    const file = join(emptyFolder(), "groups.csv");
    const rows = ["a", "b"].flatMap((group) =>
      [0, 1, 2].map((trial) => `${group},1,${trial},${group === "a" ? 1 : trial % 2},1`),
    );
    writeFileSync(file, `group,subject,trial,choice,outcome\n${rows.join("\n")}\n`);
    const { code, output, errors } = await neohebb(["behaviour", file, "--json"]);
    expect(code, errors).toBe(0);
    expect(errors).toContain("2 groups (a, b); each is summed up by itself");
    const document = JSON.parse(output) as {
      subjects: number;
      groups: { group: string; subjects: number; measures: { winStay: { mean: number } } }[];
    };
    expect(document.subjects).toBe(2);
    expect(document.groups.map(({ group, subjects, measures }) => [group, subjects, measures.winStay.mean])).toEqual([
      ["a", 1, 1],
      ["b", 1, 0],
    ]);
    const table = await neohebb(["behaviour", file]);
    expect(table.output).toMatch(/ a +b\n.*n = 1 +n = 1/u);
  });

  it("takes virtual subjects and bundled people as it takes a file", async () => {
    const out = join(emptyFolder(), "tiny");
    const run = await neohebb(["run", tinyExperiment, "--out", out, "--quiet", "--json"]);
    const { summary } = JSON.parse(run.output) as {
      summary: { groups: { id: string; measures: Record<string, { mean: number }> }[] };
    };
    for (const file of [out, join(out, "trials.parquet")]) {
      const { code, output, errors } = await neohebb(["behaviour", file, "--json"]);
      expect(code, errors).toBe(0);
      const { groups } = JSON.parse(output) as {
        groups: { group: string; measures: Record<string, { mean: number }> }[];
      };
      expect(Object.fromEntries(groups.map(({ group, measures }) => [group, measures.accuracy!.mean]))).toEqual(
        Object.fromEntries(summary.groups.map(({ id, measures }) => [id, measures.accuracy!.mean])),
      );
    }
    const damaged = join(dirname(out), "damaged.parquet");
    writeFileSync(damaged, readFileSync(join(out, "trials.parquet")).subarray(0, 900));
    expect(await neohebb(["behaviour", damaged])).toMatchObject({ code: 3, output: "" });
    const bundled = await neohebb(["behaviour", "zorowitz2023"]);
    expect(bundled.code, bundled.errors).toBe(0);
    expect(bundled.output).toContain("n = 301");
  });

  it("says everything that is wrong with a file by line and column", async () => {
    const file = join(emptyFolder(), "wrong.csv");
    writeFileSync(file, "subject,choice,outcome\n1,left,1\n1,1\n2,2,maybe\n");
    const { code, errors } = await neohebb(["behaviour", file]);
    expect(code).toBe(3);
    expect(errors).toMatch(/wrong\.csv:\d/u);
    expect(errors).not.toMatch(/\n\s+at /u);
  });
});

describe("list", () => {
  it("names every kind of thing, and only what it is asked for with a kind", async () => {
    const all = await neohebb(["list", "--json"]);
    expect(all.code, all.errors).toBe(0);
    const document = JSON.parse(all.output) as Record<string, { id: string; doc: string }[]>;
    for (const kind of ["tasks", "areas", "modulators", "receptors", "drugs", "rules", "agents", "data", "examples"]) {
      expect(document[kind]!.length, kind).toBeGreaterThan(0);
    }
    const drugs = await neohebb(["list", "drugs"]);
    expect(drugs.output).toContain("haloperidol");
    expect(drugs.output).toContain("Ki 2.6 nM");
    expect(drugs.output).toContain("not a Ki");
    expect(drugs.output).toMatch(/methylphenidate[\s\S]*transporter of dopamine: Ki/u);
    expect(drugs.output).not.toContain("three-armed-reversal-v1");
    expect(Math.max(...drugs.output.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(80);
  });

  it("lists parameters with value and range, and receptors with where they are", async () => {
    const parameters = await neohebb(["list", "parameters"]);
    expect(parameters.code, parameters.errors).toBe(0);
    expect(parameters.output).toMatch(/striatalRate {2}[\d.]+ 1\/s, 0 1\/s to 100 1\/s/u);
    const receptors = await neohebb(["list", "receptors"]);
    expect(receptors.output).toMatch(
      /dopamineD1 {2}D1[\s\S]*of dopamine; half occupied at 4 × tonic[\s\S]*\(density 1\)/u,
    );
    const unknown = await neohebb(["list", "tasks", "--model", "nope.yaml"]);
    expect(unknown).toMatchObject({ code: 2, output: "" });
    expect(unknown.errors).toContain('there is no model or model file "nope.yaml"');
  });

  it("lists the model's rules and the library's, each with its file and how to use or run it", async () => {
    const { output } = await neohebb(["list", "rules", "--json"]);
    const rules = JSON.parse(output) as { id: string; from: string; file: string; [key: string]: unknown }[];
    const library = readdirSync(join(root, "models", "rules"));
    expect(rules.filter(({ from }) => from === "library").map(({ file }) => file)).toEqual(
      library.sort().map((name) => `models/rules/${name}`),
    );
    expect(rules.find(({ id }) => id === "directPathway")).toMatchObject({
      from: "reference-brain",
      file: "models/reference-brain/rules/directPathway.yaml",
      projections: expect.arrayContaining(["sensoryToD1"]),
    });
    const shown = rules.flatMap(({ protocols = [] }) => protocols as string[]);
    expect(shown.toSorted()).toEqual(
      readdirSync(join(root, "examples", "rules"))
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => `examples/rules/${name}`)
        .sort(),
    );
    const text = (await neohebb(["list", "rules"])).output;
    expect(text).toMatch(/covariance {2}covariance rule[\s\S]*imports: \[models\/rules\/covariance\.yaml\]/u);
    expect(text).toContain("run it: npx neohebb run examples/rules/covariance.yaml");
    // A model that imports a rule of the library has it once.
    const own = await neohebb(["list", "rules", "--model", "examples/rules/models/covariance.yaml", "--json"]);
    const covariance = (JSON.parse(own.output) as { id: string; from: string }[]).filter(
      ({ id }) => id === "covariance",
    );
    expect(covariance.map(({ from }) => from)).toEqual(["covariance-bench"]);
  });

  it("reads files outside of the model's folder only when allowed", async () => {
    const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
    const model = readFileSync(tinyModel, "utf8");
    const part = join(elsewhere, "part.yaml");
    writeFileSync(part, "parameters: {elsewhere: {value: 1, status: chosen, source: a test}}\n");
    const file = join(folder, "own.yaml");
    writeFileSync(file, model.replace(/^step:/mu, `imports: [${part}]\nstep:`));
    const arguments_ = ["list", "parameters", "--model", file];
    expect((await neohebb([...arguments_, "--allow-outside"])).output).toContain("elsewhere");
    const refused = await neohebb(arguments_);
    expect(refused).toMatchObject({ code: 3, output: "" });
    expect(refused.errors).toMatch(/own\.yaml:5:11: cannot read .*part\.yaml.*--allow-outside allows that/u);
  });

  it("lists the parts of another model", async () => {
    const { code, output, errors } = await neohebb(["list", "receptors", "--model", tinyModel, "--json"]);
    expect(code, errors).toBe(0);
    expect((JSON.parse(output) as { id: string }[]).map(({ id }) => id)).toEqual([
      "dopamineD1",
      "dopamineD2",
      "muscarinicM1",
    ]);
  });
});

describe("check", () => {
  it("checks files that models import alone", async () => {
    const file = join(emptyFolder(), "rule.yaml");
    const rule = `rules:
  hebbian:
    doc: Changes with the product of both activities.
    parameters: {rate: {unit: 1/s}}
    variables: {weight: {unit: "1", initial: "0.5", plastic: true}}
    equations: |
      weight = weight + rate * step * pre.rate * post.rate
`;
    writeFileSync(file, rule);
    const sound = await neohebb(["check", file]);
    expect(sound.code, sound.errors).toBe(0);
    expect(sound.output).toContain("part of a model (rules)");
    writeFileSync(file, rule.replace("unit: 1/s", "unit: 1/sek"));
    const faulty = await neohebb(["check", file]);
    expect(faulty.code).toBe(3);
    expect(faulty.errors).toMatch(/rule\.yaml:4:\d+: unknown unit "sek"/u);
  });

  it("takes bundled models by name, and columns of a table by option", async () => {
    expect((await neohebb(["check", "reference-brain"])).output).toContain("sound: model of");
    const file = join(emptyFolder(), "odd.csv");
    writeFileSync(file, "subject,arm\n1,1\n1,2\n");
    const unknown = await neohebb(["check", file]);
    expect(unknown).toMatchObject({ code: 3, output: "" });
    expect(unknown.errors).toContain("--column choice=NAME");
    expect(await neohebb(["check", file, "--column", "choice=arm"])).toMatchObject({
      code: 0,
      output: `${file}: sound: 2 trials of 1 subject\n`,
    });
  });

  it("warns of sources that are in no bibliography", async () => {
    const file = join(emptyFolder(), "model.yaml");
    const model = readFileSync(join(root, "examples", "models", "habenula-lesion.yaml"), "utf8");
    writeFileSync(file, `${model}\nsources: [schultz1979, own2024]\n`);
    const wrong = await neohebb(["check", file]);
    expect(wrong.code, wrong.errors).toBe(0);
    expect(wrong.errors).toMatch(/model\.yaml:\d+:11: warning: .*"schultz1979".*did you mean "schultz1997"\?/u);
    expect(wrong.errors).toContain('"own2024"');
    writeFileSync(
      join(dirname(file), "references.bib"),
      "@article{own2024,\n  author = {Own, O.}, title = {Own}, year = 2024\n}\n",
    );
    expect((await neohebb(["check", file])).errors).not.toContain("own2024");
  });

  it("finds the bundled experiments, examples and models sound", async () => {
    const examples = JSON.parse((await neohebb(["list", "examples", "--json"])).output) as { id: string }[];
    const models = JSON.parse((await neohebb(["list", "models", "--json"])).output) as { file: string }[];
    const files = [...examples.map(({ id }) => id), ...models.map((model) => model.file), tinyModel, people];
    const check = async (file: string): Promise<void> => {
      const { code, output, errors } = await neohebb(["check", file]);
      expect(code, `${file}: ${errors}`).toBe(0);
      expect(errors, file).not.toContain("no bibliography has the source");
      expect(output).toContain("sound");
    };
    // Two side by side: some forty processes, each of which reads and lowers a model.
    for (let at = 0; at < files.length; at += 2) await Promise.all(files.slice(at, at + 2).map(check));
  }, 240_000);
});
