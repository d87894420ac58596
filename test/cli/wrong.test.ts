import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, tinyExperiment, tinyModel } from "../support/command.ts";

const sound = readFileSync(tinyExperiment, "utf8").replace("tinyModel.yaml", tinyModel);

/** Experiment files with something wrong: what is changed, and the line, column and text of the message. */
const broken: readonly [string, (text: string) => string, RegExp][] = [
  ["empty", () => "", /:1:1: the file is empty/u],
  ["not text", () => "neohebb\0\u0001\u0002", /not text/u],
  ["only a word", () => "hello\n", /:1:1: not an experiment/u],
  ["cut off", (text) => text.slice(0, text.indexOf("subjects")), /"(subjects|seed|groups)" is missing/u],
  ["cut off in a bracket", (text) => text.slice(0, text.indexOf("blockLength")), /:\d+:\d+: /u],
  [
    "of another version",
    (text) => text.replace("experiment/1", "experiment/2"),
    /:1:10: this file is newer than the program.*experiment\/1/u,
  ],
  ["a model", (text) => text.replace("experiment/1", "model/1"), /:1:\d+: .*model/u],
  [
    "with a misspelt key",
    (text) => text.replace("subjects:", "subject:"),
    /:7:1: unknown key "subject"; did you mean "subjects"\?/u,
  ],
  [
    "with a text for a number",
    (text) => text.replace("subjects: 5", "subjects: many"),
    /:7:11: .*expected .*number.*got "many"/u,
  ],
  ["with no subjects", (text) => text.replace("subjects: 5", "subjects: 0"), /:7:11: .*at least 1/u],
  ["with half a subject", (text) => text.replace("subjects: 5", "subjects: 2.5"), /:7:11: /u],
  ["with a negative seed", (text) => text.replace("seed: 7", "seed: -7"), /:8:7: /u],
  [
    "with the same group twice",
    (text) => text.replace("  blocked:", "  control:"),
    /:\d+:3: "control" is given twice/u,
  ],
  ["without groups", (text) => text.replace(/groups:[\s\S]*/u, "groups: {}\n"), /there is no group/u],
  [
    "with an unknown task",
    (text) => text.replace("three-armed-reversal-v1", "three-armed-reversl-v1"),
    /:5:\d+: there is no task .*did you mean "three-armed-reversal-v1"\?/u,
  ],
  ["with an unknown task option", (text) => text.replace("blockLength", "blocklength"), /:5:\d+: .*blockLength/u],
  ["with a task option out of range", (text) => text.replace("blocks: 2", "blocks: 0"), /:5:\d+: .*blocks/u],
  [
    "with an unknown model",
    (text) => text.replace(tinyModel, "reference-brian"),
    /:6:8: there is no model .*did you mean "reference-brain"\?/u,
  ],
  [
    "with an unknown parameter",
    (text) => `${text}parameters: {learningRat: 1 1/s}\n`,
    /:\d+:\d+: .*learningRat.*did you mean "learningRate"\?/u,
  ],
  [
    "with a parameter of another dimension",
    (text) => `${text}parameters: {learningRate: 20 ms}\n`,
    /:\d+:\d+: .*1\/s/u,
  ],
  [
    "with a parameter out of its range",
    (text) => `${text}parameters: {learningRate: 1e9 1/s}\n`,
    /:\d+:\d+: parameter "learningRate" is out of its range \(expected .*, got 1e\+?9 1\/s\)/u,
  ],
  [
    "with an unknown receptor",
    (text) => text.replace("receptor: dopamineD1", "receptor: dopaminD1"),
    /the model has no receptor "dopaminD1"; did you mean "dopamineD1"\?/u,
  ],
  [
    "with an unknown drug",
    (text) => text.replace("receptor: dopamineD1", "drug: halperidol"),
    /did you mean "haloperidol"\?/u,
  ],
  [
    "with a drug that binds nowhere",
    (text) => text.replace("receptor: dopamineD1", "drug: prazosin"),
    /prazosin acts nowhere in the model/u,
  ],
  ["with a dose without unit", (text) => text.replace("3 Ki", "3"), /"3" is not a dose at a receptor; .*3 Ki/u],
  ["with a negative dose", (text) => text.replace("3 Ki", "-3 Ki"), /"-3 Ki" is negative; a dose is at least 0/u],
  ["with a dose of another dimension", (text) => text.replace("3 Ki", "3 mV"), /"3 mV" is not a dose/u],
  ["with an alias to nothing", (text) => text.replace("seed: 7", "seed: *none"), /:8:\d+: .*none/u],
  ["cut off, as JSON", () => '{"neohebb": "experiment/1", "name": "tiny", ', /:\d+:\d+: /u],
  [
    "with a dose of nothing",
    (text) => text.replace("receptor: dopamineD1, ", ""),
    /either a receptor, a modulator or a drug/u,
  ],
  [
    "with trials that do not exist",
    (text) => text.replace("dose: 3 Ki", "dose: 3 Ki, trials: [5, 40]"),
    /there is no trial 40/u,
  ],
  [
    "with trials the wrong way round",
    (text) => text.replace("dose: 3 Ki", "dose: 3 Ki, trials: [5, 4]"),
    /comes before/u,
  ],
  [
    "with an unknown control",
    (text) => text.replace("control: control", "control: contrl"),
    /did you mean "control"\?/u,
  ],
  [
    "with an unknown yoked modulator",
    (text) => text.replace("label: D1 block", "yoked: [dopamin]"),
    /there is no modulator "dopamin"; did you mean "dopamine"\?/u,
  ],
  [
    "with a yoked control group",
    (text) => text.replace("{label: Control}", "{label: Control, yoked: [dopamine]}"),
    /:\d+:\d+: the control group cannot be yoked/u,
  ],
  [
    "with an unknown task option that resembles none",
    (text) => text.replace("blockLength: 6", "xyzzy: 6"),
    /:5:\d+: .*no option "xyzzy"; its options are blocks/u,
  ],
  [
    "with an unknown agent",
    (text) => `${text}agents: [gessing-v1]\n`,
    /there is no agent "gessing-v1"; did you mean "guessing-v1"\?/u,
  ],
  [
    "with an unknown data set",
    (text) => `${text}references: [zorowitz]\n`,
    /there is no bundled data set "zorowitz".*zorowitz2023/u,
  ],
  [
    "with a data file that is not there",
    (text) => `${text}references: [{file: none.csv}]\n`,
    /there is no file "none.csv"/u,
  ],
  [
    "with an expectation about nobody",
    (text) => `${text}expectations: [{group: x, measure: accuracy, direction: lower, statement: s, source: s}]\n`,
    /there is no group "x"/u,
  ],
  [
    "with an unknown measure",
    (text) => `${text}expectations: [{group: control, measure: acuracy, direction: lower, statement: s, source: s}]\n`,
    /accuracy/u,
  ],
  [
    "with a trace spacing that is no time",
    (text) => `${text}record: {traces: {every: 3 mV}}\n`,
    /"3 mV" is not a time/u,
  ],
  [
    "that is a bomb",
    () =>
      `a: &a [1,1,1,1,1,1,1,1,1]\n${"bcdefghijk"
        .split("")
        .map((name, i) => `${name}: &${name} [${`*${"abcdefghijk"[i]},`.repeat(9)}]`)
        .join("\n")}\n`,
    /aliases|values/u,
  ],
  ["that is huge", (text) => `${text}#${"x".repeat(1 << 20)}`, /too large/u],
];

