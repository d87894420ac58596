import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, tinyExperiment, tinyModel } from "../support/command.ts";

const small = "examples/models/three-factor.yaml";

/** A file that extends a bundled model, in a folder of its own. */
function extension(text: string): string {
  const file = join(emptyFolder(), "own.yaml");
  writeFileSync(file, `neohebb: model/1\nname: own\nversion: 1\nsummary: Own.\nextends: reference-brain\n${text}`);
  return file;
}

describe("explain", () => {
  it("shows a bundled model within 80 columns, without colours", async () => {
    const { code, output, errors } = await neohebb(["explain", "reference-brain"]);
    expect(code, errors).toBe(0);
    expect(errors).toBe("");
    for (const line of output.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    expect(output).not.toContain("\u001b");
    expect(output).toMatch(/\d+ parameters: measured \d+ %, derived \d+ %, fitted \d+ %, chosen \d+ %/u);
  });

  it("gives the same as data, with operations and the sources' BibTeX", async () => {
    const { output } = await neohebb(["explain", "reference-brain", "--json", "--bibtex"]);
    const document = JSON.parse(output) as {
      operations: { name: string; local: boolean; doc: string }[];
      sources: { key: string }[];
      bibtex: string;
    };
    expect(document.operations.filter(({ local }) => !local).length).toBeLessThanOrEqual(3);
    expect(document.operations.every(({ name, doc }) => name !== "" && doc !== "")).toBe(true);
    const keys = [...document.bibtex.matchAll(/^@\w+\{(\w+),/gmu)].map((match) => match[1]);
    expect(keys).toEqual(document.sources.map(({ key }) => key));
    expect(keys).toContain("yagishita2014");
  });

  it("shows where overridden values come from", async () => {
    const file = extension("parameters: {striatalRate: 3 1/s}\n");
    const { code, output } = await neohebb(["explain", file, "--projection", "sensoryToD1"]);
    expect(code).toBe(0);
    expect(output).toMatch(/from own\.yaml:6, overrides parameters\.yaml:\d+/u);
  });

  it("says what is wrong: the use with 2, the file with 3", async () => {
    expect(await neohebb(["explain", "reference-brian"])).toMatchObject({
      code: 2,
      errors: 'there is no model or model file "reference-brian"; did you mean "reference-brain"?\n',
    });
    expect(await neohebb(["explain", small, "--projection", "corticostriatl"])).toMatchObject({ code: 2, output: "" });
    const wrong = await neohebb(["explain", extension("parameters: {striatalRat: 3 1/s}\n")]);
    expect(wrong.code).toBe(3);
    expect(wrong.errors).toMatch(/own\.yaml:6:14: there is no "striatalRat" .* did you mean "striatalRate"\?\n$/u);
    expect(wrong.errors).not.toContain("    at ");
  });
});

describe("a model's own bibliography", () => {
  const entry = (key: string, title = "Own measurements") =>
    `@misc{${key}, author = {Mine, A.}, title = {${title}}, year = {2024}}\n`;

  function ownModel(text: string, bibliographies: Readonly<Record<string, string>>): string {
    const file = extension(`parameters: {striatalRate: {value: 3 1/s, status: measured, source: mine2024}}\n${text}`);
    for (const [name, content] of Object.entries(bibliographies)) writeFileSync(join(dirname(file), name), content);
    return file;
  }

  it("beside its file or named by it lies over the bundled one, for explain, methods and check", async () => {
    const file = ownModel("sources: [other2024]\nbibliography: thesis.bib\n", {
      "references.bib": entry("mine2024") + entry("yagishita2014", "My reading of it"),
      "thesis.bib": entry("other2024", "Thesis"),
    });
    const explained = await neohebb(["explain", file, "--json", "--bibtex"]);
    expect(explained.code, explained.errors).toBe(0);
    expect(explained.errors).toBe("");
    const { sources, bibtex } = JSON.parse(explained.output) as {
      sources: { key: string; citation: string }[];
      bibtex: string;
    };
    expect(Object.fromEntries(sources.map(({ key, citation }) => [key, citation]))).toMatchObject({
      mine2024: "Mine (2024). Own measurements",
      other2024: "Mine (2024). Thesis",
      yagishita2014: "Mine (2024). My reading of it",
    });
    expect(bibtex).toContain(entry("mine2024").trim());
    const described = await neohebb(["methods", file]);
    expect(described.output).toContain("Own measurements");
    expect(await neohebb(["check", file])).toMatchObject({ code: 0, errors: "" });
  });

  it("is an error where it is malformed or missing, and a word where it lacks a key", async () => {
    const broken = ownModel("", { "references.bib": "@misc{mine2024, title = {open\n" });
    for (const command of ["explain", "methods", "check"]) {
      const { code, errors } = await neohebb([command, broken]);
      expect([code, errors], command).toEqual([
        3,
        expect.stringMatching(/references\.bib:1:1: entry "mine2024" is not closed/u),
      ]);
    }
    const missing = await neohebb(["explain", ownModel("bibliography: [thesis.bib]\n", {})]);
    expect(missing.code).toBe(3);
    expect(missing.errors).toMatch(/own\.yaml:7:16: cannot read .*thesis\.bib: there is no such file/u);
    const lacking = await neohebb(["explain", ownModel("", { "references.bib": entry("mine2023") })]);
    expect(lacking.code).toBe(0);
    expect(lacking.errors).toMatch(
      /own\.yaml:6:\d+: warning: no bibliography has the source "mine2024"; did you mean "mine2023"\?/u,
    );
  });
});

describe("methods", () => {
  it("writes a file whole, and to standard output without one", async () => {
    const folder = emptyFolder();
    const file = join(folder, "methods.tex");
    const written = await neohebb(["methods", small, "--latex", "--out", file]);
    expect(written.code, written.errors).toBe(0);
    expect(readdirSync(folder)).toEqual(["methods.tex"]);
    expect(readFileSync(file, "utf8")).toMatch(/^\\documentclass[\s\S]*\\end\{document\}\n$/u);
    const { output } = await neohebb(["methods", small]);
    expect(output).toContain("## A. Model summary");
    const missing = join(folder, "no", "methods.md");
    expect(await neohebb(["methods", small, "--out", missing])).toMatchObject({ code: 1 });
    expect(existsSync(missing)).toBe(false);
  });
});

describe("window", () => {
  it("measures a small model of one's own, and says what a projection without modulators needs", async () => {
    const out = join(emptyFolder(), "window");
    const measured = await neohebb(["window", "corticostriatal", "--model", small, "--out", out]);
    expect(measured.code, measured.errors).toBe(0);
    expect(measured.output).toMatch(/The window of cortex → striatum\n {2}DA \(dopamine\): gain/u);
    expect(readdirSync(out)).toEqual(["corticostriatal.html"]);
    const none = await neohebb(["window", "pathway", "--model", "examples/rules/models/covariance.yaml"]);
    expect(none).toMatchObject({ code: 2, output: "" });
    expect(none.errors).toContain("whose plasticity reads a modulator");
    const wrong = await neohebb(["window", "corticostriatl", "--model", small]);
    expect(wrong.errors).toContain('did you mean "corticostriatal"?');
    expect(wrong.errors).toContain("that is so for corticostriatal (dopamine)");
  });
});

describe("diff", () => {
  it("ends with 0 whether models differ or not", async () => {
    const file = extension("parameters: {striatalRate: 3 1/s}\n");
    const { code, output } = await neohebb(["diff", "reference-brain", file, "--json"]);
    expect(code).toBe(0);
    const document = JSON.parse(output) as { sameProgram: boolean; differences: { path: string; b: string }[] };
    expect(document.sameProgram).toBe(false);
    expect(document.differences).toContainEqual(expect.objectContaining({ path: "striatalRate.value", b: "3 1/s" }));
    const same = await neohebb(["diff", small, small]);
    expect(same).toMatchObject({
      code: 0,
      output: expect.stringContaining("0 differences; both run the same program"),
    });
  });
});

describe("a run of a model that extends another", () => {
  it("is another run, and goes on after an interruption though the files are gone", async () => {
    const folder = emptyFolder();
    const [experiment, model, base] = ["experiment.yaml", "own.yaml", "base.yaml"].map((name) => join(folder, name));
    const head = "neohebb: model/1\nname: own\nversion: 1\nsummary: Own.\nextends: base.yaml\n";
    writeFileSync(experiment!, readFileSync(tinyExperiment, "utf8").replace("tinyModel.yaml", "own.yaml"));
    writeFileSync(model!, `${head}parameters: {learningRate: 1 1/s}\n`);
    writeFileSync(base!, readFileSync(tinyModel, "utf8"));
    const out = join(folder, "out");
    const long = ["--threads", "1", "--subjects", "64"];
    let stopped = false;
    const interrupted = await neohebb(["run", experiment!, ...long, "--out", out], {
      watch: (child, errors) => {
        if (stopped || !/ [1-9]\d* of \d+ parts/u.test(errors)) return;
        stopped = child.kill("SIGINT");
      },
    });
    expect(interrupted.code, interrupted.errors).toBe(130);
    for (const file of [experiment!, model!, base!]) rmSync(file);
    const resumed = await neohebb(["resume", out, "--json"]);
    expect(resumed.code, resumed.errors).toBe(0);
    const hash = (text: string) => (JSON.parse(text) as { manifest: { resultHash: string } }).manifest.resultHash;
    const plain = await neohebb(["run", tinyExperiment, ...long, "--out", join(folder, "plain"), "--json"]);
    expect(hash(resumed.output)).not.toBe(hash(plain.output));
  });
});
