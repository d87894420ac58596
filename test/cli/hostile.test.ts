import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatIssues, loadExperiment } from "../../src/cli/loadExperiment.ts";
import { emptyFolder, neohebb, tinyExperiment, tinyModel } from "../support/command.ts";

const experiment = readFileSync(tinyExperiment, "utf8");
const model = readFileSync(tinyModel, "utf8");
const people = "subject,choice,outcome\n1,1,1\n1,2,0\n2,1,0\n2,2,1\n";
const outside = /lies outside of .*; --allow-outside allows that/u;

/** A project with a file beside it: `project/package.json`, `project/experiments`, `project/models`, `elsewhere`. */
function project(): { project: string; elsewhere: string } {
  const folder = emptyFolder();
  const [inside, elsewhere] = [join(folder, "project"), join(folder, "elsewhere")];
  for (const name of [inside, elsewhere, join(inside, "experiments"), join(inside, "models")]) mkdirSync(name);
  writeFileSync(join(inside, "package.json"), "{}");
  writeFileSync(join(inside, "models", "tiny.yaml"), model);
  writeFileSync(join(elsewhere, "tiny.yaml"), model);
  writeFileSync(join(elsewhere, "people.csv"), people);
  return { project: inside, elsewhere };
}

function experimentWith(folder: string, reference: string, more = ""): string {
  const file = join(folder, "experiment.yaml");
  writeFileSync(file, experiment.replace("tinyModel.yaml", reference) + more);
  return file;
}

/** What is wrong with an experiment, as text. */
function problems(file: string, overrides: readonly string[] = []): string {
  const { experiment: sound, issues } = loadExperiment(readFileSync(file, "utf8"), file, overrides);
  expect(sound === null).toBe(issues.some(({ severity }) => severity === "error"));
  return formatIssues(issues);
}

describe("a file that names others", () => {
  it("may name those of its project, above and below", async () => {
    const { project: folder } = project();
    const file = experimentWith(join(folder, "experiments"), "../models/tiny.yaml");
    const { code, errors } = await neohebb(["check", file]);
    expect(code, errors).toBe(0);
  });

  it("may name others only when that is asked for", async () => {
    const { project: folder, elsewhere } = project();
    const experiments = join(folder, "experiments");
    symlinkSync(join(elsewhere, "tiny.yaml"), join(folder, "models", "link.yaml"));
    symlinkSync(elsewhere, join(folder, "folder"));
    const references = [
      "../../elsewhere/tiny.yaml",
      join(elsewhere, "tiny.yaml"),
      "../models/link.yaml",
      "../folder/tiny.yaml",
    ];
    for (const reference of references) {
      const file = experimentWith(experiments, reference);
      const refused = await neohebb(["check", file]);
      expect(refused.code, reference).toBe(3);
      expect(refused.errors).toMatch(/experiment\.yaml:6:8: cannot read /u);
      expect(refused.errors).toMatch(outside);
      const allowed = await neohebb(["check", file, "--allow-outside"]);
      expect(allowed.code, allowed.errors).toBe(0);
    }
  });

  it("is held to that in imports, extended models and tables as well", async () => {
    const { project: folder } = project();
    const extension = join(folder, "models", "extension.yaml");
    const head = "neohebb: model/1\nname: own\nversion: 1\nsummary: Own.\n";
    writeFileSync(extension, `${head}extends: ../../elsewhere/tiny.yaml\n`);
    const importing = join(folder, "models", "importing.yaml");
    writeFileSync(importing, `${model}imports: [../../elsewhere/tiny.yaml]\n`);
    const table = experimentWith(folder, "models/tiny.yaml", "references: [{file: ../elsewhere/people.csv}]\n");
    for (const [file, command] of [
      [extension, "check"],
      [extension, "explain"],
      [importing, "check"],
      [table, "check"],
      [table, "run"],
    ] as const) {
      const { code, errors } = await neohebb([command, file], { cwd: folder });
      expect(code, `${command} ${file}`).toBe(3);
      expect(errors).toMatch(/\.yaml:\d+:\d+: cannot read ".*": it lies/u);
      expect(errors).toMatch(outside);
      expect(errors).not.toContain("subject,choice");
    }
    for (const command of ["check", "explain"]) {
      const { code, errors } = await neohebb([command, extension, "--allow-outside"]);
      expect(code, errors).toBe(0);
    }
  });

  it("without a project around it may name what is below its folder", async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "a"));
    mkdirSync(join(folder, "a", "b"));
    writeFileSync(join(folder, "above.yaml"), model);
    writeFileSync(join(folder, "a", "b", "below.yaml"), model);
    expect((await neohebb(["check", experimentWith(join(folder, "a"), "b/below.yaml")])).code).toBe(0);
    expect((await neohebb(["check", experimentWith(join(folder, "a"), "../above.yaml")])).errors).toMatch(outside);
    expect((await neohebb(["check", experimentWith(join(folder, "a"), "reference-brain")])).errors).not.toMatch(
      outside,
    );
  });
});