describe("a broken experiment", () => {
  it("ends with exit code 3, a message with file, line and column, no stack trace and nothing left behind", async () => {
    expect(broken.length).toBeGreaterThanOrEqual(40);
    const folder = emptyFolder();
    const files = broken.map(([name, change], index) => {
      const file = join(folder, `broken${index}.yaml`);
      const text = change(sound);
      expect(text, name).not.toBe(sound);
      writeFileSync(file, text);
      return file;
    });
    for (let at = 0; at < files.length; at += 4) {
      await Promise.all(
        files.slice(at, at + 4).map(async (file, offset) => {
          const [name, , message] = broken[at + offset]!;
          const { code, errors, output } = await neohebb(["run", file], { cwd: folder });
          expect(code, `${name}: ${errors}`).toBe(3);
          expect(errors, name).toMatch(message);
          expect(errors, name).toContain(`${basename(file)}:`);
          expect(errors, name).not.toMatch(/\n\s+at /u);
          expect(output, name).toBe("");
        }),
      );
    }
    expect(readdirSync(folder).filter((name) => !name.startsWith("broken"))).toEqual([]);
  });

  it("with a faulty table to compare with ends before anything is simulated", async () => {
    const folder = emptyFolder();
    const file = join(folder, "experiment.yaml");
    writeFileSync(join(folder, "people.csv"), "subject,choice,outcome\n1,1,1\n1,1\n1,2,perhaps\n");
    writeFileSync(file, `${sound}references: [{file: people.csv, label: Our people}]\n`);
    for (const command of ["run", "check"]) {
      const { code, errors } = await neohebb([command, file], { cwd: folder });
      expect(code, errors).toBe(3);
      expect(errors).toMatch(/people\.csv:3: /u);
    }
    expect(readdirSync(folder).sort()).toEqual(["experiment.yaml", "people.csv"]);
  });

  it("is told everything at once by check", async () => {
    const file = join(emptyFolder(), "all.yaml");
    writeFileSync(
      file,
      sound.replace("control: control", "control: contrl").replace("receptor: dopamineD1", "receptor: dopaminD1"),
    );
    const { code, output, errors } = await neohebb(["check", file, "--json"]);
    expect(code).toBe(3);
    const { ok, issues } = JSON.parse(output) as { ok: boolean; issues: { line: number; message: string }[] };
    expect(ok).toBe(false);
    expect(issues.length).toBe(2);
    for (const { line } of issues) expect(line).toBeGreaterThan(0);
    expect(errors.trim().split("\n").length).toBe(2);
  });

  it("tells faults of form, names, parameters, drugs and doses in one pass", async () => {
    const file = join(emptyFolder(), "many.yaml");
    const text = sound
      .replace("experiment/1", "experiment/2")
      .replace("subjects: 5", "subjects: many")
      .replace("control: control", "control: contrl")
      .replace("receptor: dopamineD1, dose: 3 Ki", "drug: halperidol, dose: 3 Ki");
    const more = [
      "parameters: {learningRat: 1 1/s}",
      "agents: [gessing-v1]",
      "references: [zorowitz2032]",
      "titel: Wrong",
    ];
    writeFileSync(file, `${text.replace("label: D1 block", "yoked: [dopamin]")}${more.join("\n")}\n`);
    const { code, errors } = await neohebb(["check", file]);
    expect(code).toBe(3);
    for (const wanted of ["experiment/2", "many", "contrl", "halperidol", "dopamin", "learningRat", "gessing-v1"])
      expect(errors).toContain(`"${wanted}"`.replace('"experiment/2"', "experiment/2"));
    for (const wanted of ["zorowitz2032", "titel"]) expect(errors).toContain(`"${wanted}"`);
    expect(errors.trim().split("\n")).toHaveLength(9);
  });

  it("tells faults of a model of another version in one pass", async () => {
    const file = join(emptyFolder(), "model.yaml");
    const text = readFileSync(tinyModel, "utf8")
      .replace("model/1", "model/2")
      .replace("learningRate *", "learningRat *");
    writeFileSync(file, text.replace(/^name:.*$/mu, "name: 3 brains"));
    const { code, errors } = await neohebb(["check", file]);
    expect(code).toBe(3);
    expect(errors).toMatch(/model\/2[\s\S]*"name"[\s\S]*"learningRat"/u);
  });

  it("is told as a document by check, tables included", async () => {
    const file = join(emptyFolder(), "people.csv");
    writeFileSync(file, "subject,choice,outcome\n1,1,1\n1,1\n1,2,1\n");
    const { code, output, errors } = await neohebb(["check", file, "--json"]);
    expect(code).toBe(3);
    expect(JSON.parse(output)).toMatchObject({ kind: "behaviour", ok: false, issues: [{ file, line: 3 }] });
    expect(errors).toMatch(/people\.csv:3: /u);
  });
});

describe("wrong use", () => {
  const wrong: readonly [readonly string[], RegExp][] = [
    [[], /Usage/u],
    [["rnu"], /Did you mean run\?/u],
    [["run"], /missing required argument/u],
    [["run", tinyExperiment, "--thread", "2"], /Did you mean --threads\?/u],
    [["run", tinyExperiment, "--threads", "0"], /whole number from 1 to 256/u],
    [["run", tinyExperiment, "--subjects", "-3"], /whole number/u],
    [["run", tinyExperiment, "--seed", "1.5"], /whole number/u],
    [["run", tinyExperiment, "more"], /too many arguments/u],
    [["run", tinyExperiment, "--set", "seed"], /not of the form path=value/u],
    [["run", tinyExperiment, "--set", "sede=3"], /unknown key "sede"; did you mean "seed"\?/u],
    [["run", tinyExperiment, "--set", "seed=x"], /--set seed=x/u],
    [
      ["run", tinyExperiment, "--set", "groups.contrl.label=x"],
      /there is no group "contrl"; did you mean "control"\?/u,
    ],
    [["run", tinyExperiment, "--set", "groups.blocked.doses[4].dose=1 Ki"], /the list has 1 item;/u],
    [
      ["run", tinyExperiment, "--set", "parameters.learningRate=1e9 1/s"],
      /^--set parameters\.learningRate=1e9 1\/s: parameter "learningRate" is out of its range/mu,
    ],
    [["run", tinyExperiment, "--set", "parameters.learningRat=1 1/s"], /did you mean "learningRate"\?/u],
    [["run", tinyExperiment, "--set", "name.part=1"], /"name" has no parts/u],
    [["list", "drgus"], /did you mean "drugs"\?/u],
    [["behaviour", tinyExperiment, "--column", "x"], /name=value/u],
  ];

  it("ends with exit code 2 and the nearest right spelling", async () => {
    const folder = emptyFolder();
    for (let at = 0; at < wrong.length; at += 4) {
      await Promise.all(
        wrong.slice(at, at + 4).map(async ([arguments_, message]) => {
          const { code, errors } = await neohebb(arguments_, { cwd: folder });
          expect(code, `${arguments_.join(" ")}: ${errors}`).toBe(2);
          expect(errors, arguments_.join(" ")).toMatch(message);
          expect(errors).not.toMatch(/\n\s+at /u);
        }),
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of files that are not there ends with exit code 3", async () => {
    for (const arguments_ of [
      ["run", "none.yaml"],
      ["check", "none.yaml"],
      ["behaviour", "none.csv"],
      ["resume", "none"],
    ]) {
      const { code, errors } = await neohebb(arguments_);
      expect(code, arguments_.join(" ")).toBe(3);
      expect(errors).toMatch(/none/u);
      expect(errors).not.toMatch(/\n\s+at /u);
    }
  });
});