describe("what is no regular file", () => {
  it.skipIf(process.platform === "win32")("is refused at once: pipes, devices, folders", async () => {
    const folder = emptyFolder();
    const pipe = join(folder, "pipe.yaml");
    execFileSync("mkfifo", [pipe, join(folder, "pipe.csv"), join(folder, "pipe.parquet")]);
    symlinkSync("/dev/zero", join(folder, "zero.yaml"));
    mkdirSync(join(folder, "folder.yaml"));
    const using = experimentWith(folder, "pipe.yaml");
    const importing = join(folder, "importing.yaml");
    writeFileSync(importing, `${model}imports: [pipe.yaml]\n`);
    const commands = [
      ...["run", "check"].flatMap((command) =>
        [pipe, "zero.yaml", "folder.yaml", "/dev/zero"].map((file) => [command, file]),
      ),
      ["behaviour", "pipe.csv"],
      ["behaviour", "pipe.parquet"],
      ["check", using],
      ["check", importing],
      ["explain", importing],
    ];
    for (const arguments_ of commands) {
      const started = performance.now();
      const { code, errors } = await neohebb(arguments_, { cwd: folder });
      expect(code, `${arguments_.join(" ")}: ${errors}`).toBe(3);
      expect(errors).toMatch(/cannot read|there is no/u);
      expect(errors).not.toMatch(/\n\s+at /u);
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });
});

describe("names of the language's own objects", () => {
  it("are refused or unknown in experiments, overrides and options", async () => {
    const folder = emptyFolder();
    const file = experimentWith(folder, tinyModel);
    const names = ["__proto__", "constructor", "prototype", "toString"];
    for (const name of [...names, "__proto__.seed", "groups.__proto__.label", "groups.toString.label"]) {
      const said = problems(file, [`${name}=1`]);
      expect(said, name).not.toBe("");
      expect(said, name).not.toMatch(/native code|\[object/u);
    }
    const lines = [...names.map((name) => `${name}: {a: 1}`), ...names.map((name) => `parameters: {${name}: 1}`)];
    for (const line of [...lines, "references: [toString]", "agents: [constructor]"]) {
      const said = problems(experimentWith(folder, tinyModel, `${line}\n`));
      expect(said, line).toMatch(/experiment\.yaml:\d+:\d+: /u);
      expect(said, line).not.toMatch(/native code|\[object/u);
    }
    for (const name of names) expect(problems(experimentWith(folder, name))).toMatch(/there is no model/u);
    expect((await neohebb(["check", file, "--set", "__proto__.seed=1"])).code).toBe(2);
    expect((await neohebb(["explain", "toString"])).code).toBe(2);
    expect(({} as { seed?: unknown }).seed).toBeUndefined();
  });

  it("are columns like others in a table", async () => {
    const folder = emptyFolder();
    const file = join(folder, "people.csv");
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const rows = people
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => `${row},a,b,c,d`);
    writeFileSync(file, `subject,choice,outcome,${names.join(",")}\n${rows.join("\n")}\n`);
    const plain = await neohebb(["behaviour", file, "--json"]);
    expect(plain.code, plain.errors).toBe(0);
    expect(plain.errors).toMatch(/Not used: __proto__, constructor, toString, hasOwnProperty/u);
    const selected = await neohebb(["behaviour", file, "--rows", "__proto__=a", "--rows", "toString=c", "--json"]);
    expect(selected.code, selected.errors).toBe(0);
    expect((await neohebb(["behaviour", file, "--column", "__proto__=choice"])).code).toBe(3);
    expect((await neohebb(["behaviour", file, "--column", "group=__proto__", "--json"])).code).toBe(0);
  });
});

describe("names that become folders", () => {
  it("may not lead anywhere else", () => {
    const folder = emptyFolder();
    for (const name of ["../up", "/root", "a/b", "..", ".", "a\\\\b", "", "con:x", "a b", "é", "x".repeat(300)]) {
      const file = experimentWith(folder, tinyModel);
      writeFileSync(file, readFileSync(file, "utf8").replace(/^name: .*$/mu, `name: "${name}"`));
      expect(problems(file), name).toMatch(/experiment\.yaml:2:\d+: /u);
    }
  });
});

describe("a session that would never end", () => {
  it("is refused with its number of steps", () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "slow.yaml"), model.replace(/^step: .*$/mu, "step: 1 ns"));
    expect(problems(experimentWith(folder, "slow.yaml"))).toMatch(
      /experiment\.yaml:5:\d+: three-armed-reversal-v1: a rest of 0\.6 s takes 600000000 steps, more than 2000000; /u,
    );
  });
});
